import type { QuantityValue } from '../quantities.ts';

export type Comparator = QuantityValue['comparator'];

/** A number in the words of an article, and how its surroundings bound it: the first of `bounds` is what they say outright. */
export interface SaidNumber {
  readonly value: number;
  readonly bounds: readonly Comparator[];
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth';

/** What a word adds to the number before it. */
const ADDS = new Map<string, number>([
  ...ONES.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, at) => [word, (at + 2) * 10] as const),
]);
/** What it multiplies it by. */
const TIMES = new Map<string, number>([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['k', 1e3],
  ['mn', 1e6],
  ['bn', 1e9],
]);
/** Numbers by themselves. */
const WHOLE = new Map<string, number>([
  ...ORDINALS.split(' ').map((word, value) => [word, value] as const),
  ['no', 0],
  ['none', 0],
  ['single', 1],
  ['sole', 1],
  ['once', 1],
  ['pair', 2],
  ['pairs', 2],
  ['couple', 2],
  ['both', 2],
  ['twice', 2],
  ['double', 2],
  ['thrice', 3],
  ['half', 0.5],
  ['quarter', 0.25],
]);

/** The factor that a word such as `million` is, else 1. */
export function factorOf(word: string): number {
  return TIMES.get(word.toLowerCase()) ?? 1;
}

