import { createHash, type Hash, hash } from 'node:crypto';
import fs from 'node:fs';
import type { EarlierFile, Sink } from '../emit/emitter.ts';

/** Bytes gathered before the system is called. */
const CAPACITY = 1 << 18;
/** UTF-8 takes at most three bytes for a UTF-16 code unit. */
const WIDEST = 3;

/** Buffers of closed sinks: a site opens and closes thousands of files, one after another. */
const spare: Buffer[] = [];
const SPARES = 8;

/** Size and SHA-256 (lower-case hexadecimal) of what went through a sink. */
export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

/** What a sink is given by the folder that it writes to. */
export interface Surroundings {
  /** Runs what calls the system. */
  guard(action: () => void): void;
  /** Makes the new file of an old one that holds the same, if there is one; false if there is none. */
  reuse(bytes: Buffer, sha256: string): boolean;
  closed(digest: Digest): void;
}

/**
 * A sink on a new file, which counts and hashes what passes. The file is made when the first buffer is full; what fits
 * into one buffer is looked for among the old files at `close`, and written where it isn't found.
 */
export class FileSink implements Sink {
  readonly #file: string;
  readonly #around: Surroundings;
  #hash: Hash | null = null;
  #buffer: Buffer | null = spare.pop() ?? Buffer.allocUnsafe(CAPACITY);
  #used = 0;
  #bytes = 0;
  #descriptor: number | null = null;
  /** What is to be copied before anything else is written: stretches that follow one another are one. */
  #copying: { readonly file: EarlierFile; readonly start: number; length: number } | null = null;
  /** The file that was copied from last. */
  #from: { readonly file: EarlierFile; readonly descriptor: number } | null = null;

  constructor(file: string, around: Surroundings) {
    this.#file = file;
    this.#around = around;
  }

  write(chunk: string | Uint8Array): void {
    const buffer = this.#open();
    if (typeof chunk === 'string') this.#encode(buffer, chunk);
    else this.#append(buffer, chunk);
  }

  get size(): number {
    return this.#bytes + this.#used + (this.#copying?.length ?? 0);
  }

  copy(from: EarlierFile, start: number, length: number): void {
    const before = this.#copying;
    if (before?.file === from && start === before.start + before.length) before.length += length;
    else {
      this.#open();
      this.#copying = { file: from, start, length };
    }
  }

  #copy(buffer: Buffer, from: EarlierFile, start: number, length: number): void {
    for (let done = 0; done < length; ) {
      if (this.#used === CAPACITY) this.#flush(buffer);
      const room = Math.min(CAPACITY - this.#used, length - done);
      this.#around.guard(() => {
        const read = fs.readSync(this.#source(from), buffer, this.#used, room, start + done);
        if (read === 0) throw new RangeError(`Unexpected end of ${from}, expected what was written before`);
        this.#used += read;
        done += read;
      });
    }
  }

  #source(file: EarlierFile): number {
    if (this.#from?.file !== file) {
      const before = this.#from;
      this.#from = null;
      if (before) fs.closeSync(before.descriptor);
      this.#from = { file, descriptor: fs.openSync(file, 'r') };
    }
    return this.#from.descriptor;
  }

  close(): void {
    const buffer = this.#open();
    const rest = buffer.subarray(0, this.#used);
    const isWhole = this.#descriptor === null;
    if (isWhole) this.#bytes = rest.length;
    else this.#count(rest);
    const sha256 = isWhole ? hash('sha256', rest, 'hex') : this.#hash!.digest('hex');
    this.#around.guard(() => {
      if (!isWhole || !this.#around.reuse(rest, sha256)) this.#call(rest);
      this.discard();
    });
    this.#around.closed({ bytes: this.#bytes, sha256 });
  }

  /** Lets go of the file without a word. May be called twice. */
  discard(): void {
    if (this.#buffer && spare.length < SPARES) spare.push(this.#buffer);
    this.#buffer = null;
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    const from = this.#from;
    this.#from = null;
    if (from) fs.closeSync(from.descriptor);
    if (descriptor !== null) fs.closeSync(descriptor);
  }

  /** With all that was to be copied in it. */
  #open(): Buffer {
    const buffer = this.#buffer;
    if (!buffer) throw new Error('Unexpected use of a sink after its end');
    const copying = this.#copying;
    if (copying) {
      this.#copying = null;
      this.#copy(buffer, copying.file, copying.start, copying.length);
    }
    return buffer;
  }

  #encode(buffer: Buffer, chunk: string): void {
    if (!chunk.isWellFormed()) throw new TypeError('Unexpected lone surrogate, expected text that UTF-8 can hold');
    const most = chunk.length * WIDEST;
    if (most > CAPACITY - this.#used) this.#flush(buffer);
    if (most > CAPACITY) this.#put(Buffer.from(chunk, 'utf8'));
    else this.#used += buffer.write(chunk, this.#used, 'utf8');
  }

  #append(buffer: Buffer, bytes: Uint8Array): void {
    if (bytes.length > CAPACITY - this.#used) this.#flush(buffer);
    if (bytes.length > CAPACITY) this.#put(bytes);
    else {
      buffer.set(bytes, this.#used);
      this.#used += bytes.length;
    }
  }

  #flush(buffer: Buffer): void {
    this.#put(buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #put(bytes: Uint8Array): void {
    this.#around.guard(() => this.#call(bytes));
    this.#count(bytes);
  }

  #count(bytes: Uint8Array): void {
    this.#hash ??= createHash('sha256');
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /** A system call may take a part of the bytes only, e.g. the last that fit on a full device. */
  #call(bytes: Uint8Array): void {
    this.#descriptor ??= fs.openSync(this.#file, 'wx');
    for (let start = 0; start < bytes.length; ) start += fs.writeSync(this.#descriptor, bytes, start);
  }
}
