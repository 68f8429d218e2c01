// All but the controls U+0000 to U+001F and U+007F, `"` and `\` stands for itself.
const ESCAPED = /[^ !#-[\]-~\u0080-\uffff]/;
const ALL_ESCAPED = new RegExp(ESCAPED, 'g');
// RFC 5646, section 2.1: language with extensions, script, region, variants, extensions, private use.
const PRIVATE = 'x(?:-[a-z\\d]{1,8})+';
const LANGUAGE = new RegExp(
  `^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\\d{3}))?` +
    `(?:-(?:[a-z\\d]{5,8}|\\d[a-z\\d]{3}))*(?:-[a-wyz\\d](?:-[a-z\\d]{2,8})+)*(?:-${PRIVATE})?|${PRIVATE})$`,
);
const NAMED: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/**
 * The lexical form of a string literal in canonical N-Quads (RDFC-1.0, appendix A), without its quotation marks.
 * @throws {TypeError} on NUL, which no output may hold
 */
export function escapeLiteral(text: string): string {
  return ESCAPED.test(text) ? text.replace(ALL_ESCAPED, escapeCharacter) : text;
}

/** A well-formed language tag (RFC 5646) in lower case, as JSON-LD processors write it; null for what is none (`en_US`). */
export function languageTag(text: string): string | null {
  const tag = text.toLowerCase();
  return LANGUAGE.test(tag) ? tag : null;
}

function escapeCharacter(character: string): string {
  if (character === '\0') throw new TypeError('Unexpected NUL in a text');
  return NAMED.get(character) ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
