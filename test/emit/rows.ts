import fc from 'fast-check';
import type { Row } from '../../pipeline/model.ts';

/** Texts that have broken some reader or writer of tables. */
export const NASTY = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  "'=1",
  "''=1",
  '＝1',
  'a\nb',
  'a\r\nb',
  'a\rb',
  '\r',
  '\n',
  '"',
  '""',
  ',',
  ' a ',
  'NULL',
  'null',
  'NA',
  '\\N',
  '#N/A',
  'true',
  '1/2',
  '0123',
  '12e5',
  'Tromsø',
  '\uFEFF',
  '\u2028',
  '\u{1F600}',
  '<b>&amp;',
  "';--",
] as const;

/** Any text that a file can hold. */
export const text = fc.oneof(
  fc.string({ unit: 'binary' }).map(words => words.replaceAll('\0', '')),
  fc.string({ unit: fc.constantFrom(...'",\r\n\'=- \t;é') }),
  fc.constantFrom(...NASTY),
);

const DAY = 86_400_000;
const day = fc
  .integer({ min: Date.UTC(1000, 0, 1) / DAY, max: Date.UTC(9999, 11, 31) / DAY })
  .map(days => new Date(days * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length));
const time = fc.oneof(day, fc.constantFrom('2024', '2024-07', '2024-07-XX', '2024-07~', '../2024-07', '[2022,2024]'));
const tag = text.map(words => words.replaceAll(';', '')).filter(words => words !== '');
const stated = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

/** A row of the table `kinds`. */
export const row: fc.Arbitrary<Row> = fc.record({
  kind_id: fc.stringMatching(/^[a-z][a-z0-9-]*$/),
  plain: stated(text),
  prose: stated(text),
  time: stated(time),
  day: stated(day),
  count: stated(fc.maxSafeInteger()),
  measure: stated(fc.double({ noNaN: true, noDefaultInfinity: true })),
  sure: stated(fc.boolean()),
  tags: stated(fc.array(tag, { maxLength: 4 })),
});
