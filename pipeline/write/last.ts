import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders whose files went into a build or came out of it. */
export interface Touched {
  /** A hash of all else that decides what a build gives: the tool, the formats, the folders' names. */
  readonly key: string;
  readonly folders: readonly string[];
}

interface Note {
  readonly key: string;
  readonly stamps: string;
  readonly result: unknown;
}

/** Files changed within this time before the note was written may have changed again after they were read: milliseconds. */
const DOUBT = 2000;

/**
 * What the last build gave, where since then no file that went in or came out has another size, time of change or inode; else
 * `null`. A build that has nothing to do costs a look at each file.
 */
export function recall(file: string, { key, folders }: Touched): unknown {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8')) as Note;
    const now = stampsOf(folders);
    if (note.key !== key || note.stamps !== now.hash || now.latest > statSync(file).mtimeMs - DOUBT) return null;
    return note.result;
  } catch {
    return null;
  }
}

/** Takes down what a build gave, once its files are in place. A note that can't be written is done without. */
export function remember(file: string, { key, folders }: Touched, result: unknown): void {
  try {
    const note: Note = { key, stamps: stampsOf(folders).hash, result };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(note));
    renameSync(`${file}.new`, file);
  } catch {
    // The next build will look for itself.
  }
}

/** `latest`: time of the last change among the files that can be edited, in milliseconds. */
function stampsOf(folders: readonly string[]): { hash: string; latest: number } {
  const stamps: string[] = [];
  let latest = 0;
  for (const folder of folders) {
    for (const entry of filesOf(folder)) {
      stamps.push(`${entry}\u0000${stampOf(entry)}`);
      if (folder === folders[0]) latest = Math.max(latest, statSync(entry).mtimeMs);
    }
  }
  return { hash: hash('sha256', stamps.join('\n'), 'hex'), latest };
}

/** What changes when a file does: size, time of change, inode; '' where there is none. */
export function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size}\u0000${stats.mtimeMs}\u0000${stats.ctimeMs}\u0000${stats.ino}` : '';
}

function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}
