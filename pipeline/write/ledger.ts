import { createHash, hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Counts, EarlierNotes, Notes } from '../emit/emitter.ts';
import { stampOf } from './last.ts';
import { readFully } from './read.ts';

/*
 * What the last build wrote, batch by batch, so that the next takes over what stays the same instead of making it again.
 *
 *   <folder>/last.json             which of the folders beside it is the last build's, and what its files were like when it ended
 *   <folder>/<name>/<format>.tsv   a `Head`, then a line a batch: its key, a tab, an `Entry`; last the hashes of these lines and the notes
 *   <folder>/<name>/<format>.notes what the format itself leaves for the next build
 *
 * Nothing here is needed: where it is missing, or a file of the output isn't what the last build left, all is made again.
 */

/** What a format wrote for one batch. */
export interface Entry {
  readonly counts: Counts;
  /** Into each file that was open all the time, in the order of `Head.paths`: from which byte, and how many. */
  readonly spans: readonly (readonly [start: number, length: number])[];
  /** Files that were opened and closed meanwhile. */
  readonly closed: readonly string[];
}

/** What stands before the batches of a format. */
export interface Head {
  /** Files that were open from the beginning. */
  readonly paths: readonly string[];
}

/** Of one format, what the last build wrote. */
export interface Earlier extends Head {
  /** The batch of a key and its number; `null` where there was none, or a file of its own has changed since. */
  find(key: string): { readonly entry: Entry; readonly number: number } | null;
}

/** Of one format. */
export interface Account {
  readonly earlier: Earlier | null;
  readonly notes: Notes;
  begin(head: Head): void;
  add(key: string | undefined, entry: Entry): void;
  close(): void;
}

/** Where a ledger is, as plain data: several processes may write the accounts of one build. */
export interface Ledger {
  readonly folder: string;
  /** The output folder. */
  readonly out: string;
  /** The same for builds that give the same files for the same batches. */
  readonly key: string;
  /** This build's folder. */
  readonly name: string;
}

interface Last {
  readonly key: string;
  readonly name: string;
  /** Stamps of all files, by path. */
  readonly stamps: { readonly [path: string]: string };
}

/** `key`: of all that decides what is written for a batch, besides the batch. */
export function openLedger(folder: string, out: string, key: string): Ledger {
  return { folder, out, key, name: randomBytes(8).toString('hex') };
}

/** Opens the account of a format; `null` where nothing can be kept. */
export function openAccounts({ folder, out, key, name }: Ledger): (format: string) => Account | null {
  const last = attempted(() => JSON.parse(fs.readFileSync(join(folder, 'last.json'), 'utf8')) as Last);
  const isThere = attempted(() => fs.mkdirSync(join(folder, name), { recursive: true }) ?? true);
  return format => {
    const earlier = last?.key === key ? attempted(() => earlierOf(folder, out, last, format)) : null;
    return isThere === null ? null : new FormatAccount(join(folder, name, format), earlier);
  };
}

