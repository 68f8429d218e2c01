import { expect, test } from 'vitest';
import { parse } from '../pipeline/parse.ts';
import { createSource } from '../pipeline/place.ts';
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
