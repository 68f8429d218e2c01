import fs from 'node:fs';
import { join } from 'node:path';
import type { WrittenFile } from '../emit/emitter.ts';

/** The list of files that makes a folder ours, in the form of `sha256sum`. */
export const SUMS = 'SHA256SUMS';
/**
 * Built but not committed: listed in a SHA256SUMS of its own, so that the outer one is the same with and without it.
 */
export const APART = 'site/';

const LINE = /^([0-9a-f]{64}) {2}([^\n]+)$/;

/** SHA-256 by path, paths relative to the output folder. */
export type Sums = ReadonlyMap<string, string>;

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The lists to be written, path -> text. */
export function formatSums(files: readonly WrittenFile[]): ReadonlyMap<string, string> {
  const lists = new Map([[SUMS, '']]);
  const sorted = [...files].sort((a, b) => byCodePoint(a.path, b.path));
  for (const { path, sha256 } of sorted) {
    const folder = path.startsWith(APART) ? APART : '';
    lists.set(folder + SUMS, `${lists.get(folder + SUMS) ?? ''}${sha256}  ${path.slice(folder.length)}\n`);
  }
  return lists;
}

/**
 * What the lists in a folder say is ours; null where there is no list, or none as strict as we write it (every line a
 * lower-case hash, two blanks and a path, sorted by code point), which keeps somebody else's list from handing us their
 * files.
 */
export function readSums(folder: string): Sums | null {
  const outer = parseSums(readText(join(folder, SUMS)));
  if (!outer) return null;
  const inner = parseSums(readText(join(folder, APART, SUMS)));
  return new Map([...outer, ...[...(inner ?? [])].map(([path, sha256]) => [APART + path, sha256] as const)]);
}

function parseSums(text: string | null): Sums | null {
  if (text === null || (text !== '' && !text.endsWith('\n'))) return null;
  const sums = new Map<string, string>();
  let last = '';
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256, path] = LINE.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || byCodePoint(last, path) >= 0) return null;
    sums.set(path, sha256);
    last = path;
  }
  return sums;
}

/** The text of a regular file; null where there is none. */
export function readText(file: string): string | null {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, 'utf8') : null;
}
