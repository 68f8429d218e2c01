import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getIssues } from '@placemarkio/check-geojson';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { lineOf, wordsSnak } from '../pipeline/emit/quickstatements/line.ts';
import { isWhole, spanOf } from '../pipeline/emit/spans.ts';
import { build, type Format } from '../pipeline/index.ts';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { faultsOf, ftm, type Line } from './exports/ftm.ts';
import { temporaryFolder, writeTree } from './tree.ts';

const REPOSITORY = join(import.meta.dirname, '..');
const FORMATS: readonly Format[] = ['csv', 'followthemoney', 'quickstatements', 'geojson', 'reconcile'];
const folder = temporaryFolder();
const model = createModel(readSchemas(BUILT_IN_SCHEMAS));

interface Exports {
  readonly entities: readonly Line[];
  readonly statements: readonly (readonly string[])[];
  readonly features: readonly {
    readonly id: string;
    readonly geometry: { readonly coordinates: readonly number[] };
    readonly properties: { readonly [name: string]: unknown };
  }[];
  readonly geojson: string;
  readonly unknown: readonly { readonly [column: string]: string }[];
  readonly csv: (table: string) => { readonly [column: string]: string }[];
}

async function exportsOf(project: string, name: string): Promise<Exports> {
  const out = join(folder, name);
  const { ok, problems } = await build(project, { out, formats: FORMATS, cache: false });
  expect(ok, JSON.stringify(problems)).toBe(true);
  const read = (path: string): string => readFileSync(join(out, path), 'utf8');
  const lines = (path: string): string[] => read(path).split('\n').slice(0, -1);
  const table = (path: string) => parse(read(path), { bom: true, columns: true }) as { [column: string]: string }[];
  const geojson = read('exports/events.geojson');
  return {
    entities: lines('exports/followthemoney.jsonl').map(line => JSON.parse(line) as Line),
    statements: lines('exports/quickstatements.tsv').map(line => line.split('\t')),
    features: (JSON.parse(geojson) as { features: Exports['features'] }).features,
    geojson,
    unknown: table('exports/reconcile.csv'),
    csv: name => table(`csv/${name}.csv`),
  };
}

let arctic: Exports;
let harbour: Exports;
beforeAll(async () => {
  writeTree(join(folder, 'project'), HARBOUR);
  arctic = await exportsOf(REPOSITORY, 'arctic');
  harbour = await exportsOf(join(folder, 'project'), 'harbour');
});

/** A small project with what the article lacks: exact times, identifiers of many kinds, links of every schema, doubt and denial. */
const HARBOUR = new Map([
  [
    'source/dataset.yaml',
    'title: Harbour\nname: harbour\nbase: https://data.lodemark.example/harbour/\nlicence: CC0-1.0\npublisher: {name: Desk}\n',
  ],
  [
    'source/entities.yaml',
    `norway: {type: Country, label: Norway, country: 'NO', sameAs: 'https://www.wikidata.org/entity/Q20'}
ada: {type: Person, label: 'Ada "Ace" Berg', sameAs: 'https://www.wikidata.org/entity/Q101'}
line-: {type: Company, label: Nordic Line, country: 'NO', sameAs: 'https://www.wikidata.org/entity/Q102', identifiers: {lei: 5493001KJTIIGC8Y1R12}}
group: {type: Company, label: Nordic Group, sameAs: 'https://www.wikidata.org/entity/Q103'}
union: {type: InternationalOrganization, label: Shipping Union, sameAs: 'https://www.wikidata.org/entity/Q104'}
party: {type: PoliticalParty, label: Coast Party, sameAs: 'https://www.wikidata.org/entity/Q105'}
vik: {type: City, label: Vik, country: 'NO', partOf: norway, sameAs: 'https://www.wikidata.org/entity/Q106', geo: {lat: 61.08, lon: 6.58, precision: 1}}
ship: {type: Vessel, label: MS Vik, identifiers: {imo: 9074729}}
never-named: {type: Person, label: Nobody, partOf: group}
`,
  ],
  [
    'source/vik.md',
    `---
id: vik
title: "The harbour\\tof Vik"
lang: en-GB
published: 2024-05-01
author: ada
---

[Ada Berg][ada] has [worked](#job) for [Nordic Line][line-] since 2021 and [left](#party-member) the [Coast Party][party] in March
2023. The [line][line-], a [part](#daughter) of [Nordic Group][group], [joined](#joined) the [Shipping Union][union], as
[Norway][norway] [may have](#doubt) before. [MS Vik][ship] [ran aground](#grounding) off [Vik][vik] on 3 May 2024. The
[group][group] [denied](#sale) that it [sold](#sale) the ship, and some [think](#leak) she [leaked](#leak).

\`\`\`yaml data
job: {type: EmployedBy, label: Berg at the line, subject: ada, object: line-, when: 2021/..}
party-member: {type: MemberOf, label: Berg in the party, subject: ada, object: party, until: 2023-03}
daughter: {type: SubordinateTo, label: the line's parent, subject: line-, object: group, when: 2020-01-15}
joined: {type: MemberOf, label: the line in the union, subject: line-, object: union, when: 2019~}
doubt: {type: MemberOf, label: Norway in the union, subject: norway, object: union, certainty: possible}
grounding: {type: Accident, label: grounding of MS Vik, when: 2024-05-03, where: vik, affected: line-,
            instrument: {ref: ship, count: 1}, sameAs: 'https://www.wikidata.org/entity/Q107'}
sale: {type: Action, label: sale of MS Vik, actor: group, status: denied}
leak: {type: Disaster, label: a leak, where: vik, status: hypothetical, about: grounding}
\`\`\`

[ada]: https://www.wikidata.org/entity/Q101 "Person: Ada \\"Ace\\" Berg"
[line-]: https://www.wikidata.org/entity/Q102 "Company: Nordic Line"
[group]: https://www.wikidata.org/entity/Q103 "Company: Nordic Group"
[union]: https://www.wikidata.org/entity/Q104 "InternationalOrganization: Shipping Union"
[party]: https://www.wikidata.org/entity/Q105 "PoliticalParty: Coast Party"
[vik]: https://www.wikidata.org/entity/Q106 "City: Vik"
[norway]: https://www.wikidata.org/entity/Q20 "Country: Norway"
[ship]: #ship "Vessel: MS Vik"
`,
  ],
]);

