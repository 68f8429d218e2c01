import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { validateCFF } from 'cffjs';
import { load } from 'js-yaml';
import jsonld from 'jsonld';
import { Parser } from 'n3';
import { beforeAll, describe, expect, test } from 'vitest';
import { csv2rdf, type Metadata, type Record_, readTable, type Term } from './csv2rdf.ts';
import { DATA_PACKAGE } from './data-package.ts';
import { type Described, describeProject, PROJECT_FOLDERS } from './described.ts';
import { readSchemaOrg, SCHEMA } from './schema-org.ts';
import { temporaryFolder } from './tree.ts';

const DESCRIPTIONS = [
  'datapackage.json',
  'csvw-metadata.json',
  'CITATION.cff',
  'croissant.json',
  'ro-crate-metadata.json',
  'SHA256SUMS',
];
const CROISSANT = 'http://mlcommons.org/croissant/';
const root = temporaryFolder();
const schemaOrg = readSchemaOrg();
const isDataPackage = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(DATA_PACKAGE);

interface Field {
  readonly name: string;
  readonly type: string;
  readonly constraints?: { readonly [constraint: string]: unknown };
}
interface Key {
  readonly fields: readonly string[];
  readonly reference: { readonly resource?: string; readonly fields: readonly string[] };
}
interface Resource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema?: {
    readonly fields: readonly Field[];
    readonly primaryKey?: readonly string[];
    readonly uniqueKeys?: readonly (readonly string[])[];
    readonly foreignKeys?: readonly Key[];
  };
}

