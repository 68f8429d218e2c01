import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { decimal, unguard } from '../pipeline/emit/cells.ts';
import { openCsv } from '../pipeline/emit/csv.ts';
import { createRowStore } from '../pipeline/emit/xlsx/store.ts';
import { openXlsx } from '../pipeline/emit/xlsx.ts';
import { build } from '../pipeline/index.ts';
import { type ColumnType, createModel, type Row } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { PROJECT_FOLDERS } from './described.ts';
import { column, emit, KINDS as KINDS_OF_CELLS, table } from './emit/fixtures.ts';
import { isInstalled, type Sheets, type Show, showInGnumeric, showInLibreOffice } from './spreadsheets.ts';
import { temporaryFolder } from './tree.ts';

/** What XML can't hold, as it is and as OOXML writes it. */
const UNSEEN = ['\u0001', '\ufffe', '_x0001_', '_xFFFE_', '_x005F'];
const folder = temporaryFolder();
const PROGRAMS: readonly (readonly [name: string, program: string, show: Show])[] = [
  ['LibreOffice', 'soffice', showInLibreOffice],
  ['Gnumeric', 'ssconvert', showInGnumeric],
];
const KINDS = { ...KINDS_OF_CELLS, columns: KINDS_OF_CELLS.columns.map(each => ({ ...each, references: [] })) };
const TYPES = new Map(KINDS.columns.map(({ name, type }) => [name, type]));
const LINKED = table('linked', [
  column('linked_id', 'string', { references: [] }),
  column('kind_id', 'string', { references: ['kinds'] }),
]);

/** The hard cases of tables: one row each, in the column that has it. */
const HARD: readonly Row[] = [
  ...['s_12e5', 'e_0123', 'a-2024'].map(kind_id => ({ kind_id })),
  ...['2024-07', '2022', '198', '2024-07-24', '2024-07-01/2024-07-31', '2010~/..', '2024?', '2024-21'].map(time => ({
    time,
  })),
  ...['2024-07-24', '1900-03-01', '1899-12-31', '1066-10-14', '9999-12-31'].map(day => ({ day })),
  ...[0, 7, -3, 1_000_000].map(count => ({ count })),
  ...[-165.4, 66, 0.1, 1e-7, 12e5, 123456.789].map(measure => ({ measure })),
  ...[true, false].map(sure => ({ sure })),
  ...[['a'], ['1', '2'], ['x y', 'z']].map(tags => ({ tags })),
  ...['Tromsø', '中国', 'عربي', '😀', 'a\nb', 'a, "b"; c', "it's", '66 km', '2022'].map(prose => ({ prose })),
  ...['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|x', '\t=1', ' =1', "'=1"].map(prose => ({ prose })),
].map((given, at) => ({ ...empty(), kind_id: `k_${at}`, ...given }));

const ofProse = (texts: readonly string[]): readonly Row[] =>
  texts.map((prose, at) => ({ ...empty(), kind_id: `p_${at}`, prose }));

/** Free text that spreadsheets take for something else in CSV; a workbook says that it is text. */
const MISREAD = ofProse([
  ...['1/2', '1-2', 'May 2024', '24 July 2024', '0123', '12e5', '66.0', '1,000', '50%', '10:30', 'TRUE', '2024-07'],
  ...['#N/A', '#REF!', '#DIV/0!', ' lead', 'trail ', '12345678901234567890'],
]);
const ODD = ofProse(['_x0041_', 'a\tb', 'a\u0001b', '\ufffe']);
const TAKEN_OTHERWISE: { readonly [program: string]: readonly string[] } = {
  LibreOffice: ['0123', '12e5', '66.0', '1,000', '12345678901234567890'],
  Gnumeric: ['1/2', 'May 2024', '24 July 2024', '0123', '12e5', '66.0', '1,000', '50%', '10:30', '2024-07'],
};

function empty(): Row {
  return Object.fromEntries(KINDS.columns.map(({ name }) => [name, null]));
}

const files = (rows: readonly Row[]) =>
  emit(
    context => {
      const both = [openCsv(context), openXlsx(context)];
      return {
        add: batch => both.forEach(each => void each.add(batch)),
        close: async () => {
          for (const each of both) await each.close();
        },
      };
    },
    [KINDS, LINKED],
    [{ kinds: rows }, { linked: [{ linked_id: 'l', kind_id: rows.at(-1)?.kind_id ?? null }] }],
  );

