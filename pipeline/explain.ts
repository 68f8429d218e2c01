import { assemble } from './assemble.ts';
import { append, type RowsByTable } from './by-table.ts';
import { readCorpus } from './corpus.ts';
import type { Column, Model, Row, Table } from './model.ts';
import type { Place } from './place.ts';
import { plan } from './plan.ts';
import type { Session } from './session.ts';
import { KINDS } from './validate.ts';

/** One record with all that is known of it: what `lodemark explain --json` writes. */
export interface Explanation {
  readonly id: string;
  /** Table that the record is in. */
  readonly table: string;
  readonly label: string;
  readonly declared: readonly Place[];
  /** Columns of its own row that say something. */
  readonly fields: readonly Field[];
  /** Rows of other tables that belong to it, such as participants and names. */
  readonly parts: readonly { readonly table: string; readonly fields: readonly Field[] }[];
  readonly evidence: readonly Context[];
  readonly mentions: readonly Context[];
  /** Records that refer to it, and by what column. */
  readonly referrers: readonly Referrer[];
}

export interface Field {
  readonly column: string;
  readonly value: string | number | boolean | readonly string[];
  /** Of the thing that the value is the id of. */
  readonly label?: string;
}

/** Words in their sentence; where that isn't published, the words alone. */
export interface Context {
  readonly path: string;
  /** Of the words; the evidence has none. */
  readonly line?: number;
  readonly column?: number;
  readonly sentence: string;
  /** UTF-16 ranges in the sentence. */
  readonly marks: readonly (readonly [start: number, end: number])[];
  readonly basis?: string;
}

export interface Referrer {
  readonly id: string;
  readonly table: string;
  readonly label: string;
  /** Columns that name it; for a participant its role. */
  readonly as: readonly string[];
}

/** A project's rows with where they come from. */
export interface Dataset {
  readonly model: Model;
  readonly rows: RowsByTable;
  /** Path of each article by its id. */
  readonly paths: ReadonlyMap<string, string>;
  readonly declared: ReadonlyMap<string, readonly Place[]>;
}

/** Reads a whole project; articles with errors are left out. */
export function readDataset(session: Session): Dataset {
  const { overview, load, things } = readCorpus(session, session.project.articles, () => {});
  const parts = { ...session.shared, overview, load, things };
  const planned = plan(parts, () => {});
  const rows: RowsByTable = {};
  for (const batch of assemble(parts, planned))
    for (const [table, more] of Object.entries(batch.rows)) append(rows, table, more);
  const declared = new Map<string, Place[]>();
  const declare = (id: string, place: Place) => declared.set(id, [...(declared.get(id) ?? []), place]);
  for (const thing of session.shared.registry.things.values()) declare(thing.id, thing.place);
  for (const { number } of planned.order) for (const [id, { place }] of load(number).declared) declare(id, place);
  return {
    model: session.shared.model,
    rows,
    paths: new Map(planned.order.map(({ id, path }) => [id, path])),
    declared,
  };
}

/** Everything about one id; `null` where no record has it. */
export function explain(id: string, dataset: Dataset): Explanation | null {
  const { model, rows } = dataset;
  const main = mainTables(model).find(table => rows[table.name]?.some(row => row[table.key[0]!] === id));
  if (!main) return null;
  const row = rows[main.name]!.find(row => row[main.key[0]!] === id)!;
  const parts = [...model.tables.values()].filter(table => isPart(table, main));
  return {
    id,
    table: main.name,
    label: labelOf(id, dataset) ?? id,
    declared: dataset.declared.get(id) ?? [],
    fields: fieldsOf(main, row, [], dataset),
    parts: parts.flatMap(table =>
      (rows[table.name] ?? [])
        .filter(part => part[table.key[0]!] === id)
        .map(part => ({ table: table.name, fields: fieldsOf(table, part, [table.key[0]!], dataset) })),
    ),
    evidence: evidenceOf(id, dataset),
    mentions: (rows.mentions ?? [])
      .filter(mention => mention.target_id === id)
      .map(mention => ({
        ...contextOf(mention, [mention], dataset),
        line: Number(mention.line),
        column: Number(mention.column),
      })),
    referrers: referrersOf(id, [main, ...parts], dataset),
  };
}