describe('followthemoney.jsonl', () => {
  test('is what FollowTheMoney takes: known schemata and properties, required ones, ranges, types', () => {
    expect(faultsOf(arctic.entities)).toEqual([]);
    expect(faultsOf(harbour.entities)).toEqual([]);
  });

  test('the judge finds what is wrong', () => {
    const wrong = (schema: string, properties: Line['properties']): string[] =>
      faultsOf([
        { id: 'a', schema, properties },
        { id: 'b', schema: 'Address', properties: { name: ['B'] } },
      ]);
    expect(wrong('Event', {})).toEqual(['a (Event): `name` is required']);
    expect(wrong('Event', { name: ['A'], involved: ['b'] })).toEqual(['a (Event): `involved` leads to a Address: b']);
    expect(wrong('Event', { name: ['A'], date: ['2024~'] })).toEqual(['a (Event): `date` is no ISO prefix: 2024~']);
    expect(wrong('Person', { name: ['A'], country: ['norway'] })).toEqual([
      'a (Person): `country` is no known code: norway',
    ]);
    expect(wrong('Thing', { name: ['A'] })).toEqual(['a (Thing): its schema is abstract or deprecated']);
    expect(() => wrong('Event', { nema: ['A'] })).toThrow('Property does not exist');
  });

  test('has every entity whose type maps to a schema, and every event that is told as a fact', () => {
    for (const { entities, csv } of [arctic, harbour]) {
      const ids = new Set(entities.flatMap(({ properties }) => properties.sourceUrl ?? []));
      const things = csv('entities').filter(({ type }) => model.types.get(type!)!.ftm !== null);
      const facts = csv('events').filter(({ status }) => ['occurred', 'ongoing', ''].includes(status!));
      const missing = [...things, ...facts].map(({ iri }) => iri!).filter(iri => !ids.has(iri));
      expect(missing).toEqual([]);
      expect(entities.filter(({ schema }) => schema === 'Event')).toHaveLength(facts.length);
    }
  });

  test('chooses the link that both ends fit, and keeps the role', () => {
    const of = (relation: string) => harbour.entities.find(({ properties }) => properties.recordId?.[0] === relation);
    expect(of('job')).toMatchObject({
      schema: 'Employment',
      properties: {
        employee: ['harbour-ada'],
        employer: ['harbour-line-Z'],
        startDate: ['2021'],
        role: ['employed by'],
      },
    });
    expect(of('party-member')).toMatchObject({ schema: 'Membership', properties: { endDate: ['2023-03'] } });
    // Norway is no legal entity there.
    expect(of('doubt')).toMatchObject({ schema: 'UnknownLink', properties: { role: ['member of'] } });
    expect(of('joined')!.properties).not.toHaveProperty('date');
    const grounding = harbour.entities.find(({ id }) => id === 'harbour-grounding')!;
    expect(grounding.properties).toMatchObject({
      involved: ['harbour-line-Z'],
      date: ['2024-05-03'],
      location: ['Vik'],
      country: ['no'],
      wikidataId: ['Q107'],
    });
    const parts = harbour.entities.filter(({ properties }) => properties.subject?.[0] === grounding.id);
    expect(parts.map(({ properties }) => [properties.role![0], properties.object![0]])).toEqual([
      ['affected', 'harbour-line-Z'],
      ['instrument (1)', 'harbour-ship'],
    ]);
  });

  test('leaves out what is denied or supposed, and makes no date more exact', () => {
    expect(harbour.entities.map(({ id }) => id)).not.toContain('harbour-sale');
    expect(harbour.entities.map(({ id }) => id)).not.toContain('harbour-leak');
    const naming = arctic.entities.find(({ id }) => id === 'arctic-near-arctic-naming')!;
    expect(naming.properties.notes).toContain('Time, in EDTF: 2010~/..');
    expect(naming.properties).not.toHaveProperty('startDate');
  });

  test('carries identifiers to the properties that are for them', () => {
    const of = (id: string) => harbour.entities.find(entity => entity.id === id)!.properties;
    expect(of('harbour-line-Z')).toMatchObject({ leiCode: ['5493001KJTIIGC8Y1R12'], wikidataId: ['Q102'] });
    expect(of('harbour-ship')).toMatchObject({ imoNumber: ['9074729'] });
  });

  test.each([...model.ftm.values()])('the vocabulary knows $name as FollowTheMoney does', ({ name, names, ends }) => {
    const schema = ftm.getSchema(name);
    expect([...names].filter(each => !schema.schemata.includes(each))).toEqual([]);
    expect(ends && [ends.subject.property, ends.object.property]).toEqual(
      schema.edge ? [schema.edge.source, schema.edge.target] : null,
    );
    for (const end of ends ? [ends.subject, ends.object] : [])
      expect(schema.getProperty(end.property).getRange().name).toBe(end.schema);
  });

  test('the vocabulary names properties for identifiers that FollowTheMoney has', () => {
    for (const { ftm: end } of model.authorities.values())
      if (end) expect(ftm.getSchema(end.schema).getProperty(end.property).type.name).toBe('identifier');
  });
});

