import fc from 'fast-check';
import type { Batch, Manifest, Output } from '../../pipeline/emit/emitter.ts';
import { openJsonLd } from '../../pipeline/emit/jsonld.ts';
import { openNQuads } from '../../pipeline/emit/nquads.ts';
import { type Column, createModel, type Model, type Row, type Table, type Value } from '../../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../../pipeline/project.ts';

export type Rows = Batch['rows'];

export const model = createModel(readSchemas(BUILT_IN_SCHEMAS));

export const manifest: Manifest = {
  name: 'trial',
  title: 'A "trial"\\ of graphs',
  description: 'Two lines\nof “words” 😀',
  base: 'https://lodemark.example/trial/',
  licence: 'CC-BY-SA-4.0',
  publisher: { name: 'Press', type: 'Organization', url: 'https://press.example/', email: null },
  creators: [
    { name: 'A', type: 'Person', url: 'https://orcid.org/0000-0002-1825-0097', email: null },
    { name: 'B', type: 'Person', url: null, email: 'b@press.example' },
  ],
  version: '1.0.0',
  published: '2024-08-01',
  language: 'en-GB',
  keywords: ['one', 'two'],
  citation: 'A and B: Trial.',
  repository: 'https://press.example/a b.git',
  csv: { bom: true },
};

/** An output folder in memory. */
export function memoryOutput(): Output & { readonly files: Map<string, string> } {
  const files = new Map<string, string>();
  const file: Output['file'] = path => {
    const chunks: Uint8Array[] = [];
    return {
      write: chunk => {
        if (typeof chunk === 'string' && !chunk.isWellFormed()) throw new TypeError('Unexpected lone surrogate');
        chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      },
      close: () => void files.set(path, Buffer.concat(chunks).toString()),
    };
  };
  return { files, file, written: [] };
}

/** Both spellings of the graph of some batches. */
export function emitGraph(batches: readonly Rows[], { model: used = model, base = manifest.base } = {}) {
  const output = memoryOutput();
  const context = { model: used, manifest: { ...manifest, base }, output };
  for (const open of [openJsonLd, openNQuads]) {
    const emitter = open(context);
    for (const rows of batches) emitter.add({ rows, texts: [] });
    emitter.close();
  }
  return { jsonld: output.files.get('graph.jsonld')!, nquads: output.files.get('graph.nq')! };
}

/** A row with what is given; the rest is null, or for columns that can't be a plain value. */
export function row(table: string, given: { readonly [column: string]: Value }, used: Model = model): Row {
  const { columns } = used.tables.get(table)!;
  const stranger = Object.keys(given).find(name => !columns.some(column => column.name === name));
  if (stranger) throw new Error(`No column ${stranger} in ${table}`);
  return Object.fromEntries(
    columns.map(column => [column.name, given[column.name] ?? plainValue(column, table, used)]),
  );
}

function plainValue(column: Column, table: string, used: Model): Value {
  if (column.nullable) return null;
  if (column.name === 'type') return typesOf(table, used)[0] ?? 'words';
  if (column.enum) return column.enum[0]!;
  if (column.type === 'integer' || column.type === 'number') return 1;
  if (column.datatype === 'iri') return 'https://x.example/';
  return 'a';
}

function typesOf(table: string, used: Model): string[] {
  return [...used.types.values()].filter(type => type.table === table).map(type => type.name);
}

/** Any text that an output can hold, the hard characters often. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }).filter(text => !text.includes('\0')),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '\n',
        '\r',
        '\t',
        '\b',
        '\f',
        '\u007f',
        '\u0001',
        '\u0085',
        '\u2028',
        '\uffff',
        '\u{1f600}',
        '～',
        '@',
        '_:b',
        '^^<x>',
        ' .',
        '\\u0000',
        '\\ud800',
        "'",
        'ø',
      ),
      { minLength: 1 },
    )
    .map(parts => parts.join('')),
);

const addresses = fc.oneof(
  hostile,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    'http://x.example/a b',
    'doc:x',
    'thing://x',
    'term:a',
    '_:b0',
    'mailto:a@b.example',
    'http://[::1]:80/',
    'http://[x/',
    'http://a:b/',
    '#x',
    '//x.example',
    'urn:isbn:1',
    'http://x.example/%zz',
    'https://møøse.example/ø?q=\u{e000}#a#b',
  ),
);
const languages = [
  'en',
  'zh-Hans',
  'en_US',
  'a',
  'de-CH-1996',
  'x-klingon',
  'en-a-bbb',
  'ab-cdefghijk',
  '12',
  'sl-rozaj',
];
const ids = ['a', 'b', 'a-b', 'china', 'x1'];
const edtfs = [
  '2024',
  '2024-07',
  '2024-07-03',
  '2024-XX-XX',
  '2024-07-XX',
  '2024-07~',
  '2024/2025',
  '-0044',
  '202X',
  '2024-21',
  'Y17000',
];

/** Rows of all tables, with ids that meet often. */
export const anyRows: fc.Arbitrary<Rows> = fc.record(
  Object.fromEntries([...model.tables.values()].map(table => [table.name, tableRows(table)])),
);

function tableRows(table: Table): fc.Arbitrary<Row[]> {
  const cells = fc.record(Object.fromEntries(table.columns.map(column => [column.name, cell(column, table.name)])));
  const key = (made: Row) => JSON.stringify(table.key.map(name => made[name]));
  return fc.uniqueArray((cells as fc.Arbitrary<Row>).map(consistent), { maxLength: 4, selector: key });
}

/** A thing that no document tells of has no first sentence. */
function consistent(made: Row): Row {
  return made.document_id === null && 'first_sentence_id' in made ? { ...made, first_sentence_id: null } : made;
}

function cell(column: Column, table: string): fc.Arbitrary<Value> {
  const value = column.type === 'list' ? fc.array(oneCell(column, table), { maxLength: 3 }) : oneCell(column, table);
  return column.nullable ? fc.option(value as fc.Arbitrary<Value>, { nil: null }) : (value as fc.Arbitrary<Value>);
}

function oneCell(column: Column, table: string): fc.Arbitrary<string | number | boolean> {
  if (column.name === 'type' && table !== 'events_flat') return fc.constantFrom(...typesOf(table, model));
  if (column.references.includes('terms') || column.name === 'term')
    return fc.constantFrom('actor', 'target', 'Event', 'Person', 'AID');
  if (column.name === 'language') return fc.oneof(fc.constantFrom(...languages), hostile);
  if (column.enum) return fc.constantFrom(...column.enum);
  if (column.datatype === 'reference' || column.name.endsWith('_id')) return fc.constantFrom(...ids);
  if (column.datatype === 'edtf') return fc.constantFrom(...edtfs);
  if (column.datatype === 'iri' || column.datatype === 'anyURI') return addresses;
  if (column.type === 'date') return fc.constantFrom('2024-07-01', '1999-12-31');
  if (column.type === 'integer') return fc.integer();
  if (column.type === 'number')
    return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(66, 66.5, -0, 1e21, 1e-7));
  if (column.type === 'boolean') return fc.boolean();
  return hostile;
}
