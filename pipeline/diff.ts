import { type Bump, bumpOf } from './diff/bump.ts';
import { type Pair, pairsOf } from './diff/pairs.ts';
import { type Renames, renamesBetween } from './diff/renames.ts';
import type { Cells, Snapshot } from './diff/snapshot.ts';
import type { Model } from './model.ts';

/** One record: its key, and how a reader knows it. */
export interface Entry {
  readonly key: readonly string[];
  readonly label: string | null;
  /** Whether it came or went with the record that it is a part of: a name with its entity. */
  readonly part: boolean;
}
export interface Field {
  readonly column: string;
  /** '' is not stated. */
  readonly old: string;
  readonly new: string;
}
export interface Change extends Entry {
  readonly fields: readonly Field[];
}
export interface Rename extends Entry {
  readonly formerId: string;
}

/** What became of one table. Lists are in the order of the rows, old ones in that of the old dataset. */
export interface TableDiff {
  readonly table: string;
  /** Whether it follows from the prose or other tables. */
  readonly derived: boolean;
  /** Whether the whole table is new or gone. */
  readonly came: boolean;
  readonly went: boolean;
  readonly columnsAdded: readonly string[];
  readonly columnsGone: readonly string[];
  readonly added: readonly Entry[];
  readonly gone: readonly Entry[];
  /** Things that have another id now, by what the new dataset says (`former_ids`). */
  readonly renamed: readonly Rename[];
  readonly changed: readonly Change[];
  /** Records of which only such fields differ as follow from others, such as offsets and counts. */
  readonly moved: number;
}

/** Two versions of a dataset, compared. */
export interface Diff {
  readonly old: { readonly version: string | null; readonly base: string | null };
  readonly new: { readonly version: string | null; readonly base: string | null };
  /** Whether all addresses begin anew. */
  readonly rebased: boolean;
  /** Tables that differ, in the model's order. */
  readonly tables: readonly TableDiff[];
  readonly due: Bump;
}

/** Compares two versions by the keys of their records, field by field; a renamed record is the same one. */
export function compare(old: Snapshot, now: Snapshot, model: Model): Diff {
  const renames = renamesBetween(old, now);
  const rebased = old.base !== null && now.base !== null && old.base !== now.base;
  const pairs = pairsOf(old, now, model, renames);
  const came = new Set(pairs.flatMap(({ addedIds }) => addedIds));
  const went = new Set(pairs.flatMap(({ goneIds }) => goneIds));
  const tables = pairs.map(pair => tableDiff(pair, came, went, renames)).filter(differs);
  return {
    old: { version: old.version, base: old.base },
    new: { version: now.version, base: now.base },
    rebased,
    tables,
    due: bumpOf({ tables, rebased, same: old.sums !== null && old.sums === now.sums }, old.version, now.version),
  };
}

function tableDiff(pair: Pair, came: ReadonlySet<string>, went: ReadonlySet<string>, { ids }: Renames): TableDiff {
  const { table, name, old, now, before, after } = pair;
  // A rename is told once, as that of its thing.
  const isTold = (row: Cells) => name === 'former_ids' && ids.has(row.former_id ?? '');
  const changes = [...after].flatMap(([key, row]) => {
    const known = before.get(key);
    return known ? [{ row, own: known.own, ...fieldsBetween(known.row, row, pair) }] : [];
  });
  const added = [...after].filter(([key, row]) => !before.has(key) && !isTold(row)).map(([, row]) => row);
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, { own }]) => own);
  const columns = new Set(old?.columns ?? []);
  return {
    table: name,
    derived: table?.derived ?? false,
    came: !old,
    went: !now,
    columnsAdded: old && now ? now.columns.filter(column => !columns.has(column)) : [],
    columnsGone: old && now ? old.columns.filter(column => !now.columns.includes(column)) : [],
    added: added.map(row => entryOf(row, pair, came)),
    gone: gone.map(row => entryOf(row, pair, went)),
    renamed: changes
      .filter(({ row, own }) => isOfThings(pair) && own[pair.key[0]!] !== row[pair.key[0]!])
      .map(({ row, own }) => ({ ...entryOf(row, pair, came), formerId: own[pair.key[0]!]! })),
    changed: changes
      .filter(({ fields }) => fields.length > 0)
      .map(({ row, fields }) => ({ ...entryOf(row, pair, came), fields })),
    moved: changes.filter(({ fields, moved }) => fields.length === 0 && moved).length,
  };
}

/** Whether each row is a thing of its own, and not a part of one. */
function isOfThings({ table, key }: Pair): boolean {
  const column = table?.columns.find(({ name }) => name === key[0]);
  return key.length === 1 && column?.references.length === 0;
}

/** Fields that differ in columns that both have, and whether any does that follows from others. */
function fieldsBetween(before: Cells, after: Cells, { table, old, key }: Pair): { fields: Field[]; moved: boolean } {
  const fields: Field[] = [];
  let moved = false;
  for (const column of old!.columns) {
    if (key.includes(column) || after[column] === undefined || before[column] === after[column]) continue;
    if (table?.columns.find(({ name }) => name === column)?.derived) moved = true;
    else fields.push({ column, old: before[column]!, new: after[column]! });
  }
  return { fields, moved };
}

const LABELS = ['label', 'title', 'what', 'exact', 'text', 'words'];

function entryOf(row: Cells, { table, key, labels }: Pair, others: ReadonlySet<string>): Entry {
  const label = LABELS.find(column => row[column] !== undefined && !key.includes(column));
  const of = table?.columns.filter(({ name, references }) => name === key[0] && references.length > 0) ?? [];
  return {
    key: key.map(column => row[column] ?? ''),
    label: (label === undefined ? labels.get(row[key[0]!] ?? '') : row[label]) ?? null,
    part: of.some(({ name }) => others.has(row[name]!)),
  };
}

function differs({ came, went, columnsAdded, columnsGone, added, gone, renamed, changed, moved }: TableDiff): boolean {
  return came || went || moved > 0 || [columnsAdded, columnsGone, added, gone, renamed, changed].some(list => list[0]);
}
