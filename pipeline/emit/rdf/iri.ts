const PLAIN = /^https?:\/\/[A-Za-z0-9.-]+(?::\d+)?(?:\/[A-Za-z0-9._~!$&'()*+,;=:@/-]*)?$/;
const PARTS = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/su;
const AUTHORITY = /^(?:[^@[\]]*@)?(\[[0-9A-Fa-f:.]+\]|[^:@[\]]*)(?::\d*)?$/u;

// RFC 3987, section 2.2: iunreserved, sub-delims and the delimiters of a path; `ucschar` leaves out controls, private use and noncharacters.
const UNICODE =
  '\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}' +
  Array.from({ length: 14 }, (_, at) => plane(at + 1)).join('');
const NOT_IRI = new RegExp(`%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\\-._~!$&'()*+,;=:@/?%${UNICODE}]`, 'gu');
const SEGMENT = /^[A-Za-z0-9._~-]*$/;

/**
 * An address as a valid absolute IRI (RFC 3987): what an IRI can't hold is percent-encoded, all else stays as it is.
 * Null where no encoding helps: no scheme, or an authority that is none (`http://[x`, `http://a:b/`).
 * @throws {URIError} on a lone surrogate
 */
export function toIri(address: string): string | null {
  if (PLAIN.test(address)) return address;
  const parts = PARTS.exec(address.trim());
  if (!parts) return null;
  const [, scheme, authority, path, query, fragment] = parts;
  if (authority !== undefined && !isAuthority(authority)) return null;
  return [
    `${scheme}:`,
    authority === undefined ? '' : `//${authority}`,
    encode(path!),
    query === undefined ? '' : `?${encode(query)}`,
    fragment === undefined ? '' : `#${encode(fragment)}`,
  ].join('');
}

/** One path or fragment segment of an IRI of ours: letters, digits and `-._~` stay, the rest is percent-encoded. */
export function toSegment(text: string): string {
  return SEGMENT.test(text) ? text : encodeURIComponent(text).replace(/[!'()*]/g, encodeAscii);
}

function isAuthority(authority: string): boolean {
  const host = AUTHORITY.exec(authority)?.[1];
  if (host === undefined) return false;
  if (host.startsWith('[')) return URL.canParse(`http://${host}/`);
  return encode(authority) === authority && !/[/?]/.test(authority);
}

function encode(part: string): string {
  return part.replace(NOT_IRI, encodeURIComponent);
}

function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function plane(number: number): string {
  const from = number === 14 ? 'E1000' : `${number.toString(16)}0000`;
  return `\\u{${from}}-\\u{${number.toString(16)}FFFD}`;
}
