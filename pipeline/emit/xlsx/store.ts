import type { Model, Row, Table } from '../../model.ts';
import type { Batch } from '../emitter.ts';

/** What a sheet of Excel can hold, less the header. */
const ROWS = 2 ** 20 - 1;
/** A workbook of more cells is no help to anyone: it takes minutes to open, and half a gigabyte to write. */
const CELLS = 1_000_000;

/** The rows of a workbook, which is written when all are there. */
export interface RowStore {
  add(rows: Batch['rows']): void;
  /** All tables in order; `rows` is null for one that is too large. */
  tables(): readonly StoredTable[];
}
export interface StoredTable {
  readonly table: Table;
  /** How many there are, kept or not. */
  readonly count: number;
  readonly rows: readonly Row[] | null;
}

interface Kept {
  readonly table: Table;
  count: number;
  rows: Row[] | null;
}

/** Keeps rows up to the bounds; a table that goes beyond them is given up as a whole. */
export function createRowStore({ tables }: Pick<Model, 'tables'>, bounds = { rows: ROWS, cells: CELLS }): RowStore {
  const kept = new Map([...tables].map(([name, table]): [string, Kept] => [name, { table, count: 0, rows: [] }]));
  let cells = 0;
  return {
    add(rows) {
      for (const [name, added] of Object.entries(rows)) {
        const into = kept.get(name);
        if (!into) throw new Error(`Unexpected table \`${name}\``);
        keep(into, added);
      }
    },
    tables: () => [...kept.values()],
  };

  function keep(into: Kept, added: readonly Row[]): void {
    const width = into.table.columns.length;
    into.count += added.length;
    if (into.rows === null) return;
    cells += added.length * width;
    if (into.count <= bounds.rows && cells <= bounds.cells) {
      for (const row of added) into.rows.push(row);
      return;
    }
    cells -= into.count * width;
    into.rows = null;
  }
}
