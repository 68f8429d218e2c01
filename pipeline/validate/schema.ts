import type { Kind, Model } from '../model.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly 'x-references'?: unknown;
  readonly pattern?: string;
}

/** What the schema of a kind says of the value that a path leads to: its named part (`edtf`, `geo`) and the names that it may have. */
export interface Part {
  readonly name: string | null;
  readonly names: readonly string[];
  /** Whether it is the id of a thing. */
  readonly refers: boolean;
  readonly pattern: string | null;
}

export function partAt({ $defs }: Model['authoring'], kind: Kind | 'dataset', path: readonly string[]): Part {
  const definitions = $defs as { readonly [name: string]: Schema | undefined };
  let schema = definitions[kind];
  let name: string | null = null;
  for (const step of path) {
    const { properties, additionalProperties, items }: Schema = schema ?? {};
    const own = properties && Object.hasOwn(properties, step) ? properties[step] : undefined;
    const next: Schema | undefined = own ?? (typeof additionalProperties === 'object' ? additionalProperties : items);
    name = next?.$ref?.replace('#/$defs/', '') ?? null;
    schema = name === null ? next : { ...definitions[name], ...next };
  }
  const refers = schema?.['x-references'] !== undefined;
  return { name, names: Object.keys(schema?.properties ?? {}), refers, pattern: schema?.pattern ?? null };
}
