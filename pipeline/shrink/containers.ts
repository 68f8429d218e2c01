import type { Blockquote, FootnoteDefinition, List, ListItem, Paragraph } from 'mdast';
import type { Source } from '../place.ts';
import { FIRST_LINE, INNER_LINE } from './lines.ts';
import { EOL, type Margin, positionOf } from './prose.ts';

/* Lists, quotations and notes of single plain paragraphs. */

type ParagraphAt = (start: number, end: number, margin: Margin) => Paragraph | null;

const QUOTATION = new RegExp(`^> ${FIRST_LINE}(?:${EOL}> ${INNER_LINE})*$`);
const ITEM = new RegExp(`- (${FIRST_LINE}(?:${EOL}  ${INNER_LINE})*)(?:${EOL}|$)`, 'gy');
const NOTE = new RegExp(`(\\[\\^([a-z0-9-]{1,99})\\]: )(${FIRST_LINE}(?:${EOL}${INNER_LINE})*)(?:${EOL}|$)`, 'gy');

export function plainQuotation(
  source: Source,
  start: number,
  end: number,
  paragraphAt: ParagraphAt,
): Blockquote[] | null {
  if (!QUOTATION.test(source.text.slice(start, end))) return null;
  const paragraph = paragraphAt(start + 2, end, '> ');
  return paragraph && [{ type: 'blockquote', children: [paragraph], position: positionOf(source, start, end) }];
}

export function plainList(source: Source, start: number, end: number, paragraphAt: ParagraphAt): List[] | null {
  const children: ListItem[] = [];
  let read = start;
  for (const { 0: all, 1: words } of source.text.slice(start, end).matchAll(ITEM)) {
    const paragraph = paragraphAt(read + 2, read + 2 + words!.length, '  ');
    if (!paragraph) return null;
    const position = positionOf(source, read, read + 2 + words!.length);
    children.push({ type: 'listItem', spread: false, checked: null, children: [paragraph], position });
    read += all.length;
  }
  const position = positionOf(source, start, end);
  return read < end ? null : [{ type: 'list', ordered: false, start: null, spread: false, children, position }];
}

/** Notes that follow each other line by line. */
export function plainNotes(
  source: Source,
  start: number,
  end: number,
  paragraphAt: ParagraphAt,
): FootnoteDefinition[] | null {
  const notes: FootnoteDefinition[] = [];
  let read = start;
  for (const { 0: all, 1: opening, 2: label, 3: words } of source.text.slice(start, end).matchAll(NOTE)) {
    const from = read + opening!.length;
    const paragraph = paragraphAt(from, from + words!.length, '');
    if (!paragraph) return null;
    const position = positionOf(source, read, from + words!.length);
    notes.push({ type: 'footnoteDefinition', identifier: label!, label: label!, children: [paragraph], position });
    read += all.length;
  }
  return read < end ? null : notes;
}
