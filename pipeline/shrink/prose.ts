/*
 * Runs of words and links that the Markdown parser needn't look at. All that follows errs to one side: what isn't plain stays in the text,
 * and the parser decides.
 *
 *   where    paragraphs between empty lines that begin in the first column. No line of one can begin, end or be another block, so that it
 *            is a paragraph of the top level, or wholly inside of a fence, a comment or front matter, none of which it ends.
 *   what     letters, spaces, most marks, line ends without spaces before them, and links of plain words to plain addresses and labels.
 *            Other brackets, emphasis, code, escapes and entities stay, with all that is in them.
 *   beside   one letter or space between a run and what stays: what emphasis is depends on what is next to it.
 */

/** Stands for a run in the shrunken text: for private use, and like a letter to CommonMark. Prose of a text that has it is left alone. */
export const STAND_IN = '\uE000';
const HAS_IT = /\uE000|&#(?:0*57344|x0*e000);/i;

/** What was a link, by offsets in the text, half-open. */
export interface Link {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  /** One of the two. */
  readonly url: string | undefined;
  readonly label: string | undefined;
}

/** Likewise. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly links: readonly Link[];
}

/** Shorter runs cost more to put back than to parse. */
const SHORTEST = 8;
/** Expressions remember each line and letter of a paragraph that they may have to go back to. */
const LONGEST = 100_000;

const EOL = '(?:\\r\\n|\\n|\\r(?!\\n))';
/** First characters of a line that goes on with a paragraph: no bullet, number, heading, fence, quote, rule, underline, table, note or indent. */
const OPENING = [
  '[^\\s\\0\\d#*+=_<>`~|:\\[-]',
  '(?!\\d+[.)](?:\\s|$))\\d',
  '\\*{1,3}(?=[^\\s*])',
  '_{1,3}(?=[^\\s_])',
  '`(?!`)',
  '\\[(?!\\^)',
].join('|');
/** No angles: they are raw HTML, or end some. No tabs: they are as wide as their column wants. */
const LINE = `(?:${OPENING})[^\\r\\n\\t\\0<>]*`;
/** A bracket at the very beginning must not be a definition's. */
const PARAGRAPH = new RegExp(`^${EOL}*(?!\\[(?![^\\r\\n\\\\[\\]]*\\](?!:)))${LINE}(?:${EOL}${LINE})*${EOL}?$`);

const PLAIN = '[^\\r\\n\\\\`*_&[\\]]';
const PLAIN_END = '[^\\s\\\\`*_&[\\]]';
const LINE_END = `(?<! )${EOL}`;
const ADDRESS = "\\w./~?=#%+,;:@!$'*-";
/** Of plain words to a plain address or label: neither an image nor a note, nor what could be the label of brackets before it. */
const LINK =
  `(?<![!\\]])\\[(?!\\^)(${PLAIN_END}(?:(?:${PLAIN}|${LINE_END})*${PLAIN_END})?)\\]` +
  `(?:\\(([${ADDRESS}[\\]{}]+)\\)|\\[([a-z][a-z0-9-]{0,99})\\](?!\\())`;
/** A link, reference, image or note without brackets in its brackets, and with nothing after them that could yet be its address. */
const BRACKETS = `\\[[^\\\\\`[\\]]*\\](?:\\((?:[${ADDRESS}]+(?:[ \\r\\n]+"[^"\\\\\`[\\]]*")?)?\\)|(?!\\())`;
/** Words, a link, what else stays in one piece, or a mark whose end isn't plain, after which anything may belong to it. */
const PARTS = new RegExp(
  `((?:${PLAIN}+|${LINE_END})+)|${LINK}|\\\\[^]|\`[^\`]+\`(?!\`)|${BRACKETS}|&#?\\w*|([\`[])|[^]`,
  'g',
);
const SPACE = /^\s$/;
/** What seems to be a definition. */
const LABEL = /^\[([a-z][a-z0-9-]{0,99})\]:/gm;

/** Runs in a text but for some of its lines, in order. */
export function* runsOfProse(text: string, without: readonly { start: number; end: number }[]): Generator<Run> {
  if (HAS_IT.test(text)) return;
  const labels = new Set([...text.matchAll(LABEL)].map(([, label]) => label!));
  const gap = text.includes('\r\n\r\n') ? '\r\n\r\n' : '\n\n';
  let at = 0;
  for (const { start, end } of [...without, { start: text.length, end: text.length }]) {
    for (const lines of text.slice(at, start).split(gap)) {
      if (lines.length > SHORTEST && lines.length < LONGEST && PARAGRAPH.test(lines)) yield* runsIn(lines, at, labels);
      at += lines.length + gap.length;
    }
    at = end;
  }
}

function* runsIn(paragraph: string, at: number, labels: ReadonlySet<string>): Generator<Run> {
  let links: Link[] = [];
  /** The first character of a run, once there is one. */
  let from: number | null = null;
  for (const { 0: part, 1: words, 2: linked, 3: url, 4: label, 5: open, index } of paragraph.matchAll(PARTS)) {
    const end = index + part.length;
    if (linked !== undefined && (label === undefined || labels.has(label))) {
      from ??= index;
      links.push({ start: at + index, end: at + end, words: linked, url, label });
    } else if (words !== undefined) from ??= index;
    else {
      if (from !== null) yield* trimmed(paragraph, at, from, index, links);
      if (open !== undefined) return;
      from = null;
      links = [];
    }
  }
  if (from !== null) yield* trimmed(paragraph, at, from, paragraph.length, links);
}

/** The run without the space at its ends, or without what is next to another thing there: a letter, and links before it. */
function* trimmed(paragraph: string, at: number, from: number, to: number, links: readonly Link[]): Generator<Run> {
  let [first, last] = [0, links.length];
  let start = afterSpace(paragraph, from);
  if (start === from && from > 0) {
    while (links[first]?.start === at + start) start = links[first++]!.end - at;
    start = Math.max(afterSpace(paragraph, start), start + 1);
  }
  let end = beforeSpace(paragraph, to);
  if (end === to && to < paragraph.length) {
    while (last > first && links[last - 1]!.end === at + end) end = links[--last]!.start - at;
    end = Math.min(beforeSpace(paragraph, end), end - 1);
  }
  if (end - start >= SHORTEST) yield { start: at + start, end: at + end, links: links.slice(first, last) };
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (SPACE.test(text.charAt(at))) at += 1;
  return at;
}

function beforeSpace(text: string, to: number): number {
  let at = to;
  while (SPACE.test(text.charAt(at - 1))) at -= 1;
  return at;
}
