import type { Thing } from '../declare.ts';
import type { Model } from '../model.ts';
import { type AmountFound, amountsIn } from './amounts.ts';
import type { Knowing } from './doubts.ts';
import { type DateFound, explicitDates } from './explicit-dates.ts';
import { type KnownFound, knownIn } from './known.ts';
import { type Names, wordsIn } from './names.ts';
import { type NewFound, newcomersIn } from './newcomers.ts';
import type { Passage, Range } from './passages.ts';
import { type Agent, type QuotedFound, quotationsIn } from './quotations.ts';
import type { ReadRelative } from './relative-dates.ts';
import type { Tagger } from './tagger.ts';

/** All that was found in one passage; offsets are those of its text. */
export interface Found {
  readonly passage: Passage;
  readonly things: readonly KnownFound[];
  readonly dates: readonly DateFound[];
  readonly amounts: readonly AmountFound[];
  readonly newcomers: readonly NewFound[];
  readonly quoted: readonly QuotedFound[];
}

export interface Finders {
  readonly knowing: Knowing;
  readonly model: Model;
  readonly tagger: Tagger;
  readonly relative: ReadRelative;
  /** Whether the article is in English: quantities and new things are read in no other language. */
  readonly english: boolean;
  /** By id, whatever may be mentioned already. */
  readonly things: ReadonlyMap<string, Thing>;
}

/** Below this a known name is likelier to be a part of a new one. */
const DOUBTED = 0.5;

/** Looks for everything in one passage. An agent that is new goes by its label until it has an id. */
export function findIn(passage: Passage, { knowing, model, tagger, relative, english, things: all }: Finders): Found {
  const { text, marked } = passage;
  const tagged = tagger(text);
  const things = knownIn(text, tagged, knowing).filter(range => !meets(range, marked));
  const explicit = english
    ? explicitDates(text)
    : explicitDates(text).filter(({ edtf }) => /^\d{4}-\d\d-\d\d$/.test(edtf));
  const dates = [...explicit, ...(english ? relative(text).filter(range => !meets(range, explicit)) : [])];
  const units = [...model.units.values()].flatMap(({ words }) => words);
  const amounts = english ? amountsIn(text, tagged, units, [...dates, ...things, ...marked]) : [];
  const sure = things.filter(({ confidence }) => confidence >= DOUBTED);
  const newcomers = english
    ? newcomersIn(text, tagged, [...sure, ...dates, ...marked]).filter(({ label }) => !isName(label, knowing.names))
    : [];
  const isAgent = (type: string): boolean => model.isA(type, 'Agent') || model.isA(type, 'Country');
  const person = (type: string): boolean => model.isA(type, 'Person');
  const agents: Agent[] = [
    ...things
      .filter(({ thing }) => isAgent(thing.type))
      .map(found => ({ ...found, id: found.thing.id, person: person(found.thing.type) })),
    ...newcomers
      .filter(({ type }) => isAgent(type) || type === 'Entity')
      .map(found => ({ ...found, id: found.label, person: person(found.type) })),
    ...marked.flatMap(mark => {
      const type = all.get(mark.target)?.type;
      return type !== undefined && isAgent(type) ? [{ ...mark, id: mark.target, person: person(type) }] : [];
    }),
  ];
  const quoted = quotationsIn(
    text,
    agents.sort((a, b) => a.start - b.start),
  );
  return { passage, things, dates, amounts, newcomers, quoted };
}

function meets(range: Range, others: readonly Range[]): boolean {
  return others.some(other => other.start < range.end && range.start < other.end);
}

/** Whether a label is the name of a known thing but for its capitals: `CHINA`. */
function isName(label: string, names: Names): boolean {
  const folded = wordsIn(label).map(word => word.folded);
  const whole = folded.join(' ');
  return (names.get(folded[0] ?? '') ?? []).some(({ words }) => words.map(word => word.folded).join(' ') === whole);
}
