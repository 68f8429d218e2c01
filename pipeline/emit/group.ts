import type { Row, Value } from '../model.ts';

/** Rows by the value of a column; an empty list where no row has it. */
export function grouped(rows: readonly Row[] = [], column: string): (value: Value | undefined) => readonly Row[] {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return value => groups.get(value) ?? [];
}
