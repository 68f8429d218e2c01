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
import { parseFast } from '../pipeline/parse.ts';
import type { Source } from '../pipeline/place.ts';
import { shrink } from '../pipeline/shrink.ts';
import { corpusArticle } from './bench/corpus.ts';

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
  return parseFast(sourceOf(text));
}
function sourceOf(text: string): Source {
  return { path: 'a.md', text, bom: false };
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

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? 4);

test('any lines give the tree that remark-parse gives', () => {
  let shrunken = 0;
  fc.assert(
    fc.property(texts, text => {
      if (shrink(sourceOf(text)).cuts.length > 0) shrunken += 1;
      expect(asWe(text)).toEqual(asRemark(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(shrunken).toBeGreaterThan(RUNS / 12);
});

/** Pieces of lines: words that are taken out, marks that are looked at, and what makes one the other. */
const WORDS = [
  ...['words and some more words', 'Fourteen', 'a', ', ', '. ', '; an "aside" of it (see p. 4), ', ' - ', ' -- ', '!'],
  ...['5. ', '12) ', '2024 was', '#tag ', '= ', ': ', '| ', ' ~ ', '~~~', '^', '$x$', '{y}', 'http://example.org/ '],
  ...['𝔹𝔹 emoji 🧊🧊🧊 in words ', 'e\u0301tude combining', ' \u00a0non-breaking\u00a0 ', 'line\u2028separator '],
  ...[
    '漢字、漢字漢字漢字漢字。',
    '「引用」',
    'مرحبا بالعالم كله ',
    '\u200f',
    '\u200b',
    '\ufeff',
    '\u007f',
    '…',
    '“quoted” ',
    '—',
  ],
];
const MARKS = [
  ...['*', '**', '***', '_', '__', '`', '``', '[', ']', '(', ')', '![', '](', '][', '\\', '\\*', '\\[', '\\`', '!'],
  ...[
    '*by and large*',
    '**strong words**',
    '_em_',
    '`code`',
    '`` co`de ``',
    '&',
    '&amp;',
    '&#65;',
    '&#',
    ';',
    '"',
    "'",
  ],
  ...['[words of it][a]', '[seoul][seoul]', '[words of it][undefined]', '[a][]', '[a]', '[b', '[Words][china]', '[^1]'],
  ...['[words](#a)', '[words\nover lines](date:[2019..2020])', '[words](#a "Title (words and more words) of it")'],
  ...[
    '[words](<#a b>)',
    "[words](#a '",
    '[words]( "a \') words and words',
    '[words](#a "',
    '[*words*](#a)',
    '[`a]`](#a)',
  ],
  ...[
    '![image of words](#a)',
    '![image][a]',
    '![^1]',
    '[^note]',
    '[](#a)',
    '[a](',
    '(#a)',
    '[words]()',
    '[ words ](#a)',
  ],
  ...['<b>', '</b>', '<https://example.org>', '<!--', '-->', '?>', ']]>', '<', '>', '<pre>', '</pre>', '<?', '\t'],
  ...[
    '\u0000',
    '\ue000',
    '  ',
    ' ',
    '\n',
    '\n',
    '\n',
    '  \n',
    '\\\n',
    ' \n',
    '\n ',
    '\n    ',
    '\n> ',
    '\n- ',
    '\n# ',
    '\n[a]: ',
  ],
];
const paragraphs = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, { weight: 2, arbitrary: fc.constantFrom(...MARKS) }),
    { minLength: 1, maxLength: 14 },
  )
  .map(pieces => pieces.join(''));
/** Most without a tab or angle, because a paragraph with one is parsed whole. */
const prose = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 5, arbitrary: paragraphs.map(lines => lines.replace(/[<>\t\0\ue000]/g, '')) },
          { weight: 1, arbitrary: paragraphs },
          { weight: 2, arbitrary: fc.constantFrom(...LINES) },
        ),
        fc.constantFrom('\n\n', '\n\n', '\n\n', '\n\n', '\n', '\n\n\n', '\n  \n'),
      ),
      { minLength: 1, maxLength: 7 },
    ),
    fc.constantFrom(
      '',
      '',
      '[a]: #a "A"\n',
      '[china]: #china "C"\n\n',
      '---\nid: a\n\n',
      '<!--\n\n',
      '```\n',
      '- a\n\n',
    ),
    fc.constantFrom(
      '',
      '\n',
      '\n\n[a]: #a "A"\n[china]: #china "C"\n[seoul]: #seoul "S"\n\n[^1]: Note.',
      '\n---',
      '\n===',
    ),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
  )
  .map(([lines, before, after, eol]) => `${before}${lines.flat().join('')}${after}`.replaceAll('\n', eol));

