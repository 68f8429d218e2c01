import { Agreement } from './agreement.ts';
import type { Registry } from './declare.ts';
import type { Lookup } from './flat.ts';
import type { Report } from './messages.ts';
import type { Model, Row, Value } from './model.ts';
import type { Place } from './place.ts';
import type { Article, Declaration, Mentioned } from './tabulate.ts';

/** As much of an article as every other may ask for. */
export interface Digest {
  readonly id: string;
  readonly path: string;
  readonly declared: ReadonlyMap<string, Declaration>;
  /** Rows of `places`. */
  readonly places: readonly Row[];
  /** Things of the registry alone. */
  readonly mentioned: ReadonlyMap<string, Mentioned>;
}

export function digestOf({ id, path, declared, rows, mentioned }: Article): Digest {
  return {
    id,
    path,
    declared,
    places: rows.places ?? [],
    mentioned: new Map([...mentioned].filter(([target]) => !declared.has(target))),
  };
}

/** Where an article stands among those that were read. */
export interface ArticleRef {
  readonly id: string;
  readonly path: string;
  /** Its number in the order of reading. */
  readonly number: number;
}

/**
 * What can only be known when every article was read, and no more of it than that: some hundred bytes a thing, so that a corpus needs
 * not fit into memory. Articles may be added in any order; the answers don't depend on it.
 */
export class Overview {
  readonly #model: Model;
  readonly #refs: ArticleRef[] = [];
  readonly #agreement = new Agreement();
  /** The article that declares a thing, or all of them where there are several. */
  readonly #tellers = new Map<string, number | number[]>();
  readonly #labels = new Map<string, string>();
  readonly #places = new Map<string, Row>();
  readonly #mentioned = new Map<string, Mentioned & { readonly by: string }>();

  constructor(registry: Registry, model: Model) {
    this.#model = model;
    for (const thing of registry.things.values()) {
      this.#labels.set(thing.id, thing.label);
      const geo = thing.fields.geo as { [field: string]: Value } | undefined;
      if (geo) this.#places.set(thing.id, placeOf(geo.lat, geo.lon, geo.precision, geo.uncertaintyKm));
    }
  }

  /** Reports where articles disagree on what things are, and gives the ids of things that they can't mean alike. */
  disagreements(registry: Registry, report: Report): ReadonlySet<string> {
    return this.#agreement.check(registry, report);
  }

  add(article: Digest, number: number): void {
    this.#agreement.add(article.id, article.declared);
    this.#refs.push({ id: article.id, path: article.path, number });
    for (const [id, { label }] of article.declared) {
      const known = this.#tellers.get(id);
      this.#tellers.set(id, known === undefined ? number : [known, number].flat());
      if (!this.#labels.has(id)) this.#labels.set(id, label);
    }
    for (const row of article.places) {
      const [latitude, longitude] = [row.latitude, row.longitude];
      if (latitude !== null)
        this.#places.set(String(row.entity_id), placeOf(latitude, longitude, row.precision, row.uncertainty_km));
    }
    for (const [id, mentioned] of article.mentioned) this.#mention(id, mentioned, article.id);
  }

  #mention(id: string, here: Mentioned, by: string): void {
    const known = this.#mentioned.get(id);
    const first = !known || by < known.by ? { firstSentence: here.firstSentence, by } : known;
    const words = known ? [...new Set([...known.words, ...here.words])] : here.words;
    this.#mentioned.set(id, {
      count: (known?.count ?? 0) + here.count,
      words,
      firstSentence: first.firstSentence,
      by: first.by,
    });
  }

  /** Articles in the order of their ids; an id that two articles have is reported. */
  ordered(report: Report): readonly ArticleRef[] {
    const refs = [...this.#refs].sort((a, b) => compare(a.id, b.id) || compare(a.path, b.path));
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

  /** Things that several articles declare, with the numbers of these. */
  shared(): ReadonlyMap<string, readonly number[]> {
    return new Map([...this.#tellers].filter((teller): teller is [string, number[]] => Array.isArray(teller[1])));
  }

  /** Mentions of a thing of the registry over all articles. */
  mentioned(id: string): Mentioned | undefined {
    const known = this.#mentioned.get(id);
    return known && { ...known, words: [...known.words].sort(compare) };
  }

  lookup(): Lookup {
    return {
      label: id => this.#labels.get(id) ?? id,
      place: id => this.#places.get(id) ?? null,
      typeLabel: type => this.#model.types.get(type)!.label,
    };
  }
}

function placeOf(
  latitude: Value | undefined,
  longitude: Value | undefined,
  precision: Value | undefined,
  uncertainty: Value | undefined,
): Row {
  return {
    latitude: latitude ?? null,
    longitude: longitude ?? null,
    precision: precision ?? null,
    uncertainty_km: uncertainty ?? null,
  };
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function startOf(path: string): Place {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
