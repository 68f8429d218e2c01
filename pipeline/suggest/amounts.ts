import { NUMBER, numberOf } from './number-words.ts';
import type { Range } from './passages.ts';
import { type Tagged, wordFrom } from './tagger.ts';

export interface AmountFound extends Range {
  /** As `value` of a quantity is written: `>40 icebreakers`. */
  readonly value: string;
  /** What is counted, where a noun says it. */
  readonly variable: string | null;
  readonly confidence: number;
  readonly why: string;
}

/** Words before a number that say how it is meant, and the sign for them. */
const SIGNS: readonly (readonly [form: string, sign: string])[] = [
  ['at least|no (?:fewer|less) than|not less than|a minimum of', '>='],
  ['at most|up to|no more than|not more than|as many as|a maximum of', '<='],
  ['(?:well |just |slightly |a little )?(?:over|more than|above|in excess of)|exceeding|upwards of', '>'],
  ['(?:well |just |slightly |a little )?(?:under|below|fewer than|less than)', '<'],
  ['about|around|roughly|approximately|some|nearly|almost|close to|circa|ca?\\.|an estimated', '~'],
];
const SIGN = SIGNS.map(([form]) => form).join('|');
const CURRENCY = '(?:US|C|A|NZ|HK)?\\$|[£€¥₹₩]';

/** Quantities in a text, with the unit or the noun that follows. `units` are the vocabulary's words. */
export function amountsIn(
  text: string,
  tagged: readonly Tagged[],
  units: readonly string[],
  taken: readonly Range[],
): readonly AmountFound[] {
  const unit = [...units]
    .filter(word => word.length > 1 || /[%°]/.test(word))
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
  const form = new RegExp(
    `(?<![\\p{L}\\p{N}.,/£$€-])(?:(?<sign>${SIGN}) |between (?=.{1,40}? and (?:${CURRENCY})?${NUMBER}))?(?<currency>${CURRENCY})?(?<low>${NUMBER})(?:(?: ?[–-] ?| to | or |(?<=between .{1,40}) and )(?:${CURRENCY})?(?<high>${NUMBER}))?(?![\\p{L}\\p{N}]|[.,]\\d|[:/]\\d)(?:[ \\u00A0-]?(?<unit>${unit})(?![\\p{L}\\p{N}]))?`,
    'giu',
  );
  return [...text.matchAll(form)].flatMap(match => amountOf(text, match, tagged, taken) ?? []);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ -]');
}

function amountOf(
  text: string,
  match: RegExpExecArray,
  tagged: readonly Tagged[],
  taken: readonly Range[],
): AmountFound | null {
  const { sign, currency, low, high, unit } = match.groups as { [name: string]: string | undefined };
  const start = match.index;
  const end = start + match[0].length;
  const overlaps = (a: number, b: number): boolean => taken.some(other => other.start < b && a < other.end);
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end);
  if (overlaps(start, end) || isNoAmount(before, after, low!, unit, currency)) return null;
  const from = numberOf(low!);
  const to = high === undefined ? null : numberOf(high);
  if (from === null || (high !== undefined && (to === null || to < from))) return null;
  const noun = unit === undefined && currency === undefined ? nounAfter(text, end, tagged) : null;
  const free = noun !== null && !overlaps(end, noun.end);
  const counted = unit ?? (noun ? text.slice(noun.start, noun.end) : null);
  const value = `${signOf(sign, to)}${plain(from)}${to === null ? '' : `..${plain(to)}`}${[currency, counted]
    .filter(Boolean)
    .map(word => ` ${word}`)
    .join('')}`;
  const ranged = high !== undefined;
  const marks = {
    digits: /\d/.test(low!),
    sign: sign !== undefined || ranged,
    unit: unit !== undefined || currency !== undefined,
    noun: noun !== null,
  };
  return {
    start,
    end: free ? noun.end : end,
    value,
    variable: unit === undefined && noun ? text.slice(noun.start, noun.end) : null,
    ...judge(marks, before, after),
  };
}

function signOf(words: string | undefined, to: number | null): string {
  if (words === undefined || to !== null) return '';
  return SIGNS.find(([form]) => new RegExp(`^(?:${form})$`, 'i').test(words))?.[1] ?? '';
}

/** Numbers that count nothing: in names and dates, `one` as a pronoun, `the two`, ages ago. */
function isNoAmount(
  before: string,
  after: string,
  low: string,
  unit: string | undefined,
  currency: string | undefined,
): boolean {
  if (currency !== undefined) return false;
  if (/^one$/i.test(low) && (unit === undefined || /^(?:day|time)$/i.test(unit))) return true;
  if (
    /^(?:st|nd|rd|th)\b|^['’]s\b|^ ?(?:a\.?m|p\.?m)\b|^ (?:ago|earlier|later|o['’]clock|January|February|March|April|May|June|July|August|September|October|November|December)\b/.test(
      after,
    )
  )
    return true;
  if (
    /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|[Nn]umber|[Nn]o\.?|[Pp]age|[Cc]hapter|[Ss]ection|[Aa]rticle|[Vv]ersion|[Vv]ol\.?|[Tt]able|[Ff]igure)\s$/.test(
      before,
    )
  )
    return true;
  return /\p{Lu}\p{L}* $/u.test(before) && /^\d/.test(low) && unit === undefined;
}

/** The noun that a number counts, with at most one adjective before it. */
function nounAfter(text: string, end: number, tagged: readonly Tagged[]): Range | null {
  if (!/^[ \u00A0]\p{Ll}/u.test(text.slice(end, end + 2))) return null;
  const first = wordFrom(tagged, end + 1);
  if (first === undefined || first.start !== end + 1) return null;
  const second = first.tags.has('Adjective') ? wordFrom(tagged, first.end + 1) : undefined;
  const noun = second ?? first;
  const counts =
    (noun.tags.has('Plural') || /s$/.test(noun.text)) && noun.tags.has('Noun') && !noun.tags.has('Pronoun');
  return counts && noun.start - (second ? first.end : end) === 1 ? { start: first.start, end: noun.end } : null;
}

interface Marks {
  readonly digits: boolean;
  readonly sign: boolean;
  readonly unit: boolean;
  readonly noun: boolean;
}

function judge(
  { digits, sign, unit, noun }: Marks,
  before: string,
  after: string,
): { confidence: number; why: string } {
  const why = [
    digits ? 'digits' : 'a number word',
    sign ? 'a word for how it is meant' : '',
    unit ? 'a unit' : noun ? 'what is counted' : '',
  ]
    .filter(Boolean)
    .join(', ');
  let confidence = (digits ? 0.6 : 0.4) + (unit ? 0.3 : noun ? 0.12 : 0) + (sign ? 0.22 : 0);
  if (/\b(?:the|these|those|all|both|other)\s$/i.test(before) && !digits) confidence -= 0.25;
  if (/^ of \p{Lu}?/u.test(after) && noun === false && unit === false && !digits) confidence += 0.12;
  if (/^ (?:of (?:the|them|these|those|which|whom)\b|more\b)/.test(after) && !sign) confidence -= 0.05;
  if (!digits && !unit && !sign && /(?:^|[.!?] )$/.test(before)) confidence -= 0.1;
  return { confidence: Math.max(0.1, Math.min(0.95, Number(confidence.toFixed(2)))), why };
}

/** In plain decimal notation. */
function plain(value: number): string {
  const text = String(value);
  return /e/.test(text) ? value.toFixed(0) : text;
}
