import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { Output, Sink, WrittenFile } from './emit/emitter.ts';
import { attempt } from './write/error.ts';
import { takeLock } from './write/lock.ts';
import { FileSink } from './write/sink.ts';
import { APART, formatSums, SUMS } from './write/sums.ts';
import { carryOver, isSame, owned, type Place, recover, remove, swap } from './write/swap.ts';

/*
 * The only writer of the output folder. A build fills a folder beside it, which takes its place at the end by two renames.
 *
 *   .dist-lock                 who builds
 *   .dist-<pid>-<random>       the new folder, while it is filled
 *   .dist-<pid>-<random>.old   the old folder, between the renames: put back by the next run if the second never came
 *   .dist-<pid>-<random>.gone  the old folder, while it is removed
 *
 * Durability: only the lists of hashes are flushed to the device (fsync), before the renames. A kill loses nothing, since what the
 * kernel has been given it keeps. After a power failure the list tells what is damaged, and the next build, which compares hashes and
 * not names, mends it from the sources; one flush a file would take longer than the build of a large site.
 */

/** An output folder being made. Neither function may be called after the other. */
export interface Dist {
  readonly output: Output;
  /**
   * Lists the files in SHA256SUMS and puts the folder in place; leaves the old one untouched where it is the same to the byte.
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
  const unique = `${place.prefix}${process.pid}-${randomBytes(6).toString('hex')}`;
  const build = join(place.parent, unique);
  const release = takeLock(join(place.parent, `${place.prefix}lock`), `${build}.lock`, out);
  try {
    attempt('mend', out, () => recover(place));
    attempt('read', out, () => owned(place));
    attempt('make a folder beside', out, () => fs.mkdirSync(build));
  } catch (error) {
    release();
    throw error;
  }
  return fill(place, build, release);
}

function locate(shown: string): Place {
  const path = resolve(shown);
  fs.mkdirSync(dirname(path), { recursive: true });
  const folder = fs.existsSync(path) ? fs.realpathSync(path) : path;
  return { shown, folder, parent: dirname(folder), prefix: `.${basename(folder)}-` };
}

function fill(place: Place, build: string, release: () => void): Dist {
  const sinks = new Set<FileSink>();
  const written: WrittenFile[] = [];
  const paths = new Paths();
  let open = true;

  const abort = () => {
    if (!open) return;
    open = false;
    for (const sink of sinks) attempt('close', place.shown, () => sink.discard());
    remove(build);
    release();
  };

  const orAbort = <T>(doing: string, path: string, action: () => T): T => {
    try {
      return attempt(doing, path, action);
    } catch (error) {
      abort();
      throw error;
    }
  };

  const file = (path: string): Sink => {
    if (!open) throw new Error('Unexpected file: the output folder is closed');
    const shown = join(place.shown, path);
    if (paths.claim(path))
      orAbort('make the folder of', shown, () => fs.mkdirSync(dirname(join(build, path)), { recursive: true }));
    const guard = (action: () => void) => orAbort('write', shown, action);
    const sink = new FileSink(join(build, path), guard, digest => {
      sinks.delete(sink);
      written.push({ path, ...digest });
    });
    sinks.add(sink);
    return sink;
  };

  const commit = () => {
    if (!open || sinks.size > 0) throw new Error(`Unexpected commit: ${open ? 'a file is open' : 'it is done'}`);
    const changed = orAbort('write', place.shown, () => replace(place, build, written));
    open = false;
    if (!changed) remove(build);
    release();
    return { changed };
  };

  return { output: { file, written }, commit, abort };
}

/** Whether the folder had to be replaced. */
function replace(place: Place, build: string, written: readonly WrittenFile[]): boolean {
  const lists = formatSums(written);
  const ours = owned(place);
  if (isSame(place.folder, lists, new Map(written.map(({ path, sha256 }) => [path, sha256])))) return false;
  for (const [path, text] of lists) fs.writeFileSync(join(build, path), text, { flag: 'wx', flush: true });
  carryOver(place, ours, build);
  swap(place, build);
  return true;
}

/** Paths given out so far. */
class Paths {
  readonly #files = new Set([SUMS, APART + SUMS]);
  readonly #folders = new Set<string>();

  /**
   * Takes a path; true if its folder is yet to be made.
   * @throws {RangeError} on a path that isn't relative and normal, would be trouble on some system, or is taken
   */
  claim(path: string): boolean {
    if (!PATH.test(path)) throw new RangeError(`Unexpected path \`${path}\` of an output file`);
    const folders = path
      .split('/')
      .slice(0, -1)
      .map((_, depth, parts) => parts.slice(0, depth + 1).join('/'));
    const isTaken = this.#files.has(path) || this.#folders.has(path) || folders.some(folder => this.#files.has(folder));
    if (isTaken) throw new RangeError(`Unexpected second output file \`${path}\``);
    this.#files.add(path);
    const isNew = folders.length > 0 && !this.#folders.has(folders.at(-1) ?? '');
    for (const folder of folders) this.#folders.add(folder);
    return isNew;
  }
}

/** Parts that are neither empty nor dots, of characters that every file system takes and sha256sum need not escape. */
const PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}\p{Cs}\\/:*?"<>|]+(?:\/[^\p{Cc}\p{Cs}\\/:*?"<>|]+)*$/u;