describe('quickstatements.tsv', () => {
  test('states what the relations, columns and roles give, with qualifiers and references', () => {
    const source = ['S854', '"https://data.lodemark.example/harbour/doc/vik"', 'S1476', 'en:"The harbour of Vik"'];
    const dated = [...source, 'S577', '+2024-05-01T00:00:00Z/11', 'S1683'];
    const said = harbour.statements.map(line => line.join(' '));
    expect(said).toEqual([
      'Q102 P17 Q20 S854 "https://data.lodemark.example/harbour/id/line-"',
      'Q106 P131 Q20 S854 "https://data.lodemark.example/harbour/id/vik"',
      'Q106 P17 Q20 S854 "https://data.lodemark.example/harbour/id/vik"',
      expect.stringContaining(`Q107 P276 Q106 ${dated.join(' ')} en:"MS Vik ran aground`),
      expect.stringContaining(`Q101 P108 Q102 P580 +2021-00-00T00:00:00Z/9 ${dated.join(' ')} en:"Ada Berg has worked`),
      expect.stringContaining('Q101 P102 Q105 P582 +2023-03-00T00:00:00Z/10 S854'),
      expect.stringContaining('Q102 P749 Q103 P585 +2020-01-15T00:00:00Z/11 S854'),
      expect.stringContaining(`Q102 P463 Q104 ${dated.join(' ')}`),
    ]);
  });

  test('is of the form that QuickStatements reads', () => {
    const value = /^(?:Q[1-9]\d*|"[^\t\n]+"|[a-z]{2,3}:"[^\t\n]+"|\+\d{4}-\d\d-\d\dT00:00:00Z\/(?:9|10|11))$/;
    for (const [subject, property, object, ...more] of [...arctic.statements, ...harbour.statements]) {
      expect([subject, object].join(' ')).toMatch(/^Q[1-9]\d* Q[1-9]\d*$/);
      expect(property).toMatch(/^P[1-9]\d*$/);
      expect(more.length % 2).toBe(0);
      for (const [at, cell] of more.entries()) expect(cell).toMatch(at % 2 === 0 ? /^[PS][1-9]\d*$/ : value);
      const names = more.filter((_, at) => at % 2 === 0);
      expect(names).toContain('S854');
      // Qualifiers come first: what follows a source would belong to the next statement.
      expect([...names].sort((a, b) => Number(a.startsWith('S')) - Number(b.startsWith('S')))).toEqual(names);
    }
  });

  test('has both ends from exact links alone', () => {
    for (const { statements, csv } of [arctic, harbour]) {
      const exact = csv('entity_links').filter(({ authority, match }) => authority === 'wikidata' && match === 'exact');
      const known = new Set(exact.map(({ identifier }) => identifier));
      const ends = statements.flatMap(([subject, , object]) => [subject, object]);
      expect(ends.filter(end => !known.has(end))).toEqual([]);
      expect(ends.length).toBeGreaterThan(0);
    }
    expect(arctic.statements.map(line => line.slice(0, 3).join(' '))).toContain('Q33 P463 Q7184');
  });

  test('keeps tabs and line ends out of texts, and leaves out what is too long', () => {
    const reference = wordsSnak('P1683', 'a\t"b"\n c', 'nb-NO');
    expect(lineOf({ subject: 'Q1', property: 'P2', object: 'Q3', qualifiers: [], reference })).toBe(
      'Q1\tP2\tQ3\tS1683\tnb:"a "b" c"\n',
    );
    expect(wordsSnak('P1683', 'a'.repeat(1501), 'en')).toEqual([]);
  });
});