const TOKEN = /\d{1,3}(?:[,\u00A0\u202F ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\p{L}+|[½¼¾]/gu;
const FRACTIONS = new Map([
  ['½', 0.5],
  ['¼', 0.25],
  ['¾', 0.75],
]);

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}
interface Found {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** Numbers in English words and digits between `start` and `end`; what stands around is read for bounds (`about`, `more than`). */
export function numbersIn(text: string, start: number, end: number): SaidNumber[] {
  const words = text.slice(start, end).toLowerCase();
  const before = text.slice(Math.max(0, start - 40), start).toLowerCase();
  const after = text.slice(end, end + 20).toLowerCase();
  return read(words).map(({ value, start: from, end: to }) => ({
    value,
    bounds: boundsOf(before + words.slice(0, from), words.slice(to) + after),
  }));
}

function read(words: string): Found[] {
  const tokens = [...words.matchAll(TOKEN)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
  const found: Found[] = [];
  for (let i = 0; i < tokens.length; ) {
    const [number, next] = readOne(tokens, i);
    if (number) found.push(...number);
    i = next;
  }
  return found;
}

/** The number that begins at a token, in each of its readings, and the token after it. */
function readOne(tokens: readonly Token[], first: number): [Found[] | null, number] {
  const { word, start, end } = tokens[first]!;
  const whole = WHOLE.get(word) ?? FRACTIONS.get(word);
  const after = tokens[first + 1]?.word ?? '';
  if (whole !== undefined && !(word === 'half' && /^(?:a|dozen)$/.test(after)))
    return [[{ value: after === 'pairs' ? whole * 2 : whole, start, end }], first + (after === 'pairs' ? 2 : 1)];
  const article = word === 'a' || word === 'an';
  if (article && !TIMES.has(after)) return [null, first + 1];
  const sum = new Sum();
  let last = first;
  for (let i = first; i < tokens.length && sum.take(tokens, i); i++) last = i;
  const value = sum.value();
  if (value === null) return [null, first + 1];
  const readings = [{ value, start, end: tokens[last]!.end }];
  if (tokens[last + 1]?.word === 'pairs') readings.push({ ...readings[0]!, value: value * 2 });
  return [readings, last + 1];
}

/** Adds number words up: `two hundred and forty thousand`. */
class Sum {
  #total = 0;
  #current: number | null = null;

  /** Whether the token goes on with the number. */
  take(tokens: readonly Token[], at: number): boolean {
    const { word } = tokens[at]!;
    const times = TIMES.get(word);
    const adds = ADDS.get(word);
    if (/^\d/.test(word)) return this.#begin(Number(word.replace(/[,\u00A0\u202F ]/g, '')));
    if (times !== undefined) return this.#multiply(times);
    if (adds !== undefined) return this.#add(adds);
    const fraction = FRACTIONS.get(word);
    if (fraction !== undefined) {
      this.#current = (this.#current ?? 0) + fraction;
      return true;
    }
    const next = tokens[at + 1]?.word ?? '';
    if (word === 'half') return this.#begin(0.5);
    if (word === 'a' || word === 'an') return this.#current === 0.5 ? next === 'dozen' : TIMES.has(next);
    return word === 'and' && this.#current !== null && this.#current >= 100 && ADDS.has(next);
  }

  value(): number | null {
    return this.#current === null ? null : this.#total + this.#current;
  }

  #begin(value: number): boolean {
    if (this.#current !== null) return false;
    this.#current = value;
    return true;
  }

  #add(value: number): boolean {
    const place = this.#current === null ? 0 : this.#current % 100;
    const fits =
      this.#current === null || (place === 0 && this.#current > 0) || (place >= 20 && place % 10 === 0 && value < 10);
    if (fits) this.#current = (this.#current ?? 0) + value;
    return fits;
  }

  #multiply(times: number): boolean {
    const value = (this.#current ?? 1) * times;
    if (times < 1000) this.#current = value;
    else {
      this.#total += value;
      this.#current = 0;
    }
    return true;
  }
}

/** What stands before or after a number, and the bounds that it gives, the likeliest first. */
const BEFORE: readonly (readonly [words: RegExp, bounds: readonly Comparator[]])[] = [
  [/(?:\b(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum)|≥|>=)\s*(?:a\s*)?$/, ['ge']],
  [
    /(?:\b(?:at most|no more than|not more than|up to|as (?:many|much) as|a maximum of|maximum)|≤|<=)\s*(?:an?\s*)?$/,
    ['le', 'lt'],
  ],
  [/\bjust (?:over|above|more than)\s*(?:an?\s*)?$/, ['gt', 'approx']],
  [
    /(?:\b(?:over|more than|above|beyond|exceeding|upwards? of|in excess of|greater than|past)|>)\s*(?:an?\s*)?$/,
    ['gt', 'ge'],
  ],
  [
    /\b(?:almost|nearly|close to|just under|just below|not quite|just short of)\s*(?:an?\s*|the\s*)?$/,
    ['lt', 'approx'],
  ],
  [/(?:\b(?:under|fewer than|less than|below|short of)|<)\s*(?:an?\s*)?$/, ['lt', 'le']],
  [
    /(?:\b(?:about|around|some|roughly|approximately|approx|circa|c|ca|an estimated|estimated|in the region of)\b\.?|~|≈)\s*(?:an?\s*)?$/,
    ['approx', 'eq'],
  ],
];
const AFTER: readonly (readonly [words: RegExp, bounds: readonly Comparator[]])[] = [
  [/^\s*(?:\+|plus\b)/, ['ge', 'gt']],
  [/^(?:\s+\p{L}+){0,2}\s+or more\b/u, ['ge']],
  [/^(?:\s+\p{L}+){0,2}\s+or (?:less|fewer)\b/u, ['le']],
  [/^(?:-odd\b|(?:\s+\p{L}+){0,2}\s+or so\b)/u, ['approx', 'eq']],
];

function boundsOf(before: string, after: string): readonly Comparator[] {
  const near = before.slice(-40).replace(/[$€£¥]\s*$/, '');
  return (
    BEFORE.find(([words]) => words.test(near))?.[1] ??
    AFTER.find(([words]) => words.test(after.slice(0, 60)))?.[1] ?? ['eq']
  );
}

/** Digits of any script between `start` and `end`, read with either sign as decimal: for languages whose number words we don't know. */
export function digitsIn(text: string, start: number, end: number): number[] {
  const words = text.slice(start, end).replace(/\p{Nd}/gu, digit => String(digitValue(digit)));
  return [...words.matchAll(/\d+(?:[.,٫٬\u00A0\u202F' ]\d+)*/g)].flatMap(({ 0: digits }) => [
    Number(digits.replace(/[^\d]/g, '')),
    Number(digits.replace(/[^\d.]/g, '').replace(/\.(?=.*\.)/g, '')),
    Number(
      digits
        .replace(/[^\d,٫]/g, '')
        .replace(/[,٫](?=.*[,٫])/g, '')
        .replace(/[,٫]/, '.'),
    ),
  ]);
}

/** Decimal digits of a script stand in a row of ten that begins with its zero. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0)!;
  const code = zero;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}
