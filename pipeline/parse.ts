import type { Root } from 'mdast';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { Source } from './place.ts';

interface Extensions {
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
}

/** GFM tables in any unified chain that parses with remark-parse. */
function remarkTables(this: Processor): void {
  extend(this.data() as Extensions, gfmTable(), gfmTableFromMarkdown());
}

/** GFM footnotes, likewise. */
function remarkFootnotes(this: Processor): void {
  extend(this.data() as Extensions, gfmFootnote(), gfmFootnoteFromMarkdown());
}

function extend(data: Extensions, syntax: unknown, tree: unknown): void {
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), tree];
}

const parsers = new Map<string, { parse: (text: string) => Root }>();

/**
 * Parses CommonMark with front matter, tables and footnotes into mdast.
 * Each GFM extension slows the parser by nearly half, so it is loaded only for a text that has the marks that it needs.
 */
export function parse(source: Source): Root {
  const tables = mayHaveTable(source.text);
  const footnotes = source.text.includes('[^');
  const key = `${tables}${footnotes}`;
  let parser = parsers.get(key);
  if (!parser) {
    const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']);
    if (tables) processor.use(remarkTables);
    if (footnotes) processor.use(remarkFootnotes);
    parser = processor.freeze();
    parsers.set(key, parser);
  }
  return parser.parse(source.text);
}

/** Whether some line could be a table's delimiter row: a hyphen, a pipe or colon, and no letter (GFM § 4.10). */
function mayHaveTable(text: string): boolean {
  return /[|:]/.test(text) && /^(?=[^\n\r]*[|:])[^\p{L}\n\r]*-[^\p{L}\n\r]*$/mu.test(text);
}