describe.each(PROJECT_FOLDERS)('%s', (name, folder) => {
  let dist: Described;
  let tables: ReadonlyMap<string, readonly Record_[]>;
  const data = () => dist.paths.filter(path => !DESCRIPTIONS.includes(path));

  beforeAll(async () => {
    dist = await describeProject(folder, join(root, name.replaceAll(' ', '-')));
    const { tables: described } = dist.json('csvw-metadata.json') as Metadata;
    tables = new Map(described.map(table => [table.url, readTable(table, dist.text(table.url))]));
  });

  describe('datapackage.json', () => {
    const resources = () => dist.json('datapackage.json').resources as Resource[];

    test('is what Data Package 2.0 asks for', () => {
      isDataPackage(dist.json('datapackage.json'));
      expect(isDataPackage.errors).toBeNull();
      expect(new Set(resources().map(resource => resource.name)).size).toBe(resources().length);
    });

    test('tells of every file, its bytes and its hash', () => {
      expect(
        resources()
          .map(({ path }) => path)
          .sort(),
      ).toEqual(data());
      for (const { path, bytes, hash } of resources()) {
        expect([bytes, hash], path).toEqual([dist.bytes(path), `sha256:${dist.sha256(path)}`]);
      }
    });

    test('has constraints that every cell meets', () => {
      for (const { path, schema } of resources()) {
        for (const field of schema?.fields ?? []) {
          const cells = tables.get(path)!.map(row => row[field.name] ?? null);
          expect(faults(field, cells), `${path}, ${field.name}`).toEqual([]);
        }
      }
    });

    test('has keys that are unique, and foreign keys that lead somewhere', () => {
      const byName = new Map(resources().map(resource => [resource.name, resource.path]));
      let checked = 0;
      for (const { path, schema } of resources()) {
        const rows = tables.get(path)!;
        for (const key of [schema?.primaryKey ?? [], ...(schema?.uniqueKeys ?? [])].filter(key => key.length > 0)) {
          expect(new Set(valuesOf(rows, key)).size, `${path}, ${key}`).toBe(rows.length);
        }
        for (const { fields, reference } of schema?.foreignKeys ?? []) {
          const target = tables.get(byName.get(reference.resource ?? '') ?? path)!;
          const known = new Set(valuesOf(target, reference.fields));
          const stated = rows.filter(row => fields.every(each => row[each] !== null));
          expect(valuesOf(stated, fields).filter(value => !known.has(value))).toEqual([]);
          checked += stated.length;
        }
      }
      expect(checked).toBeGreaterThan(10);
    });
  });

  describe('csvw-metadata.json', () => {
    test('makes triples of the CSV that are in the graph', () => {
      const triples = csv2rdf(dist.json('csvw-metadata.json') as Metadata, dist.text);
      const graph = new Set(
        new Parser({ format: 'N-Quads' }).parse(dist.text('graph.nq')).map(({ subject, predicate, object }) =>
          line(subject.value, predicate.value, {
            value: object.value,
            ...(object.termType === 'Literal' ? { datatype: object.datatype.value } : {}),
          }),
        ),
      );
      const said = new Set(triples.map(({ subject, predicate, object }) => line(subject, predicate, object)));
      expect([...said].filter(each => !graph.has(each))).toEqual([]);
      // What depends on two columns at once, and the vocabulary's own facts, can't be said (description/csv-mapping.ts).
      expect(said.size / graph.size).toBeGreaterThan(0.5);
      const speaking = new Set(triples.map(({ from }) => from.split(',')[0]));
      for (const table of ['events', 'entities', 'mentions', 'evidence', 'terms']) {
        expect([...speaking]).toContain(`csv/${table}.csv`);
      }
    });

    test('has keys that are unique, and foreign keys that lead somewhere', () => {
      for (const { url, tableSchema } of (dist.json('csvw-metadata.json') as Metadata).tables) {
        const rows = tables.get(url)!;
        expect(new Set(valuesOf(rows, tableSchema.primaryKey)).size, url).toBe(rows.length);
        for (const { columnReference, reference } of tableSchema.foreignKeys ?? []) {
          const known = new Set(valuesOf(tables.get(reference.resource)!, [reference.columnReference]));
          const stated = rows.filter(row => row[columnReference] !== null);
          expect(valuesOf(stated, [columnReference]).filter(value => !known.has(value))).toEqual([]);
        }
      }
    });
  });

  describe('croissant.json', () => {
    test('is a schema.org Dataset with what Croissant requires', () => {
      const croissant = dist.json('croissant.json');
      for (const field of ['description', 'license', 'name', 'url', 'distribution', 'recordSet']) {
        expect(croissant[field], field).toBeTruthy();
      }
      expect(croissant['@type']).toBe('sc:Dataset');
      expect(croissant.conformsTo).toBe('http://mlcommons.org/croissant/1.1');
      expect(dist.text('croissant.json')).not.toContain('http://schema.org/');
    });

    test('expands to JSON-LD with no term that nobody defined', async () => {
      const nquads = await jsonld.toRDF(dist.json('croissant.json'), {
        base: 'https://data.example/',
        format: 'application/n-quads',
        safe: true,
        documentLoader: refuse,
      });
      const quads = new Parser({ format: 'N-Quads' }).parse(String(nquads));
      const valuesOf = (property: string) =>
        quads.filter(({ predicate }) => predicate.value === CROISSANT + property).map(({ object }) => object.value);
      expect(valuesOf('recordSet')).toHaveLength(tables.size);
      const types = valuesOf('dataType');
      expect(types).toHaveLength(valuesOf('field').length);
      for (const type of types) expect(type).toMatch(/^https:\/\/schema\.org\/(Text|Date|Integer|Float|Boolean|URL)$/);
    });

    test('tells of every file, and of every column with what it refers to', () => {
      const { distribution, recordSet } = dist.json('croissant.json');
      const described = data().concat('datapackage.json', 'csvw-metadata.json', 'CITATION.cff').sort();
      expect(distribution.map((file: { '@id': string }) => file['@id']).sort()).toEqual(described);
      for (const { '@id': path, contentUrl, contentSize, sha256 } of distribution) {
        expect([contentUrl, contentSize, sha256]).toEqual([path, `${dist.bytes(path)} B`, dist.sha256(path)]);
      }
      const fields = recordSet.flatMap((record: { field: object[] }) => record.field);
      const ids: string[] = [...distribution, ...recordSet, ...fields].map((node: { '@id': string }) => node['@id']);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { '@id': id, source, references } of fields) {
        const [table, column] = id.split('/');
        expect(source.fileObject['@id']).toBe(`csv/${table}.csv`);
        expect(source.extract.column).toBe(column);
        if (references) expect(ids).toContain(references['@id']);
      }
      for (const { key = [] } of recordSet) for (const { '@id': id } of key) expect(ids).toContain(id);
      const columns = [...tables].flatMap(([url]) =>
        headerOf(dist.text(url)).map(each => `${url.slice(4, -4)}/${each}`),
      );
      expect(fields.map((field: { '@id': string }) => field['@id'])).toEqual(columns);
    });
  });

  describe('ro-crate-metadata.json', () => {
    type Entity = { readonly '@id': string; readonly '@type': string; readonly [property: string]: unknown };
    const graph = () => dist.json('ro-crate-metadata.json')['@graph'] as Entity[];

    test('describes itself and the folder (RO-Crate 1.2, root data entity)', () => {
      const [descriptor, crate] = graph();
      expect(dist.json('ro-crate-metadata.json')['@context']).toBe('https://w3id.org/ro/crate/1.2/context');
      expect(descriptor).toEqual({
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        about: { '@id': './' },
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
      });
      expect(crate).toMatchObject({ '@id': './', '@type': 'Dataset' });
      for (const field of ['name', 'description', 'license']) expect(crate![field], field).toBeTruthy();
    });

    test('is flat, and every reference leads to an entity', () => {
      const ids = graph().map(entity => entity['@id']);
      expect(new Set(ids).size).toBe(ids.length);
      const references = graph()
        .flatMap(entity => Object.values(entity).flat())
        .filter((value): value is { '@id': string } => typeof value === 'object');
      for (const reference of references) expect(Object.keys(reference)).toEqual(['@id']);
      const outside = references.map(each => each['@id']).filter(id => !ids.includes(id));
      expect(outside).toEqual(['https://w3id.org/ro/crate/1.2']);
    });

    test('uses schema.org as schema.org does', () => {
      for (const { '@id': id, '@type': type, ...properties } of graph()) {
        const classes = [SCHEMA + (type === 'File' ? 'MediaObject' : type)];
        for (const property of Object.keys(properties).filter(each => each !== 'conformsTo')) {
          expect(schemaOrg.isInDomain(SCHEMA + property, classes), `${property} of ${id}`).toBe(true);
        }
      }
    });

    test('has every file with its size and hash', () => {
      const files = graph().filter(entity => entity['@type'] === 'File');
      expect(files.map(file => decodeURI(file['@id'])).sort()).toEqual(
        dist.paths.filter(path => !['ro-crate-metadata.json', 'SHA256SUMS'].includes(path)),
      );
      for (const { '@id': path, contentSize, sha256 } of files) {
        expect([contentSize, sha256]).toEqual([String(dist.bytes(path)), dist.sha256(path)]);
      }
      const parts = graph()[1]!.hasPart as { '@id': string }[];
      expect(parts.map(part => part['@id'])).toEqual(files.map(file => file['@id']));
    });
  });

  describe('CITATION.cff', () => {
    const read = () => load(dist.text('CITATION.cff')) as { [key: string]: unknown };

    test("is valid by the format's own schema, which refuses it without authors", () => {
      expect(validateCFF(read())).toMatchObject({ 'cff-version': '1.2.0', type: 'dataset' });
      expect(() => validateCFF({ ...read(), authors: [] })).toThrow('authors');
    });

    test('bears no date but that of publication', () => {
      expect(read()['date-released'] ?? null).toBe(dist.json('croissant.json').datePublished ?? null);
    });
  });
});

