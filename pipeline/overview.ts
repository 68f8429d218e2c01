import { Agreement, type Told } from './agreement.ts';
import type { Registry } from './declare.ts';
import type { Digest } from './digest.ts';
import type { Report } from './messages.ts';
import type { Place } from './place.ts';
import type { Article, Mentioned } from './tabulate.ts';

/** Where an article stands among those that were read. */
export interface ArticleRef {
  readonly id: string;
  readonly path: string;
  /** Its number in the order of reading. */
  readonly number: number;
  /** A hash of all that is known of it; '' where none was made. */
  readonly hash: string;
  /** As in its digest. */
  readonly mentioned: readonly string[];
  readonly lookups: readonly string[];
}

/** Mentions of a thing so far; `by`: the first article in order. */
interface Tally {
  count: number;
  readonly words: Set<string>;
  firstSentence: string | null;
  by: string;
}

/** How to get an article by its number. */
export type Load = (number: number) => Article;

/** As much of an article as tells of things that it declares: of its rows, those of `THING_TABLES`. */
export type Things = Pick<Article, 'declared' | 'rows'>;
/** How to get that; others than `ids` may be left out. */
export type LoadThings = (number: number, ids: ReadonlySet<string>) => Things;

/**
 * What can only be known when every article was read, and no more of it than that: some hundred bytes a thing, so that a corpus needs
 * not fit into memory. Articles may be added in any order; the answers don't depend on it.
 */
export class Overview {
  /** By number; none of an article with errors. */
  readonly #refs: (ArticleRef | undefined)[] = [];
  readonly #agreement = new Agreement();
  /** The article that declares a thing, or all of them where there are several. */
  readonly #tellers = new Map<string, number | number[]>();
  readonly #mentioned = new Map<string, Tally>();
  readonly #counts = new Map<string, number>();
  /** One string for each id that many articles speak of. */
  readonly #names = new Map<string, string>();

  add({ id, path, declared, mentioned, counts, lookups }: Digest, number: number, hash = ''): void {
    this.#refs[number] = {
      id,
      path,
      number,
      hash,
      mentioned: mentioned.map(each => this.#named(each.id)),
      lookups: lookups.map(each => this.#named(each)),
    };
    this.#agreement.add(id, declared);
    for (const { id } of declared) {
      const known = this.#tellers.get(id);
      if (known === undefined) this.#tellers.set(id, number);
      else if (typeof known === 'number') this.#tellers.set(id, [known, number]);
      else known.push(number);
    }
    for (const each of mentioned) this.#mention(each, id);
    for (const [table, count] of counts) this.#counts.set(table, this.most(table) + count);
  }

  #named(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    this.#names.set(id, id);
    return id;
  }

  #mention({ id, count, words, firstSentence }: Digest['mentioned'][number], by: string): void {
    const known = this.#mentioned.get(id);
    if (!known) {
      this.#mentioned.set(this.#named(id), { count, words: new Set(words), firstSentence, by });
      return;
    }
    known.count += count;
    for (const word of words) known.words.add(word);
    if (by < known.by) Object.assign(known, { firstSentence, by });
  }

  /** Articles in the order of their ids; an id that two articles have is reported. */
  ordered(report: Report): readonly ArticleRef[] {
    const refs = this.#refs
      .filter(ref => ref !== undefined)
      .sort((a, b) => compare(a.id, b.id) || compare(a.path, b.path));
    refs.forEach((ref, index) => {
      const before = refs[index - 1];
      if (before?.id !== ref.id) return;
      report(
        'document-doubled',
        startOf(ref.path),
        { id: ref.id },
        { related: [{ place: startOf(before.path), says: 'first article' }] },
      );
    });
    return refs;
  }

  /** Reports what articles say that can't be so of all things together. */
  check(registry: Registry, things: LoadThings, report: Report): void {
    this.#agreement.check(registry, ids => this.#told(ids, things), report);
  }

  #told(ids: ReadonlySet<string>, things: LoadThings): Told[] {
    const numbers = new Set([...ids].flatMap(id => this.tellers(id)));
    const told: Told[] = [];
    for (const number of numbers) {
      const document = this.#refs[number]!.id;
      const { declared } = things(number, ids);
      for (const [id, declaration] of declared) if (ids.has(id)) told.push({ ...declaration, id, document });
    }
    return told.sort((a, b) => compare(a.document, b.document));
  }

  /** The hash of an article, by its number. */
  hashOf(number: number): string {
    return this.#refs[number]?.hash ?? '';
  }

  /** Numbers of the articles that declare a thing. */
  tellers(id: string): readonly number[] {
    return [this.#tellers.get(id) ?? []].flat().sort((a, b) => a - b);
  }

  /** Things that several articles declare, in the order of their ids, with the numbers of these. */
  shared(): ReadonlyMap<string, readonly number[]> {
    const several = [...this.#tellers.keys()].filter(id => Array.isArray(this.#tellers.get(id)));
    return new Map(several.sort(compare).map(id => [id, this.tellers(id)]));
  }

  /** Rows that the articles give a table: those of a thing that several tell of count several times, those of the registry don't. */
  most(table: string): number {
    return this.#counts.get(table === 'events_flat' ? 'events' : table) ?? 0;
  }

  /** Mentions of a thing of the registry over all articles. */
  mentioned(id: string): Mentioned | undefined {
    const known = this.#mentioned.get(id);
    return known && { ...known, words: [...known.words].sort(compare) };
  }
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function startOf(path: string): Place {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
