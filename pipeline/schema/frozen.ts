import { hash } from 'node:crypto';
import type { SchemaFiles } from './shapes.ts';

/** Names a set of schema files by their contents. */
export function keyOf(files: SchemaFiles): string {
  return hash('sha256', [...files].flat().join('\u0000'), 'hex');
}

/**
 * Plain data with maps, sets and regular expressions in it, as JSON: read again in less time than it takes to read and check schemas.
 * Functions are left out.
 * @throws {TypeError} on an object of any other class
 */
export function freeze(facts: object): string {
  return JSON.stringify(facts, (_, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    if (value instanceof Set) return { [SET]: [...value] };
    if (value instanceof RegExp) return { [PATTERN]: [value.source, value.flags] };
    if (typeof value === 'object' && value !== null && !PLAIN.has(Object.getPrototypeOf(value)))
      throw new TypeError(`Unexpected ${value.constructor.name}, expected plain data`);
    return value;
  });
}

export function thaw<Facts extends object>(text: string): Facts {
  return revive(JSON.parse(text)) as Facts;
}

const MAP = '$map';
const SET = '$set';
const PATTERN = '$pattern';
const PLAIN = new Set<unknown>([Object.prototype, Array.prototype, null]);

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  if (MAP in value) return new Map((value[MAP] as [string, unknown][]).map(([key, one]) => [key, revive(one)]));
  if (SET in value) return new Set((value[SET] as unknown[]).map(revive));
  if (PATTERN in value) return new RegExp(...(value[PATTERN] as [string, string]));
  const whole = value as Record<string, unknown>;
  for (const key of Object.keys(whole)) whole[key] = revive(whole[key]);
  return whole;
}
