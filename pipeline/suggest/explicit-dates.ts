import { readDate } from '../dates.ts';
import type { Range } from './passages.ts';

export interface DateFound extends Range {
  readonly edtf: string;
  readonly confidence: number;
  readonly why: string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const MONTH = `(?:${MONTHS.join('|')}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)`;
const DAY = '(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?';
const YEAR = '(?:1[0-9]|20)\\d\\d';
const LIMIT = '(?<![\\p{L}\\p{N}.,£$€/-])';
const END = '(?![\\p{L}\\p{N}/]|-[\\p{L}\\d]|[.,]\\d)';

type Groups = { readonly [name: string]: string };
interface Pattern {
  readonly form: RegExp;
  readonly edtf: (groups: Groups) => string;
  readonly confidence: number;
  readonly why: string;
}

function pattern(form: string, edtf: Pattern['edtf'], confidence: number, why: string): Pattern {
  return { form: new RegExp(`${LIMIT}(?:${form})${END}`, 'gu'), edtf, confidence, why };
}

/** The first that fits decides, so wider forms stand first. `d` in a form marks the words; without it they are all. */
const PATTERNS: readonly Pattern[] = [
  pattern(`(?<year>${YEAR})-(?<m>0[1-9]|1[0-2])-(?<d>[0-3]\\d)`, g => `${g.year}-${g.m}-${g.d}`, 0.98, 'an ISO date'),
  pattern(`(?<d>${DAY}) (?:of )?(?<month>${MONTH}),? (?<year>${YEAR})`, g => day(g), 0.98, 'a full date'),
  pattern(`(?<month>${MONTH}) (?<d>${DAY}),? (?<year>${YEAR})`, g => day(g), 0.98, 'a full date'),
  pattern(
    `(?<d>${DAY}) (?<month>${MONTH})(?= (?:and|to|until|or) ${DAY} ${MONTH},? (?<year>${YEAR})| ?[–—-] ?${DAY} ${MONTH} (?<year2>${YEAR}))`,
    g => day({ ...g, year: g.year ?? g.year2! }),
    0.93,
    'a day whose year stands beside it',
  ),
  pattern(
    `(?<month>${MONTH})(?= (?:and|to|until|or) ${MONTH},? (?<year>${YEAR}))`,
    g => `${g.year}-${month(g)}`,
    0.92,
    'a month whose year stands beside it',
  ),
  pattern(
    `[Mm]id-(?<month>${MONTH})(?: of|,)? (?<year>${YEAR})`,
    g => `${g.year}-${month(g)}-15~`,
    0.85,
    'the middle of a month',
  ),
  pattern(`(?<month>${MONTH})(?: of|,)? (?<year>${YEAR})`, g => `${g.year}-${month(g)}`, 0.97, 'a month and a year'),
  pattern(
    `(?<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? (?<year>${YEAR})`,
    g => `${g.year}-${season(g.season!)}`,
    0.95,
    'a season',
  ),
  pattern(
    `(?<part>[Ee]arly|[Ll]ate|[Mm]id)[ -](?:in )?(?:the )?(?<year>${YEAR})s`,
    g => partOfDecade(g),
    0.91,
    'a part of a decade',
  ),
  pattern(
    `(?<part>[Ee]arly|[Ll]ate|[Mm]id)[ -](?:in )?(?<year>${YEAR})`,
    g => partOfYear(g),
    0.92,
    'a part of a year, taken as some month of its first or last three, or its middle four',
  ),
  pattern(`(?<part>[Bb]eginning|[Ss]tart|[Ee]nd) of (?<year>${YEAR})`, g => partOfYear(g), 0.85, 'a part of a year'),
  pattern(`(?<year>${YEAR.replace('\\d\\d', '\\d')})0s`, g => `${g.year}X`, 0.95, 'a decade'),
  pattern(`(?<from>${YEAR})[–/-](?<year>${YEAR})`, g => `${g.from}/${g.year}`, 0.93, 'two years'),
  pattern(
    `(?<=\\b[Ff]rom )(?<year>${YEAR})(?= on(?:wards?)?\\b)`,
    g => `${g.year}/..`,
    0.9,
    'a year from which something holds',
  ),
  pattern(
    `(?:[Cc]irca|[Cc]a?\\.|[Aa]round|[Aa]bout) (?<year>${YEAR})(?! (?!(?:an?|and|as|at|but|by|for|from|he|her|his|in|it|of|on|or|she|that|the|there|they|this|to|was|when|where|which|who|with)\\b)\\p{Ll})`,
    g => `${g.year}~`,
    0.85,
    'a year, roughly',
  ),
  pattern(`(?<year>${YEAR})`, g => g.year!, 0, 'a year'),
];

/** Dates that say their year, as EDTF. */
export function explicitDates(text: string): readonly DateFound[] {
  const found: DateFound[] = [];
  for (const { form, edtf, confidence, why } of PATTERNS) {
    for (const match of text.matchAll(form)) {
      const range = { start: match.index, end: match.index + match[0].length };
      if (found.some(other => other.start < range.end && range.start < other.end)) continue;
      const date = edtf(match.groups as Groups);
      // What is no date, such as 31 February, has no date inside it either.
      const sure = readDate(date) === null ? 0 : confidence === 0 ? yearConfidence(text, range) : confidence;
      found.push({ ...range, edtf: date, confidence: sure, why });
    }
  }
  return found.filter(({ confidence }) => confidence > 0).sort((a, b) => a.start - b.start);
}

/** Four digits are a year when the words before and after make them one: the first that fits. */
const YEARS: readonly (readonly [before: RegExp, after: RegExp, confidence: number])[] = [
  [/$/, /^ ?(?:%|per ?cent|°|km|kg|[mtg]\b|(?!was\b|is\b|has\b|games\b|finals\b|elections\b)[a-z]+s\b)/, 0.3],
  // One of two years may be half of an interval, which is one date.
  [/\b(?:[Bb]etween|[Ff]rom)\s\S{4,12}\s(?:and|to|until|or)\s$/, /^/, 0.85],
  [/\b[Bb]etween\s$/, /^ and\b/, 0.85],
  [/\b[Ff]rom\s$/, /^ (?:to|until|till|through)\b/, 0.85],
  // So may a year from which something holds.
  [/\b[Ff]rom\s$/, /^/, 0.75],
  [/\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]o|of|[Tt]hroughout|till|years?)\s$/, /^/, 0.95],
  [/\(\s*$/, /^\s*[),;–]/, 0.92],
  [/\b(?:than|[Tt]he)\s$/, /^/, 0.85],
];

