import { load } from 'js-yaml';
import { type ColumnSchema, readColumn } from './columns.ts';
import type { SchemaText } from './entries.ts';
import { type NodeShape, SchemaError, type Table } from './shapes.ts';

interface TableSchema {
  readonly title: string;
  readonly description: string;
  /** Place of the table among the others, from 1. */
  readonly 'x-order': number;
  readonly 'x-key': readonly string[];
  readonly 'x-about'?: string;
  readonly 'x-class'?: readonly string[];
  readonly 'x-nodes'?: { readonly [name: string]: NodeSchema };
  readonly 'x-derived'?: boolean;
  readonly properties: Properties;
  readonly required: readonly string[];
}
interface NodeSchema {
  readonly of?: string;
  readonly 'x-iri': string;
  readonly 'x-class'?: readonly string[];
}
type Properties = { readonly [column: string]: ColumnSchema };

/** The annotation keywords of tables. */
export const TABLE_KEYWORDS: readonly string[] = ['x-order', 'x-key', 'x-about', 'x-class', 'x-nodes', 'x-derived'];

const PLAIN_KEYWORDS = ['$schema', 'title', 'description', 'type', 'properties', 'required', 'additionalProperties'];
const KNOWN: readonly string[] = [...PLAIN_KEYWORDS, ...TABLE_KEYWORDS];
const EXTENSION: readonly string[] = ['$schema', 'title', 'description', 'type', 'properties', 'required'];
/** Columns that end the tables of records (records.md, "Tables"). */
const TRAILING: readonly string[] = ['document_id', 'assertion', 'certainty', 'attributed_to', 'note'];

/**
 * One table; a project's columns stand before the trailing common ones.
 * @throws {SchemaError} on a file that isn't in form, or an own column that exists already
 */
export function readTable(name: string, builtIn: SchemaText, own: SchemaText | undefined): Table {
  const schema = readSchema(builtIn, KNOWN) as unknown as TableSchema;
  const missing = Object.keys(schema.properties).find(column => !schema.required?.includes(column));
  if (missing !== undefined)
    throw new SchemaError(builtIn.path, `Unexpected absence of \`${missing}\` from \`required\`, expected all columns`);
  const properties = own ? extend(schema.properties, own) : schema.properties;
  const extended = { ...schema, properties, required: Object.keys(properties), additionalProperties: false };
  return {
    name,
    order: schema['x-order'],
    title: schema.title,
    description: schema.description,
    columns: Object.entries(properties).map(([column, part]) => {
      const added = !Object.hasOwn(schema.properties, column);
      return readColumn(added ? own!.path : builtIn.path, column, part, added);
    }),
    key: schema['x-key'] ?? [],
    about: schema['x-about'] ?? null,
    classes: schema['x-class'] ?? [],
    nodes: Object.entries(schema['x-nodes'] ?? {}).map(readNode),
    derived: schema['x-derived'] ?? false,
    schema: extended,
  };
}

function readSchema({ path, text }: SchemaText, known: readonly string[]): { readonly [keyword: string]: unknown } {
  const schema = parse(path, text);
  const unknown = Object.keys(schema).find(key => !known.includes(key));
  if (unknown !== undefined)
    throw new SchemaError(path, `Unexpected keyword \`${unknown}\`, expected one of ${known.join(', ')}`);
  const { properties } = schema as { properties?: unknown };
  if (typeof properties !== 'object' || properties === null)
    throw new SchemaError(path, 'Unexpected absence of `properties`');
  return { ...schema };
}

function parse(path: string, text: string): object {
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null) return schema;
  } catch (error) {
    throw new SchemaError(path, `Unexpected text, expected JSON: ${(error as Error).message}`);
  }
  throw new SchemaError(path, 'Unexpected value, expected a JSON Schema of a table');
}

function extend(properties: Properties, own: SchemaText): Properties {
  const added = Object.entries(readSchema(own, EXTENSION).properties as Properties);
  refuseDoubledKeys(own);
  for (const [name, schema] of added) {
    if (Object.hasOwn(properties, name)) {
      throw new SchemaError(own.path, `Unexpected second column \`${name}\`, expected a new name`);
    }
    if (typeof schema !== 'object' || schema === null) {
      throw new SchemaError(own.path, `Unexpected column \`${name}\`, expected a schema`);
    }
    if (schema['x-field'] === undefined && ![schema.type].flat().includes('null')) {
      throw new SchemaError(
        own.path,
        `Unexpected column \`${name}\`, expected an x-field that fills it, or the type null besides`,
      );
    }
  }
  const columns = Object.entries(properties);
  const trailing = columns.length - 1 - columns.findLastIndex(([name]) => !TRAILING.includes(name));
  return Object.fromEntries(columns.toSpliced(columns.length - trailing, 0, ...added));
}

/** JSON.parse lets the last of two equal keys win; YAML, of which JSON is a part, doesn't. */
function refuseDoubledKeys({ path, text }: SchemaText): void {
  try {
    load(text);
  } catch (error) {
    throw new SchemaError(path, (error as Error).message);
  }
}

function readNode([name, schema]: readonly [string, NodeSchema]): NodeShape {
  return { name, of: schema.of ?? null, iri: schema['x-iri'], classes: schema['x-class'] ?? [] };
}

/** Names of the columns that an IRI template takes. */
export function templateColumns(template: string): string[] {
  return [...template.matchAll(/\{([^}]*)\}/g)].map(match => match[1]!);
}
