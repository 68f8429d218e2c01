/*
 * What a descriptor must be by the text of Data Package 2.0 (datapackage.org: Data Package, Data Resource, Table Dialect, Table
 * Schema), as JSON Schema 2020-12, in our own words: the published profiles come in no package. It is stricter than they are:
 * what these projects don't use is refused.
 */

const text = { type: 'string', minLength: 1 };
const name = { type: 'string', pattern: '^[a-z0-9._-]+$' };
const names = { type: 'array', minItems: 1, uniqueItems: true, items: text };
const url = { type: 'string', pattern: '^https?://[^\\s]+$' };
const path = { type: 'string', pattern: '^(?![./~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+$' };

const object = (required: readonly string[], properties: object, more: object = {}) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
  ...more,
});

/** Which types know which constraints (Table Schema, "Constraints"). */
const CONSTRAINTS: { readonly [type: string]: readonly string[] } = {
  string: ['required', 'unique', 'enum', 'pattern', 'minLength', 'maxLength'],
  number: ['required', 'unique', 'enum', 'minimum', 'maximum'],
  integer: ['required', 'unique', 'enum', 'minimum', 'maximum'],
  date: ['required', 'unique', 'enum', 'minimum', 'maximum'],
  boolean: ['required', 'enum'],
};
const CONSTRAINT = {
  required: { type: 'boolean' },
  unique: { type: 'boolean' },
  enum: { type: 'array', minItems: 1, uniqueItems: true },
  pattern: { ...text, not: { pattern: '\\(\\?|^\\^|\\$$' } },
  minLength: { type: 'integer', minimum: 0 },
  maxLength: { type: 'integer', minimum: 0 },
  minimum: { anyOf: [{ type: 'number' }, text] },
  maximum: { anyOf: [{ type: 'number' }, text] },
};

const field = {
  oneOf: Object.entries(CONSTRAINTS).map(([type, known]) =>
    object(['name', 'type', 'description'], {
      name: text,
      type: { const: type },
      description: text,
      rdfType: url,
      constraints: object([], Object.fromEntries(known.map(each => [each, CONSTRAINT[each as 'required']])), {
        minProperties: 1,
      }),
      ...(type === 'string' ? { format: { enum: ['default', 'email', 'uri', 'binary', 'uuid'] } } : {}),
      ...(type === 'boolean' ? { trueValues: names, falseValues: names } : {}),
    }),
  ),
};

const tableSchema = object(
  ['fields', 'missingValues'],
  {
    fields: { type: 'array', minItems: 1, items: field },
    missingValues: { const: [''] },
    primaryKey: names,
    uniqueKeys: { type: 'array', minItems: 1, items: names },
    foreignKeys: {
      type: 'array',
      minItems: 1,
      items: object(['fields', 'reference'], {
        fields: names,
        reference: object(['fields'], { resource: name, fields: names }),
      }),
    },
  },
  { oneOf: [{ required: ['primaryKey'] }, { required: ['uniqueKeys'] }] },
);

const resource = object(
  ['name', 'path', 'description', 'format', 'mediatype', 'bytes', 'hash'],
  {
    name,
    path,
    type: { const: 'table' },
    title: text,
    description: text,
    format: name,
    mediatype: { type: 'string', pattern: '^[a-z]+/[a-z0-9.+-]+$' },
    encoding: { const: 'utf-8' },
    bytes: { type: 'integer', minimum: 0 },
    hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
    dialect: { type: 'object' },
    schema: tableSchema,
  },
  { dependentRequired: { type: ['schema', 'dialect', 'title'], schema: ['type'] } },
);

export const DATA_PACKAGE = object(['$schema', 'name', 'licenses', 'resources', 'version'], {
  $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
  name,
  id: text,
  title: text,
  description: text,
  homepage: url,
  version: text,
  created: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' },
  keywords: names,
  licenses: {
    type: 'array',
    minItems: 1,
    items: object(
      [],
      { name: text, path: url, title: text },
      { anyOf: [{ required: ['name'] }, { required: ['path'] }] },
    ),
  },
  contributors: {
    type: 'array',
    minItems: 1,
    items: object(['title'], { title: text, path: url, email: text, roles: names }),
  },
  sources: { type: 'array', minItems: 1, items: object(['title'], { title: text, path: url }) },
  resources: { type: 'array', minItems: 1, items: resource },
});
