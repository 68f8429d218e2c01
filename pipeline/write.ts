import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { Output } from './emit/emitter.ts';
import { carryOver } from './write/carry.ts';
import { attempt } from './write/error.ts';
import { type FilledFile, Filling } from './write/filling.ts';
import { takeLock } from './write/lock.ts';
import { formatSums } from './write/sums.ts';
import { isSame, owned, type Place, recover, remove, swap } from './write/swap.ts';

/*
 * The only writer of the output folder. A build fills a folder beside it, which takes its place at the end by two
 * renames.
 *
 *   .dist-lock                 who builds
 *   .dist-<pid>-<random>       the new folder, while it is filled
 *   .dist-<pid>-<random>.apart0 what another process has made for it
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

/** An output folder being made. Neither `commit` nor `abort` may be called after the other. */
export interface Dist {
  readonly output: Output;
  /** What other processes need to fill the same folder. */
  readonly building: Building;
  /** The same for a folder of a process's own, out of which files are taken for this one. It is gone in the end. */
  apart(): Building;
  /** Lets files that another process has written apart be kept. */
  lend(files: readonly FilledFile[], from: Building): void;
  /** Takes files for its own that another process has written into the folder. */
  adopt(files: readonly FilledFile[]): void;
  /** The text of a file that is closed. */
  read(path: string): string;
  /**
   * Lists the files in SHA256SUMS and puts the folder in place; leaves the old one untouched where it is the same to
   * the byte. `settled` is called while no other build can begin.
   * @throws {WriteError} with the old folder in its place
   */
  commit(settled?: () => void): { readonly changed: boolean };
  /** Leaves the old folder as it is. May be called twice, and after a failure. */
  abort(): void;
}

/** A folder that other processes fill: where it will be, and where it is meanwhile. Plain data. */
export interface Building {
  readonly shown: string;
  readonly folder: string;
}

/** A folder of another process, which is filled here; no two may write the same file. */
export interface Joined {
  readonly output: Output;
  /** What was written here. */
  files(): readonly FilledFile[];
  /** Lets go of what is open. May be called twice. */
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
    return new Build(place, new Filling(place, old, build), build, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** @throws {WriteError} where it can't be read */
export function joinDist({ shown, folder }: Building): Joined {
  const place = attempt('open', shown, () => locate(shown));
  attempt('make a folder beside', shown, () => fs.mkdirSync(folder, { recursive: true }));
  const filling = new Filling(
    place,
    attempt('read', shown, () => owned(place)),
    folder,
  );
  return { output: filling.output, files: () => filling.files(), abort: () => filling.discard() };
}

function locate(shown: string): Place {
  const path = resolve(shown);
  fs.mkdirSync(dirname(path), { recursive: true });
  const folder = fs.existsSync(path) ? fs.realpathSync(path) : path;
  return { shown, folder, parent: dirname(folder), prefix: `.${basename(folder)}-` };
}

/** Whether a name is a build folder's, or what was made for it; the old folder, which may wait to be put back, is neither. */
function belongsTo(name: string, build: string): boolean {
  return name.startsWith(build) && /^(?:\.apart[0-9]+)?$/.test(name.slice(build.length));
}

/** The folder with the lock on its place. */
class Build implements Dist {
  readonly output: Output;
  readonly building: Building;
  readonly #place: Place;
  readonly #filling: Filling;
  readonly #folder: string;
  #aparts = 0;
  readonly #release: () => void;

  constructor(place: Place, filling: Filling, folder: string, release: () => void) {
    this.#place = place;
    this.#filling = filling;
    this.#folder = folder;
    this.#release = release;
    this.output = filling.output;
    this.building = { shown: place.shown, folder };
    filling.onFailure = () => this.abort();
  }

  apart(): Building {
    const folder = `${this.#folder}.apart${this.#aparts++}`;
    return { ...this.building, folder };
  }

  lend(files: readonly FilledFile[], { folder }: Building): void {
    this.#filling.lend(files, folder);
  }

  adopt(files: readonly FilledFile[]): void {
    this.#filling.adopt(files);
  }

  read(path: string): string {
    return this.#filling.orAbort('read', join(this.#place.shown, path), () =>
      fs.readFileSync(join(this.#folder, path), 'utf8'),
    );
  }

  commit(settled?: () => void): { readonly changed: boolean } {
    if (!this.#filling.isOpen) throw new Error('Unexpected commit: the output folder is closed');
    if (this.#filling.isWriting) throw new Error('Unexpected commit: a file is open');
    const changed = this.#filling.orAbort('write', this.#place.shown, () => this.#replace());
    this.#end(settled);
    return { changed };
  }

  abort(): void {
    this.#end();
  }

  #end(settled?: () => void): void {
    if (!this.#filling.isOpen) return;
    try {
      this.#filling.discard();
      const names = fs.readdirSync(this.#place.parent).filter(name => belongsTo(name, basename(this.#folder)));
      for (const name of names) remove(join(this.#place.parent, name));
      // Not before: a file whose second name goes has another time of change.
      settled?.();
    } finally {
      this.#release();
    }
  }

  /** Puts the new folder in place of the old one unless they are the same. Whether it did. */
  #replace(): boolean {
    const files = this.#filling.files();
    const lists = formatSums(files);
    const unknown = files.filter(({ kept }) => !kept);
    if (isSame(this.#place.folder, lists, new Map(unknown.map(({ path, sha256 }) => [path, sha256])))) return false;
    const ours = owned(this.#place);
    for (const [path, text] of lists) fs.writeFileSync(join(this.#folder, path), text, { flag: 'wx', flush: true });
    carryOver(this.#place, ours, this.#folder);
    swap(this.#place, this.#folder);
    return true;
  }
}