/** Tables of records, one row each. */
function mainTables(model: Model): Table[] {
  return [...Object.keys(KINDS), 'documents'].flatMap(name => model.tables.get(name) ?? []);
}

const VIEWS = new Set(['events_flat']);

function isPart(table: Table, main: Table): boolean {
  const first = table.columns.find(column => column.name === table.key[0]);
  return table !== main && !VIEWS.has(table.name) && (first?.references.includes(main.name) ?? false);
}

function fieldsOf(table: Table, row: Row, without: readonly string[], dataset: Dataset): Field[] {
  return table.columns.flatMap(column => {
    const value = row[column.name] ?? null;
    if (value === null || without.includes(column.name)) return [];
    const label = isReference(column) && typeof value === 'string' ? labelOf(value, dataset) : null;
    return [{ column: column.name, value, ...(label !== null && { label }) }];
  });
}

function isReference({ references }: Column): boolean {
  return references.some(table => table !== 'terms' && table !== 'sentences');
}

function labelOf(id: string, { model, rows }: Dataset): string | null {
  for (const table of mainTables(model)) {
    const row = rows[table.name]?.find(row => row[table.key[0]!] === id);
    if (row) return String(row.label ?? row.title ?? id);
  }
  return null;
}

/** Where a trigger's whole sentence is the evidence, the trigger is marked in it. */
function evidenceOf(id: string, dataset: Dataset): Context[] {
  return (dataset.rows.evidence ?? [])
    .filter(row => row.record_id === id)
    .map(row => {
      const inside = (dataset.rows.mentions ?? []).filter(
        mention => mention.target_id === id && mention.sentence_id === row.sentence_id,
      );
      const marked = row.basis === 'quoted' || inside.length === 0 ? [row] : inside;
      return { ...contextOf(row, marked, dataset), basis: String(row.basis) };
    });
}

function contextOf(row: Row, marked: readonly Row[], { rows, paths }: Dataset): Context {
  const path = paths.get(String(row.document_id)) ?? '';
  const sentence = rows.sentences?.find(({ sentence_id }) => sentence_id === row.sentence_id);
  if (!sentence || row.sentence_id === null)
    return { path, sentence: String(row.exact), marks: [[0, String(row.exact).length]] };
  const text = [...String(sentence.text)];
  const units = (points: number): number =>
    text.slice(0, Math.max(0, points - Number(sentence.char_start))).join('').length;
  return {
    path,
    sentence: String(sentence.text),
    marks: marked.map(({ char_start, char_end }) => [units(Number(char_start)), units(Number(char_end))] as const),
  };
}

const NO_REFERRERS = new Set([...VIEWS, 'mentions', 'evidence', 'former_ids', 'sentences', 'terms']);

function referrersOf(id: string, own: readonly Table[], dataset: Dataset): Referrer[] {
  const found = new Map<string, { table: string; as: string[] }>();
  for (const table of dataset.model.tables.values()) {
    if (NO_REFERRERS.has(table.name)) continue;
    const first = table.key[0]!;
    const columns = table.columns.filter(
      column => isReference(column) && !(own.includes(table) && column.name === first),
    );
    for (const row of dataset.rows[table.name] ?? []) {
      const by = columns.filter(({ name }) => [row[name] ?? []].flat().includes(id));
      if (by.length === 0 || row[first] === id) continue;
      const known = found.get(String(row[first])) ?? { table: table.name, as: [] };
      known.as.push(...(typeof row.role === 'string' ? [row.role] : by.map(({ name }) => name)));
      found.set(String(row[first]), known);
    }
  }
  return [...found].map(([referrer, { table, as }]) => ({
    id: referrer,
    table,
    label: labelOf(referrer, dataset) ?? referrer,
    as: [...new Set(as)],
  }));
}
