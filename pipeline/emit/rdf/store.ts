import type { Sink, Spool } from '../emitter.ts';
import { sortByCodePoint, sortLines } from './order.ts';
import type { TakeLines } from './quads.ts';
import { createRuns, type Piece, type Runs } from './runs.ts';

/** Lines of N-Quads on their way to a sorted file. */
export interface QuadStore {
  readonly take: TakeLines;
  /** Ends a batch: its lines are put in order and encoded. */
  settle(): void;
  /** Writes all lines, sorted by code point and unique. */
  write(sink: Sink): void;
}

/** What encoding puts in the place of a lone surrogate: looking for it is many times as fast as looking at the texts. */
const REPLACEMENT = Buffer.from('\ufffd');
/** Bytes of lines that are kept in memory. */
const KEPT = 1 << 26;

/**
 * Keeps lines by what they begin with, each batch as one sorted run of UTF-8. Within a run, all subjects with a fragment of one
 * document or thing (`<base>doc/arctic#…`) are one piece, for no other subject begins like them: to put runs together, only
 * the beginnings of pieces are compared. What memory doesn't hold goes to a spool in sorted runs, which are merged at the end.
 */
export function createQuadStore(openSpool?: () => Spool, most = KEPT): QuadStore {
  let batch = new Map<string, string>();
  let doubled = new Set<string>();
  let pieces = new Map<string, Uint8Array[]>();
  let kept = 0;
  let spool: Spool | undefined;
  let runs: Runs | undefined;
  let scratch = Buffer.allocUnsafe(1 << 20);

  return { take, settle, write };

  function take(beginning: string, lines: string): void {
    const known = batch.get(beginning);
    if (known !== undefined) doubled.add(beginning);
    batch.set(beginning, known === undefined ? lines : known + lines);
  }

  function settle(): void {
    const ends = new Map<string, number>();
    let end = 0;
    for (const [beginning, among] of inOrder(batch)) {
      const lines = among.map(each => batch.get(each)!).join('');
      end = encode(among.length > 1 || doubled.has(beginning) ? sortLines(lines, beginning) : lines, end);
      ends.set(beginning.slice(0, beginning.indexOf('#') + 1) || beginning, end);
    }
    const run = scratch.subarray(0, end);
    if (run.includes(REPLACEMENT)) refuseSurrogates(batch.values());
    keep(run, ends);
    if (openSpool && kept > most) spill(openSpool);
    // Not cleared: a cleared map that has grown old would hold what is put in it later until a full collection.
    batch = new Map();
    doubled = new Set();
  }

  function keep(lines: Buffer, ends: ReadonlyMap<string, number>): void {
    const run = new Uint8Array(lines);
    kept += run.length;
    let start = 0;
    for (const [piece, end] of ends) {
      const bytes = run.subarray(start, end);
      const known = pieces.get(piece);
      if (known) known.push(bytes);
      else pieces.set(piece, [bytes]);
      start = end;
    }
  }

  function spill(open: () => Spool): void {
    spool ??= open();
    runs ??= createRuns(spool);
    runs.add(sorted(pieces));
    pieces = new Map();
    kept = 0;
  }

  function write(sink: Sink): void {
    settle();
    if (runs && openSpool) spill(openSpool);
    for (const [beginning, among] of grouped(runs ? runs.merged() : sorted(pieces))) {
      if (among.length === 1) sink.write(among[0]!);
      else sink.write(sortLines(Buffer.concat(among).toString(), beginning));
    }
    pieces.clear();
    spool?.close();
  }

  /** A unit of UTF-16 takes three bytes at most. */
  function encode(lines: string, at: number): number {
    const needed = at + 3 * lines.length;
    if (needed > scratch.length) scratch = Buffer.concat([scratch.subarray(0, at)], 2 * needed);
    return at + scratch.write(lines, at);
  }
}

/** @throws {TypeError} on a text that UTF-8 can't hold */
function refuseSurrogates(blocks: Iterable<string>): void {
  for (const lines of blocks) {
    if (!lines.isWellFormed())
      throw new TypeError(`Unexpected lone surrogate in ${lines.slice(0, lines.indexOf(' '))}`);
  }
}

function* sorted(pieces: ReadonlyMap<string, readonly Uint8Array[]>): Generator<Piece> {
  for (const key of sortByCodePoint([...pieces.keys()])) for (const bytes of pieces.get(key)!) yield { key, bytes };
}

/** Pieces in the order of their keys, each with those after it that begin like it: their lines may come to stand among its own. */
function* grouped(pieces: Iterable<Piece>): Generator<[beginning: string, among: Uint8Array[]]> {
  let beginning = '';
  let among: Uint8Array[] = [];
  for (const { key, bytes } of pieces) {
    if (among.length > 0 && !key.startsWith(beginning)) {
      yield [beginning, among];
      among = [];
    }
    if (among.length === 0) beginning = key;
    else among[among.length - 1] = among.at(-1)!.slice();
    among.push(bytes);
  }
  if (among.length > 0) yield [beginning, among];
}

/** Beginnings in order, each with those after it that begin like it: their lines may come to stand among its own. */
function* inOrder(blocks: ReadonlyMap<string, unknown>): Generator<[beginning: string, among: readonly string[]]> {
  const beginnings = sortByCodePoint([...blocks.keys()]);
  for (let at = 0; at < beginnings.length; ) {
    const beginning = beginnings[at]!;
    const among = [beginning];
    for (at += 1; beginnings[at]?.startsWith(beginning); at += 1) among.push(beginnings[at]!);
    yield [beginning, among];
  }
}
