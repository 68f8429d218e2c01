import { hash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Digest, digestOf, foreignOf } from '../digest.ts';
import type { Problem } from '../messages.ts';
import type { Needs } from '../needs.ts';
import type { Article } from '../tabulate.ts';

/** An article that was read, with what it was read against. */
export interface Entry {
  readonly article: Article;
  readonly problems: readonly Problem[];
  readonly needs: Needs;
}

/** The same as it is kept: its rows are decoded when they are asked for. */
export interface Kept {
  readonly digest: Digest;
  readonly problems: readonly Problem[];
  readonly needs: Needs;
  /** SHA-256 of the entry. */
  readonly hash: string;
  readonly article: () => Article;
}

/** Articles by a hash of all that goes into them. Several builds may use one folder at once. */
export interface Store {
  /** `null` where there is none, and where what is there is damaged. */
  get(key: string): Kept | null;
  /** Keeps an entry, where that can be done; gives its hash. */
  set(key: string, entry: Entry): string;
  /** Lets go of what is kept for this build alone. */
  close(): void;
}

/** `unkept` is told when an entry can't be kept; by default a build is slower without it, and nothing else. */
export function openStore(folder: string, unkept: (error: unknown) => void = () => {}): Store {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    get: key => read(fileOf(key)),
    set(key, entry) {
      const { hash, lines } = encode(entry);
      try {
        write(fileOf(key), hash + lines);
      } catch (error) {
        unkept(error);
      }
      return hash;
    },
    close() {},
  };
}

/** A store in the system's folder for temporary files, gone when it is closed: for a corpus that doesn't fit into memory. */
export function openSpool(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'lodemark-'));
  const fileOf = (key: string): string => join(folder, key);
  return {
    get: key => read(fileOf(key)),
    set(key, entry) {
      const { hash, lines } = encode(entry);
      writeFileSync(fileOf(key), hash + lines);
      return hash;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Letters of a hash. */
const HASH = 64;

/** Entries are written beside and renamed, so that none is ever half there. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

function read(file: string): Kept | null {
  try {
    return decode(readFileSync(file));
  } catch {
    return null;
  }
}

/** A line with the SHA-256 of those that follow; one that tells of the article what others ask of it; one with the rest of it. */
function encode({ article, problems, needs }: Entry): { readonly hash: string; readonly lines: string } {
  const { declared, mentioned, id, path, ...rest } = article;
  const { counts, lookups } = digestOf(article);
  const head = {
    id,
    path,
    declared: [...declared],
    mentioned: [...mentioned],
    counts: [...counts],
    lookups,
    problems,
    needs,
  };
  const lines = `${JSON.stringify(head)}\n${JSON.stringify(rest)}`;
  return { hash: hash('sha256', lines, 'hex'), lines: `\n${lines}` };
}

function decode(bytes: Buffer): Kept | null {
  const lines = bytes.subarray(HASH + 1);
  const sha256 = hash('sha256', lines, 'hex');
  if (sha256 !== bytes.toString('latin1', 0, HASH)) return null;
  const end = lines.indexOf('\n');
  const { id, path, lookups, problems, needs, ...head } = JSON.parse(lines.toString('utf8', 0, end));
  const declared: Article['declared'] = new Map(head.declared);
  const mentioned: Article['mentioned'] = new Map(head.mentioned);
  return {
    digest: { id, path, declared, mentioned: foreignOf(declared, mentioned), counts: new Map(head.counts), lookups },
    problems,
    needs,
    hash: sha256,
    article: () => ({ id, path, declared, mentioned, ...JSON.parse(lines.toString('utf8', end + 1)) }),
  };
}
