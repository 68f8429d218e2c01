import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '../../pipeline/model.ts';
import { type Built, output, PYTHON, type Reader, readCsv, script, sizes } from './reader.ts';

/** Comma, quote, UTF-8, from the first line. */
const CSV_FILTER = 'Text - txt - csv (StarCalc):44,34,76,1';

/** A cell as a spreadsheet program took it; the value of a date is in ISO 8601. */
interface Cell {
  readonly type: 'text' | 'number' | 'date' | 'boolean' | 'empty';
  readonly value: string;
}
type Sheets = { readonly [sheet: string]: readonly (readonly Cell[])[] };

const libreOffice: Reader = {
  name: 'LibreOffice Calc',
  from: 'libreoffice-calc',
  version: () => output('soffice', ['--version']),
  reads: 'CSV',
  async find(datasets, work) {
    const counts: Counts = { dates: 0, numbers: 0, misread: new Set(), apostrophes: 0 };
    for (const [index, dataset] of some(datasets).entries()) {
      const out = join(work, String(index));
      const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
      const files = [...dataset.tables.keys()].map(name => join(dataset.dist, 'csv', `${name}.csv`));
      await output('soffice', [
        profile,
        '--headless',
        `--infilter=${CSV_FILTER}`,
        '--convert-to',
        'fods',
        '--outdir',
        out,
        ...files,
      ]);
      const sheets = JSON.parse(await output(PYTHON, [script('read_fods.py'), out])) as Sheets;
      checkSheets(dataset, sheets, counts);
    }
    return found(some(datasets), counts);
  },
};

const gnumeric: Reader = {
  name: 'Gnumeric',
  from: 'gnumeric',
  version: async () => (await output('sh', ['-c', 'ssconvert --version 2>&1'])).split('\n')[0]!,
  reads: 'CSV',
  async find(datasets, work) {
    const counts: Counts = { dates: 0, numbers: 0, misread: new Set(), apostrophes: 0 };
    for (const [index, dataset] of some(datasets).entries()) {
      const names = [...dataset.tables.keys()];
      const merged = join(work, `${index}.gnumeric`);
      const files = names.map(name => join(dataset.dist, 'csv', `${name}.csv`));
      await output('ssconvert', [`--merge-to=${merged}`, ...files]);
      // Raw: a date is the number of its day, whatever it looks like.
      const text = ['-S', '-T', 'Gnumeric_stf:stf_assistant', '-O', 'format=raw separator=, quoting-mode=auto'];
      await output('ssconvert', [...text, merged, join(work, `${index}-%n.txt`)]);
      const sheets = names.map((name, at) => {
        const rows = readCsv(readFileSync(join(work, `${index}-${at}.txt`), 'utf8'));
        const columns = dataset.model.tables.get(name)!.columns;
        const cells = rows.rows.map(row => row.map((value, index) => rawCell(value, columns[index]!)));
        return [name, [[], ...cells]] as const;
      });
      checkSheets(dataset, Object.fromEntries(sheets), counts);
    }
    return found(some(datasets), counts);
  },
};

interface Counts {
  dates: number;
  numbers: number;
  /** Words that look like a date or a number and are taken for one: CSV can't say that they are none; the workbook does. */
  readonly misread: Set<string>;
  /** Texts that begin with an apostrophe, which a program took for the sign that marks text. */
  apostrophes: number;
}

/** They take seconds for a dataset: the article, and texts in other scripts. */
function some(datasets: readonly Built[]): readonly Built[] {
  return datasets.filter(({ name }) => ['the article', 'arabic-and-japanese'].includes(name));
}

function found(datasets: readonly Built[], { dates, numbers, misread, apostrophes }: Counts): string {
  const all = datasets.flatMap(({ tables }) => [...tables.values()]);
  const text = all.flatMap(({ rows }) => rows.flat()).join('');
  const letters = new Set(text.match(/\P{ASCII}/gu)).size;
  const figures = [`${dates.toLocaleString('en')} dates are dates`, `${numbers.toLocaleString('en')} numbers numbers`];
  const words = [...misread].map(each => `\`${each}\``).join(', ');
  const except = words === '' ? '' : ` but for words that look like a date (${words}), which the workbook has as text`;
  const marked =
    apostrophes === 0 ? '' : `; ${apostrophes} texts are shown without the apostrophe that they begin with`;
  return `${sizes(all)}: ${figures.join(', ')}, all else is text${except}${marked}; ${letters} letters beyond ASCII are intact`;
}

/** @throws on a cell that is shown as something else than was meant */
function checkSheets({ name: dataset, tables, model }: Built, sheets: Sheets, counts: Counts): void {
  for (const [name, { header, rows }] of tables) {
    const columns = new Map(model.tables.get(name)!.columns.map(column => [column.name, column]));
    const sheet = sheets[name];
    if (!sheet) throw new Error(`${dataset}: no sheet ${name}; there are ${Object.keys(sheets).join(', ')}`);
    rows.forEach((row, at) => {
      for (const [index, text] of row.entries()) {
        const column = columns.get(header[index]!)!;
        const cell = sheet[at + 1]?.[index] ?? { type: 'empty', value: '' };
        const fault = faultOf(column, text, cell);
        if (fault && column.text && cell.type !== 'text') counts.misread.add(text);
        else if (fault && column.text && text === `'${cell.value}`) counts.apostrophes += 1;
        else if (fault)
          throw new Error(`${dataset}/${name}, row ${at + 1}, ${column.name}: ${JSON.stringify(cell)}, ${fault}`);
        if (text === '') continue;
        if (column.type === 'date') counts.dates += 1;
        if (column.type === 'number' || column.type === 'integer') counts.numbers += 1;
      }
    });
  }
}

function faultOf({ type, datatype }: Column, text: string, cell: Cell): string | null {
  if (text === '') return cell.value === '' ? null : 'expected nothing';
  if (type === 'date' || (datatype === 'edtf' && /^\d{4}-\d\d-\d\d$/.test(text)))
    return cell.type === 'date' && cell.value === text ? null : `expected the date ${text}`;
  if (type === 'number' || type === 'integer')
    return cell.type === 'number' && Number(cell.value) === Number(text) ? null : `expected the number ${text}`;
  // An identifier of digits alone may look like a number, if it is the same one.
  if (cell.type === 'number') return cell.value === text ? null : `expected the text ${text}`;
  return folded(cell.value) === folded(text) ? null : `expected the text ${text}`;
}

/** Line ends are shown as the program has them. */
function folded(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

const EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** What Gnumeric writes raw is a number, that of a day among them, or a text. */
function rawCell(value: string, { type, datatype }: Column): Cell {
  if (value === '') return { type: 'empty', value };
  if (!/^-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?$/.test(value)) return { type: 'text', value };
  if (type !== 'date' && datatype !== 'edtf') return { type: 'number', value };
  return { type: 'date', value: new Date(EPOCH + Number(value) * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length) };
}

export const SPREADSHEET_READERS: readonly Reader[] = [libreOffice, gnumeric];
