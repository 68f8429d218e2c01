import type { Registry } from './declare.ts';
import type { Batch } from './emit/emitter.ts';
import { flatEvents, type Lookup } from './flat.ts';
import type { Report } from './messages.ts';
import type { Model, Row, Value } from './model.ts';
import { append, type RowsByTable, recordRows } from './records.ts';
import type { Article, Mentioned } from './tabulate.ts';
import { termRows } from './terms.ts';

/** Tables whose rows tell of one thing, which their first key column names. */
const THING_TABLES = new Set([
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
]);
/** Columns that say how an article tells of a thing: the first article's stand. */
const TELLING = new Set([
  'document_id',
  'first_sentence_id',
  'date_text',
  'date_basis',
  'value_text',
  'text',
  'mention_count',
]);

/**
 * Joins articles into one dataset, a batch an article in the order of their ids: a thing's rows stand, whole, in the batch of the first
 * article that tells of it. Reports what only shows across articles.
 */
export function assemble(
  articles: readonly Article[],
  registry: Registry,
  model: Model,
  base: string,
  report: Report,
): Batch[] {
  const ordered = [...articles].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.path < b.path ? -1 : 1));
  const assembly = new Assembly(ordered, registry, model, base, report);
  return assembly.batches();
}

class Assembly {
  readonly #articles: readonly Article[];
  readonly #registry: Registry;
  readonly #model: Model;
  readonly #base: string;
  readonly #report: Report;
  readonly #told = new Set<string>();
  readonly #labels = new Map<string, string>();
  readonly #places = new Map<string, Row>();

  constructor(articles: readonly Article[], registry: Registry, model: Model, base: string, report: Report) {
    this.#articles = articles;
    this.#registry = registry;
    this.#model = model;
    this.#base = base;
    this.#report = report;
  }

  batches(): Batch[] {
    this.#uniqueDocuments();
    const shared = this.#shared();
    const mentioned = mentionsAcross(this.#articles);
    const drafts: { rows: RowsByTable; texts: Batch['texts'] }[] = [
      { rows: { terms: termRows(this.#model, this.#base) }, texts: [] },
    ];
    for (const article of this.#articles) {
      const rows: RowsByTable = Object.fromEntries(
        Object.entries(article.rows).filter(([table]) => !THING_TABLES.has(table)),
      );
      this.#registryRows(rows, article.mentioned.keys(), mentioned, article.id);
      this.#ownRows(rows, article, shared);
      this.#namesAsMentioned(rows, mentioned, article);
      drafts.push({
        rows,
        texts: article.text === null ? [] : [{ path: `text/${article.id}.txt`, text: article.text }],
      });
    }
    const rest: RowsByTable = {};
    this.#registryRows(rest, this.#registry.things.keys(), mentioned, null);
    drafts.push({ rows: rest, texts: [] });
    return this.#withViews(drafts);
  }

  #uniqueDocuments(): void {
    this.#articles.forEach((article, index) => {
      const before = this.#articles[index - 1];
      if (before?.id !== article.id) return;
      this.#report(
        'document-doubled',
        startOf(article.path),
        { id: article.id },
        { related: [{ place: startOf(before.path), says: 'first article' }] },
      );
    });
  }

