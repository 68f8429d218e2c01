import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { openSealed } from './gathered.ts';
import { decodeHead, type Head, type Mark } from './head.ts';
import { isSettled, type Stamp } from './last.ts';
import { readFully } from './read.ts';
import type { Store } from './store.ts';

/*
 * The heads of all articles of the last build in one file, in the order of reading: a line an article, which is its key, its hash, the
 * sign of its source and its head, with tabs between; last the SHA-256 of these lines. A file that can't be read or written is done
 * without.
 */

/** Letters of a key, a hash and a sign. */
const HASH = 64;
/** In place of a sign. */
const UNSIGNED = ' '.repeat(HASH);
/** Bytes that are read at once. */
const WINDOW = 1 << 18;

/** A source as it was before it was read. */
export interface Signed {
  /** SHA-256 of all that tells whether it is the same still, without reading it. */
  readonly sign: string;
  readonly stamp: Stamp;
}

export interface Heads {
  readonly isEmpty: boolean;
  /** `name`: a key, or a sign. */
  get(name: string): (Head & { readonly key: string }) | null;
  close(): void;
}

/** Heads as they are gathered. */
export interface HeadsWriter {
  add(key: string, mark: Mark, source: Signed | null): void;
  /** Puts them in place. */
  close(): void;
  /** Lets go of them where they haven't been put in place. */
  discard(): void;
}

/** A store whose heads are looked for in one file first. */
export function withHeads(store: Store, heads: Heads): Store {
  return {
    ...store,
    *heads(key) {
      const head = heads.get(key);
      if (head) yield head;
      yield* store.heads(key);
    },
  };
}

export function openHeads(file: string): Heads {
  let descriptor: number | null = null;
  try {
    descriptor = fs.openSync(file, 'r');
    return new Found(descriptor);
  } catch {
    if (descriptor !== null) fs.closeSync(descriptor);
    return { isEmpty: true, get: () => null, close() {} };
  }
}

class Found implements Heads {
  readonly #descriptor: number;
  /** Where each line begins and how long it is, by key and by sign. */
  readonly #lines: ReadonlyMap<string, readonly [start: number, length: number]>;
  readonly #size: number;
  #window = Buffer.alloc(0);
  #start = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.#lines = linesOf(descriptor);
    this.#size = fs.fstatSync(descriptor).size;
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  get(name: string): (Head & { readonly key: string }) | null {
    const line = this.#lines.get(name);
    if (!line) return null;
    try {
      const bytes = this.#bytes(...line);
      const [key, hash] = [0, 1].map(column => columnOf(bytes, column)) as [string, string];
      // Not cut out of the line as text, which would keep all of it in memory.
      return { ...decodeHead({ hash, line: bytes.toString('utf8', 3 * (HASH + 1)) }), key };
    } catch {
      return null;
    }
  }

  #bytes(start: number, length: number): Buffer {
    const at = start - this.#start;
    if (at >= 0 && at + length <= this.#window.length) return this.#window.subarray(at, at + length);
    const window = Buffer.alloc(Math.min(Math.max(WINDOW, length), this.#size - start));
    this.#window = readFully(this.#descriptor, window, start);
    this.#start = start;
    return this.#bytes(start, length);
  }
}

/** The lines by their keys and signs; none where the file isn't whole. */
function linesOf(descriptor: number): ReadonlyMap<string, readonly [number, number]> {
  const lines = new Map<string, readonly [number, number]>();
  const sum = createHash('sha256');
  let rest = Buffer.alloc(0);
  let start = 0;
  for (const piece of piecesOf(descriptor)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    let at = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
      const line = [start + at, end - at] as const;
      for (const column of [0, 2]) lines.set(columnOf(bytes, column, at), line);
      at = end + 1;
    }
    sum.update(bytes.subarray(0, at));
    start += at;
    rest = Buffer.from(bytes.subarray(at));
  }
  return rest.toString('latin1') === sum.digest('hex') ? lines : new Map();
}

function columnOf(line: Buffer, column: number, start = 0): string {
  const at = start + column * (HASH + 1);
  return line.toString('latin1', at, at + HASH);
}

function* piecesOf(descriptor: number): Generator<Buffer> {
  const window = Buffer.alloc(WINDOW);
  for (let at = 0, read = -1; read !== 0; at += read) {
    read = fs.readSync(descriptor, window, 0, WINDOW, at);
    if (read > 0) yield window.subarray(0, read);
  }
}

/** `file` is replaced when all are there. */
export function writeHeads(file: string): HeadsWriter {
  const { began, add, close, discard } = openSealed(file);
  return {
    add(key, { hash, line }, source) {
      const sign = source && isSettled(source.stamp, began) ? source.sign : UNSIGNED;
      add(`${key}\t${hash}\t${sign}\t${line}\n`);
    },
    close,
    discard,
  };
}