function attempted<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** Ends a build whose files are in place; `paths` are all of them. The next build goes by what is noted here. */
export function settle({ folder, out, key, name }: Ledger, paths: readonly string[]): void {
  try {
    const stamps = Object.fromEntries(paths.map(path => [path, stampOf(join(out, path))]));
    const file = join(folder, 'last.json');
    fs.mkdirSync(dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.${name}`, JSON.stringify({ key, name, stamps } satisfies Last));
    fs.renameSync(`${file}.${name}`, file);
    for (const other of fs.readdirSync(folder))
      if (other !== name && other !== 'last.json') remove(join(folder, other));
  } catch {
    // The next build will make everything itself.
  }
}

/** Ends a build that came to nothing. */
export function discard({ folder, name }: Ledger): void {
  remove(join(folder, name));
}

function remove(path: string): void {
  fs.rmSync(path, { recursive: true, force: true });
}

/** @throws {Error} where the account isn't there */
function earlierOf(folder: string, out: string, last: Last, format: string): Found | null {
  const file = join(folder, last.name, format);
  const text = fs.readFileSync(`${file}.tsv`, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  if (text.slice(end) !== sealOf(hash('sha256', text.slice(0, end), 'hex'), hashOf(`${file}.notes`))) return null;
  const lines = text.slice(0, end - 1).split('\n');
  const { paths } = JSON.parse(lines.shift()!) as Head;
  const isSame = (path: string): boolean => last.stamps[path] === stampOf(join(out, path));
  if (!paths.every(isSame)) return null;
  const numbers = new Map(lines.map((line, number) => [line.slice(0, line.indexOf('\t')), number]));
  return {
    paths,
    notes: `${file}.notes`,
    isSame,
    find(key) {
      const number = numbers.get(key);
      if (number === undefined) return null;
      const line = lines[number]!;
      const entry = JSON.parse(line.slice(line.indexOf('\t') + 1)) as Entry;
      return entry.closed.every(isSame) ? { entry, number } : null;
    },
  };
}
type Found = Earlier & { readonly notes: string; readonly isSame: (path: string) => boolean };

/** Bytes gathered before the system is called. */
const CAPACITY = 1 << 18;

class FormatAccount implements Account {
  readonly earlier: Earlier | null;
  readonly notes: Notes;
  readonly #lines: Gathered;
  readonly #notes: Gathered;

  constructor(file: string, earlier: Found | null) {
    this.#lines = new Gathered(`${file}.tsv`);
    this.#notes = new Gathered(`${file}.notes`);
    this.earlier = earlier;
    this.notes = {
      earlier: earlier && openNotes(earlier),
      write: bytes => this.#notes.add(bytes),
      leave: data => this.#notes.add(serialize(data)),
    };
  }

  begin(head: Head): void {
    this.#lines.add(Buffer.from(`${JSON.stringify(head)}\n`));
  }

  add(key = '', entry: Entry): void {
    this.#lines.add(Buffer.from(`${key}\t${JSON.stringify(entry)}\n`));
  }

  /** Only what is sealed is whole. */
  close(): void {
    const notes = this.#notes.close();
    const lines = this.#lines.close();
    if (notes !== null && lines !== null) this.#lines.seal(sealOf(lines, notes));
  }
}

function sealOf(lines: string, notes: string): string {
  return `${lines} ${notes}`;
}

function hashOf(file: string): string {
  const sum = createHash('sha256');
  if (fs.existsSync(file)) {
    const descriptor = fs.openSync(file, 'r');
    const buffer = Buffer.alloc(CAPACITY);
    for (let read = 1; read > 0; sum.update(buffer.subarray(0, read))) read = fs.readSync(descriptor, buffer);
    fs.closeSync(descriptor);
  }
  return sum.digest('hex');
}

/** A file that is done without if it can't be written. */
class Gathered {
  readonly #file: string;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #isWhole = true;
  readonly #sum = createHash('sha256');

  constructor(file: string) {
    this.#file = file;
  }

  add(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#sum.update(bytes);
    this.#size += bytes.length;
    if (this.#size > CAPACITY) this.#flush();
  }

  /** SHA-256 of all, if it is there. */
  close(): string | null {
    this.#flush();
    return this.#isWhole ? this.#sum.digest('hex') : null;
  }

  seal(text: string): void {
    this.#chunks.push(Buffer.from(text));
    this.#flush();
  }

  #flush(): void {
    try {
      if (this.#isWhole && this.#chunks.length > 0) fs.appendFileSync(this.#file, Buffer.concat(this.#chunks));
    } catch {
      this.#isWhole = false;
    }
    this.#chunks = [];
    this.#size = 0;
  }
}

function openNotes({ notes, isSame }: Found): EarlierNotes {
  const size = fs.statSync(notes, { throwIfNoEntry: false })?.size ?? 0;
  const read = (into: Uint8Array, from: number): void => {
    const descriptor = fs.openSync(notes, 'r');
    try {
      readFully(descriptor, into, from);
    } finally {
      fs.closeSync(descriptor);
    }
  };
  return {
    size,
    read,
    left() {
      try {
        return deserialize(fs.readFileSync(notes));
      } catch {
        return null;
      }
    },
    isSame,
  };
}
