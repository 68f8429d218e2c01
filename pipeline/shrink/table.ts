import type { AlignType, PhrasingContent, Table, TableCell, TableRow } from 'mdast';
import type { Source } from '../place.ts';
import { EOL, positionOf } from './prose.ts';

/** A row between bars; no bar is part of a cell, because escapes aren't plain and code with one isn't whole. */
const ROW = new RegExp(`(\\|(?:[^|\\r\\n\\t<>]+\\|)+)(?:${EOL}|$)`, 'gy');
const CELL = /[^|]+\|/g;
const DELIMITERS = /^\|(?: *:?-+:? *\|)+$/;

/** A table (GFM § 4.10) whose rows are as long as its head and have plain words in their cells; otherwise `null`. */
export function plainTable(
  source: Source,
  start: number,
  end: number,
  words: (start: number, end: number) => PhrasingContent[] | null,
): Table | null {
  const lines = source.text.slice(start, end);
  const rows = [...lines.matchAll(ROW)];
  const read = rows.reduce((length, [row]) => length + row.length, 0);
  const [head, delimiters, ...body] = rows.map(({ 1: row, index }) => ({ row: row!, from: start + index }));
  if (read < lines.length || !head || !delimiters || !DELIMITERS.test(delimiters.row)) return null;
  const align = (delimiters.row.match(CELL) ?? []).map(alignment);
  const children: TableRow[] = [];
  for (const { row, from } of [head, ...body]) {
    const cells: TableCell[] = [];
    for (const {
      0: { length },
      index,
    } of row.matchAll(CELL)) {
      const last = from + index + length;
      const within = cellWords(source.text, from + index, last - 1);
      const phrasing = within && words(...within);
      if (within && !phrasing) return null;
      // A bar belongs to the cell after it, and the last one to the last cell.
      const position = positionOf(source, from + index - 1, index + length === row.length ? last : last - 1);
      cells.push({ type: 'tableCell', children: phrasing ?? [], position });
    }
    if (cells.length !== align.length) return null;
    children.push({ type: 'tableRow', children: cells, position: positionOf(source, from, from + row.length) });
  }
  return { type: 'table', align, children, position: positionOf(source, start, end) };
}

function alignment(cell: string): AlignType {
  const [left, right] = [/^ *:/.test(cell), /: *\|$/.test(cell)];
  if (left) return right ? 'center' : 'left';
  return right ? 'right' : null;
}

/** What stands between the spaces of a cell; `null` if nothing does. */
function cellWords(text: string, start: number, end: number): [number, number] | null {
  let [from, to] = [start, end];
  while (from < to && text[from] === ' ') from += 1;
  while (to > from && text[to - 1] === ' ') to -= 1;
  return from === to ? null : [from, to];
}
