import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where a build's files are. */
export interface Touched {
  /** A hash of all else that decides what a build gives: the tool, the formats, the folders' names. */
  readonly key: string;
  /** Folders whose files go into it. */
  readonly inputs: readonly string[];
  /** The folder that comes out of it. */
  readonly out: string;
}

interface Note {
  readonly key: string;
  readonly stamps: string;
  readonly result: unknown;
}

/** Files changed within this time before the note was written may have changed again after they were read: milliseconds. */
const DOUBT = 2000;

/** What the files that go into a build are like. */
export interface Inputs {
  readonly hash: string;
  /** Time of the last change, in milliseconds. */
  readonly latest: number;
}

/** To be looked at before they are read: what is changed later is the next build's. */
export function inputsOf({ inputs }: Touched): Inputs {
  return stampsOf(inputs);
}

/**
 * What the last build gave, where since then no file that went in or came out has another size, time of change or inode; else
 * `null`. A build that has nothing to do costs a look at each file.
 */
export function recall(file: string, { key, out }: Touched, { hash, latest }: Inputs): unknown {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8')) as Note;
    const isSame = note.key === key && note.stamps === `${hash} ${stampsOf([out]).hash}`;
    return isSame && latest <= timeOf(file) - DOUBT ? note.result : null;
  } catch {
    return null;
  }
}

/** Takes down what a build gave, once its files are in place. A note that can't be written is done without. */
export function remember(file: string, { key, out }: Touched, { hash }: Inputs, result: unknown): void {
  try {
    const note: Note = { key, stamps: `${hash} ${stampsOf([out]).hash}`, result };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(note));
    renameSync(`${file}.new`, file);
  } catch {
    // The next build will look for itself.
  }
}

/** When a file was changed last, in milliseconds; 0 where there is none. */
export function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function stampsOf(folders: readonly string[]): Inputs {
  const stamps: string[] = [];
  let latest = 0;
  for (const entry of folders.flatMap(filesOf)) {
    const stamp = stampOf(entry);
    stamps.push(`${entry}\u0000${stamp}`);
    latest = Math.max(latest, Number(stamp.split('\u0000')[1] ?? 0));
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
