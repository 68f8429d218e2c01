/**
 * First characters of a line that goes on with a paragraph: no bullet, heading, fence, quote, rule, underline, table, note, indent, or number
 * from which a list in a paragraph could count.
 */
const OPENING = [
  '[^\\s\\d#*+=_<>`~|:\\[-]',
  '(?!1[.)](?:\\s|$))\\d',
  '\\*{1,3}(?=[^\\s*])',
  '_{1,3}(?=[^\\s_])',
  '`(?!`)',
  '\\[(?!\\^)',
].join('|');

/** A line of a paragraph. No angles: they are raw HTML, or end some. No tabs: they are as wide as their column wants. */
export const LINE = `(?:${OPENING})[^\\r\\n\\t<>]*`;

/** One of a paragraph in a container: there any number can be a list's. */
export const INNER_LINE = `(?!\\d+[.)](?:\\s|$))${LINE}`;

/** The first one: a bracket there must not be a definition's either. */
export const FIRST_LINE = `(?!\\[(?![^\\r\\n\\\\[\\]]*\\](?!:)))${INNER_LINE}`;
