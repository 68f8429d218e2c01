import { AR } from './words/ar.ts';
import { EN, type Words } from './words/en.ts';
import { ZH } from './words/zh.ts';

export type { Words } from './words/en.ts';

const LANGUAGES: readonly Words[] = [EN, AR, ZH];
const RTL = /^(?:ar|arc|ckb|dv|fa|he|ks|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)|-(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)(?:-|$)/i;

/** The site's own words in a language; English where it has none. */
export function wordsFor(language: string): Words {
  const wanted = language.toLowerCase().split('-')[0];
  return LANGUAGES.find(({ lang }) => lang === wanted) ?? EN;
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RTL.test(language) ? 'rtl' : 'ltr';
}

/** `1234567` as `1,234,567`: with the separator that no reader takes for a decimal point, a thin space. */
export function sayNumber(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, '\u202F') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
