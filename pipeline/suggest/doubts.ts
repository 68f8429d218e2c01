import type { Thing } from '../declare.ts';
import type { Model } from '../model.ts';
import type { NameKind, Names } from './names.ts';
import type { Range } from './passages.ts';
import { isHead } from './runs.ts';
import { type Tagged, wordFrom } from './tagger.ts';

/** What names are looked for and judged with. */
export interface Knowing {
  readonly names: Names;
  readonly model: Model;
  /** Country codes of the governments among the known things: their countries' names may mean them. */
  readonly governed: ReadonlySet<string>;
  /** The whole article, and its words that have no capital. */
  readonly article: string;
  readonly plain: ReadonlySet<string>;
}

/** A name where it stands. */
export interface Named {
  readonly text: string;
  readonly range: Range;
  readonly kind: NameKind;
  readonly thing: Thing;
  readonly tagged: readonly Tagged[];
}

export interface Doubt {
  /** The confidence that is left. */
  readonly to: number;
  readonly why: string;
}

interface Seen extends Named {
  readonly words: string;
  readonly before: string;
  readonly after: string;
}

/** Reasons to doubt that words which are a name speak of its thing. The first that holds counts. */
const DOUBTS: readonly (readonly [holds: (seen: Seen, knowing: Knowing) => boolean, to: number, why: string])[] = [
  [isQuoted, 0.6, 'it is quoted, as a term or a title'],
  [isPartOfName, 0.45, 'it looks like a part of a longer name'],
  [isLoneSurname, 0.6, 'the full name is nowhere in the article'],
  [isPlaceOfMetonym, 0.7, 'the place may be meant'],
  [isCommonNoun, 0.85, 'the word alone may mean others of its kind'],
  [isPlainWord, 0.7, 'the article also uses it as a plain word'],
  [isPartOfPlace, 0.8, 'only a part of it may be meant'],
  [speaksOfGovernment, 0.65, 'its government may be meant'],
  [isAttribute, 0.7, 'it tells which one the next word means, and the two may be one name'],
];

export function doubtOf(named: Named, knowing: Knowing): Doubt | null {
  const { text, range } = named;
  const seen: Seen = {
    ...named,
    words: text.slice(range.start, range.end),
    before: text.slice(Math.max(0, range.start - 120), range.start),
    after: text.slice(range.end, range.end + 60),
  };
  const found = DOUBTS.find(([holds]) => holds(seen, knowing));
  return found ? { to: found[1], why: found[2] } : null;
}

function isQuoted({ before, after }: Seen): boolean {
  return /["“‘«]$/.test(before) && /^["”’»]/.test(after);
}

/** Words that a sentence begins with in capitals and that are no part of a name. */
const OPENERS =
  /^(?:A|After|Against|All|Although|An|And|As|At|Because|Before|Behind|Beyond|Both|But|By|Despite|During|Even|Ever|For|From|How|However|If|In|Inside|Into|Like|Many|Meanwhile|Near|Neither|Nor|Not|Of|Off|On|Once|Only|Or|Outside|Over|Since|So|Some|That|The|Then|This|Though|Through|To|Today|Under|Unlike|Until|What|When|Where|Whether|While|Why|With|Within|Without|Yet)$/;
const TITLES =
  /^(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Minister|Senator|Captain|General|Admiral|Judge|Councillor)\.?$/;

/** Whether a word in capitals stands right beside a name in capitals. */
function isPartOfName({ before, after, words }: Seen): boolean {
  if (/^\p{Ll}/u.test(words)) return false;
  if (/^ \p{Lu}/u.test(after)) return true;
  const previous = /(?:^|[\s("“‘])(\p{Lu}[\p{L}\p{M}'’-]*)( (?:of|for)(?: the)?)? $/u.exec(before);
  if (!previous || TITLES.test(previous[1]!) || OPENERS.test(previous[1]!) || /['’]s?$/.test(previous[1]!))
    return false;
  return previous[2] === undefined ? !/[-\d]/.test(words) : isHead(previous[1]!);
}

function isLoneSurname({ kind, thing }: Seen, { article }: Knowing): boolean {
  return kind === 'surname' && !article.includes(thing.label);
}

/** Whether words stand where a place would. */
export function isPlaced(before: string): boolean {
  return /\b(?:[Ii]n|[Ff]rom|[Nn]ear|to|at|of|[Oo]utside|[Aa]round)\s$/.test(before);
}

function isPlaceOfMetonym({ kind, before }: Seen): boolean {
  return kind === 'metonym' && isPlaced(before);
}

/** A word without capitals that is not the whole name. */
function isCommonNoun({ words, kind }: Seen): boolean {
  return kind === 'alias' && /^[\p{L}\p{M}]+$/u.test(words) && /\p{Ll}$/u.test(words) && /^\p{Ll}/u.test(words);
}

function isPlainWord({ words, thing }: Seen, { plain }: Knowing): boolean {
  return /^\p{Lu}[\p{Ll}\p{M}]+$/u.test(words) && /^\p{Lu}/u.test(thing.label) && plain.has(words.toLowerCase());
}

const PART = 'coasts?|shores?|sides?|parts?|waters|edges?|cent(?:re|er)|outskirts|skies|north|south|east|west';

function isPartOfPlace({ before, after, thing }: Seen, { model }: Knowing): boolean {
  if (!model.isA(thing.type, 'Place')) return false;
  return (
    new RegExp(`\\b(?:${PART}) (?:of|off)(?: the)? $`).test(before) ||
    /^ (?:region|area|province|state|peninsula|county|district|coast|basin|archipelago)s?\b/.test(after)
  );
}

const ACTS =
  /^(?:,? (?:which|who),?)?(?: (?:has|had|have|would|will|also|since|later|then|now|repeatedly|often|openly)){0,3} (?:published|publishes|announced|announces|declared|declares|signed|signs|said|says|denied|denies|proposed|agreed|pledged|promised|rejected|imposed|insisted|argued|condemned|recognised|recognized|approved|adopted|ratified|decided|claimed|claims|warned|urged|called)\b/;
const PAPERS =
  /^['’]s? (?:[\p{L}-]+ ){0,3}(?:government|policy|strategy|paper|ministry|law|position|decision|budget|cabinet|minister|ambassador|embassy|parliament|military|army|navy|forces)\b/u;

/** Whether a state's name stands where its government, or a body of it, is what acts. */
function speaksOfGovernment({ thing, kind, before, after }: Seen, { model, governed }: Knowing): boolean {
  const { country } = thing.fields;
  if (!model.isA(thing.type, 'Country') || typeof country !== 'string' || !governed.has(country)) return false;
  return ACTS.test(after) || (kind !== 'alias' && (PAPERS.test(after) || /\bgovernments?\b[^.;:]*$/.test(before)));
}

/** Adjectives of peoples: as names of countries they stand before nouns anyway. */
const DEMONYM = /(?:ish|[iae]ans?|ese|nch|tch|eek|wiss|aqi|aeli|elsh)$/;

/** Whether the name only says more of the noun after it: `Arctic states`. */
function isAttribute({ range, tagged, after, words, kind, thing }: Seen, { model }: Knowing): boolean {
  if (!/^ \p{Ll}/u.test(after) || !(model.isA(thing.type, 'Place') || model.isA(thing.type, 'Agent'))) return false;
  if (kind === 'alias' && DEMONYM.test(words)) return false;
  const next = wordFrom(tagged, range.end + 1);
  if (next === undefined || next.start !== range.end + 1) return false;
  return next.tags.has('Noun') && !next.tags.has('Pronoun') && !next.tags.has('Verb');
}
