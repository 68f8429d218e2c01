import type { Thing } from '../declare.ts';
import { doubtOf, isPlaced, type Knowing } from './doubts.ts';
import { type Name, type NameKind, pluralsOf, type Word, wordsIn } from './names.ts';
import type { Range } from './passages.ts';
import type { Tagged } from './tagger.ts';

export interface KnownFound extends Range {
  readonly thing: Thing;
  readonly confidence: number;
  readonly why: string;
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
  const meant = likeliest(names, isPlaced(text.slice(0, range.start)));
  const { thing, kind, name } = meant[0]!;
  const others = meant.slice(1).map(other => other.thing.id);
  const doubt =
    others.length > 0
      ? { to: 0.5, why: `it may also mean ${others.map(id => `\`${id}\``).join(', ')}` }
      : doubtOf({ text, range, kind, thing, tagged }, knowing);
  const what = kind === 'label' ? 'its name' : kind === 'alias' ? 'its other name' : `its ${kind}`;
  const said = `${what} is \`${name}\``;
  return {
    ...range,
    thing,
    confidence: Math.min(SURE[kind], doubt?.to ?? 1),
    why: doubt ? `${said}, but ${doubt.why}` : said,
  };
}

/** One name for each thing; where a place lends its name to somebody else, the place alone after a word of place. */
function likeliest(names: readonly Name[], placed: boolean): readonly Name[] {
  const each = [...new Map(names.map(name => [name.thing.id, name])).values()];
  const own = each.filter(({ kind }) => kind !== 'metonym');
  return placed && own.length > 0 ? own : each;
}
