import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DuckDBDateValue, type DuckDBValue } from '@duckdb/node-api';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { settled } from '../pipeline/emit/cells.ts';
import { openCsv } from '../pipeline/emit/csv.ts';
import type { OpenEmitter } from '../pipeline/emit/emitter.ts';
import { openParquet, openParts } from '../pipeline/emit/parquet.ts';
import type { Row, Value } from '../pipeline/model.ts';
import { column, emit, KINDS, query, table } from './emit/fixtures.ts';
import { row } from './emit/rows.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parquet-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const PLACES = table('places', [
  column('entity_id', 'string', { nullable: false }),
  column('latitude', 'number'),
  column('longitude', 'number'),
]);

async function kinds(...batches: (readonly Row[])[]): Promise<Buffer> {
  const files = await emit(
    openParquet,
    [KINDS],
    batches.map(rows => ({ kinds: rows })),
  );
  return files.get('parquet/kinds.parquet')!;
}

function footer(file: Buffer) {
  return parquetMetadata(new Uint8Array(file).buffer);
}

function keys(file: Buffer): Record<string, string | undefined> {
  return Object.fromEntries((footer(file).key_value_metadata ?? []).map(({ key, value }) => [key, value]));
}

function settledRow(record: Row): Record<string, Value> {
  return Object.fromEntries(KINDS.columns.map(each => [each.name, settled(each)(record[each.name])]));
}

/** What a reader gives -> what stands in a row. */
function plain(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (value instanceof DuckDBDateValue) return value.toString();
  if (Array.isArray(value)) return value.map(String);
  return (value as Value | undefined) ?? null;
}

