import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createModel, type Kind, type Row, SchemaError, type SchemaFiles } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { rowTypes } from '../pipeline/schema/row-types.ts';
import { createValidators } from '../pipeline/validators.ts';

const files = readSchemas(BUILT_IN_SCHEMAS);
const model = createModel(files);
const validators = createValidators(model);
const tide = { type: ['integer', 'null'], description: 'Height of the tide. Empty: not stated.' };
const kinds: readonly Kind[] = ['document', 'entity', 'event', 'relation', 'quantity', 'quotation', 'claim'];
const trailing = 'document_id assertion certainty attributed_to note';

/** The published columns: to take one away or to move it breaks what readers have built on. */
const columns = {
  events_flat:
    'event_id iri what type category status actors targets participants place latitude longitude place_precision uncertainty_km when_edtf start_date end_date date_precision evidence document_title document_iri',
  documents:
    'document_id iri title authors publisher published_edtf published_start published_end language source_url licence keywords summary text_path text_sha256 source_sha256 words sentences note',
  sentences: 'sentence_id document_id section paragraph position char_start char_end text',
  entities: `entity_id iri type label description country_code wikidata_id part_of members mention_count first_sentence_id ${trailing}`,
  entity_names: 'entity_id name language kind',
  entity_links: 'entity_id authority identifier uri match',
  places: 'entity_id latitude longitude precision uncertainty_km basis within geonames_id',
  events: `event_id iri type label description category contexts status when_edtf start_date end_date date_precision date_basis date_text place_id part_of mention_count ${trailing}`,
  event_participants: 'event_id entity_id role count position note',
  relations: `relation_id iri type label description subject_id object_id when_edtf start_date end_date status ${trailing}`,
  quantities: `quantity_id iri type label description of_id variable value value_low value_high comparator unit unit_text as_of_edtf value_text ${trailing}`,
  quotations: `quotation_id iri type label description text speaker_id speaker_text source_id about_id kind ${trailing}`,
  claims: `claim_id iri type label description content mode polarity status ${trailing}`,
  claim_speakers: 'claim_id speaker_id',
  claim_subjects: 'claim_id about_id',
  mentions:
    'mention_id target_id target_table sentence_id exact prefix suffix char_start char_end line column document_id',
  evidence: 'evidence_id record_id record_table sentence_id exact char_start char_end basis document_id',
  citations: 'citation_id document_id url words sentence_id',
  former_ids: 'former_id iri current_id current_table',
  terms: 'term kind label definition broader iri maps_to category',
};

describe('built-in schemas', () => {
  test('have the published tables and columns, in order', () => {
    const found = [...model.tables.values()].map(({ name, columns }) => [
      name,
      columns.map(column => column.name).join(' '),
    ]);
    expect(found).toEqual(Object.entries(columns));
  });

  test.each([...model.tables.values()])('$name is a JSON Schema whose rows name every column', table => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(table.schema), ajv.errorsText()).toBe(true);
    const { properties, required } = table.schema as { properties: object; required: string[] };
    expect(Object.keys(properties)).toEqual(required);
    for (const column of table.columns) expect(column.description, column.name).toMatch(/^\S.*\.$/);
    for (const name of table.key) expect(table.columns.find(column => column.name === name)).toBeDefined();
  });

  test('say of every column that can be empty what empty means', () => {
    const optional = [...model.tables.values()].flatMap(table => table.columns.filter(column => column.nullable));
    const silent = optional.filter(({ description }) => !description.includes('Empty: '));
    expect(silent.map(column => column.name)).toEqual([]);
  });

  test('give every table of the graph a class of its own', () => {
    const graph = [...model.tables.values()].filter(table => table.about !== null);
    const counted = graph.map(table => table.classes.find(curie => curie.startsWith('term:')));
    expect(counted).not.toContain(undefined);
    expect(new Set(counted).size).toBe(graph.length);
    const views = [...model.tables.values()].filter(table => table.about === null).map(table => table.name);
    expect(views).toEqual(['events_flat', 'entity_names', 'entity_links']);
  });

  test('give every CURIE an IRI', () => {
    const curies = [...model.tables.values()].flatMap(table => [
      ...table.classes,
      ...table.nodes.flatMap(node => [node.iri, ...node.classes]),
      ...table.columns.flatMap(column => column.triples.map(triple => triple.iri)),
    ]);
    for (const curie of curies) expect(model.expand(curie, 'https://x.example/')).toMatch(/^https?:\/\//);
  });

  test('are what pipeline/rows.ts was made from', () => {
    const written = readFileSync(new URL('../pipeline/rows.ts', import.meta.url), 'utf8');
    expect(written === rowTypes(model.tables.values()), 'pipeline/rows.ts is behind: npm run generate').toBe(true);
  });
});