function yearConfidence(text: string, { start, end }: Range): number {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 24);
  return YEARS.find(year => year[0].test(before) && year[1].test(after))?.[2] ?? 0.7;
}

function month({ month: name }: Groups): string {
  const index = MONTHS.findIndex(known => known.slice(0, 3) === name!.slice(0, 3));
  return String(index + 1).padStart(2, '0');
}
function day(groups: Groups): string {
  return `${groups.year}-${month(groups)}-${String(Number.parseInt(groups.d!, 10)).padStart(2, '0')}`;
}
/** EDTF seasons: 21 spring to 24 winter. */
function season(name: string): string {
  return { s: name[1] === 'p' ? '21' : '22', a: '23', f: '23', w: '24' }[name[0]!.toLowerCase()]!;
}
function partOfYear({ part, year }: Groups): string {
  const [from, to] = {
    e: part === 'end' || part === 'End' ? ['10', '12'] : ['01', '03'],
    b: ['01', '03'],
    s: ['01', '03'],
    l: ['10', '12'],
    m: ['05', '08'],
  }[part![0]!.toLowerCase()]!;
  return `[${year}-${from}..${year}-${to}]`;
}
function partOfDecade({ part, year }: Groups): string {
  const decade = year!.slice(0, 3);
  const [from, to] = { e: [0, 3], m: [4, 6], l: [7, 9] }[part![0]!.toLowerCase()]!;
  return `[${decade}${from}..${decade}${to}]`;
}
