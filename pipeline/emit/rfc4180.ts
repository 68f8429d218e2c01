import { type Options, stringify } from 'csv-stringify/sync';
import { assertWritable } from './cells.ts';

/** Excel takes a CSV file for UTF-8 only where it begins with this. */
export const BOM = '\uFEFF';
/** What csv-stringify does something about; it writes any other cell as it is, and takes several times as long. */
const SPECIAL = /[",\r\n]/;
/** Each cell a record, after which comes what no cell may hold; of itself csv-stringify would leave a lone CR or LF unquoted. */
const ALONE: Options = { record_delimiter: '\0', quoted_match: /[\r\n]/ };

/**
 * Lines of CSV, each with its line end; '' where there are none.
 * @throws {TypeError} on a text that can't be written
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  const cells = quoted(rows);
  let lines = '';
  let at = 0;
  for (const row of rows) {
    let before = '';
    for (const cell of row) {
      lines += before + (SPECIAL.test(cell) ? cells[at++]! : cell);
      before = ',';
    }
    lines += '\r\n';
  }
  assertWritable(lines);
  return lines;
}

/** The special cells in their order, as csv-stringify writes them. */
function quoted(rows: readonly (readonly string[])[]): readonly string[] {
  const special: string[][] = [];
  for (const row of rows) {
    for (const cell of row) {
      if (!SPECIAL.test(cell)) continue;
      assertWritable(cell);
      special.push([cell]);
    }
  }
  return special.length === 0 ? [] : stringify(special, ALONE).split('\0');
}
