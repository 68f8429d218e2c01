import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createQuadStore } from '../pipeline/emit/rdf/store.ts';
import { FileSpool } from '../pipeline/write/spool.ts';

/* Lines come out sorted and unique, whether memory holds them or not. */

const folder = mkdtempSync(join(tmpdir(), 'lodemark-test-'));
const file = join(folder, 'spool');
afterAll(() => rmSync(folder, { recursive: true }));

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

function written(taken: typeof batches extends fc.Arbitrary<infer T> ? T : never, spilling: boolean): string {
  const guard = (action: () => void): void => action();
  const store = spilling
    ? createQuadStore({ path: 'graph.nq', spool: () => new FileSpool(file, guard) }, 0)
    : createQuadStore({ path: 'graph.nq' });
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

test('lines are sorted by code point and unique, in memory and beyond it', () => {
  fc.assert(
    fc.property(batches, taken => {
      const lines = taken
        .flat()
        .flatMap(({ subject, ends }) => ends.map(end => `<${subject}> ${JSON.stringify(end)} .\n`));
      const expected = sorted(lines).join('');
      expect(written(taken, false)).toBe(expected);
      expect(written(taken, true)).toBe(expected);
    }),
    { numRuns: 300, seed: 7 },
  );
  expect(existsSync(file)).toBe(false);
});

test.each([20_000, 300_000])('many runs of %i bytes are merged', most => {
  const store = createQuadStore({ path: 'graph.nq', spool: () => new FileSpool(file, action => action()) }, most);
  const lines: string[] = [];
  for (let batch = 0; batch < 900; batch += 1) {
    for (const name of [`id/a${batch}`, `id/shared${batch % 7}`, `id/${(batch * 7919) % 900}#s`, 'id/shared']) {
      const own = sorted(
        Array.from({ length: 12 }, (_, at) => `<${name}> "${batch} ${'x'.repeat((batch * at) % 97)}" .\n`),
      );
      store.take(`<${name}>`, own.join(''));
      lines.push(...own);
    }
    store.settle();
  }
  const chunks: Buffer[] = [];
  store.write({ write: chunk => void chunks.push(Buffer.from(chunk as Uint8Array)), close() {} });
  expect(Buffer.concat(chunks).toString()).toBe(sorted(lines).join(''));
});

test('pieces larger than a window come back whole', () => {
  const big = (letter: string): string => `<id/big> "${letter.repeat(300_000)}" .\n`;
  const store = createQuadStore({ path: 'graph.nq', spool: () => new FileSpool(file, action => action()) }, 0);
  for (const letter of 'cab') {
    store.take('<id/big>', big(letter));
    store.take(`<id/${letter}>`, `<id/${letter}> "small" .\n`);
    store.settle();
  }
  let text = '';
  store.write({ write: chunk => (text += Buffer.from(chunk).toString()), close() {} });
  expect(text).toBe(
    ['a', 'b'].map(letter => `<id/${letter}> "small" .\n`).join('') +
      big('a') +
      big('b') +
      big('c') +
      '<id/c> "small" .\n',
  );
});
