import type { Model, Table } from '../model.ts';
import type { Renames } from './renames.ts';
import type { Cells, Snapshot, SnapshotTable } from './snapshot.ts';

/** One table in both versions, rows by key. */
export interface Pair {
  readonly table: Table | null;
  readonly name: string;
  readonly old: SnapshotTable | undefined;
  readonly now: SnapshotTable | undefined;
  readonly before: ReadonlyMap<string, { readonly row: Cells; readonly own: Cells }>;
  readonly after: ReadonlyMap<string, Cells>;
  readonly key: readonly string[];
  /** Ids of things that are new or gone. */
  readonly addedIds: readonly string[];
  readonly goneIds: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

/** The tables of both versions, in the model's order and then in that of the files. */
export function pairsOf(old: Snapshot, now: Snapshot, model: Model, renames: Renames): Pair[] {
  const names = new Set([...model.tables.keys(), ...old.tables.keys(), ...now.tables.keys()]);
  const labels = new Map([...labelsIn(old), ...labelsIn(now)]);
  return [...names].flatMap(name => {
    const pair = pairOf(name, old.tables.get(name), now.tables.get(name), model, renames);
    return pair ? [{ ...pair, labels }] : [];
  });
}

/** What things are called, by id. */
function* labelsIn({ tables }: Snapshot): Generator<[string, string]> {
  for (const { columns, rows } of tables.values())
    if (columns.includes('label')) for (const row of rows) yield [row[columns[0]!]!, row.label!];
}

function pairOf(
  name: string,
  old: SnapshotTable | undefined,
  now: SnapshotTable | undefined,
  model: Model,
  renames: Renames,
): Omit<Pair, 'labels'> | null {
  if (!old && !now) return null;
  const table = model.tables.get(name) ?? null;
  // A table that this tool doesn't know is a set of rows.
  const key = table?.key ?? (now ?? old)!.columns;
  const keyOf = (row: Cells) => JSON.stringify(key.map(column => row[column] ?? ''));
  const mapped = (old?.rows ?? []).map(own => ({ own, row: table ? renames.row(table, own) : own }));
  const before = new Map(mapped.map(each => [keyOf(each.row), each]));
  const after = new Map((now?.rows ?? []).map(row => [keyOf(row), row]));
  const ids = (keys: Iterable<string>, other: ReadonlyMap<string, unknown>) =>
    key.length === 1 ? [...keys].filter(each => !other.has(each)).map(each => (JSON.parse(each) as string[])[0]!) : [];
  return {
    ...{ table, name, old, now, before, after, key },
    addedIds: ids(after.keys(), before),
    goneIds: ids(before.keys(), after),
  };
}
