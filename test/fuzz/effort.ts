import { performance } from 'node:perf_hooks';
import type fc from 'fast-check';

/*
 * How much is tried. In `make test` it is little, and the same every time. FUZZ=minutes goes on as long with inputs that nobody has seen;
 * FUZZ_SEED repeats such a run.
 */

const minutes = Number(process.env.FUZZ ?? '0');
if (!(minutes >= 0)) throw new Error(`Unexpected FUZZ=${process.env.FUZZ}, expected a number of minutes`);
const given = process.env.FUZZ_SEED;

export const long = minutes > 0;
export const seed = given !== undefined ? Number(given) : long ? Math.floor(Math.random() * 2 ** 31) : 19_640_711;

/** Milliseconds that one of so many properties of equal weight may take; vitest's own limit where little is tried. */
export const patience = long ? minutes * 60_000 + 600_000 : 300_000;

/** What was tried under a name, for the line at the end. */
const tried = new Map<string, { inputs: number; slowest: number }>();

/** Settings of a property: `runs` in `make test`, its `share` of the minutes (all shares together are 1) in `make fuzz`. */
export function effort<Input>(runs: number, share: number): fc.Parameters<Input> {
  if (!long) return { seed, numRuns: runs };
  const interruptAfterTimeLimit = minutes * 60_000 * share;
  return { seed, numRuns: 2 ** 31 - 1, interruptAfterTimeLimit, markInterruptAsFailure: false };
}

/** Counts an input under the property's name, and how long it took. */
export function counted<Result>(name: string, run: () => Result): Result {
  const start = performance.now();
  const of = tried.get(name) ?? { inputs: 0, slowest: 0 };
  tried.set(name, of);
  of.inputs += 1;
  const note = (): void => {
    of.slowest = Math.max(of.slowest, performance.now() - start);
  };
  const result = run();
  if (result instanceof Promise) return result.finally(note) as Result;
  note();
  return result;
}

export function summary(): string {
  const total = [...tried.values()].reduce((sum, { inputs }) => sum + inputs, 0);
  const lines = [...tried].map(
    ([name, { inputs, slowest }]) => `  ${name}: ${inputs.toLocaleString('en')}, slowest ${Math.round(slowest)} ms`,
  );
  return [`fuzz: ${total.toLocaleString('en')} inputs (FUZZ_SEED=${seed} gives them again)`, ...lines].join('\n');
}
