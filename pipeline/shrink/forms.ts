import type { Definition, Heading, Html, Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { Source } from '../place.ts';
import { plainList, plainNotes, plainQuotation } from './containers.ts';
import { enclosedAt } from './enclosed.ts';
import { FIRST_LINE, LINE } from './lines.ts';
import { EOL, type Margin, type Prose, positionOf, type Run } from './prose.ts';
import { plainTable } from './table.ts';

/*
 * What plain blocks look like, and the nodes that they are:
 *
 *   paragraphs, headings             of plain words (shrink/prose.ts)
 *   lists, quotations, notes         of single plain paragraphs (shrink/containers.ts)
 *   tables                           of plain words between bars (shrink/table.ts)
 *   definitions                      on one line each, without escapes, entities, and what else has a second meaning
 *   raw HTML                         `<details>`, alone or with its summary, and its end
 *   front matter, data               in their fences (shrink/enclosed.ts)
 */

const PARAGRAPH = new RegExp(`^${FIRST_LINE}(?:${EOL}${LINE})*$`);
const HEADING = /^(#{1,6}) [^\s#<>](?:[^\r\n\t<>]*[^\s#<>])?$/;
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
    if (!PARAGRAPH.test(lines)) return { end: last, nodes: this.#nodes(lines, start, last), runs: [] };
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

  #nodes(lines: string, start: number, end: number): RootContent[] | null {
    const paragraphAt = this.#paragraph.bind(this);
    if (lines.startsWith('[^')) return plainNotes(this.#source, start, end, paragraphAt);
    if (lines.startsWith('[')) return this.#definitions(lines, start);
    if (lines.startsWith('- ')) return plainList(this.#source, start, end, paragraphAt);
    if (lines.startsWith('> ')) return plainQuotation(this.#source, start, end, paragraphAt);
    const node = lines.startsWith('#')
      ? this.#heading(lines, start, end)
      : lines.startsWith('|')
        ? plainTable(this.#source, start, end, (from, to) => this.#words(from, to, ''))
        : this.#html(lines, start, end);
    return node && [node];
  }

  #heading(lines: string, start: number, end: number): Heading | null {
    const depth = HEADING.exec(lines)?.[1]?.length as Heading['depth'] | undefined;
    if (depth === undefined) return null;
    const children = this.#words(start + depth + 1, end, '');
    return children && { type: 'heading', depth, children, position: this.#position(start, end) };
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

  #html(value: string, start: number, end: number): Html | null {
    return DETAILS.test(value) ? { type: 'html', value, position: this.#position(start, end) } : null;
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
