import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, WriteError } from './error.ts';
import { APART, readSums, readText, SUMS, type Sums } from './sums.ts';

/** Suffix of the old folder between the two renames: whole, and to be put back if the second one never comes. */
const ASIDE = '.old';
/** Suffix of what is only waiting to be removed. */
const REFUSE = '.gone';

/** Where the output goes. */
export interface Place {
  /** As the user wrote it, for messages. */
  readonly shown: string;
  /** The folder, links resolved. */
  readonly folder: string;
  /** Its parent, which holds the build folder and the lock meanwhile: a rename needs one file system. */
  readonly parent: string;
  /** What the names beside the folder begin with, `.dist-`. */
  readonly prefix: string;
}

/**
 * Mends what a killed run left: puts the old folder back where the swap was half-way, and removes everything else that
 * begins with our prefix. Only for the holder of the lock, to whom all leftovers are dead.
 */
export function recover({ parent, prefix, folder }: Place): void {
  const leftovers = fs
    .readdirSync(parent)
    .filter(name => name.startsWith(prefix) && OURS.test(name.slice(prefix.length)));
  const aside = leftovers
    .filter(name => name.endsWith(ASIDE))
    .sort()
    .at(-1);
  if (aside !== undefined && !exists(folder)) fs.renameSync(join(parent, aside), folder);
  for (const name of leftovers) remove(join(parent, name));
}

/** The end of a leftover's name: process, random number, and what it is, or what it belongs to and then that. */
const OURS = /^[0-9]+-[0-9a-f]{12}(?:\.[a-z]+[0-9]*)*$/;

/**
 * What is ours in the folder: SHA-256 by path; empty where there is no folder yet, or an empty one.
 * @throws {WriteError} `NOT_OURS` where there is something else
 */
export function owned({ shown, folder }: Place): Sums {
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (!found) return new Map();
  const sums = found.isDirectory() ? readSums(folder) : null;
  if (sums) return sums;
  if (found.isDirectory() && fs.readdirSync(folder).length === 0) return new Map();
  const message =
    `Cannot write \`${shown}\`: it is there already and no earlier build made it (it has no ${SUMS} of ours). ` +
    'Choose another folder, or move it away.';
  throw new WriteError(message, 'NOT_OURS', shown);
}

/** Whether the folder holds exactly these lists, and every file that they name as they name it. */
export function isSame(folder: string, lists: ReadonlyMap<string, string>, sums: Sums): boolean {
  const apart = APART + SUMS;
  if (!lists.has(apart) && readText(join(folder, apart)) !== null) return false;
  return (
    [...lists].every(([path, text]) => readText(join(folder, path)) === text) &&
    [...sums].every(([path, sha256]) => digest(join(folder, path)) === sha256)
  );
}

/** SHA-256 of a regular file, read in pieces; null where there is none. */
function digest(file: string): string | null {
  if (!fs.lstatSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 18);
  const descriptor = fs.openSync(file, 'r');
  try {
    for (let read = -1; read !== 0; hash.update(piece.subarray(0, read))) read = fs.readSync(descriptor, piece);
  } finally {
    fs.closeSync(descriptor);
  }
  return hash.digest('hex');
}

/** Puts the build folder in the place of the old one. There is no folder for the time between two renames. */
export function swap({ folder, shown }: Place, build: string): void {
  const old = fs.statSync(folder, { throwIfNoEntry: false });
  if (old) {
    fs.chmodSync(build, old.mode);
    attempt('move', shown, () => fs.renameSync(folder, build + ASIDE));
  }
  try {
    attempt('move the new files to', shown, () => fs.renameSync(build, folder));
  } catch (error) {
    if (old) fs.renameSync(build + ASIDE, folder);
    throw error;
  }
  if (old) discard(build + ASIDE, build + REFUSE);
}

/** Renamed first: a half-removed folder must not be taken for one to be put back. */
function discard(aside: string, refuse: string): void {
  try {
    fs.renameSync(aside, refuse);
  } catch {
    return;
  }
  remove(refuse);
}

/** Removes a file or tree of ours as far as the system lets us; the next run tries again. */
export function remove(path: string): void {
  try {
    if (fs.lstatSync(path).isDirectory()) removeFolder(path);
    else fs.unlinkSync(path);
  } catch {
    // Nothing that the user asked for depends on it.
  }
}

/** `fs.rmSync` looks at every file before it removes it, and takes five times as long. */
function removeFolder(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeFolder(path);
    else fs.unlinkSync(path);
  }
  fs.rmdirSync(folder);
}

function exists(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
