import type { Sink } from '../emitter.ts';
import { compareCodePoints, mergeLines, sortByCodePoint } from './order.ts';
import type { TakeLines } from './quads.ts';

/** Lines of N-Quads on their way to a sorted file. */
export interface QuadStore {
  readonly take: TakeLines;
  /** Ends a batch: what can be put in order now is. */
  settle(): void;
  /** Writes all lines, sorted by code point and unique. */
  write(sink: Sink): void;
}

/**
 * Keeps lines by subject. All subjects with a fragment of one document (`<base>doc/arctic#s_1>`) follow one another in the
 * order of the file, for no other subject begins like them: a batch's are sorted at once and kept as one text under what they
 * begin with. So a run is sorted within, runs and single subjects are merged by their beginnings alone, and where memory
 * doesn't hold them the texts can be kept elsewhere.
 */
export function createQuadStore(base: string): QuadStore {
  const start = `<${base}doc/`;
  const runs = new Map<string, string[]>();
  const batch = new Map<string, string[]>();

  return { take, settle, write };

  function take(subject: string, lines: string): void {
    const blocks = batch.get(subject);
    if (blocks) blocks.push(lines);
    else batch.set(subject, [lines]);
  }

  function settle(): void {
    const groups = new Map<string, string[]>();
    for (const subject of sortByCodePoint([...batch.keys()])) {
      append(groups, runOf(subject), oneBlock(batch.get(subject)!));
    }
    for (const [run, blocks] of groups) append(runs, run, blocks.join(''));
    batch.clear();
  }

  function write(sink: Sink): void {
    settle();
    for (const run of [...runs.keys()].sort(compareCodePoints)) {
      sink.write(oneBlock(runs.get(run)!));
      runs.delete(run);
    }
  }

  function runOf(subject: string): string {
    const fragment = subject.startsWith(start) ? subject.indexOf('#', start.length) : -1;
    return fragment === -1 ? subject : subject.slice(0, fragment + 1);
  }
}

function oneBlock(blocks: readonly string[]): string {
  return blocks.length === 1 ? blocks[0]! : mergeLines(blocks);
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
