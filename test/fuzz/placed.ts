import { expect } from 'vitest';
import type { RowsByTable } from '../../pipeline/by-table.ts';
import { type Problem, rules } from '../../pipeline/messages.ts';
import type { Place, Point, Source } from '../../pipeline/place.ts';

/** Every problem is one of a rule, says something, and stands in a source, with its related places and its mend. */
export function expectPlaced(problems: readonly Problem[], ...sources: readonly Source[]): void {
  const known = new Map(sources.map(source => [source.path, source]));
  for (const { rule, severity, message, place, related, fix } of problems) {
    expect(rules[rule]?.severity, rule).toBe(severity);
    expect(message, rule).toMatch(/^Unexpected [^\n\r]+, expected [^\n\r]+$/);
    expect(message, rule).not.toMatch(/\[object |\bNaN\b|undefined(?!`)/);
    expect(message.isWellFormed(), rule).toBe(true);
    for (const one of [place, ...related.map(other => other.place)]) expectInside(one, known, rule);
    const { text } = known.get(place.path)!;
    let end = 0;
    for (const edit of [...(fix ?? [])].sort((a, b) => a.start - b.start || a.end - b.end)) {
      expect([edit.start >= end, edit.end >= edit.start, edit.end <= text.length], `fix of ${rule}`).toEqual(ALL);
      end = edit.end;
    }
  }
}

const ALL = [true, true, true];

function expectInside(place: Place, known: ReadonlyMap<string, Source>, rule: string): void {
  const source = known.get(place.path);
  expect(source, `${rule} in ${place.path}`).toBeDefined();
  expect(place.start.offset, rule).toBeLessThanOrEqual(place.end.offset);
  for (const point of [place.start, place.end]) expect(point, rule).toEqual(pointOf(source!.text, point.offset));
}

/** Line and column, counted the slow way: CRLF is one line ending, and its two characters stand on the line that they end. */
function pointOf(text: string, offset: number): Point {
  const inside = text[offset] === '\n' && text[offset - 1] === '\r' ? 1 : 0;
  const lines = text.slice(0, offset - inside).split(/\r\n|\n|\r/);
  expect([offset >= 0, offset <= text.length], `offset ${offset} of ${text.length}`).toEqual([true, true]);
  return { line: lines.length, column: lines.at(-1)!.length + 1 + inside, offset };
}

/** `text[char_start:char_end] == exact`, by code points, of everything that has such offsets. */
export function expectSliced(rows: RowsByTable, text: string): void {
  const points = [...text];
  for (const [table, words] of [
    ['mentions', 'exact'],
    ['evidence', 'exact'],
    ['sentences', 'text'],
  ] as const)
    for (const row of rows[table] ?? []) {
      const slice = points.slice(Number(row.char_start), Number(row.char_end)).join('');
      expect(slice, `${table}: ${row.char_start} to ${row.char_end}`).toBe(row[words]);
    }
}
