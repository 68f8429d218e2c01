import type { Row, Table } from '../model.ts';
import { cellText } from './cells.ts';
import type { OpenEmitter, Sink } from './emitter.ts';
import { BOM, csvLines } from './rfc4180.ts';

/*
 * csv/<table>.csv, made for spreadsheets: RFC 4180, UTF-8, CRLF, a header row with the model's column names also where
 * no row follows, empty for not stated. What stands in a cell, and the guard against formulas, is said in cells.ts.
 */

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
    skip() {},
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
    sink.write((bom ? BOM : '') + csvLines([this.#names]));
  }

  add(rows: readonly Row[]): void {
    this.#sink.write(csvLines(rows.map(row => this.#names.map((name, index) => this.#cells[index]!(row[name])))));
  }

  close(): void {
    this.#sink.close();
  }
}
