import type { Analysis } from '../analyse.ts';
import type { Registry } from '../declare.ts';
import type { Model } from '../model.ts';
import { entryOf } from '../yaml.ts';
import type { Choice } from './annotations.ts';
import { propose } from './choose.ts';
import type { Elsewhere } from './elsewhere.ts';
import { type Found, findIn } from './find.ts';
import { idMaker } from './ids.ts';
import { namesOf } from './names.ts';
import { newcomersByName, surestByLabel } from './newcomer-ids.ts';
import { passagesOf } from './passages.ts';
import type { Proposal } from './proposal.ts';
import { relativeDates } from './relative-dates.ts';
import { taggerOf } from './tagger.ts';

/** What an article's words may speak of. */
export interface World {
  readonly model: Model;
  readonly registry: Registry;
  readonly others: Elsewhere;
}

/** Below this nothing is shown unless asked for; from the second on it is right in more than 19 of 20 cases (test/README.md). */
export const SHOWN = 0.5;
export const SURE = 0.9;

/**
 * Proposes annotations of an article, in the order of its words; no two over one another, and none below `min`.
 * Nothing inside links, code, headings, HTML or front matter is touched.
 */
export async function suggest(
  { source, tree, front, resolved, marks }: Analysis,
  { model, registry, others }: World,
  min = SHOWN,
): Promise<readonly Proposal[]> {
  const passages = passagesOf(source, tree);
  const { language } = front;
  const published = front.fields && entryOf(front.fields, 'published')?.value;
  const day = published?.kind === 'scalar' ? published.value : null;
  const things = new Map(
    [...others.things, ...registry.things.values(), ...resolved.things.values()].map(thing => [thing.id, thing]),
  );
  const entities = [...things.values()].filter(({ type }) => model.types.get(type)?.family === 'entities');
  const governments = entities.filter(({ type }) => model.isA(type, 'Government'));
  const governed = new Set(
    governments.map(({ fields: { country } }) => country).filter(country => typeof country === 'string'),
  );
  const names = namesOf(entities, language, type => model.isA(type, 'Person'));
  const article = passages.map(({ text }) => text).join('\n');
  const finders = {
    knowing: { names, model, governed, article, plain: plainWords(article) },
    model,
    tagger: await taggerOf(language),
    relative: await relativeDates(day),
    english: /^en\b/i.test(language),
    things,
  };
  const found = agree(passages.map(passage => findIn(passage, finders)));
  const defined = new Set(marks.definitions.map(({ id }) => id.toLowerCase()));
  const makeId = idMaker([...things.keys(), ...others.ids, ...defined]);
  const newcomers = newcomersByName(
    found.flatMap(one => one.newcomers),
    makeId,
  );
  const choice: Choice = {
    source: source.text,
    things,
    defined,
    inBlock: id => resolved.things.get(id)?.origin === 'block',
    newcomers,
    makeId,
    min,
  };
  return propose(found, choice);
}

/** A name is as sure everywhere as where the prose says most of it. */
function agree(found: readonly Found[]): readonly Found[] {
  const surest = surestByLabel(found.flatMap(one => one.newcomers));
  return found.map(one => ({
    ...one,
    newcomers: one.newcomers.map(newcomer => {
      const { type, confidence, why } = surest.get(newcomer.label)!;
      return newcomer.confidence < confidence ? { ...newcomer, type, confidence, why: `${why}, elsewhere` } : newcomer;
    }),
  }));
}

function plainWords(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/(?<![\p{L}-])\p{Ll}[\p{L}\p{M}]*(?![\p{L}-])/gu)].map(found => found[0]));
}
