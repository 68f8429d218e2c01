import { type CellStyle, type CellValue, rangeRef, type WriteSheet } from 'hucre/xlsx';
import type { Column, Row, Table } from '../../model.ts';
import { guard } from '../cells.ts';
import type { FindTarget } from './links.ts';
import { DATE, HEADER, TEXT, TEXT_LINK } from './styles.ts';
import { cellContent, isLikeError } from './values.ts';

type Cells = NonNullable<WriteSheet['cells']>;

/** Of columns, in characters. */
const WIDTH = { least: 8, most: 48, date: 12, room: 3 };

/** One table as a sheet: what columns mean as notes on the header, which stays in sight and filters the rows. */
export function tableSheet(table: Table, rows: readonly Row[], find: FindTarget): WriteSheet {
  const { columns } = table;
  const contents = columns.map(cellContent);
  const body = rows.map(row => columns.map(({ name }, at) => contents[at]!(row[name])));
  const cells: Cells = new Map(columns.map((column, at) => [`0,${at}`, header(column)]));
  for (const [at, row] of rows.entries()) markCells(cells, at, row, body[at]!, columns, find);
  return {
    name: table.name,
    columns: columns.map((column, at) => ({ width: width(column, body, at), ...styled(style(column)) })),
    rows: [columns.map(({ name }) => name), ...body],
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: rangeRef(0, 0, rows.length, columns.length - 1) },
  };
}

function header({ name, description }: Column) {
  return { value: name, type: 'string', style: HEADER, comment: { text: description } } as const;
}

/** Cells that differ from their column: links, texts like formulas, texts like errors. */
function markCells(
  cells: Cells,
  at: number,
  row: Row,
  contents: readonly CellValue[],
  columns: readonly Column[],
  find: FindTarget,
): void {
  for (const [index, column] of columns.entries()) {
    const content = contents[index]!;
    if (typeof content !== 'string') continue;
    const target = find(column, row);
    const key = `${at + 1},${index}`;
    if (target) cells.set(key, { value: content, type: 'string', style: TEXT_LINK, hyperlink: target });
    else if (isLikeError(content)) cells.set(key, { value: content, type: 'richText', richText: [{ text: content }] });
    else if (guard(content) !== content) cells.set(key, { value: content, type: 'string', style: TEXT });
  }
}

/** Dates look like dates; what a spreadsheet might take for something else, once edited, is marked as text. */
function style({ type, text }: Column): CellStyle | null {
  if (type === 'date') return DATE;
  return (type === 'string' || type === 'list') && !text ? TEXT : null;
}

function styled(wanted: CellStyle | null) {
  return wanted === null ? {} : { style: wanted };
}

/** As wide as nine in ten of the cells need, within bounds; the header and its arrow always fit. */
function width({ name, type }: Column, body: readonly (readonly CellValue[])[], at: number): number {
  if (type === 'date') return Math.max(WIDTH.date, name.length + WIDTH.room);
  const lengths = body.map(row => textLength(row[at]!)).sort((one, other) => one - other);
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  return Math.max(WIDTH.least, name.length + WIDTH.room, Math.min(usual + 1, WIDTH.most));
}

/** Letters of East Asia take the room of two. */
function textLength(content: CellValue): number {
  const text = content === null ? '' : String(content);
  return (
    text.length + (text.match(/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)
  );
}
