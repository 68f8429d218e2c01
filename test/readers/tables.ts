import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Column } from '../../pipeline/model.ts';
import { openDataset } from '../duckdb.ts';
import {
  type Built,
  type CsvTable,
  expectSame,
  npmVersion,
  output,
  PYTHON,
  type Reader,
  readCsv,
  script,
  sizes,
  tableOf,
} from './reader.ts';

type RecordOf = { readonly [column: string]: unknown };

const csv = ({ dist }: Built, table: string): string => join(dist, 'csv', `${table}.csv`);
const all = (datasets: readonly Built[]) => datasets.flatMap(({ tables }) => [...tables.values()]);

/** Compares what was read of every table of a dataset; a table without rows may be missing. */
function expectTables({ name, tables }: Built, found: (table: string) => CsvTable | undefined): void {
  for (const [table, meant] of tables)
    expectSame(`${name}/csv/${table}.csv`, found(table) ?? { ...meant, rows: [] }, meant);
}

const miller: Reader = {
  name: 'Miller',
  from: 'miller',
  version: () => output('mlr', ['--version']),
  reads: 'CSV',
  async find(datasets) {
    for (const dataset of datasets) {
      const paths = [...dataset.tables.keys()].map(name => csv(dataset, name));
      const json = await output('mlr', ['--icsv', '--ojson', '-S', 'put', '$READ_FROM = FILENAME', ...paths]);
      const records = JSON.parse(json) as { readonly [column: string]: string }[];
      expectTables(dataset, name => {
        const own = records.filter(({ READ_FROM }) => READ_FROM === csv(dataset, name));
        return tableOf(dataset.tables.get(name)!.header, own);
      });
    }
    return `${sizes(all(datasets))}: every cell as it was written`;
  },
};

/** csvkit takes a second to start: the tables with the hardest texts, and all sheets of a workbook at once. */
const csvkit: Reader = {
  name: 'csvkit',
  from: 'csvkit',
  version: () => output('csvstat', ['--version']),
  reads: 'CSV, XLSX',
  async find(datasets, work) {
    const [dataset] = datasets;
    const tables = ['events', 'sentences', 'terms'];
    for (const name of tables) {
      const { header } = dataset!.tables.get(name)!;
      const json = await output('csvjson', ['-I', '--blanks', '-y', '0', csv(dataset!, name)]);
      expectSame(name, tableOf(header, JSON.parse(json) as Record<string, unknown>[]), dataset!.tables.get(name)!);
    }
    const sheets = await sheetsByCsvkit(join(dataset!.dist, 'dataset.xlsx'), work);
    for (const [name, meant] of dataset!.tables) {
      const { columns } = dataset!.model.tables.get(name)!;
      const sheet = sheets.find(({ header }) => header.join() === meant.header.join());
      if (!sheet) throw new Error(`dataset.xlsx: no sheet has the columns of ${name}`);
      const comparable = ({ header, rows }: CsvTable): CsvTable => ({
        header,
        rows: rows.map(row => row.map((cell, index) => shownIn(columns[index]!, cell))),
      });
      expectSame(`dataset.xlsx, ${name}`, comparable(sheet), comparable(meant));
    }
    return `${tables.length} tables: every cell as it was written (with \`-y 0\`: its guess at the delimiter fails on prose); ${dataset!.tables.size} sheets: every cell as in CSV`;
  },
};

/** A workbook needs no guard against formulas, and numbers are written as csvkit likes. */
function shownIn({ type, text }: Column, cell: string): string {
  if (cell !== '' && (type === 'number' || type === 'integer')) return String(Number(cell));
  const unguarded = text && /^'+\s*[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
  return unguarded.replace(/\r\n?/g, '\n');
}

async function sheetsByCsvkit(workbook: string, work: string) {
  const copy = join(work, 'dataset.xlsx');
  await output('cp', [workbook, copy]);
  await output('in2csv', ['-I', '--blanks', '--write-sheets=-', copy], work);
  const files = readdirSync(work).filter(name => /^dataset_\d+\.csv$/.test(name));
  return files.map(name => readCsv(readFileSync(join(work, name), 'utf8')));
}

const sqlite: Reader = {
  name: 'SQLite',
  from: 'sqlite3',
  version: () => output('sqlite3', ['--version']),
  reads: 'CSV',
  async find(datasets) {
    for (const dataset of datasets) {
      const imports = [...dataset.tables.keys()].flatMap(name => [
        `.import --csv '${csv(dataset, name).replaceAll("'", "''")}' ${name}`,
        `.print =${name}`,
        `SELECT * FROM ${name} ORDER BY rowid`,
      ]);
      const text = await output('sqlite3', [':memory:', '.mode json', ...imports]);
      const parts = text.split(/^=(\w+)\n/m).slice(1);
      expectTables(dataset, name => {
        const json = parts[parts.indexOf(name) + 1]!;
        return json === '' ? undefined : tableOf(dataset.tables.get(name)!.header, JSON.parse(json) as RecordOf[]);
      });
    }
    return `${sizes(all(datasets))}: every cell as it was written`;
  },
};

