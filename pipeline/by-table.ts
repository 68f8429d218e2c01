import type { Row } from './model.ts';

/** Rows by table name. */
export type RowsByTable = { [table: string]: Row[] };

/** Rows with the same value in a column, in the order of its first appearance. */
export function groupBy(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[column]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

export function append(rows: RowsByTable, table: string, more: readonly Row[]): void {
  const known = rows[table];
  if (known) known.push(...more);
  else rows[table] = [...more];
}
