import { agree } from './agreement.ts';
import type { Registry } from './declare.ts';
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

export function plan({ overview, load, registry, model }: Parts, report: Report): Plan {
  const order = overview.ordered(report);
  const shared = overview.shared();
  const numbers = new Set([...shared.values()].flat());
  const merged = new Map<string, { rows: RowsByTable; readonly first: Declaration }>();
  for (const { number } of order) {
    if (!numbers.has(number)) continue;
    const article = load(number);
    for (const [id, rows] of rowsByThing(article, shared)) {
      const declared = article.declared.get(id)!;
      const known = merged.get(id);
      if (!known) merged.set(id, { rows, first: declared });
      else if (agree(id, known.first, declared, report))
        known.rows = merge(known.rows, rows, { id, first: known.first, declared }, model, report);
    }
  }
  overview.check(registry, load, report);
  return { order, shared: new Map([...merged].map(([id, { rows }]) => [id, rows])) };
}

/**
 * Joins articles into one dataset, a batch an article: a thing's rows stand, whole, in the batch of the first article that tells of
 * it. The first batch holds the vocabulary, the last the registry's things that no article mentions.
 */
export function* assemble(parts: Parts, { order, shared }: Plan): Generator<Batch> {
  const told = new Set<string>();
  const finish = (rows: RowsByTable, article: Article | null): RowsByTable => ({
    ...rows,
    events_flat: flatEvents(rows, lookupFor(article, { ...parts, shared })),
  });
  yield { rows: { terms: termRows(parts.model, parts.base) }, texts: [] };
  for (const { number } of order) {
    const article = parts.load(number);
    const rows = documentRows(article);
    addRegistryThings(rows, article.mentioned.keys(), article.id, told, parts);
    addOwnThings(rows, article, shared, told);
    nameAsMentioned(rows, article, parts);
    const texts = article.text === null ? [] : [{ path: `text/${article.id}.txt`, text: article.text }];
    yield { rows: finish(rows, article), texts, ...(article.prose && { prose: [article.prose] }) };
  }
  const rest: RowsByTable = {};
  addRegistryThings(rest, parts.registry.things.keys(), null, told, parts);
  yield { rows: finish(rest, null), texts: [] };
}

function documentRows(article: Article): RowsByTable {
  return Object.fromEntries(Object.entries(article.rows).filter(([table]) => !THING_TABLES.includes(table)));
}

function addRegistryThings(
  rows: RowsByTable,
  ids: Iterable<string>,
  document: string | null,
  told: Set<string>,
  { overview, registry, model, base }: Parts,
): void {
  for (const id of ids) {
    const thing = registry.things.get(id);
    if (!thing || told.has(id)) continue;
    told.add(id);
    const known = overview.mentioned(id);
    const telling = {
      document,
      words: null,
      dateWords: null,
      mentions: known?.count ?? 0,
      firstSentence: known?.firstSentence ?? null,
    };
    for (const [table, own] of Object.entries(recordRows(thing, telling, model, base))) append(rows, table, own);
  }
}

/** An article's own things in their order; one that several articles declare stands, merged, with the first of them. */
function addOwnThings(rows: RowsByTable, article: Article, shared: Plan['shared'], told: Set<string>): void {
  const merged = [...article.declared.keys()].filter(id => shared.has(id) && !told.has(id));
  for (const id of merged) told.add(id);
  for (const table of THING_TABLES) {
    const waiting = new Set(merged);
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

function rowsByThing(article: Article, shared: ReadonlyMap<string, unknown>): Map<string, RowsByTable> {
  const things = new Map<string, RowsByTable>();
  for (const table of THING_TABLES) {
    for (const row of article.rows[table] ?? []) {
      const id = idOf(row);
      if (!shared.has(id)) continue;
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

function merge(known: RowsByTable, rows: RowsByTable, tellers: Tellers, model: Model, report: Report): RowsByTable {
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
