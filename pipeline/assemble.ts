import { append, groupBy, type RowsByTable } from './by-table.ts';
import { documentRows, idOf, shownIn, THING_TABLES } from './digest.ts';
import type { Batch } from './emit/emitter.ts';
import { flatEvents } from './flat.ts';
import { lookupFor } from './lookup.ts';
import type { ArticleRef } from './overview.ts';
import { digest, type Parts, type Plan } from './plan.ts';
import { recordRows } from './records.ts';
import type { Article } from './tabulate.ts';
import { termRows } from './terms.ts';

/** Of the registry's things that no article mentions, how many make a batch. */
const MANY = 1000;

/**
 * Joins articles into one dataset, a batch an article: a thing's rows stand, whole, in the batch of the first article that tells of
 * it. The first batch holds the vocabulary, the last ones the registry's things that no article mentions.
 */
export function* assemble(parts: Parts, { order, shared }: Plan): Generator<Batch> {
  const { overview, registry } = parts;
  const told = new Set<string>();
  const isNew = (id: string): boolean => !told.has(id);
  const sharedBy = groupByTeller(overview.shared());
  yield madeBatch({ terms: termRows(parts.model, parts.base) });
  for (const ref of order) {
    const listed = ref.mentioned.filter(id => registry.things.has(id) && isNew(id));
    const merged = (sharedBy.get(ref.number) ?? []).filter(isNew);
    for (const id of [...listed, ...merged]) told.add(id);
    yield new ArticleBatch(ref, { listed, merged, among: sharedBy.get(ref.number) ?? [] }, { ...parts, shared });
  }
  const rest = [...registry.things.keys()].filter(isNew);
  for (let start = 0; start < rest.length; start += MANY) {
    const rows: RowsByTable = {};
    addRegistryThings(rows, rest.slice(start, start + MANY), null, parts);
    yield madeBatch(withFlatEvents(rows, null, { ...parts, shared }));
  }
}

/** Rows that a table will have, as far as that is known before they are made: those of articles and of the registry. */
export function estimateRows(parts: Parts): (table: string) => number {
  const listed = new Map<string, number>();
  for (const id of parts.registry.things.keys()) {
    const rows: RowsByTable = {};
    addRegistryThings(rows, [id], null, parts);
    for (const [table, { length }] of Object.entries(rows)) listed.set(table, (listed.get(table) ?? 0) + length);
  }
  return table => parts.overview.most(table) + (listed.get(table === 'events_flat' ? 'events' : table) ?? 0);
}

function groupByTeller(shared: ReadonlyMap<string, readonly number[]>): ReadonlyMap<number, string[]> {
  const ids = new Map<number, string[]>();
  for (const [id, numbers] of shared) for (const number of numbers) ids.set(number, [...(ids.get(number) ?? []), id]);
  return ids;
}

/** Things that an article is the first to tell of: of the registry, and of those that several declare, which are `among` its own. */
interface FirstTold {
  readonly listed: readonly string[];
  readonly merged: readonly string[];
  readonly among: readonly string[];
}
type Joined = Parts & Pick<Plan, 'shared'>;

class ArticleBatch implements Batch {
  readonly #ref: ArticleRef;
  readonly #told: FirstTold;
  readonly #parts: Joined;
  readonly #listed: RowsByTable = {};
  #key: string | undefined;
  #article: Article | null = null;
  #rows: RowsByTable | null = null;

