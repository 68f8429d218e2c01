import type { Cell, CellStyle, WriteSheet } from 'hucre/xlsx';
import { citationText } from '../citation-text.ts';
import type { Manifest, Party } from '../emitter.ts';
import { licenceOf } from '../licence.ts';

import type { StoredTable } from './store.ts';
import { LINK, PROSE, STRONG, TITLE } from './styles.ts';
import { CELL_LENGTH, isTooLong } from './values.ts';

type Line = readonly Partial<Cell>[];

const WIDTHS = [24, 14, 100];

/** The name of the first sheet, which no table can have: it isn't in small letters. */
export const ABOUT = 'About';

/** The first sheet: what the workbook is, on whose terms, how to cite it, what sheets it has and how to read them. */
export function aboutSheet(manifest: Manifest, tables: readonly StoredTable[]): WriteSheet {
  const lines: Line[] = [
    [{ value: manifest.title, style: TITLE }],
    [{ value: manifest.description.trim(), style: PROSE }],
    [],
    ...facts(manifest),
    [],
    [words('Sheet', STRONG), words('Rows', STRONG), words('What it holds', STRONG)],
    ...tables.map(sheetLine),
    [],
    [words('How to read it', STRONG)],
    ...[...READING, ...cutLine(tables)].map(text => [words(text, PROSE)]),
  ];
  const paragraphs = lines.flatMap((line, at) => (line[0]?.style === PROSE ? [at] : []));
  return {
    name: ABOUT,
    columns: WIDTHS.map(width => ({ width })),
    rows: [],
    cells: new Map(lines.flatMap((line, at) => line.map((cell, column) => [`${at},${column}`, cell] as const))),
    merges: paragraphs.map(row => ({ startRow: row, endRow: row, startCol: 0, endCol: WIDTHS.length - 1 })),
    rowDefs: new Map([0, ...paragraphs].map(row => [row, { height: heightOf(lines[row]![0]!) }])),
    view: { showGridLines: false },
  };
}

const READING = [
  'An empty cell means that nothing is stated; nothing is filled in by guess. What a column means is in the note on its header.',
  'An id that is underlined leads to the row that it names, in its own sheet.',
  'Full dates are dates. Dates in EDTF (ISO 8601-2) are text: 2024-07-XX is some time in July 2024, 2022-XX-XX some time in 2022, ~ means about.',
  'Dates before 1 March 1900 are text, because spreadsheets count the days before it in different ways.',
  'Every record rests on words of the documents: evidence says on which, and mentions where each thing is spoken of.',
];

function facts(manifest: Manifest): Line[] {
  const { version, published, creators, publisher, licence, base, keywords } = manifest;
  const { url, title } = licenceOf(licence);
  return [
    fact('Version', version),
    ...(published === null ? [] : [fact('Published', published)]),
    ...(creators.length === 0 ? [] : [fact('By', creators.map(party).join('; '))]),
    ...(publisher === null ? [] : [fact('Publisher', party(publisher))]),
    fact('Licence', title === url ? licence : `${title} (${licence})`, url),
    fact('Address', base, base),
    fact('How to cite', citationText(manifest)),
    ...(keywords.length === 0 ? [] : [fact('Keywords', keywords.join(', '))]),
  ];
}

function fact(name: string, value: string, address?: string): Line {
  const link = address === undefined ? {} : { style: LINK, hyperlink: { target: address } };
  return [words(name, STRONG), { value, ...link }];
}

function sheetLine({ table, count, rows }: StoredTable): Line {
  if (rows === null) {
    const why = `Too large for a workbook: see csv/${table.name}.csv or parquet/${table.name}.parquet. `;
    return [words(table.name), { value: count, type: 'number' }, words(why + table.description)];
  }
  const hyperlink = { target: '', location: `${table.name}!A1` };
  return [{ ...words(table.name, LINK), hyperlink }, { value: count, type: 'number' }, words(table.description)];
}

function cutLine(tables: readonly StoredTable[]): string[] {
  const long = tables.flatMap(({ table, rows }) => {
    const names = table.columns.map(({ name }) => name).filter(name => rows?.some(row => isTooLong(row[name])));
    return names.map(name => `${table.name}.${name}`);
  });
  if (long.length === 0) return [];
  return [
    `Texts of more than ${CELL_LENGTH} characters are cut and end in an ellipsis, whole in CSV: ${long.join(', ')}.`,
  ];
}

function words(value: string, style?: CellStyle): Partial<Cell> {
  return { value, type: 'string', ...(style ? { style } : {}) };
}

function party({ name, url }: Party): string {
  return url === null ? name : `${name} (${url})`;
}

/** Of a row with the title or a paragraph across all columns, in points. */
function heightOf({ value, style }: Partial<Cell>): number {
  const lines = Math.ceil(String(value).length / WIDTHS.reduce((sum, width) => sum + width, 0));
  return (style === TITLE ? 24 : 15) * Math.max(1, lines) + 1;
}