describe('vocabulary', () => {
  test("has PLOVER's sixteen categories", () => {
    const names =
      'AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT';
    expect([...model.categories.keys()]).toEqual(names.split(' '));
  });

  test('leads every type to a root', () => {
    const roots = ['Entity', 'Event', 'Relation', 'Claim', 'Quotation', 'Quantity'];
    for (const type of model.types.values()) expect(roots.filter(root => model.isA(type.name, root))).toHaveLength(1);
  });

  test('lets every event be about anything', () => {
    const events = [...model.types.values()].filter(type => type.family === 'events');
    for (const event of events) {
      const { fillers, count } = event.roles.get('about')!;
      expect(count).toBe('*');
      for (const type of model.types.keys()) expect(fillers.some(filler => model.isA(type, filler))).toBe(true);
    }
  });

  test('answers what is what', () => {
    expect(model.isA('City', 'Place')).toBe(true);
    expect(model.isA('Place', 'City')).toBe(false);
    expect(model.isA('Event', '*')).toBe(true);
    expect(model.isA('Nonesuch', 'Entity')).toBe(false);
    expect(model.unitOf('Kilometres')).toBe('km');
    expect(model.unitOf('MW')).toBe('MW');
    expect(model.unitOf('furlongs')).toBeNull();
    expect(model.expand('term:Event')).toBe('term/Event');
    expect(model.expand('thing:nato', 'https://x.example/')).toBe('https://x.example/id/nato');
    expect(() => model.expand('nonesuch:x')).toThrow(RangeError);
  });
});

