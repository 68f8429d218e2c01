import { hash } from 'node:crypto';
import { agree } from './agreement.ts';
import { collecting } from './collector.ts';
import type { Registry } from './declare.ts';
import { shownIn } from './digest.ts';
import type { Batch } from './emit/emitter.ts';
import { flatEvents } from './flat.ts';
import { lookupFor } from './lookup.ts';
import type { Report } from './messages.ts';
import type { Model, Row, Table, Value } from './model.ts';
import type { ArticleRef, Load, Overview } from './overview.ts';
import { append, groupBy, type RowsByTable, recordRows } from './records.ts';
import type { Article, Declaration } from './tabulate.ts';
import { termRows } from './terms.ts';

/** Tables whose rows tell of one thing, which their first key column names. */
const THING_TABLES = [
  'entities',
  'entity_names',
  'entity_links',
  'places',
  'events',
  'event_participants',
  'relations',
  'quantities',
  'quotations',
  'claims',
  'claim_speakers',
  'claim_subjects',
];
/** Columns that say how an article tells of a thing: the first article's stand. */
const TELLING = new Set(['document_id', 'first_sentence_id', 'date_text', 'date_basis', 'value_text', 'text']);

/** What articles are joined against, and how to get one by its number. */
export interface Parts {
  readonly overview: Overview;
  readonly load: Load;
  readonly registry: Registry;
  readonly model: Model;
  readonly base: string;
}

/** The articles in order and the things that several of them declare, merged; what these disagree about is reported. */
export interface Plan {
  readonly order: readonly ArticleRef[];
  readonly shared: ReadonlyMap<string, RowsByTable>;
}

/** Rows of things that several articles declare, as an earlier build merged them without a word. */
export interface Merges {
  /** `key`: of all articles that declare the thing. */
  get(id: string, key: string): RowsByTable | null;
  set(id: string, key: string, rows: RowsByTable): void;
}

/** `merges`: without them, every article that declares what another does is loaded. */
export function plan({ overview, load, registry, model }: Parts, report: Report, merges?: Merges): Plan {
  const order = overview.ordered(report);
  const shared = overview.shared();
  const place = new Map(order.map(({ number }, at) => [number, at]));
  const keys = new Map(
    [...shared].map(([id, numbers]) => {
      const inOrder = [...numbers].sort((a, b) => place.get(a)! - place.get(b)!);
      return [id, digest(inOrder.map(number => overview.hashOf(number)).join())];
    }),
  );
  const known = new Map([...keys].map(([id, key]) => [id, merges?.get(id, key) ?? null]));
  const merged = merge(new Set([...keys.keys()].filter(id => !known.get(id))), order);
  overview.check(registry, load, report);
  return { order, shared: new Map([...known].map(([id, rows]) => [id, rows ?? merged.get(id)!.rows])) };

  function merge(ids: ReadonlySet<string>, among: Plan['order']): ReadonlyMap<string, Merged> {
    const numbers = new Set([...ids].flatMap(id => shared.get(id)!));
    const things = new Map<string, Merged>();
    const collect = collecting();
    for (const { number } of among) {
      if (!numbers.has(number)) continue;
      collect();
      const article = load(number);
      for (const [id, rows] of rowsByThing(article, ids)) {
        const declared = article.declared.get(id)!;
        const thing = things.get(id);
        if (thing) join(thing, { id, first: thing.first, declared }, rows);
        else things.set(id, { rows, first: declared, isAgreed: true });
      }
    }
    for (const [id, { rows, isAgreed }] of things) if (isAgreed) merges?.set(id, keys.get(id)!, rows);
    return things;
  }

  function join(thing: Merged, tellers: Tellers, rows: RowsByTable): void {
    const telling: Report = (...words) => {
      thing.isAgreed = false;
      report(...words);
    };
    if (agree(tellers.id, tellers.first, tellers.declared, telling))
      thing.rows = mergeRows(thing.rows, rows, tellers, model, telling);
  }
}

interface Merged {
  rows: RowsByTable;
  readonly first: Declaration;
  /** Whether there was nothing to report. */
  isAgreed: boolean;
}

/**
 * Joins articles into one dataset, a batch an article: a thing's rows stand, whole, in the batch of the first article that tells of
 * it. The first batch holds the vocabulary, the last the registry's things that no article mentions.
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
  const rest: RowsByTable = {};
  addRegistryThings(rest, [...registry.things.keys()].filter(isNew), null, parts);
  yield madeBatch(withFlatEvents(rest, null, { ...parts, shared }));
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
    const rows = documentRows(article);
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

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

function documentRows(article: Article): RowsByTable {
  return Object.fromEntries(Object.entries(article.rows).filter(([table]) => !THING_TABLES.includes(table)));
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

function rowsByThing(article: Article, ids: ReadonlySet<string>): Map<string, RowsByTable> {
  const things = new Map<string, RowsByTable>();
  for (const table of THING_TABLES) {
    for (const row of article.rows[table] ?? []) {
      const id = idOf(row);
      if (!ids.has(id)) continue;
      const rows = things.get(id) ?? {};
      append(rows, table, [row]);
      things.set(id, rows);
    }
  }
  return things;
}

/** The thing that a row of `THING_TABLES` tells of: its first key stands in its first column. */
function idOf(row: Row): string {
  for (const column in row) return String(row[column]);
  return '';
}

/** Two articles that tell of one thing. */
interface Tellers {
  readonly id: string;
  readonly first: Declaration;
  readonly declared: Declaration;
}

function mergeRows(known: RowsByTable, rows: RowsByTable, tellers: Tellers, model: Model, report: Report): RowsByTable {
  const merged: RowsByTable = { ...known };
  for (const [table, more] of Object.entries(rows)) {
    const before = merged[table] ?? [];
    const { key } = model.tables.get(table)!;
    if (key.length === 1 && before[0])
      merged[table] = [mergeRow(model.tables.get(table)!, before[0], more[0]!, tellers, report)];
    else
      merged[table] = [
        ...before,
        ...more.filter(row => !before.some(other => key.every(column => other[column] === row[column]))),
      ];
  }
  return merged;
}

function mergeRow({ columns }: Table, known: Row, row: Row, { id, first, declared }: Tellers, report: Report): Row {
  const merged: { [column: string]: Value } = { ...known };
  for (const [column, value] of Object.entries(row)) {
    const before = known[column] ?? null;
    if (column === 'mention_count') merged[column] = Number(before) + Number(value);
    else if (before === null) merged[column] = value;
    else if (value !== null && String(before) !== String(value) && !TELLING.has(column)) {
      const related = [{ place: first.place, says: 'first declaration' }];
      const field = columns.find(({ name }) => name === column)?.field ?? column;
      const words = { id, field, found: String(value), expected: String(before) };
      report('articles-disagree', declared.place, words, { related });
    }
  }
  return merged;
}
