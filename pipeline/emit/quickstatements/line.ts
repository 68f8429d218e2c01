/*
 * Lines of QuickStatements, version 1: item, property, value, then qualifiers (P…) and the parts of one reference (S…) in pairs,
 * all parted by tabs. Texts stand in quotation marks, which need no escape within; tabs and line ends can't stand in them.
 */

export type Snak = readonly [property: string, value: string];

export interface Statement {
  readonly subject: string;
  readonly property: string;
  readonly object: string;
  readonly qualifiers: readonly Snak[];
  readonly reference: readonly Snak[];
}

/** Characters that Wikidata takes for a text. */
const LONGEST = 1500;
/** Wikidata's numbers for how exact a date is, by the length of its ISO prefix. */
const PRECISION: { readonly [length: number]: number } = { 4: 9, 7: 10, 10: 11 };

export function lineOf({ subject, property, object, qualifiers, reference }: Statement): string {
  const sources = reference.map(([name, value]) => [name.replace('P', 'S'), value]);
  return `${[subject, property, object, ...qualifiers.flat(), ...sources.flat()].join('\t')}\n`;
}

/** None where Wikidata wouldn't take it. */
export function textSnak(property: string, text: string): Snak[] {
  const words = text.replace(/\s+/g, ' ').trim();
  return words === '' || words.length > LONGEST ? [] : [[property, `"${words}"`]];
}

/** A text in a language; `language` is a BCP 47 tag, of which Wikidata knows the first part for sure. */
export function wordsSnak(property: string, text: string, language: string | null): Snak[] {
  const code = language?.split('-')[0]?.toLowerCase() ?? 'und';
  return textSnak(property, text).map(([name, quoted]) => [name, `${code}:${quoted}`]);
}

/** A date as an ISO prefix: 2024-07 -> +2024-07-00T00:00:00Z/10. */
export function dateSnak(property: string, date: string | null): Snak[] {
  if (date === null) return [];
  return [[property, `+${date}${'-00'.repeat((10 - date.length) / 3)}T00:00:00Z/${PRECISION[date.length]}`]];
}
