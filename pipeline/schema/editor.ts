import type { Model } from '../model.ts';
import { TABLES } from './authoring.ts';
import type { Kind, Type } from './shapes.ts';

type Schema = { readonly [keyword: string]: unknown };

/**
 * JSON Schemas (draft 7, which editors of YAML read) of a data block, the registry and `dataset.yaml`, by file name: for completing
 * and explaining while one types. They are wider than what is checked, since a project may add types, roles and fields.
 */
export function editorSchemas(model: Model): ReadonlyMap<string, Schema> {
  const $defs = definitionsOf(model);
  const file = (title: string, description: string, rest: Schema): Schema => ({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    description,
    ...rest,
    $defs: usedBy(rest, $defs),
  });
  const entries = (needed: readonly string[]): Schema => ({
    type: 'object',
    propertyNames: { pattern: '^[a-z][a-z0-9-]*$' },
    additionalProperties: { allOf: [{ $ref: '#/$defs/anything' }], required: needed },
  });
  return new Map([
    [
      'registry.json',
      file(
        'Lodemark registry',
        'Things that articles share, by their ids: source/entities.yaml.',
        entries(['type', 'label']),
      ),
    ],
    [
      'data.json',
      file('Lodemark data block', 'Fields of things, by their ids: a block marked `yaml data`.', entries([])),
    ],
    [
      'dataset.json',
      file('Lodemark dataset', 'The dataset as a whole: source/dataset.yaml.', { $ref: '#/$defs/dataset' }),
    ],
  ]);
}

/** Definitions that a schema refers to, and those that they refer to. */
function usedBy(schema: Schema, $defs: Schema, used = new Map<string, unknown>()): Schema {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)) {
    if (used.has(name!)) continue;
    used.set(name!, $defs[name!]);
    usedBy($defs[name!] as Schema, $defs, used);
  }
  return Object.fromEntries(used);
}

function definitionsOf(model: Model): Schema {
  const own = Object.entries(model.authoring.$defs).map(
    ([name, schema]) => [name, loosened(schema as Schema)] as const,
  );
  const defs = new Map<string, Schema>(own);
  for (const kind of KINDS) defs.set(kind, open(defs.get(kind)!, model));
  const types = [...model.types.values()];
  const cases = KINDS.map(kind =>
    when(
      types.filter(({ table }) => TABLES[kind] === table).map(({ name }) => name),
      { $ref: `#/$defs/${kind}` },
    ),
  );
  defs.set('anything', {
    type: 'object',
    properties: {
      type: {
        description: 'Type of the vocabulary, or of the project.',
        anyOf: [typeNames(types), { pattern: '^[A-Z][A-Za-z0-9]*$' }],
      },
    },
    allOf: [...cases, ...types.flatMap(rolesOf)],
  });
  return Object.fromEntries(defs);
}

const KINDS: readonly Kind[] = ['entity', 'event', 'relation', 'quantity', 'quotation', 'claim'];

function when(names: readonly string[], then: Schema): Schema {
  return { if: { properties: { type: { enum: names } }, required: ['type'] }, then };
}

/** Types, each with what it means. */
function typeNames(types: readonly Type[]): Schema {
  return {
    oneOf: types.map(({ name, label, definition }) => ({ const: name, title: label, description: definition })),
  };
}

/** Roles stand in the types that have them, not among the fields of all events; `type` is said once for all. */
function open(schema: Schema, model: Model): Schema {
  const { additionalProperties, properties, required, ...rest } = schema as Schema & {
    properties: Schema;
    required?: readonly string[];
  };
  const fields = Object.entries(properties).filter(
    ([field]) => field !== 'type' && (!model.roles.has(field) || field === 'about'),
  );
  return {
    ...rest,
    properties: Object.fromEntries(fields),
    // A data block may add fields to what a definition declares.
    required: (required ?? []).filter(field => field !== 'type' && field !== 'label'),
  };
}

function rolesOf({ name, roles, family }: Type): Schema[] {
  if (family !== 'events' || roles.size === 0) return [];
  const signatures = [...roles.values()].filter(({ role }) => role !== 'about');
  const properties = signatures.map(({ role, fillers, count }) => [
    role,
    {
      description: `${count === '1' || count === '+' ? 'Needed: ' : ''}${fillers.join(', ')}.`,
      $ref: '#/$defs/fillers',
    },
  ]);
  const required = signatures.filter(({ count }) => count === '1' || count === '+').map(({ role }) => role);
  return [when([name], { properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) })];
}

/** Words that YAML takes for numbers, such as the year 2024, are text to Lodemark; keywords of our own are left out. */
function loosened(schema: Schema): Schema {
  const result: { [keyword: string]: unknown } = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('x-') || keyword === 'dependentRequired') continue;
    if (keyword === 'properties') result[keyword] = mapped(value as Schema);
    else
      result[keyword] =
        typeof value === 'object' && value !== null && !Array.isArray(value) ? loosened(value as Schema) : value;
  }
  const types = [result.type ?? []].flat() as string[];
  if (types.includes('string') && !result.enum) result.type = [...new Set([...types, 'number', 'boolean'])];
  if (result.format === 'edtf') delete result.format;
  if (Array.isArray(result.enum)) result.enum = result.enum.filter(value => value !== null);
  return result;
}

function mapped(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, loosened(schema as Schema)]));
}
