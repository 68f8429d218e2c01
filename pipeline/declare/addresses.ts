import type { Fields, Thing } from '../declare.ts';
import { type Address, normalizeAddress } from '../identity.ts';
import type { Report } from '../messages.ts';
import type { Model } from '../model.ts';

/** Addresses under `sameAs` that are exact, and identifiers of authorities that the vocabulary knows. */
export function addressesIn(model: Model, fields: Fields): Address[] {
  const listed = fields.sameAs === undefined ? [] : [fields.sameAs].flat();
  const exact = listed.flatMap(item => {
    if (typeof item === 'string') return [item];
    const link = item as { uri?: unknown; match?: unknown } | null;
    return typeof link?.uri === 'string' && (link.match ?? 'exact') === 'exact' ? [link.uri] : [];
  });
  const identifiers = Object.entries((fields.identifiers ?? {}) as Fields).flatMap(([authority, identifier]) => {
    const known = model.authorities.get(authority);
    return known && typeof identifier === 'string'
      ? [{ authority, identifier, uri: known.uri.replace('{}', () => identifier) }]
      : [];
  });
  return [...exact.map(address => normalizeAddress(model, address)), ...identifiers];
}

export function unique(addresses: readonly Address[]): Address[] {
  return [...new Map(addresses.map(address => [address.uri, address])).values()];
}

/** Two ids with one exact address would be one thing told twice. */
export function shareNoAddress(things: readonly Thing[], others: ReadonlyMap<string, Thing>, report: Report): void {
  const seen = new Map<string, Thing>();
  for (const thing of things) {
    for (const { uri } of thing.addresses) {
      const other = seen.get(uri) ?? others.get(uri);
      if (!other || other.id === thing.id) seen.set(uri, thing);
      else {
        const related = [{ place: other.place, says: 'has it already' }];
        report('address-shared', thing.place, { id: thing.id, other: other.id, address: uri }, { related });
      }
    }
  }
}

/** What no IRI may hold as it is (RFC 3987); browsers would drop some of it and read on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ODD = /[\u0000-\u0020<>"{}|\\^`\u007F-\u00A0\uFFFD]/;

/** Whether an address can stand as an IRI in the data and as a link in a page. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^/?#]/i.test(address) && !ODD.test(address) && URL.canParse(address);
}

/** The web address that one out of form most likely stands for, else `null`. */
export function nearAddress(model: Model, address: string): string | null {
  const words = address.trim();
  const item = /^(?:wikidata:|wd:)?(Q[1-9]\d*)$/i.exec(words)?.[1];
  const wikidata = model.authorities.get('wikidata');
  if (item !== undefined && wikidata) return wikidata.uri.replace('{}', item.toUpperCase());
  const whole = /^(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/)/i.test(words) ? `https://${words}` : words;
  if (!/^https?:\/\//i.test(whole) || !URL.canParse(whole)) return null;
  const tidy = new URL(whole).href.replace(/[|^`{}"<>\\]/g, encodeURIComponent);
  return isWebAddress(tidy) && tidy !== address ? tidy : null;
}

/** The base that an address out of form most likely stands for: without query and fragment, and with a slash at its end. */
export function nearBase(address: string): string | null {
  const whole = /^https?:/i.test(address.trim()) ? address.trim() : `https://${address.trim()}`;
  if (!URL.canParse(whole)) return null;
  const { origin, pathname } = new URL(whole);
  return `${origin}${pathname}`.replace(/\/*$/, '/');
}
