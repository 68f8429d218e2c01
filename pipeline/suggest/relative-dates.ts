import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { readDate } from '../dates.ts';
import type { DateFound } from './explicit-dates.ts';

/** Reads dates that count from the day on which the article came out. */
export type ReadRelative = (text: string) => readonly DateFound[];

/**
 * Words such as `last year`, `two weeks ago` or `in October` (chrono-node). Without a day to count from there are none.
 * `published` is EDTF; of an interval its first day counts.
 */
export async function relativeDates(published: string | null): Promise<ReadRelative> {
  const day = published === null ? null : (readDate(published)?.start ?? null);
  if (day === null) return () => [];
  const { casual } = await import('chrono-node/en');
  const from = { instant: new Date(`${day}T12:00:00Z`), timezone: 0 };
  const year = Number(day.slice(0, 4));
  return text => {
    const months = monthsOf(text, year, published!);
    const others = casual.parse(text, from).flatMap(result => found(text, result, published!) ?? []);
    return [...months, ...others.filter(one => !months.some(month => month.start < one.end && one.start < month.end))];
  };
}

function found(text: string, { index, text: words, start, end }: ParsedResult, published: string): DateFound | null {
  if (start.isCertain('hour') || /^(?:now|today|tonight|currently|at the moment)$/i.test(words)) return null;
  if (/^(?:for|within|in)\b.*\b(?:days?|weeks?|months?|years?|decades?)$/i.test(words)) return null;
  const said = /\b(?:this|last|next|past|coming)\b/i.test(words);
  const lead = /^(?:in|on|since|by|until|from|at)\s+/i.exec(words)?.[0].length ?? 0;
  const range = { start: index + lead, end: index + words.length };
  // `may` and `march` are words too.
  if (
    /^(?:may|march|mar|sat|sun|second)$/i.test(text.slice(range.start, range.end)) &&
    !/^[A-Z]/.test(text.slice(range.start))
  )
    return null;
  const edtf = end
    ? `${edtfOf(start)}/${edtfOf(end)}`
    : edtfOf(start) + (/\bago\b|\bearlier\b/i.test(words) ? '~' : '');
  if (readDate(edtf) === null) return null;
  const confidence = said || /\bago\b|yesterday/i.test(words) ? 0.65 : 0.55;
  return {
    ...range,
    edtf,
    confidence,
    why: whyOf(published),
  };
}

/** As much of a date as its words decide. */
function edtfOf(date: ParsedComponents): string {
  const pad = (value: number | null, length: number): string => String(value ?? 0).padStart(length, '0');
  const year = pad(date.get('year'), 4);
  if (date.isCertain('day') || date.isCertain('weekday'))
    return `${year}-${pad(date.get('month'), 2)}-${pad(date.get('day'), 2)}`;
  return date.isCertain('month') ? `${year}-${pad(date.get('month'), 2)}` : year;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const MONTH_OF = new RegExp(`\\b(${MONTHS.join('|')}),? (?:of )?(this|last|next|the same) year\\b`, 'g');

/** `July this year`, `May last year`. */
function monthsOf(text: string, year: number, published: string): DateFound[] {
  return [...text.matchAll(MONTH_OF)].flatMap(({ index, 0: words, 1: month, 2: which }) => {
    if (which === 'the same') return [];
    const edtf = `${year + { this: 0, last: -1, next: 1 }[which as 'this' | 'last' | 'next']}-${String(MONTHS.indexOf(month!) + 1).padStart(2, '0')}`;
    return [{ start: index, end: index + words.length, edtf, confidence: 0.75, why: whyOf(published) }];
  });
}

function whyOf(published: string): string {
  return `counted from ${published}; an event dated by it needs \`whenBasis: relative\``;
}
