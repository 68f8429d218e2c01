import type { Thing } from '../declare.ts';

export type NameKind = 'label' | 'alias' | 'abbreviation' | 'metonym' | 'surname';

/** One name of one thing, cut into the words that it is looked up by. */
export interface Name {
  readonly thing: Thing;
  readonly name: string;
  readonly kind: NameKind;
  readonly words: readonly Word[];
}

/** A run of letters and digits. `folded` has neither case nor accents. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly folded: string;
}

/** Names by their first word, folded. */
export type Names = ReadonlyMap<string, readonly Name[]>;

export function wordsIn(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(found => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
    folded: fold(found[0]),
  }));
}

export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** All names that things go by in a language, first words without their inflection included. */
export function namesOf(things: Iterable<Thing>, language: string, isPerson: (type: string) => boolean): Names {
  const names = new Map<string, Name[]>();
  const add = (thing: Thing, name: string, kind: NameKind): void => {
    const plain = name.replace(/^the\s+/i, '');
    const words = wordsIn(plain);
    const first = words[0]?.folded;
    if (first === undefined || (plain.length < 2 && kind !== 'abbreviation')) return;
    for (const key of new Set(words.length === 1 ? [first, ...pluralsOf(first)] : [first]))
      names.set(key, [...(names.get(key) ?? []), { thing, name: plain, kind, words }]);
  };
  for (const thing of things) {
    add(thing, thing.label, 'label');
    for (const { name, kind } of aliasesOf(thing, language)) add(thing, name, kind);
    const surname = isPerson(thing.type) ? surnameOf(thing.label) : null;
    if (surname !== null) add(thing, surname, 'surname');
  }
  return names;
}

function aliasesOf({ fields }: Thing, language: string): { name: string; kind: NameKind }[] {
  return [fields.aliases ?? []].flat().flatMap(alias => {
    if (typeof alias === 'string') return [{ name: alias, kind: 'alias' as const }];
    const { name, lang, kind } = alias as { name?: unknown; lang?: unknown; kind?: unknown };
    if (typeof name !== 'string' || (typeof lang === 'string' && !sameLanguage(lang, language))) return [];
    const known = kind === 'abbreviation' || kind === 'metonym' ? kind : 'alias';
    const dotted = known === 'abbreviation' && /^\p{Lu}{2,4}$/u.test(name) ? [`${name.split('').join('.')}.`] : [];
    return [name, ...dotted].map(form => ({ name: form, kind: known }));
  });
}

function sameLanguage(a: string, b: string): boolean {
  return a.split('-')[0]!.toLowerCase() === b.split('-')[0]!.toLowerCase();
}

/** The last word of a name of two to four words in capitals: `Marsh` of `Ellen Marsh`. */
function surnameOf(label: string): string | null {
  const parts = label.split(/\s+/);
  const named =
    parts.length >= 2 &&
    parts.length <= 4 &&
    parts.every(part => /^(?:(?:a[dlnrstz]|ash|el|ez)-)?\p{Lu}|^(?:van|von|de|der|da|bin|al|el|ibn|bint)$/u.test(part));
  const last = parts.at(-1)!;
  return named && last.length > 2 ? last : null;
}

/** English plurals of a word. */
export function pluralsOf(word: string): readonly string[] {
  if (/(?:s|x|z|ch|sh)$/.test(word)) return [`${word}es`];
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`];
  return [`${word}s`];
}
