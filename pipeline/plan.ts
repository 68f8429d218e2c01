import { hash } from 'node:crypto';
import { agree } from './agreement.ts';
import type { RowsByTable } from './by-table.ts';
import { collecting } from './collector.ts';
import type { Registry } from './declare.ts';
import { rowsByThing } from './digest.ts';
import type { Report } from './messages.ts';
import type { Model, Row, Table, Value } from './model.ts';
import type { ArticleRef, Load, LoadThings, Overview } from './overview.ts';
import type { Declaration } from './tabulate.ts';

/** Columns that say how an article tells of a thing: the first article's stand. */
const TELLING = new Set(['document_id', 'first_sentence_id', 'date_text', 'date_basis', 'value_text', 'text']);

/** What articles are joined against, and how to get one by its number. */
export interface Parts {
  readonly overview: Overview;
  readonly load: Load;
  readonly things: LoadThings;
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
export function plan(
  { overview, things, registry, model }: Omit<Parts, 'load'>,
  report: Report,
  merges?: Merges,
): Plan {
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
  overview.check(registry, things, report);
  return { order, shared: new Map([...known].map(([id, rows]) => [id, rows ?? merged.get(id)!.rows])) };

  function merge(ids: ReadonlySet<string>, among: Plan['order']): ReadonlyMap<string, Merged> {
    const numbers = new Set([...ids].flatMap(id => shared.get(id)!));
    const found = new Map<string, Merged>();
    const collect = collecting();
    for (const { number } of among) {
      if (!numbers.has(number)) continue;
      collect();
      const article = things(number, ids);
      for (const [id, rows] of rowsByThing(article.rows, ids)) {
        const declared = article.declared.get(id)!;
        const thing = found.get(id);
        if (thing) join(thing, { id, first: thing.first, declared }, rows);
        else found.set(id, { rows, first: declared, isAgreed: true });
      }
    }
    for (const [id, { rows, isAgreed }] of found) if (isAgreed) merges?.set(id, keys.get(id)!, rows);
    return found;
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

export function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
