import { describe, expect, test } from 'vitest';
import { createModel, SchemaError, type SchemaFiles } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';

type Json = { [key: string]: unknown };
type TableJson = Json & {
  properties: { [column: string]: Json };
  required: string[];
  'x-nodes': { [node: string]: Json };
};

const files = readSchemas(BUILT_IN_SCHEMAS);

function refuses(builtIn: SchemaFiles, own: SchemaFiles, words: RegExp): void {
  let error: unknown;
  try {
    createModel(builtIn, own);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SchemaError);
  expect((error as SchemaError).message).toMatch(words);
}

/** The built-in files with one of them changed. */
function changed(path: string, change: (text: string) => string): SchemaFiles {
  return new Map([...files, [path, change(files.get(path)!)]]);
}

function changedTable(name: string, change: (schema: TableJson) => unknown): SchemaFiles {
  return changed(`tables/${name}.json`, text => {
    const schema: TableJson = JSON.parse(text);
    change(schema);
    return JSON.stringify(schema);
  });
}

describe('a built-in table is refused for', () => {
  test('text that is no JSON', () => {
    refuses(
      changed('tables/events.json', () => '{'),
      new Map(),
      /^tables\/events\.json: Unexpected text, expected JSON/,
    );
  });

  /** Keywords of the table `events`; undefined takes one away. */
  test.each<[string, Json, RegExp]>([
    ['having no columns', { properties: undefined }, /absence of `properties`/],
    ['a strange keyword', { 'x-abuot': 'id' }, /keyword `x-abuot`/],
    ['a column not required', { required: ['event_id'] }, /absence of `iri` from `required`/],
    ['a key that is no column', { 'x-key': ['id'] }, /x-key: Unexpected column `id`/],
    ['having no key', { 'x-key': undefined }, /absence of `x-key`/],
    ['having no order', { 'x-order': undefined }, /absence of `x-order`/],
    ['a template of no column', { 'x-about': 'id/{id}' }, /`id\/\{id\}`: Unexpected column `id`/],
    ['classes without a subject', { 'x-about': undefined }, /x-class or x-nodes/],
    ['a class that is a type', { 'x-class': ['term:City'] }, /class `term:City`/],
    ['a node named like a column', { 'x-nodes': { status: { 'x-iri': 'oa:hasSelector' } } }, /meaning .* of `status`/],
    ['a node that hangs on none', { 'x-nodes': { a: { of: 'b', 'x-iri': 'oa:hasSelector' } } }, /node `b`/],
  ])('%s', (_, keywords, words) => {
    refuses(
      changedTable('events', schema => Object.assign(schema, keywords)),
      new Map(),
      words,
    );
  });

  test.each<[string, string, Json, RegExp]>([
    ['a strange keyword', 'events.label', { 'x-iry': 'a:b' }, /^tables\/events\.json#label: .*`x-iry`/],
    ['no description', 'events.label', { description: undefined }, /#label: .*description/],
    ['two types', 'events.label', { type: ['string', 'number'] }, /#label: Unexpected type string, number/],
    ['an unknown node', 'places.latitude', { 'x-node': 'gio' }, /#latitude: Unexpected x-node `gio`/],
    ['a reference to no table', 'events.place_id', { 'x-references': 'sites' }, /table `sites`/],
    ['a reference to a view', 'events.place_id', { 'x-references': 'events_flat' }, /table `events_flat`/],
    ['two templates', 'events.place_id', { 'x-references': ['entities', 'documents'] }, /share one template/],
    ['a template its row lacks', 'places.basis', { 'x-references': 'sentences' }, /column `document_id`/],
    ['an unknown prefix', 'events.label', { 'x-iri': 'rdsf:label' }, /`rdsf:label`/],
    ['no prefix', 'events.label', { 'x-iri': 'label' }, /`label`, expected prefix:name/],
    ['a second meaning', 'events.status', { 'x-iri': 'schema:eventStatus' }, /meaning .* of `status`/],
    ['a second datatype', 'events.label', { 'x-datatype': 'anyURI' }, /anyURI.* of `label`/],
    ['an unknown datatype', 'events.label', { 'x-datatype': 'text' }, /x-datatype `text`/],
    ['the IRI of a role', 'events.label', { 'x-iri': 'term:actor' }, /property `term:actor`/],
    ['a term out of form', 'events.iri', { 'x-also': [{ 'x-iri': 'schema:url', 'x-term': 'URL' }] }, /x-term `URL`/],
    ['a triple in a view', 'events_flat.what', { 'x-iri': 'rdfs:label' }, /expected none/],
    ['a field of another column', 'events.iri', { 'x-field': 'label' }, /second x-field `label`/],
    ['a field of another meaning', 'events.iri', { 'x-field': 'when' }, /field `when` of event/],
  ])('a column with %s', (_, where, keywords, words) => {
    const [table, column] = where.split('.') as [string, string];
    const builtIn = changedTable(table, schema => Object.assign(schema.properties[column]!, keywords));
    refuses(builtIn, new Map(), words);
  });
});

test.each(['vocabulary.yaml', 'authoring.json'])('%s has to be there', missing => {
  const rest = new Map([...files].filter(([path]) => path !== missing));
  refuses(rest, new Map(), new RegExp(`^${missing}: Unexpected absence`));
});

test('every kind has to be in authoring.json', () => {
  refuses(
    changed('authoring.json', text => text.replace('"claim":', '"clam":')),
    new Map(),
    /\$defs\/claim/,
  );
});

describe("a project's table is refused for", () => {
  const tide = { type: ['integer', 'null'], description: 'Height of the tide. Empty: not stated.' };
  test.each<[string, string, Json, RegExp]>([
    [
      'a column that exists',
      'events',
      { label: tide },
      /^schemas\/tables\/events\.json: Unexpected second column `label`/,
    ],
    ['a name out of form', 'events', { Tide: tide }, /^schemas\/tables\/events\.json#Tide: .*name of a column/],
    [
      'an unknown prefix',
      'events',
      { tide: { ...tide, 'x-iri': 'sea:tide' } },
      /^schemas\/tables\/events\.json#tide: .*sea:tide/,
    ],
    ['a column that is no schema', 'events', { tide: null }, /column `tide`, expected a schema/],
    [
      'a column that nothing fills',
      'events',
      { tide: { ...tide, type: 'integer' } },
      /column `tide`, expected an x-field/,
    ],
    ['extending no table', 'tides', { tide }, /^schemas\/tables\/tides\.json: Unexpected file/],
  ])('%s', (_, table, properties, words) => {
    refuses(files, new Map([[`tables/${table}.json`, JSON.stringify({ properties })]]), words);
  });
});

test("a project's table is refused for a column that stands in it twice", () => {
  const text = '{"properties": {"tide": {}, "tide": {}}}';
  refuses(files, new Map([['tables/events.json', text]]), /^schemas\/tables\/events\.json: duplicated mapping key/);
});

describe("a project's vocabulary is refused for", () => {
  const type = 'label: a, definition: d';
  const storm = `${type}, broader: Event`;
  test.each<[string, string, RegExp]>([
    ['text that is no YAML', 'a: [b', /^schemas\/vocabulary\.yaml: /],
    ['being a list', '[a]', /mapping of sections/],
    ['an unknown section', 'things: {A: {}}', /section `things`/],
    ['a section that is no mapping', 'events: [A]', /value of `events`/],
    ['an entry that is no mapping', 'events: {Storm: rain}', /events\/Storm: .*mapping/],
    ['an unknown field', `events: {Storm: {${storm}, colour: c}}`, /field `colour`/],
    ['a definition missing', 'events: {Storm: {label: storm, broader: Event}}', /absence of `definition`/],
    ['a list where text belongs', 'events: {Storm: {label: [storm], broader: Event}}', /`label`, expected text/],
    ['a name out of form', `events: {storm: {${storm}}}`, /name of a type/],
    ['an unknown broader type', `events: {Storm: {${type}, broader: Evnt}}`, /broader type `Evnt`/],
    ['a root of its own', `events: {Storm: {${type}}}`, /absence of `broader`/],
    ['a broader type of another family', `events: {Storm: {${type}, broader: Place}}`, /expected entities/],
    ['a cycle', `events: {A: {${type}, broader: B}, B: {${type}, broader: A}}`, /cycle of broader types: A, B, A/],
    ['an unknown category', `events: {Storm: {${storm}, category: BLOW}}`, /category `BLOW`/],
    ['an unknown role', `events: {Storm: {${storm}, roles: {moon: {fillers: [Entity], count: '1'}}}}`, /role `moon`/],
    ['an unknown filler', `events: {Storm: {${storm}, roles: {actor: {fillers: [Moon], count: '1'}}}}`, /type `Moon`/],
    ['no filler', `events: {Storm: {${storm}, roles: {actor: {fillers: [], count: '1'}}}}`, /absence of `fillers`/],
    ['an unknown count', `events: {Storm: {${storm}, roles: {actor: {fillers: [Entity], count: '2'}}}}`, /count `2`/],
    ['a class of no prefix', `events: {Storm: {${storm}, iri: 'sxema:A'}}`, /`sxema:A`/],
    ['a property of no prefix', `roles: {moon: {${type}, iri: 'sxema:moon'}}`, /`sxema:moon`/],
    ['a category', `categories: {BLOW: {${type}}}`, /^schemas\/vocabulary\.yaml: categories\/BLOW/],
    ['a type that exists', `entities: {City: {${type}, broader: Place}}`, /entities\/City: Unexpected second meaning/],
    ['a role named like a type', `roles: {City: {${type}}}`, /second meaning/],
    ['a role out of form', `roles: {Moon: {${type}}}`, /name of a role/],
    ['a role named like a field', `roles: {when: {${type}}}`, /field `when` of event/],
    ['a prefix that exists', 'prefixes: {schema: "https://schema.org/"}', /second meaning/],
    ['a prefix of the dataset', 'prefixes: {term: "https://x.example/"}', /depends on `base`/],
    ['a pattern', 'authorities: {a: {label: A, uri: "https://a.example/{}", pattern: "["}}', /pattern `\[`/],
    ['an address without place', 'authorities: {a: {label: A, uri: "https://a.example/", pattern: x}}', /one `\{\}`/],
    ['a word of another unit', 'units: {furlong: {code: "[fur_us]", label: f, words: [km]}}', /word `km`/],
    ['an unknown schema of FollowTheMoney', `events: {Storm: {${storm}, ftm: Tempest}}`, /ftm `Tempest`/],
    ['a schema that extends none', 'ftm: {Bank: {broader: [Lender]}}', /ftm\/Bank: Unexpected schema `Lender`/],
    ['a link with one end', 'ftm: {Loan: {subject: {lender: LegalEntity}}}', /ftm\/Loan: Unexpected single end/],
    ['an end of two properties', 'ftm: {Loan: {subject: {a: Thing, b: Thing}, object: {c: Thing}}}', /second property/],
    ['what is no property of Wikidata', 'wikidata: {Q5: {label: human, of: [actor]}}', /Unexpected name, expected/],
    ['a property of nothing', 'wikidata: {P9: {label: x}}', /absence of `of`/],
    ['a property of no relation', 'wikidata: {P9: {label: x, of: [City]}}', /`City` in `of`/],
    ['a property of no column', 'wikidata: {P9: {label: x, of: [events.weather]}}', /column `events\.weather`/],
    ['a property of no type', 'wikidata: {P9: {label: x, of: [actor], object: [Moon]}}', /type `Moon`/],
    ['a property that is given already', 'wikidata: {P463: {label: x, of: [actor]}}', /second meaning/],
  ])('%s', (_, text, words) => {
    refuses(files, new Map([['vocabulary.yaml', text]]), words);
  });
});

describe('the schemas of the tool where a project has its own', () => {
  test('add nothing', () => {
    const { isA, unitOf, expand, ...facts } = createModel(files, new Map(files));
    expect(createModel(files)).toMatchObject(facts);
  });

  test('are refused when they are those of another version', () => {
    const words = /^schemas\/authoring\.json: Unexpected schemas of another version of lodemark/;
    refuses(
      files,
      changed('vocabulary.yaml', text => `${text}\n# later`),
      words,
    );
    const later = new Map([...files, ['tables/tides.json', files.get('tables/events.json')!]]);
    refuses(files, later, words);
    refuses(later, files, words);
  });

  test('are refused one by one', () => {
    const one = new Map([['authoring.json', files.get('authoring.json')!]]);
    refuses(files, one, /^schemas\/authoring\.json: Unexpected file, expected vocabulary\.yaml or tables/);
  });
});
