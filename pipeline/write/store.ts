import { hash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { append, type RowsByTable } from '../by-table.ts';
import { type Digest, documentRows, rowsByThing } from '../digest.ts';
import type { Problem } from '../messages.ts';
import type { Needs } from '../needs.ts';
import type { Things } from '../overview.ts';
import type { Article, Declaration } from '../tabulate.ts';
import { decodeHead, encodeHead, type Head, type Mark } from './head.ts';

/** An article that was read, with what it was read against. */
export interface Entry {
  readonly article: Article;
  readonly digest: Digest;
  readonly problems: readonly Problem[];
  readonly needs: Needs;
}

/** An entry, decoded when it is asked for. */
export interface Kept {
  /** As its mark has it. */
  readonly hash: string;
  readonly head: () => Head;
  readonly article: () => Article;
  /** Of the things that it declares, these. */
  readonly things: (ids: ReadonlySet<string>) => Things;
}

/** Articles by a hash of all that goes into them. Several builds may use one folder at once. */
export interface Store {
  /** The entry of that hash; `null` where there is none, and where what is there is damaged or another. */
  get(key: string, hash: string): Kept | null;
  /** All that there is of a key: articles read against different registries have the same. */
  heads(key: string): Iterable<Head>;
  /** Keeps an entry, where that can be done. */
  set(key: string, entry: Entry): Mark;
  /** Lets go of what is kept for this build alone. */
  close(): void;
}

/** `unkept` is told when an entry can't be kept; by default a build is slower without it, and nothing else. */
export function openStore(folder: string, unkept: (error: unknown) => void = () => {}): Store {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    ...reading(fileOf),
    set(key, entry) {
      const { mark, bytes } = encode(entry);
      try {
        write(fileOf(key), bytes);
      } catch (error) {
        unkept(error);
      }
      return mark;
    },
    close() {},
  };
}

/** A store in the system's folder for temporary files, gone when it is closed: for a corpus that doesn't fit into memory. */
export function openSpool(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'lodemark-'));
  const fileOf = (key: string): string => join(folder, key);
  return {
    ...reading(fileOf),
    set(key, entry) {
      const { mark, bytes } = encode(entry);
      writeFileSync(fileOf(key), bytes);
      return mark;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function reading(fileOf: (key: string) => string): Pick<Store, 'get' | 'heads'> {
  return {
    get(key, hash) {
      const entry = read(fileOf(key));
      return entry?.hash === hash ? entry : null;
    },
    *heads(key) {
      const head = read(fileOf(key))?.head();
      if (head) yield head;
    },
  };
}

/** Letters of a hash. */
const HASH = 64;

/** Entries are written beside and renamed, so that none is ever half there. */
function write(file: string, bytes: Buffer): void {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    try {
      writeFileSync(beside, bytes);
    } catch {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(beside, bytes);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function read(file: string): Kept | null {
  try {
    return decode(readFileSync(file));
  } catch {
    return null;
  }
}

/**
 * A line with the SHA-256 of those that follow; one that tells of the article what others ask of it; one for each thing that it
 * declares, with that thing's rows; one with the rest of it.
 */
function encode({ article, digest, problems, needs }: Entry): { readonly mark: Mark; readonly bytes: Buffer } {
  const { declared, mentioned, rows, ...others } = article;
  const own = rowsByThing(rows, declared);
  const line = encodeHead({ digest, problems, needs });
  const things = [...declared].map(([id, declaration]) => JSON.stringify([id, declaration, own.get(id) ?? {}]));
  const last = JSON.stringify({
    ...others,
    mentioned: [...mentioned],
    tables: Object.keys(rows),
    rows: documentRows(rows),
  });
  const bytes = Buffer.from([' '.repeat(HASH), line, ...things, last].join('\n'));
  const sha256 = hash('sha256', bytes.subarray(HASH + 1), 'hex');
  bytes.write(sha256, 'latin1');
  return { mark: { hash: sha256, line }, bytes };
}

type Thing = readonly [id: string, declaration: Declaration, rows: RowsByTable];

function decode(bytes: Buffer): Kept | null {
  const lines = bytes.subarray(HASH + 1);
  const sha256 = hash('sha256', lines, 'hex');
  if (sha256 !== bytes.toString('latin1', 0, HASH)) return null;
  const [end, last] = [lines.indexOf('\n'), lines.lastIndexOf('\n')] as const;
  const declared = (): string => lines.toString('utf8', Math.min(end + 1, last), last);
  return {
    hash: sha256,
    head: () => decodeHead({ hash: sha256, line: lines.toString('utf8', 0, end) }),
    things(ids) {
      const told = declared()
        .split('\n')
        .filter(line => ids.has(line.slice(2, line.indexOf('"', 2))));
      return joined(told.map(line => JSON.parse(line)));
    },
    article() {
      const { tables, mentioned, rows: rest, ...others } = JSON.parse(lines.toString('utf8', last + 1));
      const things = joined(JSON.parse(`[${declared().replaceAll('\n', ',')}]`));
      const all: RowsByTable = { ...rest, ...things.rows };
      const rows = Object.fromEntries((tables as string[]).map(table => [table, all[table]!]));
      return { ...others, declared: things.declared, mentioned: new Map(mentioned), rows };
    },
  };
}

function joined(things: readonly Thing[]): Things {
  const rows: RowsByTable = {};
  for (const [, , own] of things) for (const [table, added] of Object.entries(own)) append(rows, table, added);
  return { declared: new Map(things.map(([id, declaration]) => [id, declaration])), rows };
}
