import former from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import present from 'spdx-license-ids/index.json' with { type: 'json' };
import { nearest } from '../near.ts';

/** Identifiers of the SPDX License List, those that it no longer recommends too. */
const LICENCES = new Set([...present, ...former]);
const FOLDED = new Map([...LICENCES].map(id => [folded(id), id]));

export function isLicence(text: string): boolean {
  return LICENCES.has(text);
}

/** The identifier that is most likely meant: `CC BY 4.0` is `CC-BY-4.0`. */
export function nearLicence(text: string): string | null {
  return FOLDED.get(folded(text)) ?? nearest(text, present);
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}
