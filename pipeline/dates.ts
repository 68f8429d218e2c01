import edtf from 'edtf';

/** How finely an EDTF date is known. */
export type DatePrecision = 'day' | 'month' | 'season' | 'year' | 'decade' | 'century' | 'interval' | 'set';

/** `start` and `end`: first and last day that the EDTF denotes, `YYYY-MM-DD`; `null` where it is open. */
export interface DateRange {
  readonly edtf: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly precision: DatePrecision;
}

interface EdtfValue {
  readonly type: string;
  readonly min: number;
  readonly max: number;
  readonly precision?: number;
  readonly unspecified?: { value: number };
}

const known = new Map<string, DateRange | null>();

/** Reads an Extended Date/Time Format string (ISO 8601-2, levels 0 to 2); `null` when it isn't one. */
export function readDate(text: string): DateRange | null {
  let date = known.get(text);
  if (date === undefined) {
    date = plainDate(text) ?? anyDate(text);
    if (known.size > 50_000) known.clear();
    known.set(text, date);
  }
  return date;
}

/** The everyday forms, without the grammar: `2024`, `2024-07`, `2024-07-14`. */
function plainDate(text: string): DateRange | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!parts) return null;
  const [, year, month, day] = parts;
  if (month === undefined) return { edtf: text, start: `${year}-01-01`, end: `${year}-12-31`, precision: 'year' };
  if (month < '01' || month > '12') return null;
  const last = String(daysIn(Number(year), Number(month))).padStart(2, '0');
  if (day === undefined) return { edtf: text, start: `${text}-01`, end: `${text}-${last}`, precision: 'month' };
  return day >= '01' && day <= last ? { edtf: text, start: text, end: text, precision: 'day' } : null;
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

function anyDate(text: string): DateRange | null {
  // Longer texts are no dates, and the grammar's time grows with their length.
  if (text.length > 80 || !/\d|^\.\./.test(text)) return null;
  try {
    const value = edtf(text) as EdtfValue;
    if (value.type === 'Set' || value.type === 'List') return setOf(text);
    const [start, end] = [isoDay(value.min), isoDay(value.max)];
    if (start !== null && end !== null && value.min > value.max) return null;
    return { edtf: text, start, end, precision: precisionOf(value) };
  } catch {
    return null;
  }
}

/** The bounds of `{…}` and `[…]` from their members, because edtf leaves the end of `a..b` out of its maximum. */
function setOf(text: string): DateRange | null {
  const inner = text.slice(1, -1);
  const members = inner
    .split(/,|\.\./)
    .filter(Boolean)
    .map(readDate);
  const starts = members.map(member => member?.start ?? null);
  const ends = members.map(member => member?.end ?? null);
  if (members.includes(null)) return null;
  const start = inner.startsWith('..') || starts.includes(null) ? null : (starts as string[]).sort()[0]!;
  const end = inner.endsWith('..') || ends.includes(null) ? null : (ends as string[]).sort().at(-1)!;
  return { edtf: text, start, end, precision: 'set' };
}

/** `null` for an open end and for years that an ISO date of four digits can't write. */
function isoDay(milliseconds: number): string | null {
  if (!Number.isFinite(milliseconds)) return null;
  const day = new Date(milliseconds);
  if (Number.isNaN(day.getTime())) return null;
  const text = day.toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : null;
}

function precisionOf(value: EdtfValue): DatePrecision {
  switch (value.type) {
    case 'Interval':
      return 'interval';
    case 'Season':
      return 'season';
    case 'Century':
      return 'century';
    case 'Decade':
      return 'decade';
    default:
      return spanPrecision(value);
  }
}

/** A date with unspecified digits (`2022-XX`, `198X`) is as precise as the span that it leaves. */
function spanPrecision(value: EdtfValue): DatePrecision {
  const days = (value.max - value.min) / 86_400_000;
  if (days <= 1) return 'day';
  if (days <= 31) return 'month';
  if (days <= 366) return 'year';
  return days <= 3660 ? 'decade' : 'century';
}

/** Whether two dates can speak of the same time: one holds the other, open ends reaching as far as they like. */
export function datesMeet(a: DateRange, b: DateRange): boolean {
  return holds(a, b) || holds(b, a);
}

function holds(outer: DateRange, inner: DateRange): boolean {
  return (outer.start ?? '') <= (inner.start ?? '') && (outer.end ?? '9999-99') >= (inner.end ?? '9999-99');
}
