import type { Column, Table } from '../../model.ts';

/** A column whose values are all keys of one table. */
export interface ForeignKey {
  readonly column: Column;
  /** Name of the table. */
  readonly table: string;
  /** Its key column. */
  readonly key: string;
}

/**
 * The references of a table that are foreign keys: to one table that has a key of one column. An id that may be of several
 * tables is none, nor a list, nor the table's own key, which leads to the row itself.
 */
export function foreignKeys(table: Table, tables: ReadonlyMap<string, Table>): ForeignKey[] {
  return table.columns.flatMap(column => {
    const [name] = column.references;
    const target = tables.get(name ?? '');
    if (!target || column.references.length > 1 || column.type === 'list' || target.key.length !== 1) return [];
    const key = target.key[0]!;
    return target.name === table.name && key === column.name ? [] : [{ column, table: target.name, key }];
  });
}

/** Whether no column of the table's key can be empty, as SQL asks of a primary key. */
export function isPrimary({ key, columns }: Table): boolean {
  return columns.every(({ name, nullable }) => !nullable || !key.includes(name));
}
