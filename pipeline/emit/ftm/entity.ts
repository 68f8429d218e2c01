import { hash } from 'node:crypto';
import type { Value } from '../../model.ts';

export type Properties = { readonly [property: string]: readonly string[] };

/** An entity of FollowTheMoney: every value is a text, or the id of another entity. */
export interface Entity {
  readonly id: string;
  readonly schema: string;
  readonly properties: Properties;
}

export type Pair = readonly [property: string, value: Value | undefined];

/** Properties in the order of their first values; what is not stated, and a value that is there already, is left out. */
export function propertiesOf(pairs: readonly Pair[]): Properties {
  const properties = new Map<string, Set<string>>();
  for (const [property, value] of pairs) {
    for (const item of [value].flat()) {
      if (item === null || item === undefined || item === '') continue;
      properties.set(property, (properties.get(property) ?? new Set()).add(String(item)));
    }
  }
  return Object.fromEntries([...properties].map(([property, values]) => [property, [...values]]));
}

/** Ids of entities: letters, digits and inner hyphens; unique beside other datasets' by the dataset's name. */
export interface Ids {
  thing(id: string): string;
  document(id: string): string;
  /** Of a link, by what makes it the one that it is. */
  link(parts: readonly string[]): string;
}

export function createIds(dataset: string): Ids {
  const link = (parts: readonly string[]) => `${dataset}-${hash('sha1', parts.join('\u0000'))}`;
  const safe = (id: string) => (id.endsWith('-') ? link([id]) : id);
  return {
    thing: id => safe(`${dataset}-${id}`),
    // No id of ours has a capital.
    document: id => safe(`${dataset}-Doc-${id}`),
    link,
  };
}
