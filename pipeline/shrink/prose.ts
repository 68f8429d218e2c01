import type {
  Emphasis,
  FootnoteReference,
  InlineCode,
  Link,
  LinkReference,
  Nodes,
  PhrasingContent,
  Strong,
  Text,
} from 'mdast';
import { pointAt, type Source } from '../place.ts';

/*
 * Runs of words and plain inline marks. All that follows errs to one side: what isn't plain stays, and the parser decides.
 *
 *   what     letters, spaces, most punctuation, line ends without spaces before them; links of plain words to plain addresses and
 *            labels; code on one line; emphasis of plain words that can't be anything else. Other brackets, emphasis and code, escapes
 *            and entities stay, with all that is in them.
 *   beside   one letter or space between a run and what stays: what emphasis is depends on what is next to it.
 */

export type Inline = Link | LinkReference | FootnoteReference | InlineCode | Emphasis | Strong;

/** By offsets in the whole text, half-open. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly inlines: readonly Inline[];
}

export const EOL = '(?:\\r\\n|\\n|\\r(?!\\n))';
const PLAIN = '[^\\r\\n\\\\`*_&[\\]]';
const PLAIN_END = '[^\\s\\\\`*_&[\\]]';
const LINE_END = `(?<! )${EOL}`;
const WORDS = `${PLAIN_END}(?:(?:${PLAIN}|${LINE_END})*${PLAIN_END})?`;
const ADDRESS = "\\w./~?=#%+,;:@!$'*-";
/** Of plain words to a plain address or label: neither an image nor a note, nor what could be the label of brackets before it. */
const LINK =
  `(?<![!\\]])\\[(?!\\^)(${WORDS})\\]` + `(?:\\(([${ADDRESS}[\\]{}]+)\\)|\\[([a-z][a-z0-9-]{0,99})\\](?!\\())`;
const NOTE = '(?<!!)\\[(\\^[a-z0-9-]{1,99})\\](?![([:])';
const CODE = '`([^\\s`](?:[^\\r\\n`]*[^\\s`])?)`(?!`)';
const LETTER = '[0-9A-Za-zÀ-ÖØ-öø-ɏ]';
/** Letters inside of the marks, and space or the end of a clause outside: they can do nothing but open and close. */
const EMPHASIS = `(?<![^ \\r\\n])(\\*\\*?|__?)(?=${LETTER})(${WORDS})(?<=${LETTER})\\6(?![^ \\r\\n.,;:!?)])`;
/** A link, reference, image or note without brackets in its brackets, and with nothing after them that could yet be its address. */
const BRACKETS = `\\[[^\\\\\`[\\]]*\\](?:\\((?:[${ADDRESS}]+(?:[ \\r\\n]+"[^"\\\\\`[\\]]*")?)?\\)|(?!\\())`;
/** Words, what is plain, what else stays in one piece, or a mark whose end isn't plain, after which anything may belong to it. */
const PARTS = new RegExp(
  `(?:${PLAIN}+|${LINE_END})+|${LINK}|${NOTE}|${CODE}|${EMPHASIS}` +
    `|(\\\\[^]|\`[^\`]+\`(?!\`)|${BRACKETS}|&#?\\w*|([\`[])|[^])`,
  'g',
);
const MARGINS = /(\r\n|\n|\r)(?:> | {2})/g;
const SPACE = /^\s$/;
/** What seems to be a definition, or a note. */
const LABEL = /^\[([a-z][a-z0-9-]{0,99}|\^[a-z0-9-]{1,99})\]:/gm;

/** What begins the lines of a quotation or item after its first: no part of its words. */
export type Margin = '' | '> ' | '  ';

/** Finds the runs in lines of one text. */
export class Prose {
  /** Labels of the references that were found, as `labelOf` gives them. */
  readonly linked = new Set<string>();
  readonly #source: Source;
  readonly #labels: ReadonlySet<string>;

  constructor(source: Source) {
    this.#source = source;
    this.#labels = new Set([...source.text.matchAll(LABEL)].map(([, label]) => label!));
  }

