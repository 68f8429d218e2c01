import { type Model, type Row, SchemaError, type Value } from '../../model.ts';
import type { EmitContext, Manifest } from '../emitter.ts';
import { createIds, type Ids } from './entity.ts';
import { SCHEMATA } from './schemata.ts';
import { countryOf } from './things.ts';

/** What other entities have to know of a thing. */
export interface Thing {
  readonly id: string;
  readonly schema: string;
  readonly label: string;
  readonly country: string | null;
}

/** What an entity is made with besides its own rows. */
export interface Setting {
  readonly manifest: Manifest;
  readonly ids: Ids;
  /** Null: no such thing, or none that is exported. */
  readonly find: (id: Value | undefined) => Thing | null;
  readonly typeLabel: (type: Value | undefined) => string | null;
  readonly schemaOf: (type: Value | undefined) => string | null;
}

/** The things of a dataset, as far as they have been told of. */
export interface Register extends Setting {
  /** `null` for a thing that isn't exported. */
  readonly take: (id: string, row: Row | null) => Thing | null;
  readonly knows: (id: Value) => boolean;
}

/** @throws {SchemaError} on a type that maps to a schema that this export can't write */
export function openRegister({ model, manifest }: EmitContext): Register {
  checkTypes(model);
  const ids = createIds(manifest.name);
  const things = new Map<string, Thing | null>();
  const schemaOf: Setting['schemaOf'] = type => model.types.get(String(type))?.ftm ?? null;
  return {
    manifest,
    ids,
    schemaOf,
    find: id => things.get(String(id)) ?? null,
    typeLabel: type => model.types.get(String(type))?.label ?? null,
    knows: id => things.has(String(id)),
    take(id, row) {
      const schema = row && schemaOf(row.type);
      const country = row ? countryOf(row.country_code) : null;
      const thing = schema ? { id: ids.thing(id), schema, label: String(row.label), country } : null;
      things.set(id, thing);
      return thing;
    },
  };
}

function checkTypes({ types }: Model): void {
  for (const { name, ftm } of types.values()) {
    if (ftm === null || SCHEMATA.includes(ftm)) continue;
    const expected = SCHEMATA.map(schema => `\`${schema}\``).join(', ');
    throw new SchemaError('vocabulary.yaml', `${name}: Unexpected ftm \`${ftm}\`, expected one of ${expected}`);
  }
}