test('any prose gives the tree that remark-parse gives', () => {
  let shrunken = 0;
  fc.assert(
    fc.property(prose, text => {
      if (shrink(sourceOf(text)).cuts.length > 0) shrunken += 1;
      expect(asWe(text)).toEqual(asRemark(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(shrunken).toBeGreaterThan(RUNS / 3);
});

/** Blocks that are taken out whole, what they stand in, and what goes on with one that only seems to have ended. */
const BLOCKS = [
  ...[
    'Words of it.',
    'Words of [Ay][a], *by and large*.',
    '[Ay][a] and `code`: **words**',
    'See[^1].',
    'Words[^1][a] [^1]',
  ],
  ...[
    'words\n4) words',
    'words\n1. words',
    'words\n10. words',
    '4) words',
    '1. words',
    '*em* words',
    '*words',
    '_em_',
    '`a` b',
  ],
  ...[
    '# Ay',
    '## Words of [Ay][a]',
    '### Words #',
    '####### Words',
    '# *em* of `code`',
    '# [a]: #a',
    '#',
    '# # a',
    '# a\nwords',
  ],
  ...[
    '- item',
    '- item of [Ay][a]\n- **strong words** of it',
    '- item\n  of [words\n  over lines][a]\n- item',
    '- a\n\n  b',
  ],
  ...[
    '- item\n4) words',
    '- item\n  4) words',
    '- item\n lazy',
    '- a\n  - b',
    '- # a',
    '- [a]: #a "A"',
    '- - a',
    '-',
    '- ',
    '* a',
    '+ a',
  ],
  ...[
    '- `a`\n-  b',
    '- ```',
    '- a ',
    '- a\n-',
    '- ---',
    '- a\n\n\n- b',
    '-\ta',
    '- > a',
    '- a\n- 4) b',
    '- 2. a',
    '1) a\n2) b',
  ],
  ...[
    '> quoted',
    '> quoted [words\n> over lines](#a)\n> *and on*',
    '> quoted\nlazy',
    '> - a',
    '> # a',
    '>quoted',
    '> ',
    '>',
    '> a\n>\n> b',
  ],
  ...[
    '> [a]: #a "A"',
    '> 4) a',
    '> a\n> 4) b',
    '> a\n> - b',
    '> ```',
    '> a  \n> b',
    '> a\n>  b',
    '> a\n> ===',
    '> > a',
    '> a\n- b',
  ],
  ...[
    '[a]: #a "A"',
    '[b]: #b "B"\n[a]: https://example.org/1 "A <b>: -->"',
    '[b]: #b "B"\nwords',
    '[a]: #a "A" b',
    '[c]: #c',
  ],
  ...[
    '[^1]: Note.',
    '[^1]: Note of [Ay][a].\nlazy',
    '[^1]: Note\n\n    more',
    '[^1]:\n',
    '[^1]: - a',
    '[^2]: Note',
    '[^1]: a\n[^2]: b',
  ],
  ...[
    '<details>',
    '<details>\n<summary>Words</summary>',
    '</details>',
    '<details>\nwords',
    '<summary>',
    '<b>',
    '<!-- words',
    'words -->',
  ],
  ...[
    '<pre>',
    '</pre>',
    '<pre>\n\n- a\n\n</pre>',
    '<!-- accept a: b -->',
    '<?',
    '?>',
    '<!A',
    '<![CDATA[',
    ']]>',
    '</details>\t',
    '<details> ',
  ],
  ...[
    '```yaml data\na: {}\n\nb: {}\n```',
    '```yaml data\n```',
    '```yaml data\n\n\n```',
    '````yaml data\n```\n````',
    '~~~yaml data\na\n~~~',
  ],
  ...[
    '~~~yaml data \na\n~~~',
    '```yaml data\na\n  ```',
    '```yaml data\na\n``` ',
    '```yaml data',
    '```',
    '```js\nwords\n\nwords\n```',
    '~~~',
  ],
  ...[
    '```\u2028\n',
    '```\na\u2028```\n```',
    '    indented',
    '  words',
    '\twords',
    '    - a',
    ' - a',
    '  > a',
    ' ',
    '\t',
    '   [a]: #a "A"',
  ],
  ...[
    '| a | b |\n|---|---|\n| [Ay][a] | words |',
    'a | b\n--|--',
    '---',
    '***',
    '- - -',
    'words\n---',
    'words\n===',
    'words\\',
    '&amp;',
  ],
];
const FRONTS = [
  '',
  '',
  '',
  '---\nid: a\n---\n\n',
  '---\n---\n\n',
  '---\n\n---\n',
  '---\t\nid: a\n\nb\n--- \n\n',
  '---\nid: a\n---\nwords\n\n',
];
const blocks = fc
  .tuple(
    fc.constantFrom(...FRONTS, '---\nid: a\n\n', '\n---\nid: a\n---\n\n'),
    fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...BLOCKS) },
          { weight: 1, arbitrary: paragraphs.map(lines => lines.replace(/[<>\t\0\ue000]/g, '')) },
        ),
        fc.constantFrom('\n\n', '\n\n', '\n\n', '\n\n', '\n\n', '\n', '\n\n\n', '\n  \n'),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    fc.constantFrom('', '\n', '[a]: #a "A"\n', '[^1]: Note.', '---'),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
  )
  .map(([front, lines, after, eol]) => `${front}${lines.flat().join('')}${after}`.replaceAll('\n', eol));

test('any blocks give the tree that remark-parse gives', () => {
  let shrunken = 0;
  fc.assert(
    fc.property(blocks, text => {
      if (shrink(sourceOf(text)).cuts.some(({ blocks }) => blocks?.some(({ type }) => type !== 'paragraph')))
        shrunken += 1;
      expect(asWe(text)).toEqual(asRemark(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(shrunken).toBeGreaterThan(RUNS / 4);
});

const FILES = ['source', 'test/projects', 'pipeline', 'schemas']
  .flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.md') && !name.includes('expected'))
      .map(name => join(folder, name)),
  )
  .map(path => ({ path, text: readFileSync(path, 'utf8') }))
  .filter(({ text }) => text.length < 60_000);

const CORPUS = Array.from({ length: 30 }, (_, index) => corpusArticle(index));

test('articles and guides give the tree that remark-parse gives, from any line on', () => {
  for (const { path, text } of FILES) {
    expect(asWe(text), path).toEqual(asRemark(text));
    const lines = text.split('\n');
    for (let from = 1; from < lines.length; from += Math.ceil(lines.length / 5)) {
      const rest = lines.slice(from).join('\n');
      expect(asWe(rest), `${path} from line ${from + 1}`).toEqual(asRemark(rest));
    }
  }
});

const DEFINITIONS = ['a', 'b', 'c'].map(label => `[${label}]: #${label} "Place: ${label}"`).join('\n');
test.each([
  ['an image alone refers to a definition', `![Image][b] of words\n\n${DEFINITIONS}\n`],
  ['a data block closes the front matter', '---\nid: a\n\n```yaml data\n\n---\n\n```\n\n'],
  ['spaces end a line after a link', `Words of [Ay][a]  \n*and* [Bee][b] \n*more*\n\n${DEFINITIONS}\n`],
  ['front matter never ends before a table', '---\nid: a\n\na | b\n--|--\n> a\n>\n> b\n'],
  ['a line of a table is a no-break space', 'a | b\n--|--\na\n\u00a0\nb\n'],
  ['a number begins a line that a note goes on with', 'Words.\n\n[^1]: Note\nwords\n4) words\n'],
  ['an entity is the stand-in', '&#xE000; and some words of a paragraph\n\nwords and some more words'],
  ['the text has the stand-in', `\uE000 and some words\n\n${DEFINITIONS}\n`],
  ['a mark begins the text', `\uFEFFwords and some more words\n\n${DEFINITIONS}\n`],
  ['a comment ends in words', '<!--\n\nwords and some more words -->\n\nwords and some more words'],
  ['a label comes before a link', `Words of it [a*][b](#c) and [un][defined](#a) and ![Ay][b](#c)\n\n${DEFINITIONS}\n`],
  ['a definition proves to be none', 'Words of [Ay][a] and more\n\n```\n[a]: #a "Place: A"\n```\n'],
  [
    'a title has brackets',
    'Words of [Ay]( "a \') words and words and words\' ) and [Bee](#b "b (words and words) b")\n',
  ],
])('where %s', (_, text) => expect(asWe(text)).toEqual(asRemark(text)));

test('a paragraph of any length is no trouble', () => {
  for (const piece of ['word ', 'word\n', 'a [b', 'a [b](#', '[a][a] ', '`', '1'])
    for (const length of [99_000, 4_000_000])
      expect(shrink(sourceOf(piece.repeat(length / piece.length))).text.length).toBeLessThanOrEqual(length);
});

test('articles with anything put in anywhere give the tree that remark-parse gives', () => {
  const small = [...FILES, ...CORPUS].filter(({ text }) => text.length < 13_000);
  const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...MARKS, ...LINES)), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.constantFrom(...small), edits, ({ text }, places) => {
      let edited = text;
      for (const [share, put] of places) {
        const at = Math.floor(share * edited.length);
        edited = edited.slice(0, at) + put + edited.slice(at);
      }
      expect(asWe(edited)).toEqual(asRemark(edited));
    }),
    { numRuns: Math.ceil(RUNS / 16), seed: SEED },
  );
});

test('little of an article is left for the parser', () => {
  const length = (texts: readonly string[]): number => texts.join('').length;
  const articles = CORPUS.map(({ text }) => text);
  for (const text of articles) expect(asWe(text)).toEqual(asRemark(text));
  expect(length(articles.map(text => shrink(sourceOf(text)).text)) / length(articles)).toBeLessThan(0.03);
});