  constructor(ref: ArticleRef, told: FirstTold, parts: Joined) {
    this.#ref = ref;
    this.#told = told;
    this.#parts = parts;
    addRegistryThings(this.#listed, told.listed, ref.id, parts);
  }

  /** All that its rows are made of: the article, and what they say of things that it has from elsewhere. */
  get key(): string | undefined {
    this.#key ??= this.#makeKey();
    return this.#key;
  }

  #makeKey(): string | undefined {
    const { hash, lookups } = this.#ref;
    const { listed, merged, among } = this.#told;
    const { overview, shared } = this.#parts;
    if (hash === '') return undefined;
    const shown = [...shownIn(this.#listed), ...merged.flatMap(id => shownIn(shared.get(id)!)), ...lookups];
    const parts = [
      hash,
      this.#listed,
      listed.map(id => overview.mentioned(id)?.words),
      among.map(id => [id, merged.includes(id), shared.get(id)]),
      shown.map(id => this.#standing(id)),
    ];
    return digest(JSON.stringify(parts));
  }

  /** What a label and a place that are looked up depend on. */
  #standing(id: string): unknown {
    const { overview, registry, shared } = this.#parts;
    const { label, fields } = registry.things.get(id) ?? {};
    const [teller] = label === undefined ? overview.tellers(id) : [];
    return [id, label, fields?.geo, shared.get(id)?.places, teller === undefined ? '' : overview.hashOf(teller)];
  }

  get id(): string {
    return this.#ref.id;
  }

  get rows(): RowsByTable {
    this.#rows ??= this.#make();
    return this.#rows;
  }

  #make(): RowsByTable {
    const article = this.#load();
    const rows = documentRows(article.rows);
    for (const [table, added] of Object.entries(this.#listed)) append(rows, table, added);
    addOwnThings(rows, article, this.#parts.shared, this.#told.merged);
    nameAsMentioned(rows, article, this.#parts);
    return withFlatEvents(rows, article, this.#parts);
  }

  get texts(): Batch['texts'] {
    const { id, text } = this.#load();
    return text === null ? [] : [{ path: `text/${id}.txt`, text }];
  }

  get prose(): NonNullable<Batch['prose']> {
    const { prose } = this.#load();
    return prose ? [prose] : [];
  }

  #load(): Article {
    this.#article ??= this.#parts.load(this.#ref.number);
    return this.#article;
  }
}

function madeBatch(rows: RowsByTable): Batch {
  return { key: digest(JSON.stringify(rows)), rows, texts: [] };
}

function withFlatEvents(rows: RowsByTable, article: Article | null, parts: Joined): RowsByTable {
  return { ...rows, events_flat: flatEvents(rows, lookupFor(article, parts)) };
}

function addRegistryThings(
  rows: RowsByTable,
  ids: readonly string[],
  document: string | null,
  { overview, registry, model, base }: Parts,
): void {
  for (const id of ids) {
    const known = overview.mentioned(id);
    const telling = {
      document,
      words: null,
      dateWords: null,
      mentions: known?.count ?? 0,
      firstSentence: known?.firstSentence ?? null,
    };
    const own = recordRows(registry.things.get(id)!, telling, model, base);
    for (const [table, added] of Object.entries(own)) append(rows, table, added);
  }
}

/** An article's own things in their order; of those that several articles declare, `merged` stand with it. */
function addOwnThings(rows: RowsByTable, article: Article, shared: Plan['shared'], merged: readonly string[]): void {
  const here = [...article.declared.keys()].filter(id => merged.includes(id));
  for (const table of THING_TABLES) {
    const waiting = new Set(here);
    const own = (article.rows[table] ?? []).flatMap(row => {
      const id = idOf(row);
      if (!shared.has(id)) return [row];
      return waiting.delete(id) ? (shared.get(id)![table] ?? []) : [];
    });
    for (const id of waiting) own.push(...(shared.get(id)![table] ?? []));
    if (own.length > 0) append(rows, table, own);
  }
}

/** Words that speak of an entity and are none of its names. */
function nameAsMentioned(rows: RowsByTable, article: Article, { overview, registry }: Parts): void {
  const language = (article.rows.documents?.[0]?.language ?? null) as string | null;
  const names = groupBy(rows.entity_names ?? [], 'entity_id');
  for (const [id, known] of names) {
    const mentioned = registry.things.has(id) ? overview.mentioned(id) : article.mentioned.get(id);
    for (const name of mentioned?.words ?? []) {
      if (!known.some(row => row.name === name)) known.push({ entity_id: id, name, language, kind: 'as mentioned' });
    }
  }
  if (rows.entity_names) rows.entity_names = [...names.values()].flat();
}
