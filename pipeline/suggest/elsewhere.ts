import type { Thing } from '../declare.ts';
import { normalizeAddress } from '../identity.ts';
import type { Model } from '../model.ts';
import { placeOf, type Source } from '../place.ts';

/** What other articles of the project declare, read off their lines: enough to know names by and ids to keep clear of. */
export interface Elsewhere {
  /** By definition; of an id that is in several articles, the first. */
  readonly things: readonly Thing[];
  readonly ids: ReadonlySet<string>;
}

export function elsewhere(articles: readonly Source[], model: Model): Elsewhere {
  const things = new Map<string, Thing>();
  const ids = new Set<string>();
  for (const source of articles) {
    for (const [, id] of source.text.matchAll(/^\[?([a-z][a-z0-9-]*)\]?:(?=\s)/gm)) ids.add(id!);
    for (const thing of definedIn(source, model)) if (!things.has(thing.id)) things.set(thing.id, thing);
  }
  return { things: [...things.values()], ids };
}

const DEFINITION = /^\[([a-z][a-z0-9-]*)\]: <?(\S+?)>? "([A-Z][A-Za-z0-9]*): ([^"\\\n]+)"[ \t]*$/gm;

function definedIn(source: Source, model: Model): Thing[] {
  return [...source.text.matchAll(DEFINITION)].flatMap(found => {
    const [words, id, url, type, label] = found as unknown as [string, string, string, string, string];
    if (!model.types.has(type)) return [];
    const web = /^https?:/i.test(url);
    const place = placeOf(source, found.index, found.index + words.length);
    const fields = { type, label, ...(web && { sameAs: url }) };
    const addresses = web ? [normalizeAddress(model, url)] : [];
    return [{ id, type, label, origin: 'definition', place, source, node: null, fields, addresses } satisfies Thing];
  });
}
