import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeContents } from '../pipeline/emit/rdf/contents.ts';
import { createQuadStore } from '../pipeline/emit/rdf/store.ts';

/* Lines come out sorted and unique. */

/** Subjects that begin like one another, and letters that UTF-16 and UTF-8 put in another order. */
const subjects = fc.constantFrom(
  'doc/a',
  'doc/a#s',
  'doc/a#s-1',
  'doc/a-b#s',
  'id/x',
  'id/xy',
  'id/\uff5e',
  'id/\u{1f600}',
);
const batches = fc.array(
  fc.array(
    fc.record({ subject: subjects, ends: fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 }) }),
  ),
  { maxLength: 6 },
);

function sorted(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function written(taken: typeof batches extends fc.Arbitrary<infer T> ? T : never): string {
  const store = createQuadStore(writeContents(undefined));
  for (const batch of taken) {
    for (const { subject, ends } of batch) {
      const beginning = `<${subject}>`;
      store.take(beginning, sorted(ends.map(end => `${beginning} ${JSON.stringify(end)} .\n`)).join(''));
    }
    store.settle();
  }
  const chunks: (string | Uint8Array)[] = [];
  store.write({ write: chunk => chunks.push(typeof chunk === 'string' ? chunk : chunk.slice()), close() {} });
  return Buffer.concat(chunks.map(chunk => Buffer.from(chunk))).toString();
}

test('lines are sorted by code point and unique', () => {
  fc.assert(
    fc.property(batches, taken => {
      const lines = taken
        .flat()
        .flatMap(({ subject, ends }) => ends.map(end => `<${subject}> ${JSON.stringify(end)} .\n`));
      expect(written(taken)).toBe(sorted(lines).join(''));
    }),
    { numRuns: 300, seed: 7 },
  );
});
