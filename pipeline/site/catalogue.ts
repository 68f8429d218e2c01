import type { Batch, DocumentProse } from '../emit/emitter.ts';
import type { Model, Row, Table, Type } from '../model.ts';

/** A thing of the dataset, whatever its kind. */
export interface Thing {
  readonly id: string;
  /** Table that its row is in. */
  readonly table: string;
  readonly row: Row;
  readonly label: string;
  readonly type: Type | null;
}

/** A row that names a thing in one of its columns. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly row: Row;
}

/** All rows of a dataset, to be looked up from any side. Pages refer to one another, so it holds the whole. */
export interface Catalogue {
  readonly things: ReadonlyMap<string, Thing>;
  readonly prose: ReadonlyMap<string, DocumentProse>;
  rows(table: string): readonly Row[];
  /** Rows whose column has the value. */
  where(table: string, column: string, value: string): readonly Row[];
  /** The first of them. */
  one(table: string, column: string, value: string): Row | undefined;
  /** Rows of other things that name the thing, in the model's order of tables and columns. */
  referringTo(id: string): readonly Reference[];
}

/** Tables whose rows are things: what an id can stand for. */
const THINGS = ['entities', 'events', 'relations', 'quantities', 'quotations', 'claims'];

export class Collection implements Catalogue {
  readonly things = new Map<string, Thing>();
  readonly prose = new Map<string, DocumentProse>();
  readonly #model: Model;
  readonly #rows = new Map<string, Row[]>();
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly Row[]>>();
  #references: ReadonlyMap<string, readonly Reference[]> | null = null;

  constructor(model: Model) {
    this.#model = model;
  }

  add({ rows, prose = [] }: Batch): void {
    for (const [table, added] of Object.entries(rows)) {
      const known = this.#rows.get(table);
      if (known) for (const row of added) known.push(row);
      else this.#rows.set(table, [...added]);
    }
    for (const table of THINGS) for (const row of rows[table] ?? []) this.#addThing(table, row);
    for (const document of prose) this.prose.set(document.document_id, document);
  }

  #addThing(table: string, row: Row): void {
    const id = String(row[this.#model.tables.get(table)!.key[0]!]);
    const type = this.#model.types.get(String(row.type)) ?? null;
    this.things.set(id, { id, table, row, label: String(row.label ?? id), type });
  }

  rows(table: string): readonly Row[] {
    return this.#rows.get(table) ?? [];
  }

  where(table: string, column: string, value: string): readonly Row[] {
    const key = `${table}.${column}`;
    let index = this.#indexes.get(key);
    if (!index) {
      index = grouped(this.rows(table), row => [row[column]].flat().filter(isText));
      this.#indexes.set(key, index);
    }
    return index.get(value) ?? [];
  }

  one(table: string, column: string, value: string): Row | undefined {
    return this.where(table, column, value)[0];
  }

  referringTo(id: string): readonly Reference[] {
    this.#references ??= this.#referring();
    return this.#references.get(id) ?? [];
  }

  #referring(): ReadonlyMap<string, readonly Reference[]> {
    const all: (readonly [string, Reference])[] = [];
    for (const table of this.#model.tables.values()) {
      if (PROSE.has(table.name)) continue;
      for (const { name: column } of table.columns.filter(({ references }) => references.some(isThings))) {
        if (isOwnKey(table, column)) continue;
        for (const row of this.rows(table.name)) {
          for (const id of [row[column]].flat().filter(isText)) all.push([id, { table: table.name, column, row }]);
        }
      }
    }
    return new Map(
      [...grouped(all, ([id]) => [id])].map(([id, found]) => [id, found.map(([, reference]) => reference)]),
    );
  }
}

/** Tables that say where the prose speaks of a thing, which pages tell in words. */
const PROSE = new Set(['mentions', 'evidence']);

/** Whether the column says whose the row is, rather than what the row's thing has to do with another. */
function isOwnKey(table: Table, column: string): boolean {
  return table.key[0] === column;
}

function isThings(table: string): boolean {
  return THINGS.includes(table);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function grouped<T>(items: Iterable<T>, keys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
