import type { Column, Row } from '../../model.ts';
import type { StoredTable } from './store.ts';

/** Excel mends a sheet that has more by dropping all. */
const LINKS = 65_530;
const SAFE_ADDRESS = /^https?:\/\/[\w.-]+(?::\d+)?(?:[/?][\w./?=&%~:@!$'()*+,;-]*)?(?:#[\w./?=&%~-]*)?$/;
const ADDRESS_LENGTH = 2_000;

/** Where a cell leads: an outside address, or a place in the workbook. */
export interface Target {
  readonly target: string;
  readonly location?: string;
}

/** Finds where the cells of one sheet lead, in order, until there are as many as a sheet can have. */
export type FindTarget = (column: Column, row: Row) => Target | null;

/** The rows of all tables by their key, so that an id leads to what it names. */
export function indexRows(tables: readonly StoredTable[]): () => FindTarget {
  const places = new Map(tables.map(stored => [stored.table.name, placesOf(stored)]));
  return () => {
    let count = 0;
    return (column, row) => {
      const value = row[column.name];
      if (count >= LINKS || typeof value !== 'string') return null;
      const target = column.datatype === 'iri' ? outside(column, value) : inside(column, value);
      if (target) count += 1;
      return target;
    };
  };

  function inside({ references }: Column, id: string): Target | null {
    const location = references.map(name => places.get(name)?.get(id)).find(place => place !== undefined);
    return location === undefined ? null : { target: '', location };
  }
}

/** The dataset's own addresses are for programs, and lead nowhere until it is hosted. */
function outside({ name }: Column, address: string): Target | null {
  if (name === 'iri' || address.length > ADDRESS_LENGTH || !SAFE_ADDRESS.test(address)) return null;
  return { target: address };
}

function placesOf({ table, rows }: StoredTable): ReadonlyMap<string, string> {
  const [key] = table.key;
  if (rows === null || table.key.length !== 1) return new Map();
  // The header is row 1.
  return new Map(rows.map((row, at) => [String(row[key!]), `${table.name}!A${at + 2}`]));
}
