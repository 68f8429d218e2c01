import type { Kind, Model } from '../model.ts';
import { KINDS } from '../validate.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml.ts';

/** JSON Schema of a field, as far as an editor asks. */
export interface FieldSchema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly 'x-references'?: string | readonly string[];
}

/** What a mapping of fields belongs to. */
export function kindOf(type: string, model: Model): Kind | null {
  return KINDS[model.types.get(type)?.table ?? ''] ?? null;
}

/** Fields of a kind by name. */
export function fieldsOf(kind: Kind | 'dataset', model: Model): { readonly [field: string]: FieldSchema } {
  const definition = model.authoring.$defs[kind] as { readonly properties: { readonly [field: string]: FieldSchema } };
  return definition.properties;
}

/** The schema that a field's own leads to. */
export function resolved(schema: FieldSchema, model: Model): FieldSchema {
  const target = schema.$ref?.replace('#/$defs/', '');
  const found = target === undefined ? undefined : (model.authoring.$defs[target] as FieldSchema | undefined);
  return found ? { ...found, ...schema } : schema;
}

/** Whether ids are written in a field. */
export function holdsIds(field: string, schema: FieldSchema | undefined): boolean {
  if (!schema || field === 'formerIds') return false;
  return schema['x-references'] !== undefined || IDS.has(schema.$ref ?? '') || field === 'speaker';
}
const IDS = new Set(['#/$defs/ids', '#/$defs/id', '#/$defs/fillers', '#/$defs/filler']);

/** The ids in a mapping of fields: scalars, items of lists, and `ref` of fillers. */
export function idsIn(fields: YamlMap, kind: Kind, model: Model): YamlScalar[] {
  const known = fieldsOf(kind, model);
  return fields.entries.flatMap(({ key, value }) => (holdsIds(key.value, known[key.value]) ? scalarsIn(value) : []));
}

function scalarsIn(node: YamlNode): YamlScalar[] {
  if (node.kind === 'scalar') return node.value === '' ? [] : [node];
  if (node.kind === 'list') return node.items.flatMap(scalarsIn);
  return node.entries.flatMap(({ key, value }) => (key.value === 'ref' ? scalarsIn(value) : []));
}
