import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, WriteError } from './error.ts';
import { APART, SUMS, type Sums } from './sums.ts';
import type { Place } from './swap.ts';

/**
 * Brings what isn't ours (a CNAME, a .nojekyll) into the new folder: as hard links, so that a kill at any time finds it
 * whole in the old place, with copies where the file system has no links.
 * @throws {WriteError} `CLASH` where the build has written the same path
 */
export function carryOver(place: Place, ours: Sums, build: string): void {
  const lists = [SUMS, APART + SUMS];
  for (const path of fs.existsSync(place.folder) ? foreign(place.folder, '', ours) : []) {
    if (lists.includes(path)) continue;
    try {
      carry(join(place.folder, path), join(build, path));
    } catch (error) {
      if (!['EEXIST', 'ENOTDIR'].includes(errorCode(error))) throw error;
      const shown = join(place.shown, path);
      const found = 'a file of that name is there, and no earlier build made it';
      const message = `Cannot write \`${shown}\`: ${found}. Move it away.`;
      throw new WriteError(message, 'CLASH', shown, error);
    }
  }
}

/** Paths, relative to the root, of all that isn't ours: files, links and empty folders. */
function foreign(root: string, folder: string, ours: Sums): string[] {
  return fs.readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder + entry.name;
    if (!entry.isDirectory()) return ours.has(path) ? [] : [path];
    const empty = fs.readdirSync(join(root, path)).length === 0;
    return empty ? [path] : foreign(root, `${path}/`, ours);
  });
}

function carry(from: string, to: string): void {
  fs.mkdirSync(dirname(to), { recursive: true });
  const kind = fs.lstatSync(from);
  if (kind.isDirectory()) fs.mkdirSync(to, { recursive: true });
  else if (kind.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to);
  else link(from, to);
}

function link(from: string, to: string): void {
  if (!tryLink(from, to)) fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
}

/** False where the file system has no hard links. */
export function tryLink(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'].includes(errorCode(error))) return false;
    throw error;
  }
}

/** Gives an old file a second name in the new folder if it holds these bytes; false if not. */
export function keep(from: string, to: string, bytes: Buffer): boolean {
  const found = fs.lstatSync(from, { throwIfNoEntry: false });
  const isEqual = found?.isFile() === true && found.size === bytes.length && fs.readFileSync(from).equals(bytes);
  return isEqual && tryLink(from, to);
}
