import type { EarlierFile, EarlierNotes, Notes } from '../emitter.ts';
import type { EarlierSection } from '../sections.ts';

/** Lines that begin alike, from one batch: as bytes, or where they were written before. */
export interface Piece {
  readonly key: string;
  /** The batch's number in its section; `null` for what is of no batch. */
  readonly batch: number | null;
  readonly bytes: Uint8Array | null;
  /** Only where `bytes` is null. */
  readonly span: Span | null;
}

/** Bytes of an earlier file. */
export interface Span {
  readonly file: EarlierFile;
  readonly start: number;
  readonly length: number;
}

/** A section's sorted file, and where its contents are noted. Plain data. */
export interface InFile {
  readonly path: string;
  readonly contents: Stretch;
}
type Stretch = readonly [start: number, length: number];

/*
 * What a sorted file is made of, in its order, for the next build:
 *
 *   header   four numbers of four bytes: the batch, the length of the key, the length of the lines, and what it is
 *   key      in UTF-8
 *   lines    of those that stand mixed with others in the file, where they can't be found again
 */
const HEADER = 16;
const [ALONE, MIXTURE, MIXED] = [0, 1, 2];
/** In place of the number of a batch. */
const NONE = 0xffffffff;

export interface Contents {
  /** Bytes so far. */
  readonly size: number;
  /** Lines of one batch that stand by themselves. */
  alone(piece: Pick<Piece, 'key' | 'batch'>, length: number): void;
  /** Lines of several that were put in order and took `length` bytes. */
  mixed(pieces: readonly (Piece & { readonly bytes: Uint8Array })[], length: number): void;
  /** Takes over those of a file; where they are now. */
  copy(from: EarlierNotes, stretch: Stretch): Stretch;
}

/** Where nothing is noted, nothing is done. */
export function writeContents(notes: Pick<Notes, 'write'> | undefined): Contents {
  let size = 0;
  const write = (bytes: Uint8Array): void => {
    size += bytes.length;
    notes?.write(bytes);
  };
  const head = (batch: number | null, key: string, length: number, kind: number): void => {
    if (!notes) return;
    const name = Buffer.from(key);
    const header = Buffer.alloc(HEADER);
    for (const [at, number] of [batch ?? NONE, name.length, length, kind].entries())
      header.writeUInt32LE(number, 4 * at);
    write(Buffer.concat([header, name]));
  };
  return {
    get size() {
      return size;
    },
    alone: ({ key, batch }, length) => head(batch, key, length, ALONE),
    mixed(pieces, length) {
      head(null, '', length, MIXTURE);
      for (const { key, batch, bytes } of pieces) {
        head(batch, key, bytes.length, MIXED);
        write(Buffer.from(bytes));
      }
    },
    copy(from, [start, length]) {
      const bytes = new Uint8Array(length);
      from.read(bytes, start);
      write(bytes);
      return [size - length, length];
    },
  };
}

/** Bytes of contents that are read at once. */
const WINDOW = 1 << 18;

/** The pieces of an earlier section's file in its order, of the batches that `numbers` gives a number of this build. */
export function* readContents(
  { notes, fileOf, written }: EarlierSection<InFile>,
  numbers: ReadonlyMap<number, number>,
): Generator<Piece> {
  const whole = fileOf(written.path);
  const [begin, size] = written.contents;
  const end = begin + size;
  let window = Buffer.alloc(0);
  let from = 0;
  const bytesAt = (at: number, length: number): Buffer => {
    if (at < from || at + length > from + window.length) {
      window = Buffer.alloc(Math.min(Math.max(WINDOW, length), end - at));
      notes.read(window, at);
      from = at;
    }
    return window.subarray(at - from, at - from + length);
  };
  let start = 0;
  for (let at = begin; at < end; ) {
    const header = bytesAt(at, HEADER);
    const [batch, keyLength, length, kind] = [0, 4, 8, 12].map(offset => header.readUInt32LE(offset)) as Four;
    at += HEADER;
    const number = numbers.get(batch);
    if (number !== undefined) {
      const key = bytesAt(at, keyLength).toString();
      if (kind === ALONE) yield { key, batch: number, bytes: null, span: { file: whole, start, length } };
      else yield { key, batch: number, bytes: bytesAt(at + keyLength, length), span: null };
    }
    at += keyLength + (kind === MIXED ? length : 0);
    if (kind !== MIXED) start += length;
  }
}
type Four = [number, number, number, number];
