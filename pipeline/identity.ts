import { hash } from 'node:crypto';
import type { Model } from './model.ts';

export const ID = /^[a-z][a-z0-9-]*$/;
/** Longer ids are refused: they become file names. */
export const ID_LENGTH = 100;

/**
 * An id made of what it names, so that it stays when unrelated text changes: 60 bits of SHA-256 in Crockford's base 32,
 * behind a letter and an underscore because `12e5` is a number to a spreadsheet.
 */
export function derivedId(letter: 's' | 'm' | 'e' | 'c', parts: readonly string[]): string {
  const digest = hash('sha256', parts.join('\u0000'), 'hex');
  let id = `${letter}_`;
  for (let i = 0; i < 15; i += 5) {
    const bits = Number.parseInt(digest.slice(i, i + 5), 16);
    id += ALPHABET[bits >> 15]! + ALPHABET[(bits >> 10) & 31] + ALPHABET[(bits >> 5) & 31] + ALPHABET[bits & 31];
  }
  return id;
}
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Counts how often the same parts came before, so that equal words get different ids. */
export function occurrences(): (key: string) => number {
  const seen = new Map<string, number>();
  return key => {
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count;
  };
}

/** An outside address, read as an authority's identifier where the vocabulary knows its host. */
export interface Address {
  readonly authority: string | null;
  readonly identifier: string | null;
  /** Canonical IRI: `https://www.wikidata.org/wiki/Q148` becomes `http://www.wikidata.org/entity/Q148`. */
  readonly uri: string;
}

export function normalizeAddress(model: Model, address: string): Address {
  const web = /^https?:\/\/([^/?#]+)([^?#]*)/i.exec(address);
  if (web) {
    const host = web[1]!.toLowerCase();
    for (const authority of model.authorities.values()) {
      if (!authority.hosts.includes(host)) continue;
      const identifier = identifierIn(web[2]!, authority.paths);
      if (identifier !== null && new RegExp(authority.pattern).test(identifier)) {
        return { authority: authority.name, identifier, uri: authority.uri.replace('{}', identifier) };
      }
    }
  }
  return { authority: null, identifier: null, uri: address };
}

function identifierIn(path: string, templates: readonly string[]): string | null {
  for (const template of templates) {
    const [before, after] = template.split('{}') as [string, string?];
    if (path.startsWith(before) && path.endsWith(after ?? ''))
      return path.slice(before.length, path.length - (after?.length ?? 0)).replace(/\/$/, '');
  }
  return null;
}
