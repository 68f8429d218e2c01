import type { Spool } from '../emitter.ts';
import type { Piece } from './contents.ts';

/** Sorted runs of pieces that memory can't hold, and their merge (external merge sort). */
export interface Runs {
  readonly count: number;
  /** Adds a run; keys ascend by code point, which is the order of their UTF-8 too. */
  add(run: Iterable<Piece>): void;
  /**
   * All pieces in the order of their keys, those with the same key in the order of their runs. A piece's bytes are good until the one
   * after the next is asked for.
   */
  merged(): Generator<Piece>;
}

/** Bytes of each run that are read at once, or its longest piece, twice of which are in memory: a hundred runs take 25 MB or more. */
const WINDOW = 1 << 17;
/** The lengths of the key and of the bytes, and the batch, before each piece. */
const HEADER = 12;

export function createRuns(spool: Spool): Runs {
  const starts: number[] = [];
  let end = 0;
  return {
    get count() {
      return starts.length;
    },
    add(run) {
      starts.push(end);
      for (const { key, batch, bytes } of run) {
        const head = Buffer.from(`${' '.repeat(HEADER)}${key}`);
        head.writeUInt32LE(head.length - HEADER, 0);
        head.writeUInt32LE(bytes!.length, 4);
        head.writeUInt32LE(batch, 8);
        spool.write(head);
        spool.write(bytes!);
        end += head.length + bytes!.length;
      }
    },
    *merged() {
      const heap = new Heap(starts.map((start, number) => new Cursor(spool, number, start, starts[number + 1] ?? end)));
      for (let cursor = heap.first; cursor; cursor = heap.first) {
        yield { key: cursor.key.toString(), batch: cursor.batch, bytes: cursor.bytes(), span: null };
        cursor.advance();
        heap.settle();
      }
    },
  };
}

/** The next piece of a run. */
class Cursor {
  key: Buffer = Buffer.alloc(0);
  batch = 0;
  isAtEnd = false;
  readonly number: number;
  readonly #spool: Spool;
  readonly #end: number;
  /** Where the window begins in the spool, and where the next piece begins in the window. */
  #start: number;
  #at = 0;
  #window: Buffer = Buffer.alloc(0);
  /** The window before, whose piece may still be looked at. */
  #before: Buffer = Buffer.alloc(0);
  #isTurned = false;
  #filled = 0;
  #length = 0;

  constructor(spool: Spool, number: number, start: number, end: number) {
    this.#spool = spool;
    this.number = number;
    this.#start = start;
    this.#end = end;
    this.advance();
  }

  bytes(): Uint8Array {
    const start = this.#at - this.#length;
    return this.#window.subarray(start, this.#at);
  }

  advance(): void {
    if (this.#start + this.#at === this.#end) {
      this.isAtEnd = true;
      return;
    }
    this.#isTurned = false;
    const head = this.#take(HEADER);
    const [keyLength, length, batch] = [head.readUInt32LE(0), head.readUInt32LE(4), head.readUInt32LE(8)];
    this.batch = batch;
    this.#at -= HEADER;
    const piece = this.#take(HEADER + keyLength + length);
    this.key = piece.subarray(HEADER, HEADER + keyLength);
    this.#length = length;
  }

  /** The next bytes, in the window; where they aren't whole, it is filled from there on, once the other has taken its place. */
  #take(length: number): Buffer {
    if (this.#at + length > this.#filled) {
      this.#start += this.#at;
      this.#at = 0;
      if (!this.#isTurned) [this.#window, this.#before] = [this.#before, this.#window];
      this.#isTurned = true;
      if (this.#window.length < length || this.#window.length === 0)
        this.#window = Buffer.allocUnsafeSlow(Math.max(WINDOW, length));
      this.#filled = Math.min(this.#window.length, this.#end - this.#start);
      this.#spool.read(this.#window.subarray(0, this.#filled), this.#start);
    }
    this.#at += length;
    return this.#window.subarray(this.#at - length, this.#at);
  }
}

/** Cursors with the least one first. */
class Heap {
  readonly #cursors: Cursor[];

  constructor(cursors: Cursor[]) {
    this.#cursors = cursors.filter(({ isAtEnd }) => !isAtEnd).sort(compare);
  }

  get first(): Cursor | undefined {
    return this.#cursors[0];
  }

  /** To be called when the first has advanced. */
  settle(): void {
    const cursors = this.#cursors;
    if (cursors[0]!.isAtEnd) {
      const last = cursors.pop()!;
      if (cursors.length === 0) return;
      cursors[0] = last;
    }
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < cursors.length && compare(cursors[left]!, cursors[least]!) < 0) least = left;
      if (right < cursors.length && compare(cursors[right]!, cursors[least]!) < 0) least = right;
      if (least === at) return;
      [cursors[at], cursors[least]] = [cursors[least]!, cursors[at]!];
      at = least;
    }
  }
}

function compare(one: Cursor, other: Cursor): number {
  return Buffer.compare(one.key, other.key) || one.number - other.number;
}