  /** Rows of things that several articles declare, merged, by id. */
  #shared(): Map<string, RowsByTable> {
    const tellers = new Map<string, Article[]>();
    for (const article of this.#articles)
      for (const id of article.declared.keys()) tellers.set(id, [...(tellers.get(id) ?? []), article]);
    const shared = new Map<string, RowsByTable>();
    for (const [id, articles] of tellers) {
      if (articles.length > 1)
        shared.set(
          id,
          articles
            .slice(1)
            .reduce((merged, article) => this.#merge(id, merged, article, articles[0]!), rowsOf(id, articles[0]!)),
        );
    }
    return shared;
  }

  #merge(id: string, merged: RowsByTable, article: Article, first: Article): RowsByTable {
    const result: RowsByTable = { ...merged };
    for (const [table, rows] of Object.entries(rowsOf(id, article))) {
      const known = result[table] ?? [];
      const key = this.#model.tables.get(table)!.key;
      const main = key.length === 1;
      if (main && known[0]) result[table] = [this.#mergeRow(id, known[0], rows[0]!, article, first)];
      else
        result[table] = [
          ...known,
          ...rows.filter(row => !known.some(other => key.every(column => other[column] === row[column]))),
        ];
    }
    return result;
  }

  #mergeRow(id: string, known: Row, row: Row, article: Article, first: Article): Row {
    const merged: { [column: string]: Value } = { ...known };
    for (const [column, value] of Object.entries(row)) {
      const before = known[column] ?? null;
      if (column === 'mention_count') merged[column] = Number(before) + Number(value);
      else if (before === null) merged[column] = value;
      else if (value !== null && String(before) !== String(value) && !TELLING.has(column)) {
        const related = [{ place: first.declared.get(id)!, says: 'first declaration' }];
        this.#report(
          'articles-disagree',
          article.declared.get(id)!,
          { id, field: column, found: String(value), expected: String(before) },
          { related },
        );
      }
    }
    return merged;
  }

  #ownRows(rows: RowsByTable, article: Article, shared: ReadonlyMap<string, RowsByTable>): void {
    const later = new Set<string>();
    for (const id of article.declared.keys()) {
      if (!shared.has(id)) continue;
      if (this.#told.has(id)) later.add(id);
      this.#told.add(id);
    }
    const place = (table: string, row: Row): void => append(rows, table, [row]);
    for (const table of THING_TABLES) {
      const key = this.#model.tables.get(table)!.key[0]!;
      const written = new Set<string>();
      for (const row of article.rows[table] ?? []) {
        const id = String(row[key]);
        const merged = shared.get(id);
        if (!merged) place(table, row);
        else if (!later.has(id) && !written.has(id)) for (const one of merged[table] ?? []) place(table, one);
        written.add(id);
      }
    }
  }

  #registryRows(
    rows: RowsByTable,
    ids: Iterable<string>,
    mentioned: ReadonlyMap<string, Mentioned>,
    document: string | null,
  ): void {
    for (const id of ids) {
      const thing = this.#registry.things.get(id);
      if (!thing || this.#told.has(id)) continue;
      this.#told.add(id);
      const known = mentioned.get(id);
      const telling = {
        document,
        words: null,
        dateWords: null,
        mentions: known?.count ?? 0,
        firstSentence: known?.firstSentence ?? null,
      };
      for (const [table, own] of Object.entries(recordRows(thing, telling, this.#model, this.#base)))
        append(rows, table, own);
    }
  }

  /** Words that speak of an entity and are none of its names. */
  #namesAsMentioned(rows: RowsByTable, mentioned: ReadonlyMap<string, Mentioned>, article: Article): void {
    const language = (article.rows.documents?.[0]?.language ?? null) as string | null;
    for (const { entity_id: id } of rows.entities ?? []) {
      const names = rows.entity_names!.filter(row => row.entity_id === id);
      const known = new Set(names.map(row => String(row.name)));
      for (const name of mentioned.get(String(id))?.words ?? []) {
        if (!known.has(name)) rows.entity_names!.push({ entity_id: id!, name, language, kind: 'as mentioned' });
        known.add(name);
      }
    }
    const order = new Map((rows.entities ?? []).map((row, index) => [row.entity_id, index]));
    rows.entity_names?.sort((a, b) => order.get(a.entity_id)! - order.get(b.entity_id)!);
  }

  #withViews(drafts: readonly { rows: RowsByTable; texts: Batch['texts'] }[]): Batch[] {
    for (const { rows } of drafts) {
      for (const table of THING_TABLES) {
        const key = this.#model.tables.get(table)!.key;
        if (key.length === 1 && table !== 'places')
          for (const row of rows[table] ?? []) this.#labels.set(String(row[key[0]!]), String(row.label));
      }
      for (const row of rows.places ?? []) this.#places.set(String(row.entity_id), row);
    }
    const lookup: Lookup = {
      label: id => this.#labels.get(id) ?? id,
      place: id => this.#places.get(id) ?? null,
      typeLabel: type => this.#model.types.get(type)!.label,
    };
    return drafts.map(({ rows, texts }) => ({ rows: { ...rows, events_flat: flatEvents(rows, lookup) }, texts }));
  }
}

function rowsOf(id: string, article: Article): RowsByTable {
  const rows: RowsByTable = {};
  for (const [table, all] of Object.entries(article.rows)) {
    if (!THING_TABLES.has(table)) continue;
    const own = all.filter(row => Object.values(row)[0] === id);
    if (own.length > 0) rows[table] = own;
  }
  return rows;
}

function mentionsAcross(articles: readonly Article[]): Map<string, Mentioned> {
  const all = new Map<string, Mentioned>();
  for (const article of articles) {
    for (const [id, here] of article.mentioned) {
      const known = all.get(id);
      all.set(
        id,
        known
          ? { ...known, count: known.count + here.count, words: [...new Set([...known.words, ...here.words])] }
          : here,
      );
    }
  }
  return all;
}

function startOf(path: string): Article['declared'] extends ReadonlyMap<string, infer P> ? P : never {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
