import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { Sink } from '../emit/emitter.ts';

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

/** Runs what calls the system. */
export type Guard = (action: () => void) => void;

/** A sink on a new file, which counts and hashes what passes. The file is made when the first buffer is full, or at `close`. */
export class FileSink implements Sink {
  readonly #file: string;
  readonly #guard: Guard;
  readonly #closed: (digest: Digest) => void;
  readonly #hash = createHash('sha256');
  #buffer: Buffer | null = spare.pop() ?? Buffer.allocUnsafe(CAPACITY);
  #used = 0;
  #bytes = 0;
  #descriptor: number | null = null;

  constructor(file: string, guard: Guard, closed: (digest: Digest) => void) {
    this.#file = file;
    this.#guard = guard;
    this.#closed = closed;
  }

  write(chunk: string | Uint8Array): void {
    const buffer = this.#open();
    if (typeof chunk === 'string') this.#encode(buffer, chunk);
    else this.#append(buffer, chunk);
  }

  close(): void {
    this.#flush(this.#open());
    this.discard();
    this.#closed({ bytes: this.#bytes, sha256: this.#hash.digest('hex') });
  }

  /** Lets go of the file without a word. May be called twice. */
  discard(): void {
    if (this.#buffer && spare.length < SPARES) spare.push(this.#buffer);
    this.#buffer = null;
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor !== null) fs.closeSync(descriptor);
  }

  #open(): Buffer {
    if (!this.#buffer) throw new Error('Unexpected use of a sink after its end');
    return this.#buffer;
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
    this.#guard(() => this.#call(bytes));
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /** A system call may take a part of the bytes only, e.g. the last that fit on a full device. */
  #call(bytes: Uint8Array): void {
    this.#descriptor ??= fs.openSync(this.#file, 'wx');
    for (let start = 0; start < bytes.length; ) start += fs.writeSync(this.#descriptor, bytes, start);
  }
}
