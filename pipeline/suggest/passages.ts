import type { Nodes, PhrasingContent, Root } from 'mdast';
import type { Source } from '../place.ts';

/** A stretch of a passage, half-open, in UTF-16 units of its text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Words that are annotated already. `target` is an id, `date:…`, or an address. */
export interface Marked extends Range {
  readonly target: string;
}

/** A paragraph or a cell as it is read, and where each of its units stands in the file. */
export interface Passage {
  readonly text: string;
  /** Offset in the file; -1 where the file writes the unit in another way, such as `&amp;`. */
  readonly at: readonly number[];
  /** Number of the node around the unit: what begins and ends in one node may become a link. 0 where nothing may. */
  readonly holder: readonly number[];
  readonly marked: readonly Marked[];
}

/** The passages of an article that may be annotated: its paragraphs and cells, and not its headings, code, HTML or front matter. */
export function passagesOf({ text }: Source, tree: Root): readonly Passage[] {
  const passages: Passage[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'paragraph' || node.type === 'tableCell') passages.push(read(text, node.children));
    else if (node.type !== 'heading' && 'children' in node) node.children.forEach(visit);
  };
  visit(tree);
  return passages.filter(passage => /\S/.test(passage.text));
}

function read(source: string, children: readonly PhrasingContent[]): Passage {
  const reader = new Reader(source);
  reader.inside(children, 1);
  const { text, at, holder, marked } = reader;
  for (const found of text.matchAll(CLOSED)) holder.fill(0, found.index, found.index + found[0].length);
  return { text, at, holder, marked };
}

/** What looks like syntax or an address and must stay as it is: loose brackets, attributes, templates, formulas, addresses. */
const CLOSED =
  /\[[^\][]*\](?:\[[^\][]*\]|\([^()]*\))?|\{[#.:{%][^}]*\}+|\$[^$\s][^$]*\$(?!\d)|\b\w+:\/\/\S+|\bwww\.\S+|\S+@\S+\.\w+/g;

class Reader {
  readonly at: number[] = [];
  readonly holder: number[] = [];
  readonly marked: Marked[] = [];
  text = '';
  readonly #source: string;
  #holders = 0;
  /** Raw elements that are open: their words are not Markdown's. */
  #raw = 0;

  constructor(source: string) {
    this.#source = source;
  }

  inside(nodes: readonly Nodes[], open: 0 | 1): void {
    const holder = open === 0 ? 0 : ++this.#holders;
    for (const node of nodes) this.#visit(node, holder);
  }

  #visit(node: Nodes, holder: number): void {
    if (node.type === 'text') this.#words(node, this.#raw > 0 ? 0 : holder);
    else if (node.type === 'html') this.#html(node.value);
    else if (node.type === 'break') this.#closed(' ');
    else if (node.type === 'inlineCode') this.#closed(node.value);
    else if (node.type === 'link' || node.type === 'linkReference') this.#link(node);
    else if ('children' in node) this.inside(node.children, holder === 0 ? 0 : 1);
    else this.#closed('\uFFFC');
  }

  #link(node: Extract<Nodes, { type: 'link' | 'linkReference' }>): void {
    const start = this.text.length;
    this.inside(node.children, 0);
    const target = node.type === 'link' ? node.url.replace(/^#/, '') : (node.label ?? node.identifier);
    this.marked.push({ start, end: this.text.length, target });
  }

  #html(value: string): void {
    if (/^<br\b/i.test(value)) return this.#closed(' ');
    if (/^<\//.test(value)) this.#raw = Math.max(0, this.#raw - 1);
    else if (/^<[a-z]/i.test(value) && !/\/>$/.test(value) && !VOID.test(value)) this.#raw++;
  }

  #closed(value: string): void {
    this.text += value.replace(/\s/g, ' ');
    for (let i = 0; i < value.length; i++) this.#unit(-1, 0);
  }

  #unit(at: number, holder: number): void {
    this.at.push(at);
    this.holder.push(holder);
  }

  #words(node: Extract<Nodes, { type: 'text' }>, holder: number): void {
    const start = node.position!.start.offset!;
    const places = align(this.#source, start, node.position!.end.offset!, node.value);
    for (const place of places ?? node.value.split('').map(() => -1)) this.#unit(place, places ? holder : 0);
    this.text += node.value.replace(/[\t\n\r]/g, ' ');
  }
}

const VOID = /^<(?:area|base|col|embed|hr|img|input|link|meta|source|track|wbr)\b/i;

/** Where each unit of a text node stands in the file: escapes, character references and what precedes a line are passed over. */
function align(source: string, start: number, end: number, value: string): number[] | null {
  const places: number[] = [];
  let at = start;
  for (let i = 0; i < value.length; i++) {
    while (at < end && value[i] !== source[at] && isBetweenLines(source, at, start)) at++;
    if (source[at] === '\\' && source[at + 1] === value[i] && value[i] !== '\\') [places[i], at] = [-1, at + 2];
    else if (source.startsWith('\\\\', at) && value[i] === '\\') [places[i], at] = [-1, at + 2];
    else if (source[at] === '&' && REFERENCE.test(source.slice(at, at + 40)) && !source.startsWith(value.slice(i), at))
      [places[i], at] = [-1, at + REFERENCE.exec(source.slice(at, at + 40))![0].length];
    else if (source[at] === value[i]) places[i] = at++;
    else return null;
  }
  return at <= end ? places : null;
}

const REFERENCE = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/** Whether a character belongs to the white space around a line break, or to the mark of a quote that a line begins with. */
function isBetweenLines(source: string, at: number, start: number): boolean {
  if (!/[ \t>]/.test(source[at] ?? '')) return false;
  return /[\n\r][ \t>]*$/.test(source.slice(start, at)) || /^[ \t]*[\n\r]/.test(source.slice(at));
}

/** Where words of a passage stand in the file; null where they can't become a link. */
export function placeIn({ at, holder }: Passage, { start, end }: Range, source: string): Range | null {
  const first = at[start] ?? -1;
  const last = at[end - 1] ?? -1;
  if (start >= end || first < 0 || last < 0 || holder[start] !== holder[end - 1]) return null;
  for (let i = start; i < end; i++) if (holder[i] === 0) return null;
  const words = source.slice(first, last + 1);
  if (/[[\]]|^\^/.test(words) || /[!\]\\]/.test(source[first - 1] ?? '')) return null;
  return { start: first, end: last + 1 };
}
