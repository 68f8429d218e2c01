import { assertWritable } from '../cells.ts';
import type { Json } from './mapping.ts';

/** What JSON spells otherwise than it is, or doesn't hold well: looked for in each text, which is faster than stringifying it. */
const SPECIAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/**
 * The same text as `JSON.stringify` gives, for values without `toJSON`, `undefined` and numbers that aren't finite.
 * @throws {TypeError} on a NUL or a lone surrogate: JSON can spell them, other formats can't, and they are refused here as everywhere
 */
export function jsonOf(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return listOf(value.map(jsonOf));
  return `{${Object.entries(value)
    .map(([key, each]) => `${quoted(key)}:${jsonOf(each)}`)
    .join(',')}}`;
}

/** A list of values that are JSON already. */
export function listOf(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

function quoted(text: string): string {
  return SPECIAL.test(text) ? escaped(text) : `"${text}"`;
}

function escaped(text: string): string {
  assertWritable(text);
  return JSON.stringify(text);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
