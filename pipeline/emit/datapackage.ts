import type { Column, Row, Table } from '../model.ts';
import { type DescribedFile, describeFiles } from './description/files.ts';
import { type Json, type JsonObject, stated, writeJson } from './description/json.ts';
import { foreignKeys, isPrimary } from './description/keys.ts';
import type { EmitContext, Manifest, OpenEmitter, Party } from './emitter.ts';
import { licenceOf } from './licence.ts';
import { EDTF } from './rdf/vocabularies.ts';

/*
 * datapackage.json: Data Package v2 (datapackage.org), which describes the files written before it.
 *
 * Lists are declared as strings: the text of the standard has a type for them, its published profile refuses it. Patterns
 * lose their anchors, for those of the standard (XML Schema) always speak of the whole value. A key with a column that can be
 * empty is a unique key and no primary one.
 */

/** Writes datapackage.json. */
export const openDataPackage: OpenEmitter = context => {
  const sources: JsonObject[] = [];
  return {
    add({ rows }) {
      sources.push(...(rows.documents ?? []).flatMap(sourceOf));
    },
    close() {
      writeJson(context.output, 'datapackage.json', dataPackage(context, sources));
    },
  };
};

function sourceOf({ title, source_url: address }: Row): JsonObject[] {
  return typeof address === 'string' ? [{ title: String(title), path: address }] : [];
}

function dataPackage({ model, manifest, output }: EmitContext, sources: readonly JsonObject[]): JsonObject {
  const files = describeFiles(output.written, model);
  const described = new Set(files.filter(({ format }) => format === 'csv').map(({ table }) => table?.name));
  const tables = new Map([...model.tables].filter(([name]) => described.has(name)));
  const licence = licenceOf(manifest.licence);
  return stated({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: manifest.name,
    id: manifest.base,
    title: manifest.title,
    description: manifest.description,
    homepage: manifest.base,
    version: manifest.version,
    created: manifest.published === null ? null : `${manifest.published}T00:00:00Z`,
    keywords: manifest.keywords,
    licenses: [stated({ name: licence.id, path: licence.url, title: licence.title })],
    contributors: contributors(manifest),
    sources,
    resources: files.map(file => resource(file, tables)),
  });
}

function contributors({ creators, publisher }: Manifest): JsonObject[] {
  const contributor = ({ name, url, email }: Party, role: string) =>
    stated({ title: name, path: url, email, roles: [role] });
  return [
    ...creators.map(party => contributor(party, 'creator')),
    ...(publisher ? [contributor(publisher, 'publisher')] : []),
  ];
}

function resource(file: DescribedFile, tables: ReadonlyMap<string, Table>): JsonObject {
  const { path, bytes, sha256, format, mediaType, description, table } = file;
  const isTable = table !== null && format === 'csv';
  const isText = !['parquet', 'xlsx'].includes(format);
  return stated({
    name: isTable ? table.name : path.toLowerCase().replace(/[^a-z0-9._-]+/g, '-'),
    path,
    type: isTable ? 'table' : null,
    title: isTable ? table.title : null,
    description,
    format,
    mediatype: mediaType,
    encoding: isText ? 'utf-8' : null,
    bytes,
    hash: `sha256:${sha256}`,
    dialect: isTable ? DIALECT : null,
    schema: isTable ? tableSchema(table, tables) : null,
  });
}

const DIALECT: JsonObject = {
  delimiter: ',',
  lineTerminator: '\r\n',
  quoteChar: '"',
  doubleQuote: true,
  skipInitialSpace: false,
  header: true,
};

function tableSchema(table: Table, tables: ReadonlyMap<string, Table>): JsonObject {
  const keys = foreignKeys(table, tables).map(({ column, table: target, key }) => ({
    fields: [column.name],
    reference: { ...(target === table.name ? {} : { resource: target }), fields: [key] },
  }));
  return stated({
    fields: table.columns.map(column => field(column, table)),
    missingValues: [''],
    ...(isPrimary(table) ? { primaryKey: table.key } : { uniqueKeys: [table.key] }),
    foreignKeys: keys,
  });
}

function field(column: Column, { key }: Table): JsonObject {
  const { name, description, datatype, type } = column;
  return stated({
    name,
    type: type === 'list' ? 'string' : type,
    format: datatype === 'iri' || datatype === 'anyURI' ? 'uri' : null,
    description: type === 'list' ? `${description} Items are joined by a semicolon.` : description,
    rdfType: datatype === 'edtf' ? EDTF : null,
    constraints: constraints(column, key.length === 1 && key[0] === name),
    ...(type === 'boolean' ? { trueValues: ['true'], falseValues: ['false'] } : {}),
  });
}

function constraints({ nullable, enum: values, pattern, schema, type }: Column, unique: boolean): JsonObject | null {
  const { minimum, maximum, minLength } = schema as { readonly [keyword: string]: Json | undefined };
  const stating = stated({
    required: nullable ? null : true,
    unique: unique || null,
    enum: values,
    pattern: pattern === null || type === 'list' ? null : wholePattern(pattern),
    minimum,
    maximum,
    minLength,
  });
  return Object.keys(stating).length === 0 ? null : stating;
}

/** The pattern of JSON Schema, which may stand anywhere in the value, as one of the whole value. */
function wholePattern(pattern: string): string {
  const from = pattern.startsWith('^') ? pattern.slice(1) : `.*${pattern}`;
  return from.endsWith('$') ? from.slice(0, -1) : `${from}.*`;
}
