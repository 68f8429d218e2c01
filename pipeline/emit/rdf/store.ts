import type { Output, Sink } from '../emitter.ts';
import type { EarlierSection } from '../sections.ts';
import { type Contents, type InFile, type Piece, readContents } from './contents.ts';
import { compareCodePoints, sortByCodePoint, sortLines } from './order.ts';
import type { TakeLines } from './quads.ts';

/** Lines of N-Quads on their way to a sorted file. */
export interface QuadStore {
  readonly take: TakeLines;
  /** Ends what was taken, a batch, or facts that are of none: its lines are put in order and encoded. */
  settle(isBatch?: boolean): void;
  /** In place of `take` and `settle`, for a batch that was written before, as that one of its section. */
  reuse(section: EarlierSection<InFile>, number: number): void;
  /** Writes all lines, sorted by code point and unique. */
  write(sink: Sink): void;
}

/** What encoding puts in the place of a lone surrogate: looking for it is many times as fast as looking at the texts. */
const REPLACEMENT = Buffer.from('\ufffd');
/** Where lines are encoded, one batch after another. */
let scratch = Buffer.alloc(0);

/**
 * Keeps lines by what they begin with, each batch as one sorted run of UTF-8. Within a run, all subjects with a fragment of one
 * document or thing (`<base>doc/arctic#…`) are one piece, for no other subject begins like them: to put runs together, only
 * the beginnings of pieces are compared.
 */
export function createQuadStore(contents: Contents, { earlier }: Pick<Output, 'earlier'> = {}): QuadStore {
  let batch = new Map<string, string>();
  let doubled = new Set<string>();
  const pieces = new Map<string, Piece[]>();
  /** Of the batches by those that they had, by where they were written. */
  const reused = new Map<EarlierSection<InFile>, Map<number, number>>();
  let next = 0;

  return { take, settle: (isBatch = true) => keep(isBatch ? next++ : null), reuse, write };

  function take(beginning: string, lines: string): void {
    const known = batch.get(beginning);
    if (known !== undefined) doubled.add(beginning);
    batch.set(beginning, known === undefined ? lines : known + lines);
  }

  function reuse(section: EarlierSection<InFile>, number: number): void {
    const numbers = reused.get(section) ?? new Map<number, number>();
    reused.set(section, numbers.set(number, next++));
  }

  function keep(number: number | null): void {
    const ends = new Map<string, number>();
    let end = 0;
    for (const [beginning, among] of inOrder(batch)) {
      const lines = among.map(each => batch.get(each)!).join('');
      end = encode(among.length > 1 || doubled.has(beginning) ? sortLines(lines, beginning) : lines, end);
      ends.set(beginning.slice(0, beginning.indexOf('#') + 1) || beginning, end);
    }
    const run = new Uint8Array(scratch.subarray(0, end));
    if (Buffer.from(run.buffer).includes(REPLACEMENT)) refuseSurrogates(batch.values());
    let start = 0;
    for (const [key, end] of ends) {
      const piece = { key, batch: number, bytes: run.subarray(start, end), span: null };
      const known = pieces.get(key);
      if (known) known.push(piece);
      else pieces.set(key, [piece]);
      start = end;
    }
    // Not cleared: a cleared map that has grown old would hold what is put in it later until a full collection.
    batch = new Map();
    doubled = new Set();
  }

  function write(sink: Sink): void {
    keep(null);
    let all: Iterable<Piece> = sorted(pieces);
    for (const [section, numbers] of reused) all = inOneOrder(readContents(section, numbers), all);
    for (const [beginning, among] of grouped(all)) {
      const [only] = among;
      if (among.length === 1) {
        if (only!.span) sink.copy!(only!.span.file, only!.span.start, only!.span.length);
        else sink.write(only!.bytes!);
        contents.alone(only!, (only!.span ?? only!.bytes!).length);
      } else {
        const whole = among.map(({ bytes, span, ...piece }) => ({
          ...piece,
          span: null,
          bytes: bytes ?? earlier!(span!.file, span!.start, span!.length),
        }));
        const lines = Buffer.from(sortLines(Buffer.concat(whole.map(({ bytes }) => bytes)).toString(), beginning));
        sink.write(lines);
        contents.mixed(whole, lines.length);
      }
    }
    pieces.clear();
  }

  /** A unit of UTF-16 takes three bytes at most. */
  function encode(lines: string, at: number): number {
    const needed = at + 3 * lines.length;
    if (needed > scratch.length) scratch = Buffer.concat([scratch.subarray(0, at)], Math.max(1 << 20, 2 * needed));
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
    among.push(piece);
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
