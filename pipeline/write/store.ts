import { hash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Problem } from '../messages.ts';
import type { Needs } from '../needs.ts';
import type { Article } from '../tabulate.ts';

/** An article that was read, with what it was read against. */
export interface Entry {
  readonly article: Article;
  readonly problems: readonly Problem[];
  readonly needs: Needs;
}

/** Articles by a hash of all that goes into them. Several builds may use one folder at once. */
export interface Store {
  /** `null` where there is none, and where what is there is damaged. */
  get(key: string): Entry | null;
  /** Keeps an entry, where that can be done. */
  set(key: string, entry: Entry): void;
  /** Lets go of what is kept for this build alone. */
  close(): void;
}

/** `unkept` is told when an entry can't be kept; by default a build is slower without it, and nothing else. */
export function openStore(folder: string, unkept: (error: unknown) => void = () => {}): Store {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    get: key => read(fileOf(key)),
    set(key, entry) {
      try {
        write(fileOf(key), encode(entry));
      } catch (error) {
        unkept(error);
      }
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
    set: (key, entry) => writeFileSync(fileOf(key), encode(entry)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Entries are written beside and renamed, so that none is ever half there. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

function read(file: string): Entry | null {
  try {
    return decode(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A line with the SHA-256 of what follows, and one line of JSON. */
function encode({ article, problems, needs }: Entry): string {
  const { declared, mentioned, ...rest } = article;
  const json = JSON.stringify({
    article: { ...rest, declared: [...declared], mentioned: [...mentioned] },
    problems,
    needs,
  });
  return `${hash('sha256', json, 'hex')}\n${json}`;
}

function decode(text: string): Entry | null {
  const json = text.slice(65);
  if (hash('sha256', json, 'hex') !== text.slice(0, 64)) return null;
  const { article, problems, needs } = JSON.parse(json);
  return {
    article: { ...article, declared: new Map(article.declared), mentioned: new Map(article.mentioned) },
    problems,
    needs,
  };
}
