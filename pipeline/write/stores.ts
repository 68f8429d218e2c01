import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt } from './error.ts';
import { openStore, type Store } from './store.ts';

/** The folder of a project that holds what was read. */
export const KEPT = '.lodemark';
const ARTICLES = 'articles';
/** Names of the notes that shards leave: how many there were to be. */
const NOTE = /^shards-of-([1-9][0-9]*)$/;

/** Articles as several processes may have them: `folders` are the stores', the first of which takes what is new. */
export interface SharedStore {
  readonly store: Store;
  readonly folders: readonly string[];
  /** Whether an article whose head is known may be taken to be there. */
  readonly isTrusted: boolean;
  /** Lets go of what is kept for this build alone. */
  close(): void;
}

/**
 * A project's store, with those of other machines behind it where `others`, their `.lodemark` folders, are given: then every article
 * is looked for.
 */
export function openShared(project: string, others?: readonly string[]): SharedStore {
  const folders = [join(project, KEPT), ...(others ?? [])].map(folder => join(folder, ARTICLES));
  return { store: openStores(folders), folders, isTrusted: others === undefined, close() {} };
}

/**
 * A store that processes share in the system's folder for temporary files, gone when it is closed; where `project` is given, with
 * that project's behind it.
 */
export function openTemporary(project?: string): SharedStore {
  const folder = mkdtempSync(join(tmpdir(), 'lodemark-'));
  const folders = [folder, ...(project === undefined ? [] : [join(project, KEPT, ARTICLES)])];
  return {
    store: openStores(folders),
    folders,
    isTrusted: true,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Several stores as one: an entry is looked for in each, and kept in the first. */
export function openStores([first, ...others]: readonly string[]): Store {
  const own = openStore(first!);
  const behind = others.map(folder => openStore(folder));
  const all = [own, ...behind];
  return {
    ...own,
    get(key, hash) {
      for (const store of all) {
        const entry = store.get(key, hash);
        if (entry) return entry;
      }
      return null;
    },
    *heads(key) {
      for (const store of all) yield* store.heads(key);
    },
  };
}

/** Whether other processes could keep something in a project's store. */
export function canKeep(project: string): boolean {
  try {
    const folder = join(project, KEPT, ARTICLES);
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a folder is such a `.lodemark`. */
export function isKept(folder: string): boolean {
  return statSync(join(folder, ARTICLES), { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * A project's store for a process whose only work is to fill it, with a note of how many such there are.
 * @throws {WriteError} where an entry can't be kept
 */
export function openForShard(project: string, of: number): Store {
  const folder = join(project, KEPT);
  attempt('write into', folder, () => {
    mkdirSync(join(folder, ARTICLES), { recursive: true });
    for (const name of notesIn(folder)) if (name !== `shards-of-${of}`) rmSync(join(folder, name), { force: true });
    writeFileSync(join(folder, `shards-of-${of}`), '');
  });
  return openStore(join(folder, ARTICLES), error => attempt('keep an article in', folder, () => raise(error)));
}

function raise(error: unknown): never {
  throw error;
}

/** How many shards there were to be, as they noted it; `null` where they didn't or don't agree. */
export function shardsOf(project: string, others: readonly string[]): number | null {
  const found = new Set([join(project, KEPT), ...others].flatMap(notesIn).map(name => Number(NOTE.exec(name)![1])));
  return found.size === 1 ? [...found][0]! : null;
}

function notesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => NOTE.test(name));
  } catch {
    return [];
  }
}
