import fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, test } from 'vitest';
import { openCsv } from '../pipeline/emit/csv.ts';
import { openCsvw } from '../pipeline/emit/csvw.ts';
import { openNQuads } from '../pipeline/emit/nquads.ts';
import { csv2rdf, type Metadata, type Term } from './csv2rdf.ts';
import { memory } from './emit/fixtures.ts';
import { anyRows, manifest, model, type Rows, row } from './graph/rows.ts';

/** CSV, its metadata and the graph of some rows. */
async function written(rows: Rows) {
  const { output, files } = memory();
  const context = { model, manifest, output };
  for (const open of [openCsv, openNQuads, openCsvw]) {
    const emitter = open(context);
    emitter.add({ rows, texts: [] });
    await emitter.close();
  }
  const text = (path: string) => files.get(path)!.toString('utf8');
  const metadata = JSON.parse(text('csvw-metadata.json')) as Metadata;
  const lines = csv2rdf(metadata, text).map(({ subject, predicate, object }) => spell(subject, predicate, object));
  const quads = new Parser({ format: 'N-Quads' }).parse(text('graph.nq'));
  const graph = quads.map(({ subject, predicate, object }) =>
    spell(subject.value, predicate.value, {
      value: object.value,
      ...(object.termType === 'Literal' ? { datatype: object.datatype.value } : {}),
    }),
  );
  return { metadata, lines, graph: new Set(graph) };
}

function spell(subject: string, predicate: string, { value, datatype = 'IRI' }: Term): string {
  return JSON.stringify([subject, predicate, value, datatype]);
}

const silent = ({ tables }: Metadata, table: string) =>
  tables
    .find(({ url }) => url === `csv/${table}.csv`)!
    .tableSchema.columns.filter(({ suppressOutput }) => suppressOutput)
    .map(({ name }) => name);

const label = (text: string) => ({ entities: [row('entities', { entity_id: 'a', type: 'City', label: text })] });
const address = (url: string) => ({
  citations: [row('citations', { citation_id: 'c_1', document_id: 'd', url, words: 'w' })],
});

describe('a column that says what the graph says', () => {
  test.each([
    ['a label', label('Tromsø, "capital"')],
    ['an address', address('https://x.example/a?b=c&d=%20#e')],
    [
      'an id with a sign that IRIs spell otherwise',
      { entities: [row('entities', { entity_id: "o'hare", type: 'City', label: 'x' })] },
    ],
    ['a date', { events: [row('events', { event_id: 'e', type: 'Event', label: 'x', when_edtf: '2024-07' })] }],
    ['a number', { quantities: [row('quantities', { quantity_id: 'q', label: 'x', comparator: 'eq', value: 1e-7 })] }],
    ['a list', { events: [row('events', { event_id: 'e', type: 'Event', label: 'x', contexts: ['one', 'two'] })] }],
  ])('speaks: %s', async (_, rows) => {
    const { lines, graph } = await written(rows);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter(line => !graph.has(line))).toEqual([]);
  });

  test('and the graph has what it says of a date, a number and a list', async () => {
    const said = async (rows: Rows, value: string) => (await written(rows)).lines.filter(line => line.includes(value));
    const event = { event_id: 'e', type: 'Event', label: 'x', when_edtf: '2024-07', contexts: ['one', 'two'] };
    expect(await said({ events: [row('events', event)] }, 'EDTF')).toHaveLength(1);
    expect(await said({ events: [row('events', event)] }, 'term/contexts')).toHaveLength(2);
  });
});

describe('a column that would say something else', () => {
  test.each([
    ['a text with the guard against formulas', label('=1+1'), 'entities', 'label'],
    ['an address that IRIs spell otherwise', address('https://x.example/ä'), 'citations', 'url'],
    ['an address that is no IRI', address('http://[x'), 'citations', 'url'],
  ])('is silent: %s', async (_, rows, table, name) => {
    const { metadata, lines, graph } = await written(rows);
    expect(silent(metadata, table)).toContain(name);
    expect(lines.filter(line => !graph.has(line))).toEqual([]);
    expect(silent((await written({})).metadata, table)).not.toContain(name);
  });
});

test('any rows say through the metadata what the graph says, or nothing', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async rows => {
      const { lines, graph } = await written(rows);
      expect(lines.filter(line => !graph.has(line))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
