import { APART, SUMS } from './sums.ts';

/** Parts that are neither empty nor dots, of characters that every file system takes and sha256sum need not escape. */
const PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\p{Cc}\p{Cs}\\/:*?"<>|]+(?:\/[^\p{Cc}\p{Cs}\\/:*?"<>|]+)*$/u;

/** The paths that have been given out. */
export class Paths {
  readonly #files = new Set([SUMS, APART + SUMS]);
  readonly #folders = new Set<string>();

  /**
   * Takes a path; returns the folders that are yet to be made for it, outermost first.
   * @throws {RangeError} on a path that isn't relative and normal, would be trouble on some system, or is taken
   */
  claim(path: string): string[] {
    if (!PATH.test(path)) throw new RangeError(`Unexpected path \`${path}\` of an output file`);
    const folders = foldersOf(path);
    const isTaken = this.#files.has(path) || this.#folders.has(path) || folders.some(folder => this.#files.has(folder));
    if (isTaken) throw new RangeError(`Unexpected second output file \`${path}\``);
    this.#files.add(path);
    const missing = folders.filter(folder => !this.#folders.has(folder));
    for (const folder of missing) this.#folders.add(folder);
    return missing;
  }
}

/** `a/b/c` -> `a`, `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}
