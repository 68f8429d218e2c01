import type { Words } from './words.ts';

/** A date or a part of one, read off EDTF as far as readers need it. */
interface Moment {
  readonly year: string;
  readonly month: number | null;
  readonly day: number | null;
  readonly circa: boolean;
  readonly uncertain: boolean;
}

/** How an event lies in time. Days count from 1 January 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** `within`: it was at some time between the two; `lasting`: it went on from the one to the other. */
  readonly kind: 'point' | 'within' | 'lasting';
  /** Whether the end is unknown or open. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** Whether an end is approximate. */
  readonly circa: boolean;
}

const MOMENT = /^([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?$/;
const DAY = 86_400_000;

/** An EDTF date in words; as it stands where it says more than the words can. */
export function sayDate(edtf: string, words: Words): string {
  const [, set] = /^[[{](.+)[\]}]$/.exec(edtf) ?? [];
  if (set !== undefined) return saySet(set, words) ?? edtf;
  if (!edtf.includes('/')) return sayMoment(edtf, words) ?? edtf;
  const [start = '', end = ''] = edtf.split('/');
  const first = sayMoment(start, words);
  const last = sayMoment(end, words);
  if (first && last) return words.dateBetween(first, last);
  if (first && isOpen(end)) return words.dateSince(first);
  return last && isOpen(start) ? words.dateUntil(last) : edtf;
}

function saySet(set: string, words: Words): string | null {
  const members = set.split(/\.\.|,/).map(member => sayMoment(member, words));
  if (members.includes(null) || members.length < 2) return null;
  return set.includes('..') ? words.dateWithin(members[0]!, members.at(-1)!) : members.join(words.listOr);
}

function sayMoment(text: string, words: Words): string | null {
  const moment = readMoment(text);
  if (!moment) return null;
  const said = sayPlain(moment, words);
  if (said === null) return null;
  const near = moment.circa ? words.dateCirca(said) : said;
  return moment.uncertain ? words.dateUncertain(near) : near;
}

function sayPlain({ year, month, day }: Moment, words: Words): string | null {
  if (/^\d\dXX$/.test(year)) return words.dateCentury(Number(year.slice(0, 2)) + 1);
  if (/^\d{3}X$/.test(year)) return words.dateDecade(`${year.slice(0, 3)}0`);
  if (year.includes('X')) return null;
  const plain = String(Number(year));
  if (month === null) return plain;
  if (month > 20) return month < 25 ? words.dateMonth(words.seasons[month - 21]!, plain) : null;
  const name = words.months[month - 1];
  if (name === undefined) return null;
  return day === null ? words.dateMonth(name, plain) : words.dateDay(day, name, plain);
}

function readMoment(text: string): Moment | null {
  const [, year = '', month, day] = MOMENT.exec(text.replace(/[~?%]/g, '')) ?? [];
  if (year === '') return null;
  return {
    year,
    month: month === undefined || month === 'XX' ? null : Number(month),
    day: day === undefined || day === 'XX' ? null : Number(day),
    circa: /[~%]/.test(text),
    uncertain: /[?%]/.test(text),
  };
}

function isOpen(end: string): boolean {
  return end === '' || end === '..';
}

/** Where an event stands on a line of time; null where nothing says it. `horizon` bounds what is open. */
export function spanOf(
  edtf: string,
  start: string | null,
  end: string | null,
  horizon: { readonly from: number; readonly to: number },
): Span | null {
  if (start === null && end === null) return null;
  const from = start === null ? horizon.from : dayOf(start);
  const to = end === null ? horizon.to : dayOf(end) + 1;
  const isInterval = edtf.includes('/');
  const kind = isInterval ? 'lasting' : to - from <= 1 ? 'point' : 'within';
  return {
    from,
    to: Math.max(to, from + 1),
    kind,
    openStart: start === null,
    openEnd: end === null,
    circa: /[~%?]/.test(edtf),
  };
}

/** Days from 1 January 1970 to an ISO date. */
export function dayOf(date: string): number {
  const [year = '0', month = '1', day = '1'] = date.split('-');
  return Math.round(new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day)) / DAY);
}
