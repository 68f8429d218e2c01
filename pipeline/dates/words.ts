import { readDate } from '../dates.ts';

/** What words say of a date: the days that they can mean, or a month or a day of a year that they leave open. */
export type SaidDate =
  | { readonly edtf: string; readonly start: string | null; readonly end: string | null }
  | { readonly edtf: null; readonly month: number; readonly day: number | null };

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|july?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(1[0-9]{3}|20[0-9]{2})';
const TO = '\\s*(?:-|–|—|\\bto\\b|\\band\\b|\\buntil\\b|\\btill\\b)\\s*';
const SEASONS: { readonly [name: string]: number } = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 };
const ORDINALS = ['first', 'second', 'third', 'fourth'];

type Groups = readonly (string | undefined)[];

/** Forms of dates in English, the more exact ones first; what each gives is EDTF. */
const ENGLISH: readonly (readonly [form: RegExp, edtf: (groups: Groups) => string])[] = [
  [
    form(`${DAY}${TO}${DAY}\\s+(?:of\\s+)?${MONTH},?\\s+${YEAR}`),
    g => `${day(g[4], g[3], g[1])}/${day(g[4], g[3], g[2])}`,
  ],
  [form(`${MONTH}\\s+${DAY}${TO}${DAY},?\\s+${YEAR}`), g => `${day(g[4], g[1], g[2])}/${day(g[4], g[1], g[3])}`],
  [form(`${DAY}\\s+(?:of\\s+)?${MONTH},?\\s+${YEAR}`), g => day(g[3], g[2], g[1])],
  [form(`${MONTH}\\s+${DAY},?\\s+${YEAR}`), g => day(g[3], g[1], g[2])],
  [form(`${MONTH}${TO}${MONTH},?\\s+(?:of\\s+)?${YEAR}`), g => `${month(g[3], g[1])}/${month(g[3], g[2])}`],
  [form(`${MONTH},?\\s+${YEAR}${TO}${MONTH},?\\s+${YEAR}`), g => `${month(g[2], g[1])}/${month(g[4], g[3])}`],
  [form(`(?:since|from)\\s+${MONTH},?\\s+(?:of\\s+)?${YEAR}(?!${TO})`), g => `${month(g[2], g[1])}/..`],
  [form(`${MONTH},?\\s+(?:of\\s+)?${YEAR}`), g => month(g[2], g[1])],
  [form(`(spring|summer|autumn|fall|winter)(?:\\s+of)?,?\\s+${YEAR}`), g => `${g[2]}-${SEASONS[g[1]!.toLowerCase()]}`],
  [
    form(`(first|second|third|fourth)\\s+quarter\\s+of\\s+${YEAR}`),
    g => `${g[2]}-${33 + ORDINALS.indexOf(g[1]!.toLowerCase())}`,
  ],
  [form(`${YEAR}[ -]?Q([1-4])|Q([1-4])[ -]${YEAR}`), g => `${g[1] ?? g[4]}-${32 + Number(g[2] ?? g[3])}`],
  [form(`(?:since|from)\\s+${YEAR}(?!${TO}\\d|s)`), g => `${g[1]}/..`],
  [form(`(?:until|till|before|up to)\\s+${YEAR}`), g => `../${g[1]}`],
  [form(`(\\d{1,2})(?:st|nd|rd|th)\\s+century`), g => `${String(Number(g[1]) - 1).padStart(2, '0')}XX`],
];

/** Forms that have no words. */
const ANYWHERE: readonly (readonly [form: RegExp, edtf: (groups: Groups) => string])[] = [
  [form('(\\d{4}-\\d{2}(?:-\\d{2})?)(?![\\d-])'), g => g[1]!],
  [form(`${YEAR}${TO}${YEAR}`), g => `${g[1]}/${g[2]}`],
  [form(`${YEAR}(?:-|–|/)(\\d{2})(?!\\d)`), g => `${g[1]}/${g[1]!.slice(0, 2)}${g[2]}`],
  [form(`(1[0-9]{2}|20[0-9])0s`), g => `${g[1]}X`],
  [form(`(?<![\\d.,])${YEAR}(?![\\d%]|[.,]\\d)`), g => g[1]!],
];

function form(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${pattern})(?![\\p{L}])`, 'iu');
}

/** Reads the date in a few words of an article; `null` where they state none outright. */
export function readDateWords(words: string, language: string): SaidDate | null {
  const text = words.slice(0, 200);
  const english = /^en(?:-|$)/i.test(language);
  for (const [pattern, write] of [...(english ? ENGLISH : []), ...ANYWHERE]) {
    const found = pattern.exec(text);
    const date = found && readDate(write(found));
    if (date)
      return /-2[1-4]$/.test(date.edtf) ? season(date.edtf) : { edtf: date.edtf, start: date.start, end: date.end };
  }
  return english ? openYear(text) : null;
}

/** The date of words that are all of a text, such as `5 July 2024`; in English. */
export function wholeDate(text: string): string | null {
  for (const [pattern, write] of [...ENGLISH, ...ANYWHERE]) {
    const found = pattern.exec(text);
    if (found?.[0].length === text.length && readDate(write(found))) return write(found);
  }
  return null;
}

/** When a season is depends on the hemisphere, and winter is in two years. */
function season(edtf: string): SaidDate {
  const year = Number(edtf.slice(0, 4));
  return { edtf, start: `${year - 1}-12-01`, end: `${year + 1}-03-31` };
}

/** `July`, `on 5 July`; the words `may` and `march` are months only with a capital. */
function openYear(text: string): SaidDate | null {
  const found = OPEN.exec(text);
  const name = found?.[2];
  if (!found || name === undefined || /^(?:may|mar|march|dec|sep|jan)$/.test(name)) return null;
  const days = found[1] ?? found[3];
  return { edtf: null, month: Number(monthNumber(name)), day: days === undefined ? null : Number(days) };
}

const OPEN = form(`(?:${DAY}\\s+(?:of\\s+)?)?${MONTH}(?:\\s+${DAY}(?!\\d))?`);

function monthNumber(name: string | undefined): string {
  return String(NAMES.indexOf(name!.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
}
function month(year: string | undefined, name: string | undefined): string {
  return `${year}-${monthNumber(name)}`;
}
function day(year: string | undefined, name: string | undefined, number: string | undefined): string {
  return `${month(year, name)}-${number!.padStart(2, '0')}`;
}