/** The parts of a workbook as text. */
function parts(workbook: Uint8Array): { readonly [path: string]: string } {
  return Object.fromEntries(Object.entries(unzipSync(workbook)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

async function shown(show: Show, name: string, bytes: Uint8Array): Promise<Sheets> {
  const work = mkdtempSync(join(folder, 'show-'));
  mkdirSync(join(work, 'file'));
  const path = join(work, 'file', name);
  writeFileSync(path, bytes);
  return show(path, work);
}

/** A cell as every program shows it, by the type of its column. */
function comparable(cell: string, type: ColumnType): string {
  if (cell === '') return '';
  if (type === 'number' || type === 'integer') return decimal(Number(cell));
  if (type === 'boolean') return cell.toLowerCase();
  return type === 'date' ? cell.replaceAll('/', '-') : cell.replaceAll('\r\n', '\n');
}

/** Gnumeric writes dates with slashes. */
function isoDate(cell: string): string {
  return cell.replace(/^(\d{4})\/(\d\d)\/(\d\d)$/, '$1-$2-$3');
}

function comparableRows(
  [header = [], ...rows]: readonly (readonly string[])[],
  types: ReadonlyMap<string, ColumnType>,
): string[][] {
  return rows.map(row => header.map((name, at) => comparable(row[at] ?? '', types.get(name)!)));
}

const csvRows = (csv: Uint8Array): string[][] => parse(Buffer.from(csv), { bom: true });
/** Without the guard, which a workbook needs not. */
const unguarded = (rows: readonly (readonly string[])[], header: readonly string[], text: (name: string) => boolean) =>
  rows.map(row => row.map((cell, at) => (text(header[at]!) ? unguard(cell) : cell)));

describe.each(PROGRAMS)('%s', (name, program, show) => {
  const missing = !isInstalled(program);

  test.skipIf(missing)('shows in a workbook what was meant, in every hard case', async () => {
    const written = await files([...HARD, ...MISREAD, ...ODD]);
    const sheets = await shown(show, 'dataset.xlsx', written.get('dataset.xlsx')!);
    const [header, ...rows] = csvRows(written.get('csv/kinds.csv')!);
    const meant = comparableRows([header!, ...unguarded(rows, header!, each => each === 'prose')], TYPES);
    const found = comparableRows(sheets.get('kinds')!, TYPES);
    // Programs differ in what they show for characters that XML can't hold.
    // Gnumeric doesn't know that `_x005F_` is an underscore.
    const control = (cell: string) => UNSEEN.reduce((text, each) => text.replaceAll(each, ''), cell);
    expect(found.map(row => row.map(control))).toEqual(meant.map(row => row.map(control)));
  });

  test.skipIf(missing)('shows in CSV what was meant, in every hard case', async () => {
    const written = await files(HARD);
    const csv = written.get('csv/kinds.csv')!;
    const [sheet] = [...(await shown(show, 'kinds.csv', csv)).values()];
    const [header, ...rows] = csvRows(csv);
    const found = comparableRows(sheet!, TYPES).map(row => row.map(isoDate));
    // Gnumeric takes the apostrophe as what it is for, LibreOffice shows it.
    const hidden = name === 'Gnumeric' ? unguarded(rows, header!, each => each === 'prose') : rows;
    expect(found).toEqual(comparableRows([header!, ...hidden], TYPES));
  });

  test.skipIf(missing)('takes some texts in CSV for numbers and dates, which is what the workbook is for', async () => {
    const csv = (await files(MISREAD)).get('csv/kinds.csv')!;
    const [sheet] = [...(await shown(show, 'kinds.csv', csv)).values()];
    const at = sheet![0]!.indexOf('prose');
    const changed = csvRows(csv).filter((row, line) => line > 0 && row[at] !== sheet![line]![at]);
    expect(changed.map(row => row[at])).toEqual(TAKEN_OTHERWISE[name]);
  });
});

describe('the workbook of the article', () => {
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
  const out = join(folder, 'article');

  beforeAll(async () => {
    const { ok } = await build(PROJECT_FOLDERS[0]![1], { out, formats: ['csv', 'xlsx'], cache: false });
    expect(ok).toBe(true);
  });

  describe.each(PROGRAMS)('in %s', (_, program, show) => {
    test.skipIf(!isInstalled(program))('has the cells of CSV', async () => {
      const sheets = await show(join(out, 'dataset.xlsx'), mkdtempSync(join(folder, 'article-')));
      expect([...sheets.keys()].sort()).toEqual(['About', ...model.tables.keys()].sort());
      for (const { name, columns } of model.tables.values()) {
        const types = new Map(columns.map(each => [each.name, each.type]));
        const text = new Set(columns.filter(each => each.text).map(each => each.name));
        const [header, ...rows] = csvRows(readFileSync(join(out, 'csv', `${name}.csv`)));
        const found = sheets.get(name)!;
        expect(found[0]).toEqual(header);
        const meant = comparableRows([header!, ...unguarded(rows, header!, each => text.has(each))], types);
        expect(comparableRows(found, types), name).toEqual(meant);
      }
    });
  });
});

describe('a workbook', () => {
  test('has the same bytes at every time and in every zone', async () => {
    const zone = process.env.TZ;
    const one = (await files(HARD)).get('dataset.xlsx')!;
    process.env.TZ = 'Pacific/Apia';
    const other = (await files(HARD)).get('dataset.xlsx')!;
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(other.equals(one)).toBe(true);
  });

  test('has no formula, types for numbers, dates and truth values, and text for all else', async () => {
    const { 'xl/worksheets/sheet2.xml': sheet } = parts(
      (await files([...HARD, ...MISREAD, ...ODD])).get('dataset.xlsx')!,
    );
    expect(sheet).not.toContain('<f');
    const cell = (row: number, name: string) => {
      const letter = 'ABCDEFGHI'[KINDS.columns.findIndex(each => each.name === name)];
      return new RegExp(`<c r="${letter}${row + 2}"[^>]*>.*?</c>`).exec(sheet!)?.[0];
    };
    const at = (name: string, value: unknown) =>
      cell(
        HARD.findIndex(row => row[name] === value),
        name,
      );
    expect(at('day', '2024-07-24')).toMatch(/^<c r="E\d+" s="\d+"><v>45497<\/v>/);
    expect(at('day', '1900-03-01')).toContain('<v>61</v>');
    expect(at('day', '1899-12-31')).toContain(' t="s"');
    expect(at('measure', -165.4)).toContain('<v>-165.4</v>');
    expect(at('sure', true)).toMatch(/ t="b".*<v>1</);
    expect(at('time', '2024-07')).toContain(' t="s"');
    expect(at('prose', '=1+1')).toContain(' t="s"');
  });

  test('has headers in sight, with filters and notes, and links between sheets', async () => {
    const all = parts((await files(HARD)).get('dataset.xlsx')!);
    const sheet = all['xl/worksheets/sheet2.xml']!;
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" state="frozen"');
    expect(sheet).toContain(`<autoFilter ref="A1:I${HARD.length + 1}"/>`);
    expect(all['xl/comments2.xml']).toContain('What kind_id is');
    expect(all['xl/worksheets/sheet3.xml']).toContain(`<hyperlink ref="B2" location="kinds!A${HARD.length + 1}"/>`);
    expect(all['xl/worksheets/sheet1.xml']).toContain('location="kinds!A1"');
  });

  test('says on its first sheet which texts it cuts', async () => {
    const long = `${'é'.repeat(32_765)}😀😀`;
    const all = parts((await files([{ ...empty(), kind_id: 'k', prose: long }])).get('dataset.xlsx')!);
    expect(all['xl/sharedStrings.xml']).toContain(`${'é'.repeat(32_765)}…</t>`);
    expect(all['xl/sharedStrings.xml']).toContain('whole in CSV: kinds.prose.');
    const whole = parts((await files([{ ...empty(), kind_id: 'k', prose: 'é'.repeat(32_767) }])).get('dataset.xlsx')!);
    expect(whole['xl/sharedStrings.xml']).not.toContain('whole in CSV');
  });

  test.each([
    [
      'rows',
      { rows: 3, cells: 1000 },
      [
        ['kinds', 4, null],
        ['linked', 1, 1],
      ],
    ],
    [
      'cells',
      { rows: 1000, cells: 30 },
      [
        ['kinds', 4, null],
        ['linked', 1, 1],
      ],
    ],
    [
      'neither',
      { rows: 4, cells: 38 },
      [
        ['kinds', 4, 4],
        ['linked', 1, 1],
      ],
    ],
  ])('gives up a table that has too many %s, as a whole', (_, bounds, expected) => {
    const tables = new Map([KINDS, LINKED].map(each => [each.name, each]));
    const store = createRowStore({ tables }, bounds);
    for (let at = 0; at < 4; at += 1) store.add({ kinds: [empty()] });
    store.add({ linked: [{ linked_id: 'l', kind_id: 'k' }] });
    expect(store.tables().map(({ table, count, rows }) => [table.name, count, rows?.length ?? null])).toEqual(expected);
  });
});
