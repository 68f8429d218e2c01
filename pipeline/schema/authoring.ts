import type { SchemaText } from './entries.ts';
import { type Column, type Kind, SchemaError, type Table, type Vocabulary } from './shapes.ts';

/** JSON Schemas by name: what authors write, kind by kind, and the parts that these share. */
export interface Authoring {
  readonly $schema: string;
  readonly $defs: { readonly [name: string]: object };
}
interface Fields {
  readonly allOf?: readonly { readonly $ref: string }[];
  readonly description?: string;
  readonly properties: { readonly [field: string]: object };
  readonly required?: readonly string[];
}
interface Field {
  readonly field: string;
  readonly schema: object;
  readonly required: boolean;
}
type Definitions = { readonly [name: string]: Fields };

/** The table that the columns with an `x-field` of each kind are in. */
export const TABLES: { readonly [kind in Kind]: string } = {
  document: 'documents',
  entity: 'entities',
  event: 'events',
  relation: 'relations',
  quantity: 'quantities',
  quotation: 'quotations',
  claim: 'claims',
};

/**
 * What authors may write: for each kind its own fields, those of the kinds in `allOf`, the columns with `x-field`, and for events the
 * roles. All other fields are refused.
 * @throws {SchemaError} on a file that isn't in form, or two meanings of a field
 */
export function composeAuthoring(
  source: SchemaText,
  tables: ReadonlyMap<string, Table>,
  { roles }: Vocabulary,
): Authoring {
  const { $schema, $defs } = parse(source);
  const named = [...roles.values()].map(role => ({
    field: role.name,
    schema: filler(role.definition),
    required: false,
  }));
  const composed = Object.entries(TABLES).map(([kind, table]) => {
    const added = [...(tables.get(table)?.columns.flatMap(fieldOf) ?? []), ...(kind === 'event' ? named : [])];
    return [kind, compose(source.path, kind, $defs, added)] as const;
  });
  const dataset = compose(source.path, 'dataset', $defs, []);
  return { $schema, $defs: { ...$defs, dataset, ...Object.fromEntries(composed) } };
}

function parse({ path, text }: SchemaText): { $schema: string; $defs: Definitions } {
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && '$defs' in schema)
      return schema as { $schema: string; $defs: Definitions };
  } catch (error) {
    throw new SchemaError(path, `Unexpected text, expected JSON: ${(error as Error).message}`);
  }
  throw new SchemaError(path, 'Unexpected absence of `$defs`');
}

function compose(path: string, kind: string, definitions: Definitions, added: readonly Field[]): object {
  const own = definitions[kind];
  if (!own) throw new SchemaError(path, `Unexpected absence of \`$defs/${kind}\``);
  const shared = (own.allOf ?? []).map(({ $ref }) => definitions[$ref.replace('#/$defs/', '')]);
  const parts = [...shared, own].filter(part => part !== undefined);
  const stated = parts.flatMap(part => Object.entries(part.properties));
  const properties = new Map<string, object>();
  for (const [field, schema] of [...stated, ...added.map(({ field, schema }) => [field, schema] as const)]) {
    if (properties.has(field)) {
      throw new SchemaError(path, `Unexpected second meaning of the field \`${field}\` of ${kind}`);
    }
    properties.set(field, schema);
  }
  const needed = added.filter(({ required }) => required).map(({ field }) => field);
  return {
    description: own.description,
    type: 'object',
    properties: Object.fromEntries(properties),
    required: [...parts.flatMap(part => part.required ?? []), ...needed],
    additionalProperties: false,
  };
}

function filler(description: string): object {
  return { description, $ref: '#/$defs/fillers' };
}

/** A column as a field: what is written is not null, and not empty. A column that can't be empty has to be written. */
function fieldOf({ field, schema, type, nullable }: Column): Field[] {
  if (field === null) return [];
  const { type: types, enum: values, ...rest } = schema as { type: string | string[]; enum?: (string | null)[] };
  const stated = [types].flat().find(item => item !== 'null');
  const least = type === 'string' ? { minLength: 1 } : {};
  const allowed = values ? { enum: values.filter(value => value !== null) } : {};
  return [{ field, schema: { ...least, ...rest, type: stated, ...allowed }, required: !nullable }];
}