  /** All runs of lines that no block mark begins but a margin, in order. */
  runs(start: number, end: number, margin: Margin = ''): Run[] {
    const runs: Run[] = [];
    let inlines: Inline[] = [];
    /** The first character of a run, once there is one. */
    let from: number | null = null;
    const close = (to: number): void => {
      const run = from === null ? null : this.#trimmed({ start: from, end: to, inlines }, start, end);
      if (run) runs.push(run);
      from = null;
      inlines = [];
    };
    for (const part of this.#source.text.slice(start, end).matchAll(PARTS)) {
      const { 3: linked, 4: noted, 8: other, 9: open } = part;
      const label = linked ?? noted;
      const at = start + part.index;
      if (other === undefined && (label === undefined || this.#labels.has(label))) {
        from ??= at;
        const inline = this.#inline(part, at, margin);
        if (inline) inlines.push(inline);
      } else {
        close(at);
        if (open !== undefined) return runs;
      }
    }
    close(end);
    return runs;
  }

  /** The nodes of lines that are one run throughout; otherwise `null`. */
  phrasing([run]: readonly Run[], start: number, end: number, margin: Margin): PhrasingContent[] | null {
    if (run?.start !== start || run.end !== end) return null;
    const nodes: PhrasingContent[] = [];
    let from = start;
    for (const inline of run.inlines) {
      const { start: begins, end: ends } = inline.position!;
      if (begins.offset! > from) nodes.push(this.#text(from, begins.offset!, margin));
      nodes.push(inline);
      from = ends.offset!;
    }
    if (end > from) nodes.push(this.#text(from, end, margin));
    return nodes;
  }

  #inline(part: RegExpExecArray, start: number, margin: Margin): Inline | null {
    const [all, linked, url, label, note, code, mark, stressed] = part;
    const position = positionOf(this.#source, start, start + all.length);
    if (code !== undefined) return { type: 'inlineCode', value: code, position };
    if (note !== undefined) {
      this.linked.add(note);
      return { type: 'footnoteReference', identifier: note.slice(1), label: note.slice(1), position };
    }
    if (linked === undefined && stressed === undefined) return null;
    const from = start + (mark?.length ?? 1);
    const children = [this.#text(from, from + (linked ?? stressed!).length, margin)];
    if (mark !== undefined) return { type: mark.length === 1 ? 'emphasis' : 'strong', children, position };
    if (label === undefined) return { type: 'link', title: null, url: url!, children, position };
    this.linked.add(label);
    return { type: 'linkReference', children, position, label, identifier: label, referenceType: 'full' };
  }

  #text(start: number, end: number, margin: Margin): Text {
    const lines = this.#source.text.slice(start, end);
    if (margin === '') return { type: 'text', value: lines, position: positionOf(this.#source, start, end) };
    const value = lines.replace(MARGINS, '$1');
    // A text that ends with its line ends before the next margin.
    const last = /[\r\n]$/.test(value) ? end - margin.length : end;
    return { type: 'text', value, position: positionOf(this.#source, start, last) };
  }

  /** The run without the space at its ends, or without what is next to another thing there: a letter, and marks before it. */
  #trimmed(run: Run, start: number, end: number): Run | null {
    const { text } = this.#source;
    const inlines = [...run.inlines];
    let from = afterSpace(text, run.start, run.end);
    if (from === run.start && from > start) {
      while (inlines[0]?.position?.start.offset === from) from = inlines.shift()!.position!.end.offset!;
      from = Math.max(afterSpace(text, from, run.end), from + 1);
    }
    let to = beforeSpace(text, from, run.end);
    if (to === run.end && to < end) {
      while (inlines.at(-1)?.position?.end.offset === to) to = inlines.pop()!.position!.start.offset!;
      to = Math.min(beforeSpace(text, from, to), to - 1);
    }
    return to > from ? { start: from, end: to, inlines } : null;
  }
}

/** The label of a definition, or of a note with the mark that sets it apart; `null` for anything else. */
export function labelOf(node: Nodes): string | null {
  if (node.type === 'definition') return node.identifier;
  return node.type === 'footnoteDefinition' ? `^${node.identifier}` : null;
}

export function positionOf(source: Source, start: number, end: number): NonNullable<Text['position']> {
  return { start: pointAt(source, start), end: pointAt(source, end) };
}

function afterSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && SPACE.test(text.charAt(at))) at += 1;
  return at;
}

function beforeSpace(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && SPACE.test(text.charAt(at - 1))) at -= 1;
  return at;
}
