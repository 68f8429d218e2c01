import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Store } from 'oxigraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questions } from '../pipeline/emit/questions.ts';
import { build } from '../pipeline/index.ts';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';

const repository = path.join(import.meta.dirname, '..');
const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
const out = path.join(parent, 'dist');
const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
let readme: string;
let base: string;

beforeAll(async () => {
  expect((await build(repository, { out, formats: ['text', 'csv', 'parquet', 'nquads', 'readme'] })).ok).toBe(true);
  readme = fs.readFileSync(path.join(out, 'README.md'), 'utf8');
  base = /^- Address: (.*)$/m.exec(readme)?.[1] ?? '';
});
afterAll(() => fs.rmSync(parent, { recursive: true }));

/** Rows as lists of texts, in a fixed order; the last part of an IRI stands for it. */
function comparable(rows: readonly (readonly unknown[])[]): string[] {
  const words = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  const number = (value: string) => (/^-?\d+(\.\d+)?$/.test(value) ? String(Number(value)) : value);
  const short = (value: string) => (value.startsWith(base) ? value.replace(/^.*[/]/, '') : value);
  return rows.map(row => JSON.stringify(row.map(value => short(number(words(value)))))).sort();
}

async function bySql(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(sql.replaceAll("'parquet/", `'${out}/parquet/`));
  return reader.getRows();
}

function bySparql(store: Store, sparql: string): unknown[][] {
  const selected = /SELECT (.*) WHERE/.exec(sparql)![1]!.replaceAll(/\(.* AS (\?\w+)\)/g, '$1');
  const bindings = store.query(sparql) as Map<string, { value: string }>[];
  return bindings.map(binding => selected.split(' ').map(name => binding.get(name.slice(1))?.value));
}

describe('the five questions', () => {
  const each = questions(model, 'https://lodemark.example/').map(({ title }, index) => [title, index] as const);

  it.each(each)('%s', { timeout: 120_000 }, async (_, index) => {
    const { sql, sparql } = questions(model, base)[index]!;
    const store = new Store();
    store.load(fs.readFileSync(path.join(out, 'graph.nq'), 'utf8'), { format: 'application/n-quads' });
    const [fromTables, fromGraph] = [await bySql(sql), bySparql(store, sparql)];
    expect(fromTables.length).toBeGreaterThan(0);
    expect(comparable(fromGraph)).toEqual(comparable(fromTables));
  });
});

describe('the README', () => {
  it('names every table and column, and files that are there', () => {
    for (const { name, columns } of model.tables.values()) {
      expect(readme).toContain(`### ${name}\n`);
      for (const column of columns) expect(readme).toContain(`| \`${column.name}\` |`);
    }
    const named = [...readme.matchAll(/^\| `([^`]+)` \| [^|]* \|$/gm)].map(match => match[1]!);
    expect(named.slice(0, 5)).toEqual(['csv/', 'parquet/', 'graph.nq', 'text/', 'SHA256SUMS']);
    for (const path_ of named) expect(fs.existsSync(path.join(out, path_)), path_).toBe(true);
  });

  it('is well-formed Markdown: tables of even rows, fences in pairs', () => {
    const rows = readme.split('\n').filter(line => line.startsWith('| '));
    const widths = new Set(rows.map(line => line.replaceAll(/\\\|/g, '').split('|').length));
    expect([...widths].sort()).toEqual([4, 5]);
    expect((readme.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});
