import { hash } from 'node:crypto';
import type { SchemaFiles } from './shapes.ts';

/** Names a set of schema files by their contents. */
export function keyOf(files: SchemaFiles): string {
  return hash('sha256', [...files].flat().join('\u0000'), 'hex');
}

/** Plain data with maps and regular expressions in it, as JSON: read again in less time than it takes to read and check schemas. */
export function freeze(facts: object): string {
  return JSON.stringify(facts, (_, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    return value instanceof RegExp ? { [PATTERN]: [value.source, value.flags] } : value;
  });
}

export function thaw<Facts extends object>(text: string): Facts {
  return revive(JSON.parse(text)) as Facts;
}

const MAP = '$map';
const PATTERN = '$pattern';

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  if (MAP in value) return new Map((value[MAP] as [string, unknown][]).map(([key, one]) => [key, revive(one)]));
  if (PATTERN in value) return new RegExp(...(value[PATTERN] as [string, string]));
  const whole = value as Record<string, unknown>;
  for (const key of Object.keys(whole)) whole[key] = revive(whole[key]);
  return whole;
}
