import { setImmediate as pause } from 'node:timers/promises';
import { collecting } from './collector.ts';
import type { Problem } from './messages.ts';
import { type Load, type LoadThings, Overview } from './overview.ts';
import type { Read, Session } from './session.ts';
import type { Article } from './tabulate.ts';
import type { HeadsWriter } from './write/heads.ts';
import type { Store } from './write/store.ts';

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
const KEPT = 3_000_000;
/** Articles that are read here before other processes are called for the rest: to start one takes about as long. */
export const FEW = 32;

/** Articles as they come; those that don't fit into memory are taken from the store again when they are asked for. */
class Reading implements Corpus {
  readonly overview = new Overview();
  readonly problems: Problem[] = [];
  readonly keys: string[] = [];
  readonly #lost: (number: number) => Article;
  readonly #store: Store | undefined;
  readonly #kept = new Map<number, Article>();
  readonly #collect = collecting();
  readonly #heads: HeadsWriter | undefined;
  #characters = 0;

  /** `lost` makes an article that the store hasn't got any more. */
  constructor(keeping: Keeping | undefined, lost: (number: number) => Article) {
    this.#store = keeping?.store;
    this.#heads = keeping?.heads;
    this.#lost = lost;
  }

  /** What has just been read is kept if there is room for all of it; what comes from the store is decoded when it is asked for. */
  take({ found, problems, key }: Read, number = this.keys.length): void {
    this.keys[number] = key;
    this.#collect();
    this.problems.push(...problems);
    if (!found) return;
    const { digest, mark, article } = found;
    this.overview.add(digest, number, mark?.hash);
    if (mark) this.#heads?.add(key, mark);
    if (!article) return;
    this.#characters += article.text?.length ?? 0;
    if (!this.#store || this.#characters < KEPT) this.#kept.set(number, article);
    else this.#kept.clear();
  }

  readonly load: Load = number =>
    this.#kept.get(number) ?? this.#store?.get(this.keys[number]!)?.article() ?? this.#lost(number);

  readonly things: LoadThings = number =>
    this.#kept.get(number) ?? this.#store?.get(this.keys[number]!)?.things() ?? this.#lost(number);
}

function readingOf({ make }: Session, paths: readonly string[], keeping: Keeping | undefined): Reading {
  return new Reading(keeping, number => make(paths[number]!).found!.article!);
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

/** The same, where other processes may help: once more than a few articles had to be read, `ahead` is asked to read the rest. */
export async function readCorpusAhead(
  session: Session,
  paths: readonly string[],
  keeping: Keeping,
  tick: Tick,
  ahead: (rest: readonly string[], take: (path: string, read: Read) => void) => Promise<void>,
): Promise<Corpus> {
  const reading = readingOf(session, paths, keeping);
  let few = 0;
  let done = 0;
  for (const path of paths) {
    if (few === FEW) break;
    const read = session.read(path);
    reading.take(read);
    if (!read.found || read.found.article) few += 1;
    tick(++done, paths.length);
  }
  if (done === paths.length) return reading;
  const numbers = new Map(paths.map((path, number) => [path, number]));
  await ahead(paths.slice(done), (path, read) => {
    reading.take(read, numbers.get(path)!);
    tick(++done, paths.length);
  });
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

/** Takes all articles by their keys, from memory where they are there. `make` makes one that the store hasn't got any more. */
export async function loadCorpus(
  keys: readonly string[],
  { store, kept, make }: { store: Store; kept: ReadonlyMap<string, Article>; make: (number: number) => Read },
): Promise<Corpus> {
  const reading = new Reading({ store }, number => make(number).found!.article!);
  for (const [number, key] of keys.entries()) {
    const head = store.head(key);
    const article = kept.get(key) ?? null;
    if (head) reading.take({ problems: [], key, found: { ...head, article } });
    else reading.take(make(number));
    if (number % FEW === 0) await pause();
  }
  return reading;
}
