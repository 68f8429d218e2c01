import { type Options, stringify } from 'csv-stringify/sync';
import { assertWritable } from './cells.ts';

/** Excel takes a CSV file for UTF-8 only where it begins with this. */
export const BOM = '\uFEFF';
/** With a delimiter of two characters csv-stringify would leave a cell with a single LF or CR unquoted. */
const RFC_4180: Options = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ };

/** Lines of CSV, each with its line end; '' where there are none. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const text = stringify(
    rows.map(row => [...row]),
    RFC_4180,
  );
  assertWritable(text);
  return text;
}
