import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { Output, Sink, Spool, WrittenFile } from './emit/emitter.ts';
import { carryOver, keep } from './write/carry.ts';
import { attempt } from './write/error.ts';
import { takeLock } from './write/lock.ts';
import { Paths } from './write/paths.ts';
import { FileSink } from './write/sink.ts';
import { FileSpool } from './write/spool.ts';
import { formatSums, type Sums } from './write/sums.ts';
import { isSame, owned, type Place, recover, remove, swap } from './write/swap.ts';

/*
 * The only writer of the output folder. A build fills a folder beside it, which takes its place at the end by two
 * renames.
 *
 *   .dist-lock                 who builds
 *   .dist-<pid>-<random>       the new folder, while it is filled
 *   .dist-<pid>-<random>.spool0 what memory doesn't hold meanwhile
 *   .dist-<pid>-<random>.old   the old folder, between the renames: put back by the next run if the second never came
 *   .dist-<pid>-<random>.gone  the old folder, while it is removed
 *
 * A file that is as it was becomes a second name of the old one, at a tenth of the cost of writing it; its date stays.
 *
 * Durability: only the lists of hashes are flushed to the device (fsync), before the renames. A kill loses nothing,
 * since what the kernel has been given it keeps. After a power failure the list tells what is damaged, and the next
 * build, which compares hashes and not names, mends it from the sources; one flush a file would take longer than the
 * build of a large site.
 */

/** An output folder being made. Neither function may be called after the other. */
export interface Dist {
  readonly output: Output;
  /**
   * Lists the files in SHA256SUMS and puts the folder in place; leaves the old one untouched where it is the same to
   * the byte.
   * @throws {WriteError} with the old folder in its place
   */
  commit(): { readonly changed: boolean };
  /** Leaves the old folder as it is. May be called twice, and after a failure. */
  abort(): void;
}

/**
 * Opens an output folder, which must be new, empty, or made by an earlier build, and mends what a killed build left.
 * @throws {WriteError} where it is another's (`NOT_OURS`), being built (`LOCKED`) or can't be written
 */
export function openDist(out: string): Dist {
  const place = attempt('open', out, () => locate(out));
  const build = join(place.parent, `${place.prefix}${process.pid}-${randomBytes(6).toString('hex')}`);
  const release = takeLock(join(place.parent, `${place.prefix}lock`), `${build}.lock`, out);
  try {
    attempt('mend', out, () => recover(place));
    const old = attempt('read', out, () => owned(place));
    attempt('make a folder beside', out, () => fs.mkdirSync(build));
    return new Build(place, old, build, release);
  } catch (error) {
    release();
    throw error;
  }
}

function locate(shown: string): Place {
  const path = resolve(shown);
  fs.mkdirSync(dirname(path), { recursive: true });
  const folder = fs.existsSync(path) ? fs.realpathSync(path) : path;
  return { shown, folder, parent: dirname(folder), prefix: `.${basename(folder)}-` };
}

/** A folder beside the output folder, while it is filled. Any failure of the system ends it. */
class Build implements Dist {
  readonly output: Output;
  readonly #place: Place;
  readonly #old: Sums;
  readonly #folder: string;
  readonly #release: () => void;
  readonly #written: WrittenFile[] = [];
  /** Files known to be as they were. */
  readonly #kept = new Set<string>();
  readonly #sinks = new Set<FileSink>();
  readonly #spools = new Set<FileSpool>();
  readonly #paths = new Paths();
  #isOpen = true;

  constructor(place: Place, old: Sums, folder: string, release: () => void) {
    this.#place = place;
    this.#old = old;
    this.#folder = folder;
    this.#release = release;
    this.output = { file: path => this.#file(path), written: this.#written, spool: () => this.#spool() };
  }

  commit(): { readonly changed: boolean } {
    if (!this.#isOpen) throw new Error('Unexpected commit: the output folder is closed');
    if (this.#sinks.size > 0) throw new Error('Unexpected commit: a file is open');
    const changed = this.#orAbort('write', this.#place.shown, () => this.#replace());
    this.#end();
    return { changed };
  }

  abort(): void {
    if (!this.#isOpen) return;
    for (const sink of this.#sinks) sink.discard();
    for (const spool of this.#spools) spool.discard();
    this.#end();
  }

  #end(): void {
    this.#isOpen = false;
    remove(this.#folder);
    this.#release();
  }

  #orAbort<T>(doing: string, path: string, action: () => T): T {
    try {
      return attempt(doing, path, action);
    } catch (error) {
      this.abort();
      throw error;
    }
  }

  #file(path: string): Sink {
    if (!this.#isOpen) throw new Error('Unexpected file: the output folder is closed');
    const shown = join(this.#place.shown, path);
    for (const folder of this.#paths.claim(path)) {
      this.#orAbort('make the folder of', shown, () => fs.mkdirSync(join(this.#folder, folder)));
    }
    const sink = new FileSink(join(this.#folder, path), {
      guard: action => this.#orAbort('write', shown, action),
      reuse: (bytes, sha256) => this.#keep(path, bytes, sha256),
      closed: digest => {
        this.#sinks.delete(sink);
        this.#written.push({ path, ...digest });
      },
    });
    this.#sinks.add(sink);
    return sink;
  }

  /** Beside the folder, so that it never is in it. */
  #spool(): Spool {
    const file = `${this.#folder}.spool${this.#spools.size}`;
    const guard = (action: () => void): void => this.#orAbort('write beside', this.#place.shown, action);
    const spool = new FileSpool(file, guard);
    this.#spools.add(spool);
    return spool;
  }

  #keep(path: string, bytes: Buffer, sha256: string): boolean {
    if (this.#old.get(path) !== sha256) return false;
    const isKept = keep(join(this.#place.folder, path), join(this.#folder, path), bytes);
    if (isKept) this.#kept.add(path);
    return isKept;
  }

  /** Puts the new folder in place of the old one unless they are the same. Whether it did. */
  #replace(): boolean {
    const lists = formatSums(this.#written);
    const unknown = this.#written.filter(({ path }) => !this.#kept.has(path));
    if (isSame(this.#place.folder, lists, new Map(unknown.map(({ path, sha256 }) => [path, sha256])))) return false;
    const ours = owned(this.#place);
    for (const [path, text] of lists) fs.writeFileSync(join(this.#folder, path), text, { flag: 'wx', flush: true });
    carryOver(this.#place, ours, this.#folder);
    swap(this.#place, this.#folder);
    return true;
  }
}
