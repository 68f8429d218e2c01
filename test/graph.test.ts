import fc from 'fast-check';
import { Parser } from 'n3';
import { Store } from 'oxigraph';
import { describe, expect, test } from 'vitest';
import { toIri } from '../pipeline/emit/rdf/iri.ts';
import { jsonOf } from '../pipeline/emit/rdf/json.ts';
import { compareCodePoints, sortByCodePoint } from '../pipeline/emit/rdf/order.ts';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { prove } from '../pipeline/prove.ts';
import { termRows } from '../pipeline/terms.ts';
import { anyRows, emitGraph, hostile, manifest, model, type Rows, row } from './graph/rows.ts';

const BASE = manifest.base;
const sample: Rows = {
  terms: termRows(model, BASE),
  documents: [
    row('documents', {
      document_id: 'a',
      title: 'A',
      published_edtf: '2024-08',
      authors: ['writer'],
      source_url: 'https://x.example/a b',
    }),
  ],
  sentences: [
    row('sentences', { sentence_id: 's_1', document_id: 'a', text: 'Say "no".\n', char_start: 0, char_end: 10 }),
  ],
  entities: [
    row('entities', { entity_id: 'tromso', type: 'City', label: 'Tromsø' }),
    row('entities', { entity_id: 'china', type: 'Country', label: 'China' }),
  ],
  entity_names: [
    row('entity_names', { entity_id: 'china', name: '中国', language: 'zh-Hans', kind: 'preferred' }),
    row('entity_names', { entity_id: 'china', name: 'PRC', kind: 'abbreviation' }),
  ],
  entity_links: [
    row('entity_links', { entity_id: 'china', uri: 'http://www.wikidata.org/entity/Q148', match: 'exact' }),
    row('entity_links', { entity_id: 'china', uri: 'https://x.example/close', match: 'close' }),
  ],
  places: [row('places', { entity_id: 'tromso', latitude: 69.65, longitude: 19, precision: 1 })],
  events: [
    row('events', { event_id: 'patrol', type: 'Event', label: 'Patrol', when_edtf: '2024-07', contexts: ['military'] }),
  ],
  event_participants: [
    row('event_participants', { event_id: 'patrol', entity_id: 'china', role: 'actor', position: 1 }),
    row('event_participants', { event_id: 'patrol', entity_id: 'tromso', role: 'target', position: 2 }),
  ],
  relations: [
    row('relations', { relation_id: 'r1', type: 'LocatedIn', label: 'r', subject_id: 'tromso', object_id: 'norway' }),
    row('relations', {
      relation_id: 'r2',
      type: 'LocatedIn',
      label: 'r',
      subject_id: 'x',
      object_id: 'y',
      status: 'denied',
    }),
  ],
  quantities: [
    row('quantities', { quantity_id: 'q1', label: 'q', comparator: 'eq', value: 66.0, value_text: '66' }),
    row('quantities', { quantity_id: 'q2', label: 'q', comparator: 'eq', value: 66.5, value_text: '66.5' }),
  ],
  quotations: [row('quotations', { quotation_id: 'w', label: 'w', text: 'w', speaker_id: 'china' })],
  claims: [row('claims', { claim_id: 'c', label: 'c' })],
  claim_speakers: [row('claim_speakers', { claim_id: 'c', speaker_id: 'china' })],
  claim_subjects: [row('claim_subjects', { claim_id: 'c', about_id: 'patrol' })],
  mentions: [
    row('mentions', {
      mention_id: 'm_1',
      target_id: 'china',
      document_id: 'a',
      sentence_id: 's_1',
      exact: 'no',
      prefix: 'Say "',
      suffix: '".\n',
    }),
  ],
  evidence: [
    row('evidence', {
      evidence_id: 'e_1',
      record_id: 'patrol',
      record_table: 'events',
      document_id: 'a',
      sentence_id: 's_1',
      exact: 'no',
    }),
  ],
  former_ids: [row('former_ids', { former_id: 'middle-kingdom', current_id: 'china', current_table: 'entities' })],
  citations: [
    row('citations', {
      citation_id: 'c_1',
      document_id: 'a',
      url: 'https://x.example/',
      words: 'x',
      sentence_id: 's_1',
    }),
  ],
};
const graph = emitGraph([sample]);
const lines = new Set(graph.nquads.split('\n'));
const { '@context': context, '@graph': nodes } = JSON.parse(graph.jsonld);
const node = (id: string) => nodes.find((each: { id: string }) => each.id === id);
const XSD = 'http://www.w3.org/2001/XMLSchema#';

