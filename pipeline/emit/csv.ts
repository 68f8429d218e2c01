import { type Options, stringify } from 'csv-stringify/sync';
import type { Row, Table } from '../model.ts';
import { assertWritable, cellText } from './cells.ts';
import type { OpenEmitter, Sink } from './emitter.ts';

/*
 * csv/<table>.csv, made for spreadsheets: RFC 4180, UTF-8, CRLF, a header row with the model's column names also where
 * no row follows, empty for not stated. What stands in a cell, and the guard against formulas, is said in cells.ts.
 */

const BOM = '\uFEFF';
/** With a delimiter of two characters csv-stringify would leave a cell with a single LF or CR unquoted. */
const RFC_4180: Options = { record_delimiter: '\r\n', quoted_match: /[\r\n]/ };

/** Writes one CSV file a table. */
export const openCsv: OpenEmitter = ({ model, manifest, output }) => {
  const files = new Map<string, CsvFile>();
  for (const table of model.tables.values()) {
    files.set(table.name, new CsvFile(table, output.file(`csv/${table.name}.csv`), manifest.csv.bom));
  }
  return {
    add({ rows }) {
      for (const [table, added] of Object.entries(rows)) {
        const file = files.get(table);
        if (!file) throw new Error(`Unexpected table \`${table}\``);
        file.add(added);
      }
    },
    close() {
      for (const file of files.values()) file.close();
    },
  };
};

class CsvFile {
  readonly #sink: Sink;
  readonly #names: readonly string[];
  readonly #cells: readonly ReturnType<typeof cellText>[];

  constructor(table: Table, sink: Sink, bom: boolean) {
    this.#sink = sink;
    this.#names = table.columns.map(column => column.name);
    this.#cells = table.columns.map(cellText);
    sink.write((bom ? BOM : '') + stringify([this.#names], RFC_4180));
  }

  add(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const text = stringify(
      rows.map(row => this.#names.map((name, index) => this.#cells[index]!(row[name]))),
      RFC_4180,
    );
    assertWritable(text);
    this.#sink.write(text);
  }

  close(): void {
    this.#sink.close();
  }
}
