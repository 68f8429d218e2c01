import { setImmediate as pause } from 'node:timers/promises';
import { collecting } from './collector.ts';
import type { Problem } from './messages.ts';
import { type Load, type LoadThings, Overview } from './overview.ts';
import { ProjectError } from './project.ts';
import type { Read, Session } from './session.ts';
import type { Article } from './tabulate.ts';
import type { Head } from './write/head.ts';
import type { HeadsWriter, Signed } from './write/heads.ts';
import type { Kept, Store } from './write/store.ts';

/** All articles of a project, read. */
export interface Corpus {
  readonly overview: Overview;
  readonly problems: readonly Problem[];
  /** Where each article is in the store, in the order of reading. */
  readonly keys: readonly string[];
  /** An article by its number in the order of reading. */
  readonly load: Load;
  readonly things: LoadThings;
}

/** Told after each article. */
export type Tick = (done: number, total: number) => void;

/** Characters of prose up to which articles are kept in memory, where their rows take some thirty times as much. */
export const KEPT = 3_000_000;
/** Articles that are read here before other processes are called for the rest: to start one takes about as long. */
export const FEW = 32;

/** Articles as they come; those that don't fit into memory are taken from the store again when they are asked for. */
class Reading implements Corpus {
  readonly overview = new Overview();
  readonly problems: Problem[] = [];
  readonly keys: string[] = [];
  readonly #make: (number: number) => Read;
  readonly #store: Store | undefined;
  readonly #kept = new Map<number, Article>();
  readonly #collect = collecting();
  readonly #heads: HeadsWriter | undefined;
  readonly #signed: Signing | undefined;
  #characters = 0;

  /** `make` reads an article that the store hasn't got any more. */
  constructor(keeping: Keeping | undefined, make: (number: number) => Read, signed?: Signing) {
    this.#store = keeping?.store;
    this.#heads = keeping?.heads;
    this.#make = make;
    this.#signed = signed;
  }

  /** What has just been read is kept if there is room for all of it; what comes from the store is decoded when it is asked for. */
  take({ found, problems, key }: Read, number = this.keys.length): void {
    this.keys[number] = key;
    this.problems.push(...problems);
    if (!found) return;
    const { digest, mark, article } = found;
    this.overview.add(digest, number, mark?.hash);
    if (mark) this.#heads?.add(key, mark, this.#signed?.(number) ?? null);
    if (!article) return;
    this.#collect();
    this.#characters += article.text?.length ?? 0;
    if (!this.#store || this.#characters < KEPT) this.#kept.set(number, article);
    else this.#kept.clear();
  }

  readonly load: Load = number => this.#kept.get(number) ?? this.#entry(number)?.article() ?? this.#made(number);

  readonly things: LoadThings = (number, ids) =>
    this.#kept.get(number) ?? this.#entry(number)?.things(ids) ?? this.#made(number);

  #entry(number: number): Kept | null {
    return this.#store?.get(this.keys[number]!, this.overview.hashOf(number)) ?? null;
  }

  /** @throws {ProjectError} where it isn't any more what it was when it was read */
  #made(number: number): Article {
    const { key, found } = this.#make(number);
    if (!found?.article || key !== this.keys[number] || found.mark?.hash !== this.overview.hashOf(number))
      throw changedSources();
    return found.article;
  }
}

/** By an article's number. */
type Signing = (number: number) => Signed | null;

function readingOf({ make, signed }: Session, paths: readonly string[], keeping: Keeping | undefined): Reading {
  return new Reading(
    keeping,
    number => make(paths[number]!),
    number => signed(paths[number]!),
  );
}

/** Where articles are kept while they are read, and how others will know them again. */
export interface Keeping {
  readonly store: Store;
  readonly heads?: HeadsWriter | undefined;
}

/** Reads articles, or takes them from the store where they are there. */
export function readCorpus(session: Session, paths: readonly string[], tick: Tick, keeping?: Keeping): Corpus {
  const reading = readingOf(session, paths, keeping);
  paths.forEach((path, number) => {
    reading.take(session.read(path));
    tick(number + 1, paths.length);
  });
  return reading;
}

/** Other processes that may help to read. */
export interface Ahead {
  /** Whether they are there already, and most articles are to be read. */
  readonly isThere: boolean;
  /** Has articles read, some by `here`, and tells of all others. */
  readonly read: (
    paths: readonly string[],
    take: (path: string, read: Read) => void,
    here: (path: string) => void,
  ) => Promise<void>;
}

/** The same, where other processes may help: from the beginning, or once more than a few articles had to be read. */
export async function readCorpusAhead(
  session: Session,
  paths: readonly string[],
  keeping: Keeping,
  tick: Tick,
  ahead: Ahead,
): Promise<Corpus> {
  const reading = readingOf(session, paths, keeping);
  const numbers = new Map(paths.map((path, number) => [path, number]));
  let done = 0;
  const take = (path: string, read: Read): void => {
    reading.take(read, numbers.get(path)!);
    tick(++done, paths.length);
  };
  const here = (path: string): Read => {
    const read = session.read(path);
    take(path, read);
    return read;
  };
  let few = ahead.isThere ? FEW : 0;
  for (const path of paths) {
    if (few === FEW) break;
    const { found } = here(path);
    if (!found || found.article) few += 1;
  }
  if (done < paths.length) await ahead.read(paths.slice(done), take, here);
  return reading;
}

/**
 * Takes all articles from the store. Those that it hasn't got are read only to tell errors from oversight: an article with errors is
 * never kept.
 * @returns the numbers of articles that the store should have and hasn't; where there are any the corpus is not whole
 */
export function recallCorpus(
  session: Session,
  paths: readonly string[],
  keeping: Keeping,
  tick: Tick,
): { corpus: Corpus; missing: readonly number[] } {
  const reading = readingOf(session, paths, keeping);
  const missing: number[] = [];
  paths.forEach((path, number) => {
    const known = session.known(path);
    reading.take(known ?? { problems: [], key: '', found: null });
    if (!known) missing.push(number);
    tick(number + 1, paths.length);
  });
  const found: Problem[] = [];
  for (const number of missing) {
    const { article, problems } = session.look(paths[number]!);
    if (article) return { corpus: reading, missing };
    found.push(...problems);
  }
  reading.problems.push(...found);
  return { corpus: reading, missing: [] };
}

/** An article by its key, and the hash of its entry: '' where there is none. */
export type Known = readonly [key: string, hash: string];

/** Takes all articles as another process has read them, from memory where they are there. `make` reads one that the store hasn't got. */
export async function loadCorpus(
  articles: readonly Known[],
  { store, kept, make }: { store: Store; kept: ReadonlyMap<string, Article>; make: (number: number) => Read },
): Promise<Corpus> {
  const reading = new Reading({ store }, make);
  for (const [number, [key, hash]] of articles.entries()) {
    const head = headOf(store, key, hash);
    const read = head ? { problems: [], key, found: { ...head, article: kept.get(hash) ?? null } } : make(number);
    if (read.key !== key || read.found?.mark?.hash !== hash) throw changedSources();
    reading.take(read);
    if (number % FEW === 0) await pause();
  }
  return reading;
}

/** The entries behind the first are read only where it isn't the one. */
function headOf(store: Store, key: string, hash: string): Head | null {
  for (const head of store.heads(key)) if (head.mark.hash === hash) return head;
  return null;
}

export function changedSources(): ProjectError {
  return new ProjectError('Unexpected change of the sources while they were built, expected none; build again');
}