/** hyparquet takes a leading U+FEFF from what it reads, unless told not to. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsers = { stringFromBytes: (bytes: Uint8Array) => bytes && utf8.decode(bytes) };

const unhex = (digits: DuckDBValue) =>
  typeof digits === 'string' ? Buffer.from(digits, 'hex').toString('utf8') : null;

describe('a Parquet file', () => {
  it('gives hyparquet the rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row), async rows => {
        const read = await parquetReadObjects({ file: new Uint8Array(await kinds(rows)).buffer, parsers });
        const values = read.map(each =>
          Object.fromEntries(Object.entries(each).map(([name, value]) => [name, plain(value)])),
        );
        expect(values).toEqual(rows.map(settledRow));
      }),
    );
  });

  it('gives DuckDB the rows', { timeout: 60_000 }, async () => {
    // As hexadecimal, because the binding takes a leading U+FEFF from what it reads.
    const sql = `SELECT * REPLACE (hex(plain) AS plain, hex(prose) AS prose, hex(array_to_string(tags, ';')) AS tags)
      FROM '$folder/kinds.parquet'`;
    await fc.assert(
      fc.asyncProperty(fc.array(row), async rows => {
        const read = await query(folder, new Map([['kinds.parquet', await kinds(rows)]]), sql);
        const values = read.map(({ plain: words, prose, tags, ...rest }) => ({
          ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, plain(value)])),
          plain: unhex(words!),
          prose: unhex(prose!),
          tags: unhex(tags!)?.split(';') ?? null,
        }));
        expect(values).toEqual(rows.map(settledRow));
      }),
      { numRuns: 60 },
    );
  });

  it('has the types and the order of the model', async () => {
    const sql = "SELECT column_name, column_type FROM (DESCRIBE FROM '$folder/kinds.parquet')";
    const described = await query(folder, new Map([['kinds.parquet', await kinds([])]]), sql);
    expect(described.map(({ column_name, column_type }) => [column_name, column_type])).toEqual([
      ['kind_id', 'VARCHAR'],
      ['plain', 'VARCHAR'],
      ['prose', 'VARCHAR'],
      ['time', 'VARCHAR'],
      ['day', 'DATE'],
      ['count', 'BIGINT'],
      ['measure', 'DOUBLE'],
      ['sure', 'BOOLEAN'],
      ['tags', 'VARCHAR[]'],
    ]);
    const required = footer(await kinds([])).schema.filter(element => element.repetition_type === 'REQUIRED');
    expect(required.map(({ name }) => name)).toEqual(['kind_id', 'element']);
  });

  it('is the same however its rows come', async () => {
    const rows = fc.sample(row, { numRuns: 40, seed: 1 });
    const whole = await kinds(rows);
    expect((await kinds(rows)).equals(whole)).toBe(true);
    expect((await kinds(rows.slice(0, 7), [], rows.slice(7))).equals(whole)).toBe(true);
    expect((await kinds(...rows.map(each => [each]))).equals(whole)).toBe(true);
  });

  it('is a folder of files where the table is long, which read as one', async () => {
    const rows = Array.from({ length: 50_001 }, (_, index) => ({ kind_id: `k${index}`, count: index }));
    const open: OpenEmitter = context => openParts({ ...context, most: () => rows.length }, 20_000);
    const files = await emit(open, [KINDS], [{ kinds: rows }]);
    const path = (part: number): string => `parquet/kinds.parquet/part-0000${part}.parquet`;
    expect([...files.keys()]).toEqual([0, 1, 2].map(path));
    const parts = new Map([...files].map(([name, bytes]) => [name.split('/').at(-1)!, bytes]));
    const sql = "SELECT count(*) AS rows, max(count) AS last FROM '$folder/part-*.parquet'";
    expect(await query(folder, parts, sql)).toEqual([{ rows: 50_001n, last: 50_000n }]);
  });

  it('has row groups of a fixed size in a section', async () => {
    const rows = Array.from({ length: 50_001 }, (_, index) => ({ kind_id: `k${index}`, count: index }));
    const { row_groups, num_rows } = footer(await kinds(rows));
    expect(row_groups.map(group => Number(group.num_rows))).toEqual([20_000, 20_000, 10_001]);
    expect(Number(num_rows)).toBe(50_001);
  });

  it('keeps them through dictionaries, pages and groups', { timeout: 60_000 }, async () => {
    const sample = fc.sample(row, { numRuns: 200, seed: 2 });
    const rows = Array.from({ length: 12_000 }, (_, index) => ({
      ...sample[index % 200]!,
      plain: sample[index >> 6]?.plain ?? null,
    }));
    const read = await parquetReadObjects({ file: new Uint8Array(await kinds(rows)).buffer, parsers });
    const values = read.map(each =>
      Object.fromEntries(Object.entries(each).map(([name, value]) => [name, plain(value)])),
    );
    expect(values).toEqual(rows.map(settledRow));
    const same = await query(
      folder,
      new Map([['kinds.parquet', await kinds(rows)]]),
      "SELECT count(*) AS n FROM '$folder/kinds.parquet'",
    );
    expect(same).toEqual([{ n: 12_000n }]);
  });

  it('says what its columns mean', async () => {
    const { title, description, columns = '' } = keys(await kinds([]));
    expect([title, description]).toEqual(['The kinds', 'All kinds.']);
    expect(JSON.parse(columns)).toMatchObject({ measure: 'What measure is' });
  });

  it('takes integers beyond 32 bits and days of any year', async () => {
    const read = await query(
      folder,
      new Map([['kinds.parquet', await kinds([{ kind_id: 'a', count: 8_000_000_000, day: '-0044-03-15' }])]]),
      "SELECT count, day::VARCHAR AS day FROM '$folder/kinds.parquet'",
    );
    expect(read).toEqual([{ count: 8_000_000_000n, day: '0045-03-15 (BC)' }]);
  });

  it.each([
    ['a required column without a value', { plain: 'x' }],
    ['an empty text in a required column', { kind_id: '' }],
    ['half a character', { kind_id: 'a', plain: '\ud83d' }],
    ['NUL', { kind_id: 'a', tags: ['\0'] }],
    ['a day that is none', { kind_id: 'a', day: '2023-02-29' }],
    ['a month for a day', { kind_id: 'a', day: '2023-02' }],
    ['a fraction for an integer', { kind_id: 'a', count: 1.5 }],
    ['infinity', { kind_id: 'a', measure: Infinity }],
  ])('refuses %s', async (_, record) => {
    await expect(kinds([record])).rejects.toThrow(/^Unexpected|integer/);
  });
});

describe('CSV and Parquet', () => {
  it('say the same to DuckDB, but for the guard', { timeout: 60_000 }, async () => {
    const types = `{kind_id: 'VARCHAR', plain: 'VARCHAR', prose: 'VARCHAR', time: 'VARCHAR', day: 'DATE', count: 'BIGINT',
      measure: 'DOUBLE', sure: 'BOOLEAN', tags: 'VARCHAR'}`;
    const fromCsv = `SELECT * REPLACE (string_split(tags, ';') AS tags,
        regexp_replace(prose, '^''(''*[\\s\\x0b\\p{Z}\\x{feff}]*[-=+@\\t\\r＝＋－＠])', '\\1') AS prose)
      FROM read_csv('$folder/csv/kinds.csv', header = true, auto_detect = false, new_line = '\\r\\n', columns = ${types},
        quote = '"', escape = '"')`;
    const fromParquet = "FROM '$folder/parquet/kinds.parquet'";
    await fc.assert(
      fc.asyncProperty(fc.array(row), async rows => {
        const files = new Map([
          ...(await emit(openCsv, [KINDS], [{ kinds: rows }])),
          ...(await emit(openParquet, [KINDS], [{ kinds: rows }])),
        ]);
        expect(await query(folder, files, `(${fromCsv}) EXCEPT ALL (${fromParquet})`)).toEqual([]);
        expect(await query(folder, files, `(${fromParquet}) EXCEPT ALL (${fromCsv})`)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('places', () => {
  const rows = [
    { entity_id: 'alaska', latitude: 64.5, longitude: -152.25 },
    { entity_id: 'somewhere', latitude: null, longitude: null },
    { entity_id: 'wrangel', latitude: 71.2, longitude: 179.4 },
  ];

  it('are GeoParquet 1.1', async () => {
    const file = (await emit(openParquet, [PLACES], [{ places: rows }])).get('parquet/places.parquet')!;
    const column = { encoding: 'WKB', geometry_types: ['Point'], bbox: [-152.25, 64.5, 179.4, 71.2] };
    expect(JSON.parse(keys(file).geo ?? '')).toEqual({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: { geometry: column },
    });
    const read = await parquetReadObjects({ file: new Uint8Array(file).buffer });
    expect(read.map(({ geometry }) => geometry ?? null)).toEqual([
      { type: 'Point', coordinates: [-152.25, 64.5] },
      null,
      { type: 'Point', coordinates: [179.4, 71.2] },
    ]);
  });

  it.each([
    ['some', rows],
    ['no', []],
    ['only unknown', rows.slice(1, 2)],
  ])('are read by DuckDB with %s rows', async (_, some) => {
    const files = await emit(openParquet, [PLACES], [{ places: some }]);
    const read = await query(
      folder,
      files,
      "SELECT entity_id FROM '$folder/parquet/places.parquet' WHERE geometry IS NOT NULL",
    );
    expect(read.length).toBe(some.filter(({ latitude }) => latitude !== null).length);
  });
});
