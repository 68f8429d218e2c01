import type { Row, Table } from '../model.ts';
import { assertWritable, cellText } from './cells.ts';
import type { OpenEmitter, Sink } from './emitter.ts';

/*
 * csv/<table>.csv, made for spreadsheets: RFC 4180, UTF-8, CRLF, a header row with the model's column names also where
 * no row follows, empty for not stated. What stands in a cell, and the guard against formulas, is said in cells.ts.
 *
 * Rows are joined here and not by csv-stringify, which takes three to four times as long and is the judge in the tests:
 * the same cells are quoted in the same way.
 */

const BOM = '\uFEFF';
const CRLF = '\r\n';
const SPECIAL = /[",\r\n]/;

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
    sink.write((bom ? BOM : '') + this.#names.map(quote).join(',') + CRLF);
  }

  add(rows: readonly Row[]): void {
    let text = '';
    for (const row of rows) text += this.#line(row) + CRLF;
    assertWritable(text);
    this.#sink.write(text);
  }

  close(): void {
    this.#sink.close();
  }

  #line(row: Row): string {
    const cells = this.#cells;
    let line = '';
    for (let index = 0; index < cells.length; index++) {
      const cell = quote(cells[index]!(row[this.#names[index]!]));
      line += index === 0 ? cell : `,${cell}`;
    }
    return line;
  }
}

function quote(cell: string): string {
  return SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
