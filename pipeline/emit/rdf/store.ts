import type { Before, Notes, Output, Sink, Spool } from '../emitter.ts';
import { type Piece, readContents, type Span, writeContents } from './contents.ts';
import { compareCodePoints, sortByCodePoint, sortLines } from './order.ts';
import type { TakeLines } from './quads.ts';
import { createRuns, type Runs } from './runs.ts';

/** Lines of N-Quads on their way to a sorted file. */
export interface QuadStore {
  readonly take: TakeLines;
  /** Ends a batch: its lines are put in order and encoded. */
  settle(): void;
  /** In place of `take` and `settle`, for a batch that was written before. */
  skip(before: Before): void;
  /** Writes all lines, sorted by code point and unique. */
  write(sink: Sink): void;
}

/** Where lines may wait, and where those that were written before are. */
export interface Surroundings extends Pick<Output, 'spool' | 'earlier'> {
  readonly path: string;
  readonly notes?: Notes;
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
export function createQuadStore({ path, notes, spool: openSpool, earlier }: Surroundings, most = KEPT): QuadStore {
  let batch = new Map<string, string>();
  let doubled = new Set<string>();
  let pieces = new Map<string, Piece[]>();
  let number = 0;
  /** Numbers of batches by those that they have in each source. */
  const skipped = (notes?.earlier ?? []).map(() => new Map<number, number>());
  let kept = 0;
  let spool: Spool | undefined;
  let runs: Runs | undefined;
  let scratch = Buffer.allocUnsafe(1 << 20);

  return { take, settle, skip, write };

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
    number += 1;
  }

  function skip(before: Before): void {
    skipped[before.source]!.set(before.number, number);
    number += 1;
  }

  function keep(lines: Buffer, ends: ReadonlyMap<string, number>): void {
    const run = new Uint8Array(lines);
    kept += run.length;
    let start = 0;
    for (const [key, end] of ends) {
      const piece = { key, batch: number, bytes: run.subarray(start, end), span: null };
      const known = pieces.get(key);
      if (known) known.push(piece);
      else pieces.set(key, [piece]);
      start = end;
    }
  }

  function spill(open: NonNullable<Output['spool']>): void {
    spool ??= open();
    runs ??= createRuns(spool);
    runs.add(sorted(pieces));
    pieces = new Map();
    kept = 0;
  }

  function write(sink: Sink): void {
    settle();
    if (runs && openSpool) spill(openSpool);
    const contents = notes && writeContents(notes);
    let all: Iterable<Piece> = runs ? runs.merged() : sorted(pieces);
    for (const [source, numbers] of skipped.entries())
      if (numbers.size > 0) all = inOneOrder(readContents(notes!.earlier[source]!, numbers, path), all);
    const copying = new Copying(sink);
    for (const [beginning, among] of grouped(all)) {
      const [only] = among;
      if (among.length === 1 && only!.span) {
        copying.add(only!.span);
        contents?.alone(only!.key, only!.batch, only!.span.length);
        continue;
      }
      copying.end();
      if (among.length === 1) {
        sink.write(only!.bytes!);
        contents?.alone(only!.key, only!.batch, only!.bytes!.length);
      } else {
        const whole = among.map(({ bytes, span, ...piece }) => ({
          ...piece,
          span: null,
          bytes: bytes ?? earlier!(span!.file, span!.start, span!.length),
        }));
        const lines = Buffer.from(sortLines(Buffer.concat(whole.map(({ bytes }) => bytes)).toString(), beginning));
        sink.write(lines);
        contents?.mixed(whole, lines.length);
      }
    }
    copying.end();
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

function* sorted(pieces: ReadonlyMap<string, readonly Piece[]>): Generator<Piece> {
  for (const key of sortByCodePoint([...pieces.keys()])) yield* pieces.get(key)!;
}

/** Two sequences in the order of their keys as one. */
function* inOneOrder(one: Iterable<Piece>, other: Iterable<Piece>): Generator<Piece> {
  const others = other[Symbol.iterator]();
  let next = others.next();
  for (const piece of one) {
    for (; !next.done && compareCodePoints(next.value.key, piece.key) < 0; next = others.next()) yield next.value;
    yield piece;
  }
  for (; !next.done; next = others.next()) yield next.value;
}

/** Pieces in the order of their keys, each with those after it that begin like it: their lines may come to stand among its own. */
function* grouped(pieces: Iterable<Piece>): Generator<[beginning: string, among: Piece[]]> {
  let beginning = '';
  let among: Piece[] = [];
  for (const piece of pieces) {
    const { key } = piece;
    if (among.length > 0 && !key.startsWith(beginning)) {
      yield [beginning, among];
      among = [];
    }
    if (among.length === 0) beginning = key;
    else among[among.length - 1] = lasting(among.at(-1)!);
    among.push(piece);
  }
  if (among.length > 0) yield [beginning, among];
}

/** With bytes that stay when the next piece is asked for. */
function lasting(piece: Piece): Piece {
  return piece.bytes ? { ...piece, bytes: Buffer.from(piece.bytes) } : piece;
}

/** Copies spans of earlier files, those that follow one another as one. */
class Copying {
  readonly #sink: Sink;
  #span: Span = { file: '', start: 0, length: 0 };

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  add({ file, start, length }: Span): void {
    const before = this.#span;
    const follows = before.length > 0 && file === before.file && start === before.start + before.length;
    if (!follows) this.end();
    this.#span = follows ? { ...before, length: before.length + length } : { file, start, length };
  }

  /** To be called before anything else is written. */
  end(): void {
    const { file, start, length } = this.#span;
    if (length > 0) this.#sink.copy!(file, start, length);
    this.#span = { file, start, length: 0 };
  }
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
