import { type Column, type ColumnType, type Datatype, SchemaError, type Triple } from './shapes.ts';

/** A column as its table's file has it. */
export interface ColumnSchema {
  readonly description: string;
  readonly type: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly (string | null)[];
  readonly 'x-iri'?: string;
  readonly 'x-references'?: string | readonly string[];
  readonly 'x-datatype'?: string;
  readonly 'x-about'?: string;
  readonly 'x-node'?: string;
  readonly 'x-also'?: readonly AlsoSchema[];
  readonly 'x-unit'?: string;
  readonly 'x-field'?: string;
  readonly 'x-text'?: boolean;
  readonly 'x-derived'?: boolean;
}
interface AlsoSchema {
  readonly 'x-iri': string;
  readonly 'x-term': string;
  readonly 'x-about'?: string;
  readonly 'x-node'?: string;
}

/** The annotation keywords of columns. */
export const COLUMN_KEYWORDS: readonly string[] = [
  'x-iri',
  'x-references',
  'x-datatype',
  'x-about',
  'x-node',
  'x-also',
  'x-unit',
  'x-field',
  'x-text',
  'x-derived',
];

const DATATYPES: { readonly [type in ColumnType]: Datatype } = {
  string: 'string',
  date: 'date',
  integer: 'integer',
  number: 'decimal',
  boolean: 'boolean',
  list: 'string',
};
const STATED: readonly string[] = ['edtf', 'anyURI', 'iri'] satisfies Datatype[];

/**
 * One column; `own` says that a project brought it.
 * @throws {SchemaError} on a type or a keyword that a column can't have
 */
export function readColumn(path: string, name: string, schema: ColumnSchema, own: boolean): Column {
  const place = `${path}#${name}`;
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new SchemaError(place, 'Unexpected name of a column, expected small letters, digits and `_`');
  if (!schema.description) throw new SchemaError(place, 'Unexpected absence of a description');
  const unknown = Object.keys(schema).find(key => key.startsWith('x-') && !COLUMN_KEYWORDS.includes(key));
  if (unknown)
    throw new SchemaError(place, `Unexpected keyword \`${unknown}\`, expected one of ${COLUMN_KEYWORDS.join(', ')}`);
  const types = [schema.type].flat();
  const type = columnType(
    place,
    types.filter(item => item !== 'null'),
    schema.format,
  );
  const triples = readTriples(name, schema);
  return {
    name,
    description: schema.description,
    type,
    nullable: types.includes('null'),
    enum: schema.enum?.filter(item => item !== null) ?? null,
    pattern: schema.pattern ?? null,
    iri: schema['x-iri'] ?? null,
    datatype: datatype(place, type, schema),
    references: [schema['x-references'] ?? []].flat(),
    unit: schema['x-unit'] ?? null,
    field: schema['x-field'] ?? null,
    text: schema['x-text'] ?? false,
    derived: schema['x-derived'] ?? false,
    node: schema['x-node'] ?? null,
    about: schema['x-about'] ?? null,
    also: schema['x-iri'] === undefined ? triples : triples.slice(1),
    triples,
    own,
    schema,
  };
}

function columnType(place: string, types: readonly string[], format: string | undefined): ColumnType {
  if (types.length === 1) {
    const type = types[0]!;
    if (type === 'string') return format === 'date' ? 'date' : 'string';
    if (type === 'array') return 'list';
    if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  }
  throw new SchemaError(
    place,
    `Unexpected type ${types.join(', ')}, expected one of string, integer, number, boolean, array`,
  );
}

function datatype(place: string, type: ColumnType, schema: ColumnSchema): Datatype {
  if (schema['x-references'] !== undefined) return 'reference';
  const stated = schema['x-datatype'];
  if (stated === undefined) return DATATYPES[type];
  if (STATED.includes(stated)) return stated as Datatype;
  throw new SchemaError(place, `Unexpected x-datatype \`${stated}\`, expected one of ${STATED.join(', ')}`);
}

function readTriples(name: string, schema: ColumnSchema): Triple[] {
  const own = schema['x-iri'] === undefined ? [] : [{ ...schema, 'x-iri': schema['x-iri'], 'x-term': name }];
  return [...own, ...(schema['x-also'] ?? [])].map(triple => ({
    term: triple['x-term'] ?? '',
    iri: triple['x-iri'],
    about: triple['x-about'] ?? null,
    node: triple['x-node'] ?? null,
  }));
}
