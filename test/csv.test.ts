import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import edtf from 'edtf';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cellText, cellValue, closeDays, decimal, guard, openDays, settled, unguard } from '../pipeline/emit/cells.ts';
import { openCsv } from '../pipeline/emit/csv.ts';
import { csvLines } from '../pipeline/emit/rfc4180.ts';
import type { Row, Value } from '../pipeline/model.ts';
import { column, emit, KINDS, query, table } from './emit/fixtures.ts';
import { NASTY, row } from './emit/rows.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'csv-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const NAMES = KINDS.columns.map(({ name }) => name);

async function csv(rows: readonly Row[], bom = false): Promise<string> {
  const files = await emit(openCsv, [KINDS], [{ kinds: rows }], { csv: { bom } });
  return files.get('csv/kinds.csv')!.toString('utf8');
}

/** The cells as DuckDB reads them, every column as text. */
async function readByDuckDb(text: string): Promise<(string | null)[][]> {
  const columns = NAMES.map(name => `${name}: 'VARCHAR'`).join(', ');
  const format = `header = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', max_line_size = 10000000`;
  const files = new Map([['read.csv', Buffer.from(text)]]);
  // As hexadecimal, because the binding takes a leading U+FEFF from what it reads.
  const sql = `SELECT hex(COLUMNS(*)) FROM read_csv('$folder/read.csv', auto_detect = false, columns = {${columns}}, ${format})`;
  return (await query(folder, files, sql)).map(record => Object.values(record).map(unhex));
}

describe('a CSV file', () => {
  it('has a BOM if wanted, CRLF, and its header even when empty', async () => {
    expect(await csv([], true)).toBe(`\uFEFF${NAMES.join(',')}\r\n`);
    expect(await csv([], false)).toBe(`${NAMES.join(',')}\r\n`);
  });

  it('is there for every table, rows or not', async () => {
    const files = await emit(openCsv, [KINDS, table('empty', [column('a', 'string'), column('b', 'date')])], []);
    expect([...files.keys()]).toEqual(['csv/kinds.csv', 'csv/empty.csv']);
    expect(files.get('csv/empty.csv')?.toString()).toBe('\uFEFFa,b\r\n');
  });

  it('writes each type in its one way', async () => {
    const text = await csv([
      {
        kind_id: 'a',
        plain: 'two, "words"',
        prose: '=1+1',
        time: '2024-07',
        day: '2024-07-24',
        count: 12,
        measure: -165.4,
        sure: false,
        tags: ['x', 'y'],
      },
      { kind_id: 'b', plain: '', prose: null, time: '2022', day: null, count: 0, measure: 1e-7, sure: true, tags: [] },
    ]);
    expect(text.split('\r\n').slice(1)).toEqual([
      `a,"two, ""words""",'=1+1,2024-07-XX,2024-07-24,12,-165.4,false,x;y`,
      'b,,,2022-XX-XX,,0,0.0000001,true,',
      '',
    ]);
  });

  it('is read by DuckDB cell for cell, and back to the values', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), async rows => {
        const read = await readByDuckDb(await csv(rows));
        const values = read.map(cells =>
          Object.fromEntries(KINDS.columns.map((each, index) => [each.name, cellValue(each)(cells[index] ?? '')])),
        );
        expect(values).toEqual(rows.map(settledRow));
      }),
      { numRuns: 60 },
    );
  });

  it('is what csv-stringify writes', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }).filter(text => !text.includes('\0')),
      fc.string({
        unit: fc.constantFrom('"', ',', '\r', '\n', ' ', '\t', "'", ';', '\\', '\uFEFF', '\u2028', 'a', 'é'),
      }),
      fc.constantFrom(...NASTY),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 })), rows => {
        expect(csvLines(rows)).toBe(stringify(rows, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ }));
      }),
      { numRuns: 5000 },
    );
  });

  it('holds cells longer than a spreadsheet can', async () => {
    const long = 'é'.repeat(40_000);
    expect((await readByDuckDb(await csv([{ kind_id: 'a', prose: long }])))[0]?.[2]).toBe(long);
  });

  it.each(['\0', '"\0"', ',\0', 'a\ud83d', '\ude00b', ',\ude00'])('refuses %j', async text => {
    await expect(csv([{ kind_id: 'a', plain: text }])).rejects.toThrow(TypeError);
  });

  it.each([[['a;b']], [['']], [['a', '']]])('refuses the list %j', async tags => {
    await expect(csv([{ kind_id: 'a', tags }])).rejects.toThrow(TypeError);
  });

  it('refuses rows of a table that the model has not', async () => {
    await expect(emit(openCsv, [KINDS], [{ kind: [] }])).rejects.toThrow('`kind`');
  });
});

function unhex(digits: unknown): string | null {
  return typeof digits === 'string' ? Buffer.from(digits, 'hex').toString('utf8') : null;
}

function settledRow(record: Row): Record<string, Value> {
  return Object.fromEntries(KINDS.columns.map(each => [each.name, settled(each)(record[each.name])]));
}

describe('the guard', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...NASTY),
    fc.stringMatching(/^'{0,3}\s?[=+@-]?./),
  );

  it('goes back', () => {
    fc.assert(fc.property(text, words => unguard(guard(words)) === words));
  });

  it('lets no text through that a spreadsheet runs', () => {
    fc.assert(fc.property(text, words => !/^\s*[=+\-@\t\r＝＋－＠]/.test(guard(words))));
  });

  it('leaves other text alone', () => {
    for (const words of ['a=1', "it's", "'tis", '', ' a', '1-2']) expect(guard(words)).toBe(words);
  });

  it('is for free text alone', () => {
    expect(cellText(column('a', 'number'))(-1)).toBe('-1');
    expect(cellText(column('a', 'string'))('-1')).toBe('-1');
    expect(cellText(column('a', 'string', { text: true }))('-1')).toBe("'-1");
  });
});

describe('numbers', () => {
  it('are plain decimals that read back', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(number, value => Object.is(Number(decimal(value)), value + 0 === 0 ? 0 : value)));
    fc.assert(fc.property(number, value => /^-?\d+(\.\d+)?$/.test(decimal(value))));
  });

  it('have no negative zero and no infinity', () => {
    expect(cellText(column('a', 'number'))(-0)).toBe('0');
    for (const bad of [Infinity, NaN, '1']) expect(() => cellText(column('a', 'number'))(bad)).toThrow(RangeError);
  });
});

describe('years and months', () => {
  it.each(['2024-07', '2022', '1999-12', '0000', '2024-02', '198', '19', '05'])('%s keeps its bounds', time => {
    const [open, closed] = [openDays(time), time].map(each => edtf(each) as { min: number; max: number });
    expect(openDays(time)).toMatch(/XX$/);
    expect([open?.min, open?.max]).toEqual([closed?.min, closed?.max]);
    expect(closeDays(openDays(time))).toBe(time);
    expect(openDays(openDays(time))).toBe(openDays(time));
  });

  it.each([
    '2024-07-24',
    '20X4-XX-XX',
    '2024-21',
    '2024-07~',
    '2024?',
    '202X',
    '2024-07/2024-08',
    '[2022,2024]',
    '-0044',
    'Y17000',
    '',
  ])('%j stays', time => {
    expect(openDays(time)).toBe(time);
    expect(closeDays(time)).toBe(time);
  });
});
