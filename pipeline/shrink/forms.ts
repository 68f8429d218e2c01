import type {
  Blockquote,
  Definition,
  Heading,
  Html,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
} from 'mdast';
import type { Source } from '../place.ts';
import { enclosedAt } from './enclosed.ts';
import { EOL, type Margin, type Prose, positionOf, type Run } from './prose.ts';

/*
 * What plain blocks look like, and the nodes that they are:
 *
 *   paragraphs, headings     of plain words (shrink/prose.ts)
 *   lists, quotations        of single plain paragraphs
 *   definitions              on one line each, without escapes, entities, and what else has a second meaning
 *   raw HTML                 `<details>`, alone or with its summary, and its end
 *   front matter, data       shrink/enclosed.ts
 */

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
/** No angles: they are raw HTML, or end some. No tabs: they are as wide as their column wants. */
const LINE = `(?:${OPENING})[^\\r\\n\\t<>]*`;
/** At the very beginning a number must not be a list's, and a bracket not a definition's. */
const FIRST_LINE = `(?!\\d+[.)](?:\\s|$)|\\[(?![^\\r\\n\\\\[\\]]*\\](?!:)))${LINE}`;
const PARAGRAPH = new RegExp(`^${FIRST_LINE}(?:${EOL}${LINE})*$`);
const HEADING = /^(#{1,6}) [^\s#<>](?:[^\r\n\t<>]*[^\s#<>])?$/;
const QUOTATION = new RegExp(`^> ${FIRST_LINE}(?:${EOL}> ${LINE})*$`);
const ITEM = new RegExp(`- (${FIRST_LINE}(?:${EOL}  ${LINE})*)(?:${EOL}|$)`, 'gy');
const DEFINITION = new RegExp(
  `(\\[([a-z][a-z0-9-]{0,99})\\]: ((?:https?:/|#)[\\w./~?=#%+,;:@!$-]+) "([^"\\\\&\\t\\r\\n]*)")(?:${EOL}|$)`,
  'gy',
);
const DETAILS = new RegExp(`^(?:<details>(?:${EOL}<summary>[^\\r\\n\\t<>]*</summary>)?|</details>)$`);

/** Expressions remember each line and letter of a paragraph that they may have to go back to. */
const LONGEST = 100_000;

/** What stands between two empty lines. */
export interface Lines {
  readonly end: number;
  /** `null` if they aren't plain. */
  readonly nodes: readonly RootContent[] | null;
  /** Of a paragraph that isn't. */
  readonly runs: readonly Run[];
}

/** Reads the blocks of one text. */
export class Forms {
  readonly #source: Source;
  readonly #prose: Prose;
  /** An empty line. */
  readonly #gap: string;

  constructor(source: Source, prose: Prose) {
    this.#source = source;
    this.#prose = prose;
    this.#gap = source.text.includes('\r\n\r\n') ? '\r\n\r\n' : '\n\n';
  }

  /** What begins at a place, up to the next empty line that isn't part of it. */
  read(start: number): Lines {
    const enclosed = enclosedAt(this.#source, start);
    const last = this.#lastFrom(enclosed?.end ?? start);
    if (enclosed)
      return { end: last, nodes: enclosed.node && enclosed.end === last ? [enclosed.node] : null, runs: [] };
    const lines = last - start < LONGEST ? this.#source.text.slice(start, last) : '';
    if (!PARAGRAPH.test(lines)) return { end: last, nodes: this.#nodes(lines, start), runs: [] };
    const runs = this.#prose.runs(start, last);
    const children = this.#prose.phrasing(runs, start, last, '');
    if (!children) return { end: last, nodes: null, runs };
    return { end: last, nodes: [{ type: 'paragraph', children, position: this.#position(start, last) }], runs: [] };
  }

  /** Where the empty line after a place begins, or those at the end of the text. */
  #lastFrom(offset: number): number {
    const { text } = this.#source;
    const gap = text.indexOf(this.#gap, offset);
    if (gap >= 0) return gap;
    let end = text.length;
    while (end > offset && isLineEnd(text[end - 1])) end -= 1;
    return end;
  }

  #nodes(lines: string, start: number): RootContent[] | null {
    if (lines.startsWith('[')) return this.#definitions(lines, start);
    const node = lines.startsWith('#')
      ? this.#heading(lines, start)
      : lines.startsWith('- ')
        ? this.#list(lines, start)
        : lines.startsWith('> ')
          ? this.#quotation(lines, start)
          : this.#html(lines, start);
    return node && [node];
  }

  #heading(lines: string, start: number): Heading | null {
    const depth = HEADING.exec(lines)?.[1]?.length as Heading['depth'] | undefined;
    if (depth === undefined) return null;
    const end = start + lines.length;
    const children = this.#words(start + depth + 1, end, '');
    return children && { type: 'heading', depth, children, position: this.#position(start, end) };
  }

  #quotation(lines: string, start: number): Blockquote | null {
    const end = start + lines.length;
    const paragraph = QUOTATION.test(lines) ? this.#paragraph(start + 2, end, '> ') : null;
    return paragraph && { type: 'blockquote', children: [paragraph], position: this.#position(start, end) };
  }

  #list(lines: string, start: number): List | null {
    const items: ListItem[] = [];
    let end = 0;
    for (const { 0: all, 1: words, index } of lines.matchAll(ITEM)) {
      const from = start + index;
      const paragraph = this.#paragraph(from + 2, from + 2 + words!.length, '  ');
      if (!paragraph) return null;
      const position = this.#position(from, from + 2 + words!.length);
      items.push({ type: 'listItem', spread: false, checked: null, children: [paragraph], position });
      end = index + all.length;
    }
    if (items.length === 0 || end < lines.length) return null;
    const position = this.#position(start, start + lines.length);
    return { type: 'list', ordered: false, start: null, spread: false, children: items, position };
  }

  #definitions(lines: string, start: number): Definition[] | null {
    const nodes: Definition[] = [];
    let end = 0;
    for (const { 0: all, 1: line, 2: label, 3: url, 4: title, index } of lines.matchAll(DEFINITION)) {
      const position = this.#position(start + index, start + index + line!.length);
      nodes.push({ type: 'definition', identifier: label!, label: label!, title: title!, url: url!, position });
      end = index + all.length;
    }
    return end === lines.length ? nodes : null;
  }

  #html(lines: string, start: number): Html | null {
    return DETAILS.test(lines)
      ? { type: 'html', value: lines, position: this.#position(start, start + lines.length) }
      : null;
  }

  #paragraph(start: number, end: number, margin: Margin): Paragraph | null {
    const children = this.#words(start, end, margin);
    return children && { type: 'paragraph', children, position: this.#position(start, end) };
  }

  #words(start: number, end: number, margin: Margin): PhrasingContent[] | null {
    return this.#prose.phrasing(this.#prose.runs(start, end, margin), start, end, margin);
  }

  #position(start: number, end: number): NonNullable<Paragraph['position']> {
    return positionOf(this.#source, start, end);
  }
}

export function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
