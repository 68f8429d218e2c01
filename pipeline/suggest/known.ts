import type { Thing } from '../declare.ts';
import type { Model } from '../model.ts';
import { type Name, type NameKind, type Names, pluralsOf, type Word, wordsIn } from './names.ts';
import type { Range } from './passages.ts';
import { type Tagged, wordFrom } from './tagger.ts';

export interface KnownFound extends Range {
  readonly thing: Thing;
  readonly confidence: number;
  readonly why: string;
}

/** What the names are looked for with. */
export interface Knowing {
  readonly names: Names;
  readonly model: Model;
  /** Country codes of the governments among the known things: their countries' names may mean them. */
  readonly governed: ReadonlySet<string>;
  /** The whole article's words, to see whether a name is a plain word too, or a surname somebody's. */
  readonly article: string;
}

const SURE: { readonly [kind in NameKind]: number } = {
  label: 0.97,
  alias: 0.96,
  abbreviation: 0.95,
  metonym: 0.93,
  surname: 0.93,
};

/** Names of known things in a text: the longest at each place, and never two over one another. */
export function knownIn(text: string, tagged: readonly Tagged[], knowing: Knowing): readonly KnownFound[] {
  const words = wordsIn(text);
  const found: KnownFound[] = [];
  for (let i = 0; i < words.length; i++) {
    const fits = (knowing.names.get(words[i]!.folded) ?? []).filter(name => fitsAt(text, words, i, name));
    const longest = Math.max(0, ...fits.map(({ words: { length } }) => length));
    const best = fits.filter(({ words: { length } }) => length === longest);
    if (best.length === 0) continue;
    const range = { start: words[i]!.start, end: words[i + longest - 1]!.end };
    if (!standsAlone(text, range)) continue;
    found.push(judge(text, range, best, tagged, knowing));
    i += longest - 1;
  }
  return found;
}

/** Whether a name stands at the `index`th word, its last word perhaps in the plural. */
function fitsAt(text: string, words: readonly Word[], index: number, { name, words: parts, kind }: Name): boolean {
  return parts.every((part, i) => {
    const word = words[index + i];
    if (!word) return false;
    const last = i === parts.length - 1;
    const plural = last && kind !== 'surname' && pluralsOf(part.folded).includes(word.folded);
    if (word.folded !== part.folded && !plural) return false;
    if (!sameCase(word.text, part.text)) return false;
    return (
      last || sameGap(text.slice(word.end, words[index + i + 1]?.start), name.slice(part.end, parts[i + 1]!.start))
    );
  });
}

/** A name's capitals must be there; a small first letter may be a capital, as at the beginning of a sentence. */
function sameCase(word: string, part: string): boolean {
  const common = word.slice(0, part.length).normalize('NFKD').replace(/\p{M}/gu, '');
  const own = part.normalize('NFKD').replace(/\p{M}/gu, '');
  return common.slice(1, -1) === own.slice(1, -1) && (common[0] === own[0] || common[0]?.toLowerCase() === own[0]);
}

function sameGap(found: string, expected: string): boolean {
  const plain = (gap: string): string =>
    gap
      .replace(/[\s\u00A0]+/g, ' ')
      .replace(/[‐‑–]/g, '-')
      .replace(/’/g, "'");
  return plain(found) === plain(expected) || (/^[ -]$/.test(plain(found)) && /^[ -]$/.test(plain(expected)));
}

function standsAlone(text: string, { start, end }: Range): boolean {
  return (
    !/[\p{L}\p{N}][-‐‑'’/]$|[@#&_]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^(?:[-‐‑/][\p{L}\p{N}]|_)/u.test(text.slice(end, end + 2))
  );
}

function judge(
  text: string,
  range: Range,
  names: readonly Name[],
  tagged: readonly Tagged[],
  knowing: Knowing,
): KnownFound {
  const kinds = new Map(names.map(name => [name.thing.id, name] as const));
  const [{ thing, kind, name }] = [...kinds.values()] as [Name, ...Name[]];
  const others = [...kinds.keys()].slice(1);
  const doubt =
    others.length > 0
      ? { to: 0.5, why: `it may also mean ${others.map(id => `\`${id}\``).join(', ')}` }
      : doubtOf(text, range, kind, thing, tagged, knowing);
  const what = kind === 'label' ? 'its name' : kind === 'alias' ? 'its other name' : `its ${kind}`;
  const said = `${what} is \`${name}\``;
  return {
    ...range,
    thing,
    confidence: Math.min(SURE[kind], doubt?.to ?? 1),
    why: doubt ? `${said}, but ${doubt.why}` : said,
  };
}

interface Doubt {
  readonly to: number;
  readonly why: string;
}

