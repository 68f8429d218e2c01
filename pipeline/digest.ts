import type { RowsByTable } from './records.ts';
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
  readonly declared: ReadonlyMap<string, Pick<Declaration, 'addresses' | 'part'>>;
  /** Things that it mentions and doesn't declare, which are the registry's or another article's, in the order of first mention. */
  readonly mentioned: ReadonlyMap<string, Mentioned>;
  /** Numbers of rows by table. */
  readonly counts: ReadonlyMap<string, number>;
  /** Things whose labels or places its events show, and that it doesn't declare. */
  readonly lookups: readonly string[];
}

export function digestOf({ id, path, declared, mentioned, rows }: Article): Digest {
  return {
    id,
    path,
    declared,
    mentioned: new Map([...mentioned].filter(([target]) => !declared.has(target))),
    counts: new Map(Object.entries(rows).map(([table, { length }]) => [table, length])),
    lookups: shownIn(rows).filter(target => !declared.has(target)),
  };
}

/** Things whose labels or places the flat view of these rows shows (`flat.ts`). */
export function shownIn({ event_participants = [], events = [] }: RowsByTable): string[] {
  const ids = [...event_participants.map(row => row.entity_id), ...events.flatMap(row => row.place_id ?? [])];
  return [...new Set(ids.map(String))];
}
