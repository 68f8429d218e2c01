import { append, type RowsByTable } from './by-table.ts';
import type { Registry } from './declare.ts';
import type { Row } from './model.ts';
import type { Article, Declaration, Mentioned } from './tabulate.ts';

/** Tables whose rows tell of one thing, which their first key column names. */
export const THING_TABLES = [
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
/** As much of an article as every other may ask for. */
export interface Digest {
  readonly id: string;
  readonly path: string;
  /** Things that it declares, with what must agree with what other articles say of them. */
  readonly declared: readonly DigestOf<Pick<Declaration, 'addresses' | 'part'>>[];
  /** Things of the registry that it mentions, in the order of first mention. */
  readonly mentioned: readonly DigestOf<Mentioned>[];
  /** Numbers of rows by table. */
  readonly counts: readonly (readonly [table: string, rows: number])[];
  /** Things whose labels or places its events show, and that it doesn't declare. */
  readonly lookups: readonly string[];
}

type DigestOf<T> = T & { readonly id: string };

export function digestOf({ id, path, declared, mentioned, rows }: Article, registry: Pick<Registry, 'things'>): Digest {
  const listed = [...mentioned].filter(([target]) => !declared.has(target) && registry.things.has(target));
  return {
    id,
    path,
    declared: [...declared].map(([id, { addresses, part }]) => ({ id, addresses, part })),
    mentioned: listed.map(([id, how]) => ({ id, ...how })),
    counts: Object.entries(rows).map(([table, { length }]) => [table, length]),
    lookups: shownIn(rows).filter(target => !declared.has(target)),
  };
}

/** Things whose labels or places the flat view of these rows shows (`flat.ts`). */
export function shownIn({ event_participants = [], events = [] }: RowsByTable): string[] {
  const ids = [...event_participants.map(row => row.entity_id), ...events.flatMap(row => row.place_id ?? [])];
  return [...new Set(ids.map(String))];
}

/** The thing that a row of `THING_TABLES` tells of: its first key stands in its first column. */
export function idOf(row: Row): string {
  for (const column in row) return String(row[column]);
  return '';
}

/** Of rows, those of `THING_TABLES` that tell of these things, by thing. */
export function rowsByThing(rows: RowsByTable, ids: { has(id: string): boolean }): Map<string, RowsByTable> {
  const things = new Map<string, RowsByTable>();
  for (const table of THING_TABLES) {
    for (const row of rows[table] ?? []) {
      const id = idOf(row);
      if (!ids.has(id)) continue;
      const own = things.get(id) ?? {};
      append(own, table, [row]);
      things.set(id, own);
    }
  }
  return things;
}

/** Rows of the other tables, which tell of the article itself. */
export function documentRows(rows: RowsByTable): RowsByTable {
  return Object.fromEntries(Object.entries(rows).filter(([table]) => !THING_TABLES.includes(table)));
}
