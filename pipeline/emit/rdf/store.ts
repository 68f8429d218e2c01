import type { Sink } from '../emitter.ts';
import { mergeLines, sortByCodePoint } from './order.ts';
import type { TakeLines } from './quads.ts';

/** Lines of N-Quads on their way to a sorted file. */
export interface QuadStore {
  readonly take: TakeLines;
  /** Ends a batch: its lines are put in order and encoded. */
  settle(): void;
  /** Writes all lines, sorted by code point and unique. */
  write(sink: Sink): void;
}

/** Sorted lines by what all of them begin with. */
type Blocks<Lines> = Map<string, Lines[]>;

/**
 * Keeps lines by their beginning, each batch as one sorted run of UTF-8. Within a run all subjects with a fragment of one
 * document (`<base>doc/arctic#…`) are one piece, for no other subject begins like them: to put runs together, only pieces and
 * the subjects of things are compared. Where memory doesn't hold the runs they can be kept elsewhere and merged the same way.
 */
export function createQuadStore(base: string): QuadStore {
  const documents = `<${base}doc/`;
  const kept: Blocks<Uint8Array> = new Map();
  let batch: Blocks<string> = new Map();
  let scratch = Buffer.allocUnsafe(1 << 20);

  return {
    take: (beginning, lines) => append(batch, beginning, lines),
    settle,
    write(sink) {
      settle();
      for (const [, pieces] of inOrder(kept))
        sink.write(pieces.length === 1 ? pieces[0]! : mergeLines(pieces.map(decode)));
      kept.clear();
    },
  };

  function settle(): void {
    const ends = new Map<string, number>();
    let end = 0;
    for (const [beginning, blocks] of inOrder(batch)) {
      end = encode(blocks.length === 1 ? blocks[0]! : mergeLines(blocks), end);
      ends.set(pieceOf(beginning), end);
    }
    const run = Uint8Array.prototype.slice.call(scratch, 0, end);
    let start = 0;
    for (const [piece, stop] of ends) {
      append(kept, piece, run.subarray(start, stop));
      start = stop;
    }
    batch = new Map();
  }

  function pieceOf(beginning: string): string {
    const hash = beginning.startsWith(documents) ? beginning.indexOf('#', documents.length) : -1;
    return hash === -1 ? beginning : beginning.slice(0, hash + 1);
  }

  /** A unit of UTF-16 takes three bytes at most. */
  function encode(lines: string, at: number): number {
    if (!lines.isWellFormed())
      throw new TypeError(`Unexpected lone surrogate in ${lines.slice(0, lines.indexOf(' '))}`);
    const needed = at + 3 * lines.length;
    if (needed > scratch.length) scratch = Buffer.concat([scratch.subarray(0, at)], 2 * needed);
    return at + scratch.write(lines, at);
  }
}

/** Blocks in the order of their beginnings; those of which one begins with the whole beginning of another, together. */
function* inOrder<Lines>(blocks: Blocks<Lines>): Generator<[beginning: string, blocks: readonly Lines[]]> {
  const beginnings = sortByCodePoint([...blocks.keys()]);
  for (let at = 0; at < beginnings.length; ) {
    const beginning = beginnings[at]!;
    const group = [...blocks.get(beginning)!];
    for (at += 1; beginnings[at]?.startsWith(beginning); at += 1) group.push(...blocks.get(beginnings[at]!)!);
    yield [beginning, group];
  }
}

function append<Lines>(blocks: Blocks<Lines>, beginning: string, lines: Lines): void {
  const known = blocks.get(beginning);
  if (known) known.push(lines);
  else blocks.set(beginning, [lines]);
}

function decode(lines: Uint8Array): string {
  return Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString();
}
