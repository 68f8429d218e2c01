import fs from 'node:fs';
import { join, relative } from 'node:path';
import type { EarlierFile, Output, Sink, WrittenFile } from '../emit/emitter.ts';
import { keep, tryLink } from './carry.ts';
import { attempt } from './error.ts';
import { Paths } from './paths.ts';
import { readFully } from './read.ts';
import { FileSink } from './sink.ts';
import type { Sums } from './sums.ts';
import type { Place } from './swap.ts';

/** `kept`: known to be as it was. */
export interface FilledFile extends WrittenFile {
  readonly kept: boolean;
}

/** A folder beside the output folder, while it is filled. Any failure of the system ends it. */
export class Filling {
  readonly output: Output;
  onFailure = (): void => this.discard();
  readonly #place: Place;
  readonly #old: Sums;
  readonly #folder: string;
  readonly #written: WrittenFile[] = [];
  readonly #kept = new Set<string>();
  readonly #lent = new Map<EarlierFile, FilledFile>();
  readonly #sinks = new Set<FileSink>();
  readonly #paths = new Paths();
  #isOpen = true;

  constructor(place: Place, old: Sums, folder: string) {
    this.#place = place;
    this.#old = old;
    this.#folder = folder;
    this.output = {
      file: path => this.#file(path),
      written: this.#written,
      keep: (path, from) => this.#keepWhole(path, from),
      earlier: (from, start, length) => this.#read(from, start, length),
    };
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isWriting(): boolean {
    return this.#sinks.size > 0;
  }

  files(): readonly FilledFile[] {
    return this.#written.map(file => ({ ...file, kept: this.#kept.has(file.path) }));
  }

  adopt(files: readonly FilledFile[]): void {
    for (const { kept, ...file } of files) {
      this.#paths.claim(file.path);
      this.#written.push(file);
      if (kept) this.#kept.add(file.path);
    }
  }

  /** Lets files that another process has written into `folder` be kept. */
  lend(files: readonly FilledFile[], folder: string): void {
    for (const file of files) this.#lent.set(join(folder, file.path), file);
  }

  discard(): void {
    this.#isOpen = false;
    for (const sink of this.#sinks) sink.discard();
  }

  orAbort<T>(doing: string, path: string, action: () => T): T {
    try {
      return attempt(doing, path, action);
    } catch (error) {
      this.onFailure();
      throw error;
    }
  }

  #file(path: string): Sink {
    return this.#sink(path, this.#claim(path));
  }

  /** As a second name of the earlier file; as a copy where the file system has no hard links. */
  #keepWhole(path: string, from: EarlierFile): void {
    const shown = this.#claim(path);
    const to = join(this.#folder, path);
    const { size } = this.orAbort('read', shown, () => fs.statSync(from));
    const lent = this.#lent.get(from);
    const sha256 = lent ? lent.sha256 : this.#old.get(relative(this.#place.shown, from).replaceAll('\\', '/'));
    if (sha256 !== undefined && this.orAbort('write', shown, () => tryLink(from, to))) {
      this.#written.push({ path, bytes: size, sha256 });
      // The file that it is a second name of may stand elsewhere, and the old one of this path be another.
      const isOwn = lent ? lent.kept && lent.path === path : from === join(this.#place.folder, path);
      if (isOwn) this.#kept.add(path);
    } else {
      const sink = this.#sink(path, shown);
      sink.copy(from, 0, size);
      sink.close();
    }
  }

  #read(from: EarlierFile, start: number, length: number): Uint8Array {
    return this.orAbort('read', from, () => {
      const descriptor = fs.openSync(from, 'r');
      try {
        return readFully(descriptor, Buffer.alloc(length), start);
      } finally {
        fs.closeSync(descriptor);
      }
    });
  }

  /** Takes a path for a file, and makes the folders that it is in; the path as it is shown. */
  #claim(path: string): string {
    if (!this.#isOpen) throw new Error('Unexpected file: the output folder is closed');
    const shown = join(this.#place.shown, path);
    for (const folder of this.#paths.claim(path)) {
      // Another process may have made it.
      this.orAbort('make the folder of', shown, () => fs.mkdirSync(join(this.#folder, folder), { recursive: true }));
    }
    return shown;
  }

  #sink(path: string, shown: string): FileSink {
    const sink = new FileSink(join(this.#folder, path), {
      guard: action => this.orAbort('write', shown, action),
      reuse: (bytes, sha256) => this.#keep(path, bytes, sha256),
      closed: digest => {
        this.#sinks.delete(sink);
        this.#written.push({ path, ...digest });
      },
    });
    this.#sinks.add(sink);
    return sink;
  }

  #keep(path: string, bytes: Buffer, sha256: string): boolean {
    if (this.#old.get(path) !== sha256) return false;
    const isKept = keep(join(this.#place.folder, path), join(this.#folder, path), bytes);
    if (isKept) this.#kept.add(path);
    return isKept;
  }
}
