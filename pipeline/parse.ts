import type { Root } from 'mdast';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Construct, Extension, TokenizeContext } from 'micromark-util-types';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { Source } from './place.ts';
import { restore, wholeTree } from './shrink/restore.ts';
import { shrink } from './shrink.ts';

interface Extensions {
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
}
/** `labels` are those of definitions and notes that the text doesn't have, `lines` the numbers of those that may belong to a table. */
type Parser = (text: string, labels: ReadonlySet<string>, lines: ReadonlySet<number>) => Root;

/** GFM footnotes in a unified chain that parses with remark-parse. */
function remarkFootnotes(this: Processor): void {
  extend(this.data() as Extensions, gfmFootnote(), gfmFootnoteFromMarkdown());
}

/** GFM tables, likewise, on lines that may belong to one. */
function remarkTables(this: Processor, mayBe: (line: number) => boolean): void {
  extend(this.data() as Extensions, tablesAt(mayBe), gfmTableFromMarkdown());
}

/**
 * Labels that the parser knows without their definitions, and `^` with those of notes; it takes them at the first bracket, before any
 * link, image or note.
 */
function remarkDefined(this: Processor, labels: () => readonly string[]): void {
  const told = new WeakSet<object>();
  const tokenize: Construct['tokenize'] = function (this: TokenizeContext, _effects, _ok, nok) {
    if (told.has(this.parser)) return nok;
    told.add(this.parser);
    this.parser.gfmFootnotes ??= [];
    for (const label of labels()) {
      if (label.startsWith('^')) this.parser.gfmFootnotes.push(label.slice(1));
      else this.parser.defined.push(label);
    }
    return nok;
  };
  const defined: Construct = { name: 'defined', tokenize };
  extend(this.data() as Extensions, { text: { [OPENING_BRACKET]: defined, [CLOSING_BRACKET]: defined } });
}
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;

function extend(data: Extensions, syntax: unknown, tree?: unknown): void {
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax];
  if (tree) data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), tree];
}

/** The table syntax, tried only on lines that can belong to one: tried on every line it costs a quarter of the parse. */
function tablesAt(mayBe: (line: number) => boolean): Extension {
  const table = gfmTable().flow?.null as Construct;
  const { tokenize } = table;
  const guarded: Construct['tokenize'] = function (this: TokenizeContext, effects, ok, nok) {
    return mayBe(this.now().line) ? tokenize.call(this, effects, ok, nok) : nok;
  };
  return { flow: { null: { ...table, tokenize: guarded } } };
}

const parsers = new Map<string, Parser>();

/**
 * Parses CommonMark with front matter, tables and footnotes into mdast, with remark-parse.
 * The GFM extensions are loaded only for a text that has the marks that they need.
 */
export function parse({ text }: Source): Root {
  return parseText(text, new Set());
}

/** The same tree in less time: blocks that are plain are made into nodes here, and remark-parse has what is left of the text. */
export function parseFast(source: Source): Root {
  const shrunken = shrink(source);
  const plain = wholeTree(shrunken, source);
  if (plain) return plain;
  const tree = parseText(shrunken.text, shrunken.defined);
  return restore(tree, shrunken, source) ? tree : parse(source);
}

function parseText(text: string, labels: ReadonlySet<string>): Root {
  const lines = tableLines(text);
  const [tables, footnotes] = [lines.size > 0, text.includes('[^')];
  const key = `${tables} ${footnotes}`;
  const parser = parsers.get(key) ?? makeParser(tables, footnotes);
  parsers.set(key, parser);
  return parser(text, labels, lines);
}

function makeParser(tables: boolean, footnotes: boolean): Parser {
  let defined: readonly string[] = [];
  let tableLines: ReadonlySet<number> = new Set();
  const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']);
  if (tables) processor.use(remarkTables, line => tableLines.has(line));
  if (footnotes) processor.use(remarkFootnotes);
  // The last one's constructs come first.
  processor.use(remarkDefined, () => defined);
  processor.freeze();
  return (text, labels, lines) => {
    defined = [...labels].map(label => label.toUpperCase());
    tableLines = lines;
    return processor.parse(text);
  };
}

/** Numbers of the lines that could belong to a table: from before a delimiter row to the next blank line (GFM § 4.10). */
function tableLines(text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  if (!(text.includes('|') || /:-|-:/.test(text)) || !DELIMITERS.test(text)) return numbers;
  const lines = text.split(/\r\n|\n|\r/);
  let inside = false;
  for (let i = 0; i < lines.length; i++) {
    inside = (inside && !/^[ \t]*$/.test(lines[i]!)) || DELIMITERS.test(lines[i + 1] ?? '');
    if (inside) numbers.add(i + 1);
  }
  return numbers;
}
/** A line that could be a delimiter row: a hyphen, a pipe or colon, and no letter. */
const DELIMITERS = /^(?=[^\n\r]*[|:])[^\p{L}\n\r]*-[^\p{L}\n\r]*$/mu;
