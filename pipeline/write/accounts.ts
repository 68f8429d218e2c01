import { createHash, hash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Counts, EarlierFile, EarlierNotes, Notes } from '../emit/emitter.ts';
import { Gathered } from './gathered.ts';
import { readFully } from './read.ts';
import { type Records, readRecords, recordOf } from './records.ts';

/*
 * What a format wrote, batch by batch, so that it can be taken over instead of being made again:
 *
 *   <format>.account  a line with a `Head`, then a record a batch; last the hashes of all before and of the notes
 *   <format>.notes    what the format itself leaves
 *
 * Nothing here is needed: where it is missing or damaged all is made again.
 */

/** What a format wrote for one batch. */
export interface Entry {
  readonly counts: Counts;
  /** Where each file then ended that was open all the time, in the order of `Head.paths`. */
  readonly ends: readonly number[];
  /** Files that were opened and closed meanwhile. */
  readonly closed: readonly string[];
}

/** What stands before the batches of a format. */
export interface Head {
  /** Files that were open from the beginning. */
  readonly paths: readonly string[];
  /** Where each of them ended before the first batch; none where `ends` has none. */
  readonly starts: readonly number[];
  readonly tables: readonly string[];
}

/** The folder that a format wrote into. */
export interface Origin {
  readonly folder: string;
  /** Whether a file in it is as it was left. */
  readonly isSame: (path: string) => boolean;
}

/** What a format wrote before. */
export interface Earlier extends Head, Records {
  /** The number of the batch of a key; `null` where there was none, or a file of its own has changed since. */
  find(key: string): number | null;
  /** A file by its path. */
  file(path: string): EarlierFile;
  readonly notes: EarlierNotes;
}

/** Of one format. */
export interface Account {
  /** By source. */
  readonly earlier: readonly Earlier[];
  /** `null` where there is nothing earlier, and nothing is kept. */
  readonly notes: Notes | null;
  /** Whether anybody will read what is noted. */
  readonly isKept: boolean;
  begin(head: Head): void;
  add(key: string | undefined, entry: Entry): void;
  close(): void;
}

/**
 * `file`: of the account, without its ending.
 * @throws {Error} where it isn't there, or files that were open from the beginning are not as they were left
 */
export function readAccount(file: string, { folder, isSame }: Origin): Earlier {
  const bytes = fs.readFileSync(`${file}.account`);
  const end = bytes.length - SEAL;
  const sealed = bytes.subarray(0, Math.max(0, end));
  if (bytes.toString('latin1', end) !== sealOf(hash('sha256', sealed, 'hex'), hashOf(`${file}.notes`)))
    throw new Error(`Unexpected end of ${file}, expected what seals it`);
  const first = sealed.indexOf('\n');
  const head = JSON.parse(sealed.toString('utf8', 0, first)) as Head;
  if (!head.paths.every(isSame)) throw new Error(`Unexpected files for ${file}, expected them as they were left`);
  const records = readRecords(sealed.subarray(first + 1), head);
  return {
    ...head,
    ...records,
    find(key) {
      const number = records.keys.get(key);
      return number !== undefined && records.closed(number).every(isSame) ? number : null;
    },
    file: path => join(folder, path),
    notes: openNotes(`${file}.notes`, { folder, isSame }),
  };
}

function openNotes(notes: string, { folder, isSame }: Origin): EarlierNotes {
  return {
    read: (into, from) => void readFrom(notes, into, from),
    left() {
      try {
        return leftIn(notes);
      } catch {
        return null;
      }
    },
    file: path => (isSame(path) ? join(folder, path) : null),
  };
}

/** Bytes of the number that says how long what was left is, behind it. */
const LENGTH = 8;

function leftIn(notes: string): unknown {
  const { size } = fs.statSync(notes);
  const length = Number(readFrom(notes, Buffer.alloc(LENGTH), size - LENGTH).readBigUInt64LE());
  return deserialize(readFrom(notes, Buffer.alloc(length), size - LENGTH - length));
}

function leaving(data: unknown): Buffer {
  const bytes = serialize(data);
  const length = Buffer.alloc(LENGTH);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([bytes, length]);
}

function readFrom<T extends Uint8Array>(file: string, into: T, from: number): T {
  const descriptor = fs.openSync(file, 'r');
  try {
    readFully(descriptor, into, from);
    return into;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The file of an account, without its ending, that belongs to what is written into a folder itself. */
export function accountIn(folder: string, format: string): string {
  const own = join(folder, '.accounts');
  fs.mkdirSync(own, { recursive: true });
  return join(own, format);
}

/** Bytes gathered before the system is called. */
const CAPACITY = 1 << 18;

/** `file`: of the account, without its ending; `null`: none is kept. */
export function writeAccount(file: string | null, earlier: readonly Earlier[]): Account {
  const records = new Gathered(file && `${file}.account`);
  const notes = new Gathered(file && `${file}.notes`);
  const isKept = file !== null;
  let tables: readonly string[] = [];
  return {
    earlier,
    isKept,
    notes:
      isKept || earlier.length > 0
        ? {
            earlier: earlier.map(({ notes }) => notes),
            write: bytes => notes.add(bytes),
            leave: data => notes.add(leaving(data)),
          }
        : null,
    begin(head) {
      tables = head.tables;
      records.add(Buffer.from(`${JSON.stringify(head)}\n`));
    },
    add: (key, entry) => isKept && records.add(recordOf(tables, key, entry)),
    /** Only what is sealed is whole. */
    close() {
      const ends = [records.close(), notes.close()] as const;
      if (ends[0] !== null && ends[1] !== null) records.seal(sealOf(...(ends as [string, string])));
    },
  };
}

/** Bytes of a seal: two hashes with a blank between. */
const SEAL = 129;

function sealOf(records: string, notes: string): string {
  return `${records} ${notes}`;
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
