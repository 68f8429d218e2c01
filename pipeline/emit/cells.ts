import type { Column, Value } from '../model.ts';

/*
 * What stands in a cell. Two steps, so that formats agree: `settled` gives the value that every tabular format carries,
 * `cellText` writes it for formats that know text alone.
 *
 *   not stated   empty; an empty text and an empty list state nothing either
 *   date         ISO 8601, as it is
 *   EDTF         a bare month, year, decade or century says that the rest is open: 2024-07 -> 2024-07-XX,
 *                2022 -> 2022-XX-XX. The bounds are the same, and no spreadsheet takes it for the first of July or a
 *                number. Intervals, sets and dates with another sign stay text anyway (tried in Gnumeric), but for
 *                2024% and years before 0000, which become numbers.
 *   number       plain decimal notation, never an exponent; the shortest that reads back as the same double
 *   boolean      true, false
 *   list         items joined by `;`, which no item may hold
 *   free text    guarded (below) in columns marked `x-text`
 *
 * The guard: spreadsheets run what begins with = + - @ (also full-width), whether blanks precede it or not. Such a text
 * gets one leading apostrophe; so does one that has apostrophes before that, which makes the way back plain: text that
 * begins with an apostrophe and would be guarded without it loses it. Numbers are no text, and -165.4 stays a number.
 *
 * A cell may be longer than a spreadsheet's 32,767 characters: CSV holds the whole.
 */

/** Joins the items of a list. */
const SEPARATOR = ';';
const RISKY = /^'*\s*[=+\-@\t\r＝＋－＠]/;
const CENTURY_TO_YEAR = /^\d{2,4}$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const OPEN_YEAR = /^\d{2}(?:\d\d|\dX|XX)-XX-XX$/;
const OPEN_MONTH = /^\d{4}-(?:0[1-9]|1[0-2])-XX$/;

/** The way from a row's value to the one that all tabular formats carry; idempotent. */
export function settled({ datatype, type }: Column): (value: Value | undefined) => Value {
  if (datatype === 'edtf') return value => (typeof value === 'string' ? openDays(value) || null : absent(value));
  if (type === 'number' || type === 'integer')
    return value => (typeof value === 'number' ? finite(value) : absent(value));
  return value => (value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value);
}

/** The way from a row's value to the text of its cell; '' is not stated. */
export function cellText(column: Column): (value: Value | undefined) => string {
  const settle = settled(column);
  const write =
    column.type === 'string' && column.datatype !== 'edtf'
      ? (value: Value | undefined) => (typeof value === 'string' ? value : plain(settle(value)))
      : (value: Value | undefined) => (value === null ? '' : plain(settle(value)));
  return column.text ? value => guard(write(value)) : write;
}

/** The way back from the text of a cell to the settled value. */
export function cellValue(column: Column): (text: string) => Value {
  const read = READERS[column.type];
  return text => (text === '' ? null : read(column.text ? unguard(text) : text));
}

const READERS: { readonly [type in Column['type']]: (text: string) => Value } = {
  string: text => text,
  date: text => text,
  integer: Number,
  number: Number,
  boolean: text => text === 'true',
  list: text => text.split(SEPARATOR),
};

/**
 * Refuses what a string can hold and not every format: half a surrogate pair (UTF-8) and NUL (XML, RDF).
 * @throws {TypeError} where the validation of the sources has not told their author
 */
export function assertWritable(text: string): void {
  if (text.isWellFormed() && !text.includes('\0')) return;
  throw new TypeError(`Unexpected NUL or lone surrogate in ${JSON.stringify(text.slice(0, 80))}`);
}

export function guard(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

export function unguard(text: string): string {
  return text.startsWith("'") && RISKY.test(text.slice(1)) ? text.slice(1) : text;
}

/** EDTF of a bare month, year, decade or century -> with the rest left open. Other EDTF is returned as it is. */
export function openDays(edtf: string): string {
  if (CENTURY_TO_YEAR.test(edtf)) return `${edtf.padEnd('YYYY'.length, 'X')}-XX-XX`;
  return MONTH.test(edtf) ? `${edtf}-XX` : edtf;
}

/** The other way: 2024-07-XX -> 2024-07, 2022-XX-XX -> 2022, 198X-XX-XX -> 198. */
export function closeDays(edtf: string): string {
  if (OPEN_YEAR.test(edtf)) return edtf.replaceAll(/X|-/g, '');
  return OPEN_MONTH.test(edtf) ? edtf.slice(0, 'YYYY-MM'.length) : edtf;
}

/** Plain decimal notation of a finite number: 1e-7 -> 0.0000001. Reads back as the same number. */
export function decimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  return sign + (point > 0 ? digits.padEnd(point, '0') : `0.${'0'.repeat(-point)}${digits}`);
}

function plain(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return decimal(value);
  if (value === null) return '';
  return typeof value === 'boolean' ? String(value) : join(value);
}

function join(items: readonly string[]): string {
  for (const item of items) {
    if (item === '' || item.includes(SEPARATOR)) throw new TypeError(`Unexpected list item ${JSON.stringify(item)}`);
  }
  return items.join(SEPARATOR);
}

/** Negative zero is zero: some formats tell them apart and others can't. */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`Unexpected number ${value}`);
  return value === 0 ? 0 : value;
}

function absent(value: Value | undefined): null {
  if (value === null || value === undefined || value === '') return null;
  throw new RangeError(`Unexpected value ${JSON.stringify(value)} of another type than its column`);
}
