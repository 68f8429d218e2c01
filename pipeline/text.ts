import type { Nodes, Root, RootContent } from 'mdast';
import { breakSentences } from './sentences.ts';

/** A paragraph, heading or table row. `start` and `end` are UTF-16 offsets in `Prose.text`. */
export interface Block {
  readonly node: Nodes;
  readonly start: number;
  readonly end: number;
  /** Text of the heading above, `null` before the first. */
  readonly section: string | null;
  readonly sentences: readonly Sentence[];
}

export interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** An inline node that may be an annotation, and the words it stands on. */
export interface Span {
  readonly node: Nodes;
  readonly start: number;
  readonly end: number;
  readonly block: number;
}

/** The plain text that every offset refers to: blocks parted by a blank line, white space folded. */
export interface Prose {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly spans: readonly Span[];
}

const SPAN_TYPES = new Set(['link', 'linkReference']);
const SILENT = new Set(['yaml', 'toml', 'html', 'code', 'definition', 'thematicBreak', 'math']);

export function proseOf(tree: Root, language: string): Prose {
  const writer = new Writer();
  writer.flow(tree.children);
  const text = writer.text();
  const sentences = breakSentences(text, language, writer.blocks, writer.spans);
  return {
    text,
    blocks: writer.blocks.map((block, index) => ({ ...block, sentences: sentences[index]! })),
    spans: writer.spans,
  };
}

type Draft = Omit<Block, 'sentences'> & { row: boolean };

class Writer {
  readonly blocks: Draft[] = [];
  readonly spans: Span[] = [];
  /** The finished blocks; never looked at, for that would copy it each time. */
  #text = '';
  /** The block at hand, and where it will begin. */
  #out = '';
  #start = 0;
  /** White space with a line break at the end of a node: what it is depends on the node after it. */
  #gap = '';
  #section: string | null = null;

  text(): string {
    return this.#text === '' ? '' : `${this.#text}\n`;
  }

  flow(nodes: readonly RootContent[]): void {
    for (const node of nodes) {
      if (SILENT.has(node.type)) continue;
      if (node.type === 'paragraph' || node.type === 'heading')
        this.#block(node, false, () => this.#phrasing(node.children));
      else if (node.type === 'tableRow') this.#block(node, true, () => this.#cells(node.children));
      else if ('children' in node) this.flow(node.children as RootContent[]);
    }
  }

  #block(node: Nodes, row: boolean, write: () => void): void {
    const gap = this.#text === '' ? '' : '\n\n';
    const start = this.#text.length + gap.length;
    this.#out = '';
    this.#start = start;
    this.#gap = '';
    const firstSpan = this.spans.length;
    write();
    if (this.#out.endsWith(' ')) this.#out = this.#out.slice(0, -1);
    for (let i = firstSpan; i < this.spans.length; i++) this.spans[i] = this.#trimmed(this.spans[i]!);
    if (!/[^\t]/.test(this.#out)) return;
    this.#text += gap + this.#out;
    this.blocks.push({ node, start, end: this.#text.length, section: this.#section, row });
    if (node.type === 'heading') this.#section = this.#out;
  }

  #trimmed(span: Span): Span {
    let start = span.start - this.#start;
    let end = Math.min(span.end - this.#start, this.#out.length);
    while (start < end && isSpace(this.#out.charCodeAt(start))) start++;
    while (end > start && isSpace(this.#out.charCodeAt(end - 1))) end--;
    const { node, block } = span;
    return { node, start: this.#start + Math.min(start, end), end: this.#start + end, block };
  }

  #cells(cells: readonly Nodes[]): void {
    cells.forEach((cell, index) => {
      if (index > 0) this.#out = `${this.#out.trimEnd()}\t`;
      if ('children' in cell) this.#phrasing(cell.children);
    });
  }

  #phrasing(nodes: readonly Nodes[]): void {
    for (const node of nodes) {
      const start = this.#start + this.#out.length;
      if (node.type === 'text' || node.type === 'inlineCode') this.#append(node.value);
      else if (node.type === 'break' || (node.type === 'html' && /^<br\b/i.test(node.value))) this.#append(' ');
      else if (node.type === 'image' || node.type === 'imageReference') this.#append(node.alt ?? '');
      else if ('children' in node) this.#phrasing(node.children);
      if (SPAN_TYPES.has(node.type))
        this.spans.push({ node, start, end: this.#start + this.#out.length, block: this.blocks.length });
    }
  }

  /** Folds white space (not no-break or ideographic space), and drops a line break between two characters of a script that writes no spaces (CSS Text § 4.1.3). */
  #append(value: string): void {
    const end = wordsEnd(value);
    const words = end === value.length ? this.#gap + value : this.#gap + value.slice(0, end);
    this.#gap = value.slice(end);
    if (end === 0) {
      // Nothing but a line break: it waits, with what waited before it.
      this.#gap = words + this.#gap;
      return;
    }
    let folded = words;
    if (/[\t\n\r]| {2}/.test(words)) folded = this.#withoutBreaks(words).replace(/[ \t\n\r]+/g, ' ');
    if (folded.startsWith(' ') && (this.#out === '' || isSpace(this.#out.charCodeAt(this.#out.length - 1))))
      folded = folded.slice(1);
    this.#out += folded;
  }

  #withoutBreaks(words: string): string {
    if (!WIDE.test(words)) return words;
    const before = /.$/su.exec(this.#out.slice(-2))?.[0] ?? '';
    return (before + words).replace(UNSPACED_BREAK, '').slice(before.length);
  }
}

/** Where the white space at the end of a text begins if there is a line break in it, else where the text ends. */
function wordsEnd(text: string): number {
  let at = text.length;
  let broken = false;
  for (; at > 0; at--) {
    const unit = text.charCodeAt(at - 1);
    if (unit === 0x0a || unit === 0x0d) broken = true;
    else if (!isSpace(unit)) break;
  }
  return broken ? at : text.length;
}

const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\uD840-\uD8BF]/;
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303F\\uFF00-\\uFFEF';
const UNSPACED_BREAK = new RegExp(`(?<=[${UNSPACED}])[ \\t]*(?:\\r\\n|\\n|\\r)[ \\t]*(?=[${UNSPACED}])`, 'gu');

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
