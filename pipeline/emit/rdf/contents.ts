import type { EarlierFile, EarlierNotes, Notes } from '../emitter.ts';

/** Lines that begin alike, from one batch: as bytes, or where they were written before. */
export interface Piece {
  readonly key: string;
  readonly batch: number;
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

/*
 * What a sorted file is made of, in its order, for the next build:
 *
 *   header   four numbers of four bytes: the batch, the length of the key, the length of the lines, and what it is
 *   key      in UTF-8
 *   lines    of those that stand mixed with others in the file, where they can't be found again
 */
const HEADER = 16;
const [ALONE, MIXTURE, MIXED] = [0, 1, 2];

export interface Contents {
  /** Lines of one batch that stand by themselves. */
  alone(key: string, batch: number, length: number): void;
  /** Lines of several that were put in order and took `length` bytes. */
  mixed(pieces: readonly (Piece & { readonly bytes: Uint8Array })[], length: number): void;
}

export function writeContents({ write }: Pick<Notes, 'write'>): Contents {
  const head = (batch: number, key: string, length: number, kind: number): void => {
    const name = Buffer.from(key);
    const header = Buffer.alloc(HEADER);
    for (const [at, number] of [batch, name.length, length, kind].entries()) header.writeUInt32LE(number, 4 * at);
    write(Buffer.concat([header, name]));
  };
  return {
    alone: (key, batch, length) => head(batch, key, length, ALONE),
    mixed(pieces, length) {
      head(0, '', length, MIXTURE);
      for (const { key, batch, bytes } of pieces) {
        head(batch, key, bytes.length, MIXED);
        write(Buffer.from(bytes));
      }
    },
  };
}

/** Bytes of contents that are read at once. */
const WINDOW = 1 << 18;

/** The pieces of an earlier `path` in its order, of the batches that `numbers` gives a number of this build. */
export function* readContents(
  { size, read, file }: EarlierNotes,
  numbers: ReadonlyMap<number, number>,
  path: string,
): Generator<Piece> {
  const whole = file(path)!;
  let window = Buffer.alloc(0);
  let from = 0;
  /** Bytes from there on, as long as the next are not asked for. */
  const bytesAt = (at: number, length: number): Buffer => {
    if (at < from || at + length > from + window.length) {
      window = Buffer.alloc(Math.min(Math.max(WINDOW, length), size - at));
      read(window, at);
      from = at;
    }
    return window.subarray(at - from, at - from + length);
  };
  let start = 0;
  for (let at = 0; at < size; ) {
    const header = bytesAt(at, HEADER);
    const [batch, keyLength, length, kind] = [0, 4, 8, 12].map(offset => header.readUInt32LE(offset)) as Four;
    at += HEADER;
    const number = kind === MIXTURE ? undefined : numbers.get(batch);
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