describe('N-Quads and JSON-LD', () => {
  test('say the same of every table', async () => {
    expect(Object.keys(sample).sort()).toEqual([...model.tables.keys()].filter(name => name !== 'events_flat').sort());
    expect(await prove(graph.jsonld, graph.nquads)).toEqual([]);
  });

  test('say the same of any rows', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (one, other) => {
        const { jsonld, nquads } = emitGraph([one, other]);
        expect(await prove(jsonld, nquads)).toEqual([]);
        expect(new Parser({ format: 'N-Quads' }).parse(nquads).length).toBe(nquads.split('\n').length - 1);
      }),
      { numRuns: 25 },
    );
  });

  test('are JSON of the shortest spelling, a node a line', () => {
    fc.assert(
      fc.property(anyRows, rows => {
        const nodes = emitGraph([rows])
          .jsonld.split('\n')
          .filter(line => line.startsWith('{"id":'))
          .map(line => line.replace(/,$/, ''));
        expect(nodes.map(line => JSON.stringify(JSON.parse(line)))).toEqual(nodes);
      }),
      { numRuns: 25 },
    );
  });

  test('refuse NUL and half a surrogate pair in JSON, which could spell them', () => {
    for (const text of ['a\0', '\ud800', '\udc00\ud800'])
      expect(() => jsonOf({ a: [text] })).toThrow(/Unexpected NUL or lone surrogate/);
    expect(jsonOf({ '"': ['\ud83d\ude00\\u0000', -0, true] })).toBe('{"\\"":["\ud83d\ude00\\\\u0000",0,true]}');
  });

  test('are read alike by other programs', () => {
    const store = new Store();
    store.load(graph.nquads, { format: 'application/n-quads' });
    const other = new Store();
    other.load(graph.jsonld, { format: 'application/ld+json' });
    expect(store.size).toBe(lines.size - 1);
    expect(other.size).toBe(store.size);
    expect(new Parser({ format: 'N-Quads' }).parse(graph.nquads)).toHaveLength(store.size);
  });

  test('hold any text as it is', () => {
    fc.assert(
      fc.property(hostile, text => {
        const { nquads } = emitGraph([
          { sentences: [row('sentences', { sentence_id: 's_1', document_id: 'a', text })] },
        ]);
        const store = new Store();
        store.load(nquads, { format: 'application/n-quads' });
        const [binding] = store.query(`SELECT ?t { <${BASE}doc/a#s_1> <http://schema.org/text> ?t }`) as Map<
          string,
          { value: string }
        >[];
        expect(binding?.get('t')?.value).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  test.each(['a\ud800', '\udc00b', 'a\0b'])('refuse %j, which no file can hold', text => {
    const rows = { sentences: [row('sentences', { sentence_id: 's_1', document_id: 'a', text })] };
    expect(() => emitGraph([rows])).toThrow(TypeError);
  });

  test.each([[{ entities: [{ ...row('entities', {}), colour: 'red' }] }], [{ colours: [] }]])(
    'refuse what the model does not have',
    rows => {
      expect(() => emitGraph([rows as unknown as Rows])).toThrow(/Unexpected (column `colour`|table `colours`)/);
    },
  );

  test('are the same for any division into batches', () => {
    const apart = Object.entries(sample).map(([table, rows]) => ({ [table]: rows }));
    expect(emitGraph(apart).nquads).toBe(graph.nquads);
    expect(emitGraph(apart.reverse()).nquads).toBe(graph.nquads);
  });

  test('have a column of a project without a word of code', async () => {
    const column = { description: 'Colour.', type: ['string', 'null'], 'x-iri': 'term:colour', 'x-field': 'colour' };
    const own = new Map([['tables/entities.json', JSON.stringify({ properties: { colour: column } })]]);
    const extended = createModel(readSchemas(BUILT_IN_SCHEMAS), own);
    const rows = { entities: [row('entities', { entity_id: 'a', type: 'City', colour: 'red' }, extended)] };
    const { jsonld, nquads } = emitGraph([rows], { model: extended });
    expect(nquads).toContain(`<${BASE}id/a> <${BASE}term/colour> "red" .\n`);
    expect(nquads).toContain(`<${BASE}term/colour> <http://www.w3.org/2000/01/rdf-schema#comment> "Colour." .\n`);
    expect(await prove(jsonld, nquads)).toEqual([]);
  });
});

describe('the context', () => {
  test('defines every key, without `@vocab`', () => {
    expect(JSON.stringify(context)).not.toContain('@vocab');
    const keys = new Set<string>();
    JSON.stringify(nodes, (key, value) => {
      if (Number.isNaN(Number(key)) && !key.startsWith('@')) keys.add(key);
      return value;
    });
    const own = [...keys].filter(key => !key.includes(':'));
    expect(own.filter(key => !(key in context))).toEqual([]);
  });

  test('types a number by its column, not by its value', () => {
    expect(context.value).toEqual({ '@id': 'schema:value', '@type': 'xsd:decimal' });
    expect(node('thing:q1').value).toBe('66');
    expect(lines).toContain(`<${BASE}id/q1> <http://schema.org/value> "66"^^<${XSD}decimal> .`);
    expect(lines).toContain(`<${BASE}id/q2> <http://schema.org/value> "66.5"^^<${XSD}decimal> .`);
  });

  test('refuses one key with two meanings', () => {
    const columns = { label: { description: 'x', type: ['string', 'null'], 'x-iri': 'term:other_label' } };
    const own = new Map([['tables/places.json', JSON.stringify({ properties: columns })]]);
    const load = () => emitGraph([], { model: createModel(readSchemas(BUILT_IN_SCHEMAS), own) });
    expect(load).toThrow(/label/);
  });
});

describe('a record', () => {
  test('has its parts within it, always as lists', () => {
    expect(node('thing:china')).toMatchObject({
      names: [{ '@value': '中国', '@language': 'zh-hans' }],
      alternate_names: [{ '@value': 'PRC' }],
      same_as: ['http://www.wikidata.org/entity/Q148'],
      see_also: ['https://x.example/close'],
    });
    expect(node('thing:patrol').participants).toMatchObject([
      { id: 'thing:patrol#actor-china', entity_id: 'thing:china', role: 'term:actor' },
      { id: 'thing:patrol#target-tromso', entity_id: 'thing:tromso', role: 'term:target' },
    ]);
    expect(node('thing:patrol').evidence).toMatchObject([{ id: 'doc:a#e_1', quote: { exact: 'no' } }]);
    expect(node('thing:c').speakers).toMatchObject([{ id: 'thing:c#speaker-china' }]);
    expect(node('thing:c').subjects).toMatchObject([{ id: 'thing:c#about-patrol' }]);
    expect(node('doc:a').citations).toMatchObject([{ id: 'doc:a#c_1' }]);
  });

  test('has the classes of its type and of the nearest broader one', () => {
    expect(node('thing:china').type).toEqual(
      expect.arrayContaining(['term:Country', 'schema:Country', 'schema:Place']),
    );
  });

  test('is the same as another only where the match is exact', () => {
    expect(lines).toContain(`<${BASE}id/china> <http://schema.org/sameAs> <http://www.wikidata.org/entity/Q148> .`);
    expect(graph.nquads).not.toMatch(/sameAs> <https:\/\/x\.example\/close>/);
  });

  test('has its date as EDTF and, where it is exact, as XML Schema has it', () => {
    const date = `<${BASE}id/patrol> <http://purl.org/dc/terms/date>`;
    expect(lines).toContain(`${date} "2024-07-XX"^^<http://id.loc.gov/datatypes/edtf/EDTF> .`);
    expect(lines).toContain(`${date} "2024-07"^^<${XSD}gYearMonth> .`);
  });

  test.each([
    ['2024', 'year', '2024'],
    ['2024-XX-XX', 'year', '2024'],
    ['2024-07', 'month', '2024-07'],
    ['2024-07-03', 'day', '2024-07-03'],
    ['2024-21', 'month', undefined],
    ['2024-07~', 'month', undefined],
    ['2024?', 'year', undefined],
    ['2024/2025', 'year', undefined],
  ])('of %s has as its %s %s', (when_edtf, unit, exact) => {
    const rows = { events: [row('events', { event_id: 'a', type: 'Event', when_edtf })] };
    const made = JSON.parse(emitGraph([rows]).jsonld)['@graph'].find((each: { id: string }) => each.id === 'thing:a');
    expect(made[`when_${unit}`]).toBe(exact);
  });

  test('on the map is a point, longitude first', () => {
    const point = `"POINT (19 69.65)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>`;
    expect(lines).toContain(`<${BASE}id/tromso#geo> <http://www.opengis.net/ont/geosparql#asWKT> ${point} .`);
  });

  test('of a relation states the direct triple, unless it is denied', () => {
    const within = '<http://schema.org/containedInPlace>';
    expect(lines).toContain(`<${BASE}id/tromso> ${within} <${BASE}id/norway> .`);
    expect(lines).not.toContain(`<${BASE}id/x> ${within} <${BASE}id/y> .`);
    expect(lines).toContain(`<${BASE}id/r2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ${within} .`);
  });
});

describe('the vocabulary', () => {
  test('says what every term of ours means', () => {
    const used = [...graph.nquads.matchAll(new RegExp(`<${BASE}term/([^>]+)>`, 'g'))].map(match => match[1]);
    const label = 'http://www.w3.org/2000/01/rdf-schema#label';
    const nameless = [...new Set(used)].filter(name => !graph.nquads.includes(`\n<${BASE}term/${name}> <${label}> `));
    expect(nameless).toEqual([]);
  });

  test('has no property that is a concept too', () => {
    const properties = [...graph.nquads.matchAll(/^(<\S+>) \S+#type> <\S+#Property> \.$/gm)].map(match => match[1]);
    const concepts = new Set(
      [...graph.nquads.matchAll(/^(<\S+>) \S+#type> <\S+#Concept> \.$/gm)].map(match => match[1]),
    );
    expect(properties.filter(property => concepts.has(property))).toEqual([]);
    expect(properties.length).toBeGreaterThan(10);
  });
});

describe('the order of lines', () => {
  test('is by code point', () => {
    expect(sortByCodePoint(['\u{1f600}', '～', 'a', 'ab', ''])).toEqual(['', 'a', 'ab', '～', '\u{1f600}']);
    expect(['\u{1f600}', '～'].sort()).toEqual(['\u{1f600}', '～']);
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other));
        expect(Math.sign(compareCodePoints(one, other))).toBe(bytes);
      }),
    );
  });
});

describe('an address', () => {
  test.each([
    ['https://x.example/a?b=c#d', 'https://x.example/a?b=c#d'],
    ['https://x.example/a b', 'https://x.example/a%20b'],
    ['https://x.example/100%', 'https://x.example/100%25'],
    ['https://x.example/a%20b', 'https://x.example/a%20b'],
    ['https://x.example/[a]{b}', 'https://x.example/%5Ba%5D%7Bb%7D'],
    ['https://x.example/#a#b', 'https://x.example/#a%23b'],
    ['https://møøse.example/ø', 'https://møøse.example/ø'],
    ['https://x.example/\u{e000}', 'https://x.example/%EE%80%80'],
    ['http://[::1]:8080/', 'http://[::1]:8080/'],
    ['urn:isbn:123', 'urn:isbn:123'],
    ['http://[x/', null],
    ['http://a:b/', null],
    ['http://a b/', null],
    ['//x.example', null],
    ['words', null],
    ['', null],
  ])('%j is the IRI %j', (address, iri) => {
    expect(toIri(address)).toBe(iri);
  });
});

describe('the proof', () => {
  test('tells what differs', async () => {
    const [first = ''] = graph.nquads.split('\n');
    expect(await prove(graph.jsonld, graph.nquads.slice(first.length + 1))).toEqual([
      `The JSON-LD has a triple that the N-Quads lack: ${first}`,
    ]);
    const more = `${graph.nquads}<https://x.example/a> <https://x.example/b> _:c .\n`;
    expect(await prove(graph.jsonld, more)).toEqual([
      expect.stringMatching('blank node'),
      expect.stringMatching('The N-Quads have a triple that the JSON-LD lacks'),
    ]);
    expect(await prove(graph.jsonld, `${graph.nquads}${first}\n`)).toHaveLength(1);
  });

  test.each([
    ['a key that nobody defined', { nonsense: 'x' }],
    ['a relative IRI', { same_as: ['x y'] }],
    ['a remote context', { '@context': 'https://x.example/context' }],
  ])('refuses %s', async (_, more) => {
    const text = JSON.stringify({ '@context': context, id: 'thing:a', ...more });
    expect(await prove(text, '')).toEqual([expect.stringMatching(/^The JSON-LD can't be read: /)]);
  });

  test('refuses `@vocab`', async () => {
    const text = JSON.stringify({
      '@context': { ...context, '@vocab': 'https://x.example/' },
      id: 'thing:a',
      label: 'a',
    });
    const line = `<${BASE}id/a> <http://www.w3.org/2000/01/rdf-schema#label> "a" .\n`;
    expect(await prove(text, line)).toEqual([expect.stringMatching('`@vocab`')]);
  });
});
