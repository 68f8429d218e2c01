// All but the controls U+0000 to U+001F and U+007F, `"` and `\` stands for itself.
const ESCAPED = /[^ !#-[\]-~\u0080-\uffff]/;
const ALL_ESCAPED = new RegExp(ESCAPED, 'g');
const NAMED: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** The lexical form of a string literal in canonical N-Quads (RDFC-1.0, appendix A), without its quotation marks. */
export function escapeLiteral(text: string): string {
  return ESCAPED.test(text) ? text.replace(ALL_ESCAPED, escapeCharacter) : text;
}

/**
 * A number in plain decimal notation, the lexical form of xsd:decimal: `66`, `-0.0000001`, never an exponent.
 * @throws {RangeError} on NaN and infinities
 */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`Unexpected number ${value}, expected a finite one`);
  const text = String(value === 0 ? 0 : value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, whole, fraction = '', exponent] = match;
  const point = 1 + Number(exponent);
  const digits = whole + fraction;
  return point > 0 ? sign + digits.padEnd(point, '0') : `${sign}0.${'0'.repeat(-point)}${digits}`;
}

/** A well-formed language tag in lower case, as JSON-LD processors write it; null for what is none (`en_US`). */
export function languageTag(text: string): string | null {
  return /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(text) ? text.toLowerCase() : null;
}

function escapeCharacter(character: string): string {
  return NAMED.get(character) ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
