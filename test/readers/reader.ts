import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Model } from '../../pipeline/model.ts';

/** A dataset as it was built, and what its CSV files hold by csv-parse, which the pipeline doesn't write with. */
export interface Built {
  readonly name: string;
  readonly dist: string;
  readonly model: Model;
  readonly tables: ReadonlyMap<string, CsvTable>;
}
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A program that knows nothing of this project. */
export interface Reader {
  readonly name: string;
  /** Debian package that has it; for those of npm, the package. */
  readonly from: string;
  /** Text that holds its version. */
  readonly version: () => Promise<string>;
  readonly reads: string;
  /** Reads and compares; gives what it found, in words. `work` is an empty folder. @throws where it isn't the same */
  readonly find: (datasets: readonly Built[], work: string) => Promise<string>;
}

const run = promisify(execFile);
const LARGE = 1 << 28;

/** What a program writes to standard output; messages to standard error are its own affair. */
export async function output(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const { stdout } = await run(program, [...args], {
    maxBuffer: LARGE,
    env: { ...process.env, LC_ALL: 'C.UTF-8', PYTHONWARNINGS: 'ignore' },
    ...(cwd === undefined ? {} : { cwd }),
  });
  return stdout;
}

/** Debian's Python, whichever other one comes first in PATH. */
export const PYTHON = '/usr/bin/python3';
export const script = (name: string): string => join(import.meta.dirname, name);

/** The version that an npm package states. */
export async function npmVersion(name: string): Promise<string> {
  const path = join(import.meta.dirname, '../../node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

export function readCsv(text: string): CsvTable {
  const [header = [], ...rows] = parse(text, { bom: true }) as string[][];
  return { header, rows };
}

/** "84 tables, 1,912 rows" */
export function sizes(tables: Iterable<CsvTable>): string {
  const all = [...tables];
  const rows = all.reduce((sum, { rows: { length } }) => sum + length, 0);
  return `${all.length} tables, ${rows.toLocaleString('en')} rows`;
}

/** @throws with the first difference, where a reader shows other rows than csv-parse */
export function expectSame(where: string, found: CsvTable, meant: CsvTable): void {
  const one = [found.header, ...found.rows];
  const other = [meant.header, ...meant.rows];
  const at = other.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(one[index]));
  if (at < 0 && one.length === other.length) return;
  const row = at < 0 ? other.length : at;
  throw new Error(`${where}, row ${row}: ${JSON.stringify(one[row])}, expected ${JSON.stringify(other[row])}`);
}

/** Objects with the columns as their keys -> rows of texts; `''` for null. */
export function tableOf(
  header: readonly string[],
  records: readonly { readonly [column: string]: unknown }[],
): CsvTable {
  return { header, rows: records.map(record => header.map(name => String(record[name] ?? ''))) };
}
