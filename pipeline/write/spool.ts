import fs from 'node:fs';
import type { Spool } from '../emit/emitter.ts';
import { readFully } from './read.ts';

/** Bytes gathered before the system is called. */
const CAPACITY = 1 << 20;

/** A spool on a file of its own, which is made at once and removed at its end. */
export class FileSpool implements Spool {
  readonly #file: string;
  readonly #guard: (action: () => void) => void;
  readonly #buffer = Buffer.allocUnsafe(CAPACITY);
  #used = 0;
  #descriptor: number | null = null;

  /** `guard` runs what calls the system. */
  constructor(file: string, guard: (action: () => void) => void) {
    this.#file = file;
    this.#guard = guard;
    guard(() => {
      this.#descriptor = fs.openSync(file, 'wx+');
    });
  }

  write(bytes: Uint8Array): void {
    if (bytes.length > CAPACITY - this.#used) this.#flush();
    if (bytes.length > CAPACITY) return this.#put(bytes);
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  read(into: Uint8Array, from: number): void {
    this.#flush();
    this.#guard(() => void readFully(this.#open(), into, from));
  }

  close(): void {
    this.#guard(() => this.discard());
  }

  /** Lets go of the file. May be called twice. */
  discard(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor === null) return;
    fs.closeSync(descriptor);
    fs.rmSync(this.#file, { force: true });
  }

  #flush(): void {
    const waiting = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    this.#put(waiting);
  }

  #put(bytes: Uint8Array): void {
    this.#guard(() => {
      for (let at = 0; at < bytes.length; ) at += fs.writeSync(this.#open(), bytes, at);
    });
  }

  #open(): number {
    if (this.#descriptor === null) throw new Error('Unexpected use of a spool after its end');
    return this.#descriptor;
  }
}
