import type { CellStyle } from 'hucre/xlsx';

/** A font that isn't named in full is another one to some readers. */
const FONT: NonNullable<CellStyle['font']> = { name: 'Calibri', size: 11 };
const LINK_FONT: NonNullable<CellStyle['font']> = { ...FONT, underline: true, color: { rgb: '0B5394' } };

export const TITLE: CellStyle = { font: { ...FONT, bold: true, size: 16 } };
export const STRONG: CellStyle = { font: { ...FONT, bold: true } };
export const PROSE: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };
export const LINK: CellStyle = { font: LINK_FONT };

export const HEADER: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DDE6EE' } },
  alignment: { vertical: 'top' },
};
/** Dates look like dates, as ISO 8601 writes them. */
export const DATE: CellStyle = { numFmt: 'yyyy-mm-dd' };
/** Stays text when somebody edits it. */
export const TEXT: CellStyle = { numFmt: '@' };
export const TEXT_LINK: CellStyle = { ...TEXT, ...LINK };