test("a project's own column is in every description", async () => {
  const [, museum] = PROJECT_FOLDERS.find(([name]) => name === 'museum')!;
  const dist = await describeProject(museum, join(root, 'own'));
  const plain = (await describeProject(PROJECT_FOLDERS[0]![1], join(root, 'plain'))).text('csv/entities.csv');
  const own = headerOf(dist.text('csv/entities.csv')).filter(name => !headerOf(plain).includes(name));
  expect(own).toHaveLength(1);
  for (const path of ['datapackage.json', 'csvw-metadata.json', 'croissant.json', 'shapes.ttl']) {
    expect(dist.text(path), path).toMatch(new RegExp(`\\b${own[0]}\\b`));
  }
});

/** What of the cells of a column breaks its constraints. */
function faults({ constraints = {} }: Field, cells: readonly Record_[string][]): unknown[] {
  const { required, unique, enum: allowed, pattern, minimum, maximum, minLength } = constraints;
  const stated = cells.filter(cell => cell !== null);
  const doubled = unique ? stated.filter((cell, at) => stated.indexOf(cell) !== at) : [];
  const form = typeof pattern === 'string' ? new RegExp(`^(?:${pattern})$`) : null;
  return [
    ...(required ? cells.filter(cell => cell === null) : []),
    ...doubled,
    ...stated.filter(
      cell =>
        (Array.isArray(allowed) && !allowed.includes(cell)) ||
        (form !== null && !form.test(String(cell))) ||
        (typeof minimum === 'number' && Number(cell) < minimum) ||
        (typeof maximum === 'number' && Number(cell) > maximum) ||
        (typeof minLength === 'number' && [...String(cell)].length < minLength),
    ),
  ];
}

function valuesOf(rows: readonly Record_[], columns: readonly string[]): string[] {
  return rows.map(row => JSON.stringify(columns.map(name => row[name])));
}

function headerOf(csv: string): string[] {
  return csv.replace('\uFEFF', '').split('\r\n', 1)[0]!.split(',');
}

function line(subject: string, predicate: string, { value, datatype }: Term): string {
  return JSON.stringify([subject, predicate, value, datatype ?? null]);
}

function refuse(url: string): never {
  throw new Error(`Unexpected look at ${url}`);
}