/** The first reason to doubt that words which are a name speak of its thing. */
function doubtOf(
  text: string,
  range: Range,
  kind: NameKind,
  thing: Thing,
  tagged: readonly Tagged[],
  knowing: Knowing,
): Doubt | null {
  const { model, governed, article } = knowing;
  const before = text.slice(Math.max(0, range.start - 60), range.start);
  const after = text.slice(range.end, range.end + 60);
  const words = text.slice(range.start, range.end);
  if (/["“‘«]$/.test(before) && /^["”’»]/.test(after)) return { to: 0.6, why: 'it is quoted, as a term or a title' };
  if (isPartOfName(before, after, words)) return { to: 0.45, why: 'it looks like a part of a longer name' };
  if (kind === 'surname' && !article.includes(thing.label))
    return { to: 0.6, why: 'the full name is nowhere in the article' };
  if (kind === 'metonym' && /\b(?:in|from|near|to|at|of|outside|around)\s$/.test(before))
    return { to: 0.7, why: 'the place may be meant' };
  if (
    !/\s/.test(words) &&
    /^\p{Lu}\p{Ll}+$/u.test(words) &&
    new RegExp(`(?<![\\p{L}-])${words.toLowerCase()}(?![\\p{L}-])`, 'u').test(article) &&
    /^\p{Lu}/u.test(thing.label)
  )
    return { to: 0.7, why: 'the article also uses it as a plain word' };
  const country = thing.fields.country;
  if (
    model.isA(thing.type, 'Country') &&
    typeof country === 'string' &&
    governed.has(country) &&
    speaksOfGovernment(before, after, kind)
  )
    return { to: 0.65, why: 'its government may be meant' };
  if (
    kind !== 'alias' &&
    (model.isA(thing.type, 'Place') || model.isA(thing.type, 'Agent')) &&
    isAttribute(range, tagged, after)
  )
    return { to: 0.7, why: 'it tells which one the next word means, and the two may be one name' };
  return null;
}

/** Words that a sentence begins with in capitals and that are no part of a name. */
const OPENERS =
  /^(?:A|After|Against|All|Although|An|And|As|At|Because|Before|Behind|Beyond|Both|But|By|Despite|During|Even|Ever|For|From|How|However|If|In|Inside|Into|Like|Many|Meanwhile|Near|Neither|Nor|Not|Of|Off|On|Once|Only|Or|Outside|Over|Since|So|Some|That|The|Then|This|Though|Through|To|Today|Under|Unlike|Until|What|When|Where|Whether|While|Why|With|Within|Without|Yet)$/;
const TITLES =
  /^(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Minister|Senator|Captain|General|Admiral|Judge|Councillor)\.?$/;

function isPartOfName(before: string, after: string, words: string): boolean {
  const previous = /(?:^|[\s("“‘])(\p{Lu}[\p{L}\p{M}'’.-]*)(?: (?:of|for|and)(?: the)?)? $/u.exec(before);
  const joined = previous !== null && / (?:of|for)(?: the)? $/.test(before);
  const next = /^(?: (?:of|for) (?:the )?)?(?: ?)(\p{Lu}[\p{L}\p{M}]+)/u.exec(after);
  if (next && /^ \p{Lu}/u.test(after) && !/^\p{Ll}/u.test(words)) return true;
  if (!previous || TITLES.test(previous[1]!) || / and(?: the)? $/.test(before)) return false;
  if (OPENERS.test(previous[1]!) || /['’]s?$/.test(previous[1]!) || /^\p{Ll}/u.test(words)) return false;
  const single = !/\s/.test(words);
  return joined ? single && isHead(previous[1]!) : single || !/[-\d]/.test(words);
}

/** Words after which `of X` is a part of a name. */
function isHead(word: string): boolean {
  return /^(?:Bank|Bay|Bureau|Church|City|College|Commission|Council|County|Court|Department|Duke|Embassy|Federation|Government|Gulf|House|Institute|Isle|King|Kingdom|Ministry|Museum|Parliament|Port|Prince|Queen|Republic|Sea|School|State|Strait|Union|University)$/.test(
    word,
  );
}

const ACTS =
  /^(?:,? (?:which|who),?)?(?: (?:has|had|have|would|will|also|since|later|then|now|repeatedly|often|openly)){0,3} (?:published|publishes|announced|announces|declared|declares|signed|signs|said|says|denied|denies|proposed|agreed|pledged|promised|rejected|imposed|insisted|argued|condemned|recognised|recognized|approved|adopted|ratified|decided|claimed|claims|warned|urged|called)\b/;
const PAPERS =
  /^['’]s? (?:[\p{L}-]+ ){0,3}(?:government|policy|strategy|paper|ministry|law|position|decision|budget|cabinet|minister|ambassador|embassy)\b/u;

/** Whether a state's name stands where its government acts. */
function speaksOfGovernment(before: string, after: string, kind: NameKind): boolean {
  if (kind === 'alias' && !/^(?:\p{Lu}+)$/u.test(before)) return ACTS.test(after);
  return ACTS.test(after) || PAPERS.test(after) || /\bgovernments?\b[^.;:]*$/.test(before);
}

/** Whether the name only says more of the noun after it: `Arctic states`. */
function isAttribute({ end }: Range, tagged: readonly Tagged[], after: string): boolean {
  if (!/^ \p{Ll}/u.test(after)) return false;
  const next = wordFrom(tagged, end + 1);
  return (
    next !== undefined &&
    next.start === end + 1 &&
    next.tags.has('Noun') &&
    !next.tags.has('Pronoun') &&
    !next.tags.has('Verb')
  );
}
