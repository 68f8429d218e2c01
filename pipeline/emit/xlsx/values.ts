import type { CellValue } from 'hucre/xlsx';
import type { Column, Value } from '../../model.ts';
import { settled } from '../cells.ts';

/*
 * What stands in a cell of the workbook: the settled value, as a number, a truth value, a date or else a text. A text is never
 * a formula, whatever it begins with, so it needs no apostrophe as in CSV.
 */

/** What a cell of Excel can hold, in UTF-16 units. */
export const CELL_LENGTH = 32_767;
const ELLIPSIS = '…';
/** Excel counts a day in 1900 that there was not: what lies before it would be a day off. */
const FIRST_DATE = '1900-03-01';
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Texts that the library would take for errors of a formula. */
const ERROR = /^#(?:VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/;

/** The way from a row's value to the content of its cell. */
export function cellContent(column: Column): (value: Value | undefined) => CellValue {
  const settle = settled(column);
  if (column.type === 'date') return value => dated(settle(value));
  return value => {
    const plain = settle(value);
    if (plain === null || typeof plain === 'number' || typeof plain === 'boolean') return plain;
    return escapeText(cut(typeof plain === 'string' ? plain : plain.join(';')));
  };
}

/** A full ISO date as a date, where a workbook has it; any other as text. */
function dated(value: Value): CellValue {
  if (typeof value !== 'string') return null;
  return DATE.test(value) && value >= FIRST_DATE ? new Date(`${value}T00:00:00Z`) : escapeText(value);
}

export function isTooLong(value: Value | undefined): boolean {
  return typeof value === 'string' && value.length > CELL_LENGTH;
}

export function isLikeError(content: CellValue): content is string {
  return typeof content === 'string' && ERROR.test(content);
}

function cut(text: string): string {
  if (text.length <= CELL_LENGTH) return text;
  return text.slice(0, CELL_LENGTH - ELLIPSIS.length).replace(/[\ud800-\udbff]$/, '') + ELLIPSIS;
}

/** What XML can't hold, and what looks like the way in which OOXML writes that (`_x0041_`; ISO 29500-1, 22.9.2.19). */
function escapeText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\ufffe\uffff]/g, each => `_x${each.charCodeAt(0).toString(16).toUpperCase()}_`);
}