describe('validators', () => {
  test.each([...model.tables.keys()])('of rows of %s refuse the empty object, and say what is missing', table => {
    const validate = validators.row(table);
    expect(validate({})).toBe(false);
    expect(validate.errors).toHaveLength(model.tables.get(table)!.columns.length);
  });

  test.each([...kinds, 'dataset' as const])('of %s fields refuse the empty object', kind => {
    expect(validators.fields(kind)({})).toBe(false);
  });

  test('of rows take no text for a number and no strange column', () => {
    const row: Row = {
      ...{ entity_id: 'nuuk', latitude: 64.18, longitude: -51.72, precision: 1, uncertainty_km: null },
      ...{ basis: null, within: 'greenland', geonames_id: '3421319' },
    };
    const validate = validators.row('places');
    expect(validate(row)).toBe(true);
    expect(validate({ ...row, latitude: '64.18' })).toBe(false);
    expect(validate({ ...row, latitude: 91 })).toBe(false);
    expect(validate({ ...row, colour: 'red' })).toBe(false);
    expect(() => validators.row('nonesuch')).toThrow(RangeError);
  });

  test('of fields put numbers and booleans in place of their text', () => {
    const geo = { lat: '66.0', lon: '-151', precision: '6', uncertaintyKm: '12.5' };
    const entity = { type: 'Place', label: 'Somewhere', geo };
    expect(validators.fields('entity')(entity)).toBe(true);
    expect(geo).toEqual({ lat: 66, lon: -151, precision: 6, uncertaintyKm: 12.5 });
    const dataset = { title: 'T', base: 'https://x.example/', licence: 'MIT', csv: { bom: 'false' } };
    expect(validators.fields('dataset')(dataset)).toBe(true);
    expect(dataset.csv.bom).toBe(false);
  });

  const event = { type: 'Event', label: 'x' };
  const thing = { type: 'Claim', label: 'x' };
  test.each([
    [
      'event',
      { ...event, actor: 'china', target: ['a', { ref: 'b', count: '2', note: 'n' }], instrument: { ref: 'c' } },
    ],
    ['event', { ...event, when: '2024-07-01/2024-07-14', whenBasis: 'relative', where: 'sea', partOf: 'drill' }],
    [
      'event',
      {
        ...event,
        evidence: 'paragraph',
        sameAs: ['https://a.example/', { uri: 'https://b.example/', match: 'close' }],
      },
    ],
    ['event', { ...event, evidence: [{ exact: 'the words', prefix: 'before' }] }],
    [
      'entity',
      { ...event, aliases: 'PRC', country: 'CN', members: ['a'], identifiers: { geonames: '12' }, formerIds: 'old' },
    ],
    ['entity', { ...event, aliases: ['PRC', { name: 'Kina', lang: 'nb', kind: 'alias' }] }],
    ['relation', { ...event, subject: 'a', object: 'b', when: '2024', until: '2025~' }],
    ['quantity', { ...event, of: 'a', variable: 'distance', value: '~320 km', asOf: '2024' }],
    ['quotation', { ...event, speaker: { unnamed: 'an official' }, source: 'a', about: 'b', quoteKind: 'term' }],
    ['claim', { ...thing, speaker: ['a', 'b'], about: 'c', mode: 'framed', content: 'C.', polarity: 'negative' }],
    [
      'claim',
      { ...thing, assertion: 'reported', certainty: 'disputed', attributedTo: 'a', note: 'n', description: 'd' },
    ],
    [
      'document',
      { id: 'a', title: 'A', author: ['b'], lang: 'en', text: 'quotes', keywords: ['k'], source: 'https://a.example/' },
    ],
  ] as const)('of %s fields take %j', (kind, fields) => {
    const validate = validators.fields(kind);
    expect(validate(structuredClone(fields)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['event', { ...event, actor: 'China' }, '/actor'],
    ['event', { ...event, actor: [] }, '/actor'],
    ['event', { ...event, actor: { ref: 'a', number: '2' } }, '/actor'],
    ['event', { ...event, when: 'July 2024' }, '/when'],
    ['event', { ...event, when: '2024-02-30' }, '/when'],
    ['event', { ...event, speaker: 'a' }, ''],
    ['event', { ...event, status: 'over' }, '/status'],
    ['event', { ...event, note: '' }, '/note'],
    ['event', { ...event, evidence: 'sentence' }, '/evidence'],
    ['event', { ...event, sameAs: 'Q148' }, '/sameAs'],
    ['entity', { ...event, geo: { lat: '66' } }, '/geo'],
    ['entity', { ...event, geo: { lat: 'north', lon: '1' } }, '/geo/lat'],
    ['entity', { ...event, country: 'china' }, '/country'],
    ['quotation', { ...event, speaker: ['a'] }, '/speaker'],
    ['document', { id: 'a', title: 'A', text: 'none' }, '/text'],
    ['dataset', { title: 'T', base: 'https://x.example/y', licence: 'MIT' }, '/base'],
  ] as const)('of %s fields refuse %j at %s', (kind, fields, path) => {
    const validate = validators.fields(kind);
    expect(validate(structuredClone(fields))).toBe(false);
    expect(validate.errors?.map(error => error.instancePath)).toContain(path);
  });
});

describe("a project's own schemas", () => {
  const own: SchemaFiles = new Map([
    [
      'tables/events.json',
      JSON.stringify({ properties: { tide: { ...tide, 'x-iri': 'sea:tide', 'x-field': 'tide' } } }),
    ],
    ['tables/terms.json', JSON.stringify({ properties: { colour: { ...tide, type: ['string', 'null'] } } })],
    [
      'vocabulary.yaml',
      `
prefixes: {sea: "https://sea.example/"}
authorities: {ports: {label: Ports, uri: "https://ports.example/{}", pattern: "^[0-9]+$", hosts: [ports.example], paths: ["/{}"]}}
units: {furlong: {code: "[fur_us]", label: furlong, words: [furlong, furlongs]}}
roles: {harbour: {label: harbour, definition: Where a ship lies.}}
events:
  Storm: {label: storm, definition: Bad weather., broader: Event, iri: "sea:Storm", roles: {harbour: {fillers: [Port], count: "+"}}}
  Typhoon: {label: typhoon, definition: A great storm., broader: Storm}
`,
    ],
  ]);
  const extended = createModel(files, own);

  test('add columns before those that all records end with', () => {
    const names = extended.tables.get('events')!.columns.map(column => column.name);
    expect(names.slice(-6).join(' ')).toBe(`tide ${trailing}`);
    expect(extended.tables.get('events')!.columns.find(column => column.name === 'tide')).toMatchObject({
      ...{ type: 'integer', datatype: 'integer', nullable: true, iri: 'sea:tide', field: 'tide', own: true },
    });
    expect(extended.tables.get('terms')!.columns.at(-1)!.name).toBe('colour');
    expect(rowTypes(extended.tables.values())).toContain('readonly tide: number | null;');
  });

  test('add fields that authors may write', () => {
    const fields = { type: 'Typhoon', label: 'x', tide: '3', harbour: 'nuuk-port' };
    const validate = createValidators(extended).fields('event');
    expect(validate(fields)).toBe(true);
    expect(fields.tide).toBe(3);
    expect(validate({ ...fields, tide: 'high' })).toBe(false);
    expect(validators.fields('event')(fields)).toBe(false);
    expect(createValidators(extended).row('events')({})).toBe(false);
  });

  test('add fields that authors must write, where the column is never empty', () => {
    const properties = { tide: { type: 'integer', description: 'Height of the tide.', 'x-field': 'tide' } };
    const strict = createModel(files, new Map([['tables/events.json', JSON.stringify({ properties })]]));
    const validate = createValidators(strict).fields('event');
    expect(validate({ type: 'Event', label: 'x', tide: '3' })).toBe(true);
    expect(validate({ type: 'Event', label: 'x' })).toBe(false);
  });

  test('add types that inherit roles', () => {
    expect(extended.isA('Typhoon', 'Storm')).toBe(true);
    expect(extended.types.get('Typhoon')).toMatchObject({
      family: 'events',
      table: 'events',
      broader: 'Storm',
      iri: null,
    });
    expect(extended.types.get('Typhoon')!.roles.get('harbour')).toEqual({
      role: 'harbour',
      fillers: ['Port'],
      count: '+',
    });
    expect(extended.unitOf('Furlongs')).toBe('[fur_us]');
    expect(extended.authorities.get('ports')!.pattern.test('12')).toBe(true);
    expect(extended.expand('sea:Storm')).toBe('https://sea.example/Storm');
  });

  test('leave the built-in model as it was', () => {
    expect(model.types.has('Storm')).toBe(false);
    expect(createModel(files).tables.get('events')!.columns).toHaveLength(model.tables.get('events')!.columns.length);
  });

  test('that are no JSON Schema are named when they are first used', () => {
    const broken = createModel(
      files,
      new Map([['tables/events.json', JSON.stringify({ properties: { tide: { ...tide, minimum: 'low' } } })]]),
    );
    expect(() => createValidators(broken).row('events')).toThrow(SchemaError);
  });
});
