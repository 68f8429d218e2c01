import type { Column, Table } from '../model.ts';
import type { Cells, Snapshot } from './snapshot.ts';

/** What an old cell would hold in the new dataset if nothing but ids and the base had changed. */
export interface Renames {
  /** From the id that a thing had to the one that it has. */
  readonly ids: ReadonlyMap<string, string>;
  readonly row: (table: Table, row: Cells) => Cells;
}

/** Renames that the new dataset tells of (`former_ids`) and the old one did not. */
export function renamesBetween(old: Snapshot, now: Snapshot): Renames {
  const known = new Set((old.tables.get('former_ids')?.rows ?? []).map(({ former_id }) => former_id));
  const told = (now.tables.get('former_ids')?.rows ?? []).filter(({ former_id }) => !known.has(former_id));
  const ids = new Map(told.map(({ former_id, current_id }) => [former_id!, current_id!]));
  const iri = iriMap(ids, old.base, now.base);
  if (ids.size === 0 && old.base === now.base) return { ids, row: (_, row) => row };
  const maps = new Map<Table, (row: Cells) => Cells>();
  return {
    ids,
    row(table, row) {
      const map = maps.get(table) ?? rowMap(table, ids, iri);
      maps.set(table, map);
      return map(row);
    },
  };
}

type CellMap = (cell: string) => string;

function iriMap(ids: Renames['ids'], from: string | null, to: string | null): CellMap {
  return cell => {
    if (from === null || to === null || !cell.startsWith(from)) return cell;
    const path = cell.slice(from.length);
    const id = path.startsWith('id/') ? path.slice('id/'.length) : null;
    return to + (id === null ? path : `id/${ids.get(id) ?? id}`);
  };
}

function rowMap(table: Table, ids: Renames['ids'], iri: CellMap): (row: Cells) => Cells {
  const id: CellMap = cell => ids.get(cell) ?? cell;
  const list: CellMap = cell => cell.split(';').map(id).join(';');
  const maps = table.columns.flatMap((column): [string, CellMap][] => {
    if (column.datatype === 'iri') return [[column.name, iri]];
    return holdsId(table, column) ? [[column.name, column.type === 'list' ? list : id]] : [];
  });
  return row => {
    const mapped: { [column: string]: string } = { ...row };
    for (const [name, map] of maps) if (mapped[name]) mapped[name] = map(mapped[name]);
    return mapped;
  };
}

/** A reference, or the key of a table of things. */
function holdsId({ key, about }: Table, { name, references }: Column): boolean {
  return references.length > 0 || (about === `id/{${name}}` && key[0] === name);
}
