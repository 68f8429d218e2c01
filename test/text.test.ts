import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../pipeline/parse.ts';
import { createSource } from '../pipeline/place.ts';
import { countWords } from '../pipeline/sentences.ts';
import { proseOf } from '../pipeline/text.ts';

/* A line break is a space, or nothing between two characters of a script without spaces, whatever marks stand around it. */

const LINK = '(#x)';

test.each([
  ['東京で\n会った', '東京で会った'],
  [`東京で\n[会った]${LINK}`, '東京で会った'],
  [`[東京で]${LINK}\n会った`, '東京で会った'],
  [`[東京で\n会った]${LINK}`, '東京で会った'],
  [`[東京で]${LINK}\n[会った]${LINK}`, '東京で会った'],
  [`**[東京で]${LINK}**\r\n*会った*`, '東京で会った'],
  [`> 𠮷野家\n> *${'𠮷'}*`, '𠮷野家𠮷'],
  [`東京で  \n[会った]${LINK}`, '東京で 会った'],
  [`東京で [会った]${LINK}`, '東京で 会った'],
  [`Tokyo\n[会った]${LINK}`, 'Tokyo 会った'],
  [`東京\n[Tokyo]${LINK}`, '東京 Tokyo'],
  [`in\n[Tokyo]${LINK}\nand *so*\non`, 'in Tokyo and so on'],
  [`a <!-- b -->\n*c*`, 'a c'],
])('%j', (markdown, words) => {
  const { text, spans } = proseOf(parse(createSource('a.md', markdown)), 'ja');
  expect(text).toBe(`${words}\n`);
  for (const { start, end } of spans) expect(text.slice(start, end)).toMatch(/^\S.*\S$/);
});

test('a row of a table is a block of its own, whichever of its cells are empty', () => {
  const markdown = 'before\n\n| a | b |\n|-|-|\n| | [x](#x) c |\n| | |\n| d | |\n\nafter';
  const { text, blocks, spans } = proseOf(parse(createSource('a.md', markdown)), 'en');
  expect(text).toBe('before\n\na\tb\n\n\tx c\n\nd\t\n\nafter\n');
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(['before', 'a\tb', '\tx c', 'd\t', 'after']);
  expect(spans.map(({ start, end, block }) => [text.slice(start, end), block])).toEqual([['x', 2]]);
});

test.each([
  ['', 0],
  ['It’s half-done: 1,234.5 km², i.e. …', 5],
  ["'a' -- b.-c d.", 4],
  ['東京で Tokyo2020を', 5],
  ['𠮷野家 𝒜𝒷', 4],
  ['naïve Привет नमस्ते', 3],
])('%j has %i words', (text, words) => {
  expect(countWords(text)).toBe(words);
});

test('words are counted as an expression would', () => {
  const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
  const letter = `(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])`;
  const word = new RegExp(`[${unspaced}]|${letter}+(?:['’.,‐-]${letter}+)*`, 'gu');
  const unit = fc.oneof(
    fc.constantFrom(
      'a',
      'é',
      '1',
      '̈',
      '京',
      'の',
      'ก',
      '𠮷',
      '𝒜',
      "'",
      '’',
      '.',
      ',',
      '‐',
      '-',
      ' ',
      '…',
      '😀',
      '\ud800',
    ),
    fc.string({ unit: 'binary', maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit }), text => {
      expect(countWords(text)).toBe(text.match(word)?.length ?? 0);
    }),
    { numRuns: 5000 },
  );
});
