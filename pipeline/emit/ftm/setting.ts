import type { Row, Value } from '../../model.ts';
import type { EmitContext, Manifest } from '../emitter.ts';
import { createIds, type Ids } from './entity.ts';

/** What other entities have to know of a thing. */
export interface Thing {
  readonly id: string;
  readonly schema: string;
  readonly label: string;
  readonly country: string | null;
}

/** What an entity is made with besides its own rows. */
export interface Setting {
  readonly model: EmitContext['model'];
  readonly manifest: Manifest;
  readonly ids: Ids;
  /** Null: no such thing, or none that is exported. */
  readonly find: (id: Value | undefined) => Thing | null;
  readonly typeLabel: (type: Value | undefined) => string | null;
  readonly schemaOf: (type: Value | undefined) => string | null;
  /** Whether a schema is another one or extends it. */
  readonly isSchema: (schema: string, ancestor: string) => boolean;
}

/** The things of a dataset, as far as they have been told of. */
export interface Register extends Setting {
  /** `null` for a thing that isn't exported. */
  readonly take: (id: string, row: Row | null) => void;
  readonly knows: (id: Value) => boolean;
}

export function openRegister({ model, manifest }: EmitContext): Register {
  const ids = createIds(manifest.name);
  const things = new Map<string, Thing | null>();
  const schemaOf: Setting['schemaOf'] = type => model.types.get(String(type))?.ftm ?? null;
  return {
    model,
    manifest,
    ids,
    schemaOf,
    isSchema: (schema, ancestor) => model.ftm.get(schema)!.names.has(ancestor),
    find: id => things.get(String(id)) ?? null,
    typeLabel: type => model.types.get(String(type))?.label ?? null,
    knows: id => things.has(String(id)),
    take(id, row) {
      const schema = row && schemaOf(row.type);
      const country = row ? countryOf(row.country_code) : null;
      things.set(id, schema ? { id: ids.thing(id), schema, label: String(row.label), country } : null);
    },
  };
}

/** ISO 3166 codes have small letters there. */
export function countryOf(code: Value | undefined): string | null {
  return typeof code === 'string' ? code.toLowerCase() : null;
}