interface PandasTable {
  readonly header: string[];
  readonly rows: string[][];
  readonly types: { readonly [column: string]: string };
}

const pandas: Reader = {
  name: 'pandas',
  from: 'python3-pandas',
  version: () => output(PYTHON, ['-c', 'import pandas; print(pandas.__version__)']),
  reads: 'CSV',
  async find(datasets) {
    let dates = 0;
    let numbers = 0;
    const folders = datasets.map(({ dist }) => join(dist, 'csv'));
    const json = await output(PYTHON, [script('read_pandas.py'), ...folders]);
    const read = JSON.parse(json) as { readonly [folder: string]: { readonly [table: string]: PandasTable } };
    for (const dataset of datasets) {
      const found = read[join(dataset.dist, 'csv')]!;
      expectTables(dataset, name => found[name]);
      for (const name of dataset.tables.keys()) {
        for (const column of typed(dataset, name)) {
          const type = found[name]!.types[column.name];
          const expected = column.type === 'date' ? ['datetime64[ns]'] : ['int64', 'float64'];
          if (!expected.includes(String(type))) throw new Error(`${name}.${column.name} is ${type}`);
          if (column.type === 'date') dates += 1;
          else numbers += 1;
        }
      }
    }
    return `${sizes(all(datasets))}: every cell as it was written; ${dates} columns of dates and ${numbers} of numbers typed`;
  },
};

/** Columns of dates and numbers that have a value. */
function typed({ model, tables }: Built, name: string): Column[] {
  const { header, rows } = tables.get(name)!;
  const stated = (column: string): boolean => rows.some(row => row[header.indexOf(column)] !== '');
  return model.tables
    .get(name)!
    .columns.filter(({ name: column, type }) => ['date', 'number', 'integer'].includes(type) && stated(column));
}

const readr: Reader = {
  name: 'R (readr)',
  from: 'r-cran-readr',
  version: () =>
    output('Rscript', ['-e', 'cat(as.character(getRversion()), "with readr", as.character(packageVersion("readr")))']),
  reads: 'CSV',
  async find(datasets, work) {
    let checked = 0;
    const folders = datasets.flatMap(({ dist }, index) => [join(dist, 'csv'), join(work, String(index))]);
    const types = await output('Rscript', [script('read_readr.R'), ...folders]);
    const guessed = new Map(
      types
        .trim()
        .split('\n')
        .map(line => line.trim().split(' ') as [string, string]),
    );
    for (const [index, dataset] of datasets.entries()) {
      expectTables(dataset, name => readCsv(readFileSync(join(work, String(index), `${name}.csv`), 'utf8')));
      for (const name of dataset.tables.keys()) {
        for (const column of typed(dataset, name)) {
          const type = guessed.get(`${join(dataset.dist, 'csv', `${name}.csv`)}:${column.name}`);
          if (type !== (column.type === 'date' ? 'Date' : 'numeric'))
            throw new Error(`${name}.${column.name} is guessed as ${type}`);
          checked += 1;
        }
      }
    }
    return `${sizes(all(datasets))}: every cell as it was written; ${checked} columns of dates and numbers guessed as such`;
  },
};

const duckdb: Reader = {
  name: 'DuckDB',
  from: '@duckdb/node-api',
  async version() {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const [[version] = []] = (await connection.runAndReadAll('SELECT version()')).getRows();
    return `${version} (${await npmVersion('@duckdb/node-api')})`;
  },
  reads: 'CSV, Parquet',
  async find(datasets) {
    for (const dataset of datasets) {
      const data = await openDataset(dataset.dist);
      for (const { name, columns } of dataset.model.tables.values()) {
        const parquet = `SELECT ${columns.map(column => asText(column)).join(', ')} FROM ${name}`;
        const texts = `SELECT ${columns.map(column => asWritten(column)).join(', ')} FROM csv_${name}`;
        for (const [one, other] of [
          [parquet, texts],
          [texts, parquet],
        ]) {
          const [different] = await data.query(`(${one}) EXCEPT ALL (${other})`);
          if (different) throw new Error(`${dataset.name}/${name}: ${JSON.stringify(different)}`);
        }
      }
    }
    return `${sizes(all(datasets))}: \`EXCEPT ALL\` between CSV and Parquet is empty both ways`;
  },
};

/** A typed value as the text that stands for it in CSV; texts are compared without their guard. */
function asText({ name, type }: Column): string {
  return type === 'list' ? `array_to_string("${name}", ';')` : `CAST("${name}" AS VARCHAR)`;
}

function asWritten({ name, type, text }: Column): string {
  if (type === 'number') return `CAST(CAST("${name}" AS DOUBLE) AS VARCHAR)`;
  if (!text) return `"${name}"`;
  return `CASE WHEN regexp_matches("${name}", '^''+\\s*[=+\\-@\\t\\r＝＋－＠]') THEN substr("${name}", 2) ELSE "${name}" END`;
}

export const TABLE_READERS: readonly Reader[] = [duckdb, miller, csvkit, sqlite, pandas, readr];
