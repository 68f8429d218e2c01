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
  readonly inputs: string;
  readonly outputs: string;
  readonly result: unknown;
}

/** A file that has changed within this time before a moment may have changed again after it and look the same: milliseconds. */
const DOUBT = 2000;

/** What a file is like: all that changes when it does. */
export interface Stamp {
  readonly text: string;
  /** Time of its last change, in milliseconds. */
  readonly changed: number;
}

/** What the files that go into a build are like. */
export interface Inputs {
  /** By path. */
  readonly stamps: ReadonlyMap<string, Stamp>;
  readonly hash: string;
}

/** To be looked at before they are read: what is changed later is the next build's. */
export function inputsOf({ inputs }: Touched): Inputs {
  return stampsOf(inputs);
}

/**
 * What the last build gave, where since then no file that went in or came out has another size, time of change or inode; else
 * `null`. A build that has nothing to do costs a look at each file.
 */
export function recall(file: string, { key, out }: Touched, { hash, stamps }: Inputs): unknown {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8')) as Note;
    const noted = timeOf(file);
    const isSame =
      note.key === key &&
      note.inputs === hash &&
      [...stamps.values()].every(stamp => isSettled(stamp, noted)) &&
      note.outputs === stampsOf([out]).hash;
    return isSame ? note.result : null;
  } catch {
    return null;
  }
}

/** Takes down what a build gave, once its files are in place. A note that can't be written is done without. */
export function remember(file: string, { key, out }: Touched, { hash }: Inputs, result: unknown): void {
  try {
    const note: Note = { key, inputs: hash, outputs: stampsOf([out]).hash, result };
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
  const stamps = new Map(folders.flatMap(filesOf).map(file => [file, look(file)]));
  const lines = [...stamps].map(([file, { text }]) => `${file}\u0000${text}`);
  return { stamps, hash: hash('sha256', lines.join('\n'), 'hex') };
}

/** Whether a file that looks like this at `moment`, in milliseconds, will look different when it changes. */
export function isSettled({ changed }: Stamp, moment: number): boolean {
  return changed <= moment - DOUBT;
}

/** Size, times of change and inode, of what a link leads to; '' where there is none. */
export function stampOf(file: string): string {
  return look(file).text;
}

function look(file: string): Stamp {
  try {
    const { size, mtimeMs, ctimeMs, ino } = statSync(file);
    return { text: `${size}\u0000${mtimeMs}\u0000${ctimeMs}\u0000${ino}`, changed: Math.max(mtimeMs, ctimeMs) };
  } catch {
    return { text: '', changed: 0 };
  }
}

function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile() || entry.isSymbolicLink())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}
