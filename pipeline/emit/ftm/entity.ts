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

/**
 * Ids of entities: letters, digits and inner hyphens; unique beside other datasets' by the dataset's name. Ids of ours have no capital,
 * so that what is added to them can't be taken for a part of them.
 */
export interface Ids {
  thing(id: string): string;
  document(id: string): string;
  /** A tie of a thing, by its kind and, where there may be several, its number among them. */
  link(id: string, kind: string, number?: number): string;
}

export function createIds(dataset: string): Ids {
  return {
    thing: id => `${dataset}-${id}${id.endsWith('-') ? 'Z' : ''}`,
    document: id => `${dataset}-${id}-Document`,
    link: (id, kind, number) => `${dataset}-${id}-To-${kind}${number === undefined ? '' : `-${number}`}`,
  };
}