describe('events.geojson', () => {
  test('is GeoJSON by RFC 7946', () => {
    for (const { geojson } of [arctic, harbour]) {
      expect(getIssues(geojson)).toEqual([]);
      expect(geojson).not.toContain('"crs"');
    }
    expect(getIssues('{"type":"FeatureCollection","features":[{"type":"Feature"}]}')).not.toEqual([]);
  });

  test('has every event with a point, longitude first', () => {
    for (const { features, csv } of [arctic, harbour]) {
      const placed = csv('events_flat').filter(({ latitude }) => latitude !== '');
      expect(
        features.map(({ id, geometry, properties }) => [id, ...geometry.coordinates, properties.when_edtf ?? '']),
      ).toEqual(placed.map(row => [row.event_id, Number(row.longitude), Number(row.latitude), row.when_edtf]));
      expect(features.length).toBeGreaterThan(0);
    }
  });
});

describe('reconcile.csv', () => {
  test('has the entities and events that no catalogue is known to have, and no other', () => {
    for (const { unknown, csv } of [arctic, harbour]) {
      const links = csv('entity_links').filter(({ authority, match }) => authority !== '' && match === 'exact');
      const known = new Set(links.map(({ entity_id }) => entity_id));
      const all = [...csv('entities').map(row => row.entity_id), ...csv('events').map(row => row.event_id)];
      expect(unknown.map(({ id }) => id).sort()).toEqual(all.filter(id => !known.has(id)).sort());
    }
  });

  test('says of each what tells it from others', () => {
    expect(arctic.unknown.find(({ id }) => id === 'ccg')).toMatchObject({
      label: 'China Coast Guard',
      type: 'coast guard',
      wikidata_type: 'Q327333',
      other_names: 'CCG',
      country: 'CN',
      first_sentence: expect.stringContaining('the China Coast Guard'),
    });
    expect(arctic.unknown.find(({ id }) => id === 'vostok-2022')).toMatchObject({
      table: 'events',
      when: '2022-XX-XX',
    });
  });
});

describe('spans of exact dates', () => {
  test.each([
    ['2024', '2024', null, null, true],
    ['2024-07-XX', '2024-07', null, null, true],
    ['2024-07-14', '2024-07-14', null, null, true],
    ['2021/..', null, '2021', null, true],
    ['../2023-03', null, null, '2023-03', true],
    ['2020-01/2021-02-03', null, '2020-01', '2021-02-03', true],
    ['2010~/..', null, null, null, false],
    ['2010~/2012', null, null, '2012', false],
    ['[2022-01..2022-03]', null, null, null, false],
    ['2024-21', null, null, null, false],
    ['198', null, null, null, false],
    ['2019?', null, null, null, false],
  ])('%s', (edtf, at, from, until, whole) => {
    const span = spanOf(edtf);
    expect(span).toEqual({ at, from, until });
    expect(isWhole(edtf, span)).toBe(whole);
  });
});
