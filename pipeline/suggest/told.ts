import type { Range } from './passages.ts';

/** Nouns with which prose says what a name stands for, and the vocabulary's type for it. */
const NOUNS: readonly (readonly [type: string, nouns: string])[] = [
  ['Company', 'company|firm|manufacturer|shipbuilder|shipowner|airline|insurer|retailer|subsidiary'],
  ['Warship', 'aircraft carrier|frigate|destroyer|cruiser|warship'],
  ['Vessel', '(?:bulk|car|gas|ore) carrier|(?:\\p{Ll}+ )?ship|vessel|ferry|tanker|freighter|trawler|yacht|tugboat'],
  ['Settlement', 'village|town'],
  ['City', 'city'],
  ['MediaOrganization', 'newspaper|magazine|journal|broadcaster|news agency'],
];
const BEFORE = NOUNS.map(([type, nouns]) => {
  const of = type === 'Settlement' || type === 'City' ? '(?: of)?' : '';
  return [type, new RegExp(`\\b(?<noun>${nouns})${of} $`, 'u')] as const;
});
const AFTER = NOUNS.map(
  ([type, nouns]) => [type, new RegExp(`^, an? (?:[\\p{L}-]+ ){0,2}?(?<noun>${nouns})(?![\\p{L}-])`, 'u')] as const,
);

/** What the prose calls a name: `the shipping company Boskalis`, `the village of Orlow`, `the Ever Given, a container ship`. */
export function toldType(text: string, { start, end }: Range): { type: string; noun: string } | null {
  const [before, after] = [text.slice(Math.max(0, start - 40), start), text.slice(end, end + 80)];
  for (const [expressions, words] of [
    [BEFORE, before],
    [AFTER, after],
  ] as const)
    for (const [type, expression] of expressions) {
      const noun = expression.exec(words)?.groups?.noun;
      if (noun !== undefined) return { type, noun };
    }
  return null;
}
