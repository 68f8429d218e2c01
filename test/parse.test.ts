import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Root } from 'mdast';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { expect, test } from 'vitest';
import { parse } from '../pipeline/parse.ts';
import { shrink } from '../pipeline/shrink.ts';

/* The tree is remark-parse's, whatever was taken out of the text before and put back into the tree after. */

const plain = unified()
  .use(remarkParse)
  .use(remarkFrontmatter, ['yaml'])
  .use(function (this: Processor) {
    Object.assign(this.data(), {
      micromarkExtensions: [
        ...((this.data() as { micromarkExtensions?: [] }).micromarkExtensions ?? []),
        gfmTable(),
        gfmFootnote(),
      ],
      fromMarkdownExtensions: [
        ...((this.data() as { fromMarkdownExtensions?: [] }).fromMarkdownExtensions ?? []),
        gfmTableFromMarkdown(),
        gfmFootnoteFromMarkdown(),
      ],
    });
  })
  .freeze();

function asRemark(text: string): Root {
  return plain.parse(text);
}
function asWe(text: string): Root {
  return parse({ path: 'a.md', text } as Parameters<typeof parse>[0]);
}

/** Lines that open, close and break what lines are taken out of. */
const LINES = [
  '',
  'Words of [China][china] and [Seoul][seoul], [a][], [b].',
  '[seoul]: #seoul "City: Seoul"',
  '[china]: https://example.org/1 "Country: China"',
  '[a]: #a "Place: A"',
  '[b]: #b "Place: 𝔹 | é"',
  '[b]: #b2 "Place: B"',
  '[odd]: <#odd> "Place: O\\"dd"',
  ' [c]: #c "Place: C"',
  '[^1]: A [note][a].',
  'See[^1].',
  '```yaml data',
  '~~~yaml data',
  '```',
  '~~~~',
  '   ```',
  'a: {type: City, label: A}',
  '> [a]: #a "Place: A"',
  '> quoted',
  '- item',
  '  [a]: #a "Place: A"',
  '1. ```yaml data',
  '<details>',
  '</details>',
  '<!--',
  '-->',
  '| a | b |',
  '|---|---|',
  ':-',
  '===',
  '---',
  '# [A][a]',
  '    code',
  '\tcode',
  'x\u0000y',
];
const texts = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...LINES).map(line => [line]) },
        { weight: 2, arbitrary: fc.array(fc.constantFrom(...LINES.slice(2, 7)), { minLength: 3, maxLength: 6 }) },
        { weight: 1, arbitrary: fc.constant(['```yaml data', 'a: {type: City, label: A}', '', 'b: {}', '```']) },
      ),
      { maxLength: 14 },
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([groups, eol, ended]) => groups.flat().join(eol) + (ended ? eol : ''));

test('any lines give the tree that remark-parse gives', () => {
  let shrunken = 0;
  fc.assert(
    fc.property(texts, text => {
      if (shrink(text).cuts.length > 0) shrunken += 1;
      expect(asWe(text)).toEqual(asRemark(text));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 800), seed: 4 },
  );
  expect(shrunken).toBeGreaterThan(100);
});

const DEFINITIONS = ['a', 'b', 'c'].map(label => `[${label}]: #${label} "Place: ${label}"`).join('\n');
test.each([
  ['an image alone refers to a definition', `![Image][b] of words\n\n${DEFINITIONS}\n`],
  ['a data block closes the front matter', '---\nid: a\n\n```yaml data\n\n---\n\n```\n\n'],
])('where %s', (_, text) => expect(asWe(text)).toEqual(asRemark(text)));

test('articles and guides give the tree that remark-parse gives, from any line on', () => {
  const files = ['source', 'test/projects', 'pipeline', 'schemas'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.md') && !name.includes('expected'))
      .map(name => join(folder, name)),
  );
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    if (text.length > 60_000) continue;
    expect(asWe(text), file).toEqual(asRemark(text));
    const lines = text.split('\n');
    for (let from = 1; from < lines.length; from += Math.ceil(lines.length / 5)) {
      const rest = lines.slice(from).join('\n');
      expect(asWe(rest), `${file} from line ${from + 1}`).toEqual(asRemark(rest));
    }
  }
});
