import type { Row, Value } from '../../model.ts';
import { decimal } from '../cells.ts';
import { isWhole, type Span, spanOf } from '../spans.ts';
import { type Entity, type Pair, propertiesOf } from './entity.ts';
import { countryOf, type Setting, type Thing } from './setting.ts';

/** Rows of other tables that tell of one thing. */
export interface Children {
  readonly names: readonly Row[];
  readonly links: readonly Row[];
  readonly place: Row | undefined;
  readonly evidence: readonly Row[];
  readonly participants: readonly Row[];
}

export function entityOf(row: Row, { schema, id }: Thing, children: Children, setting: Setting): Entity {
  const { names, place } = children;
  const is = (ancestor: string) => setting.isSchema(schema, ancestor);
  const only = (ancestor: string, pairs: readonly Pair[]) => (is(ancestor) ? pairs : []);
  const named = (...kinds: string[]) => names.filter(name => kinds.includes(String(name.kind))).map(textOf('name'));
  return {
    id,
    schema,
    properties: propertiesOf([
      ['name', row.label],
      ['alias', named('alias')],
      ['weakAlias', named('abbreviation', 'metonym')],
      ['description', row.description],
      ['country', countryOf(row.country_code)],
      ...identifiers(children.links, schema, setting),
      ...only('LegalEntity', [['classification', setting.typeLabel(row.type)]]),
      ...only('Vehicle', [['type', setting.typeLabel(row.type)]]),
      ...only('Document', [['title', row.label]]),
      ...only('Address', [
        ['full', row.label],
        ['latitude', decimals(place?.latitude)],
        ['longitude', decimals(place?.longitude)],
      ]),
      ...aboutThing(row, setting),
    ]),
  };
}

export function eventOf(row: Row, { schema, id }: Thing, children: Children, setting: Setting): Entity {
  const { find, isSchema } = setting;
  const place = find(row.place_id);
  const involved = children.participants.map(participant => find(participant.entity_id));
  const span = spanOf(row.when_edtf);
  return {
    id,
    schema,
    properties: propertiesOf([
      ['name', row.label],
      ['description', row.description],
      ['summary', children.evidence.map(textOf('exact'))],
      ...dates(span),
      ['location', place?.label],
      ['addressEntity', place && isSchema(place.schema, 'Address') ? place.id : null],
      ['country', place?.country],
      ['involved', involved.flatMap(thing => (thing && isSchema(thing.schema, 'LegalEntity') ? [thing.id] : []))],
      ['keywords', setting.typeLabel(row.type)],
      ...identifiers(children.links, schema, setting),
      ['notes', isWhole(row.when_edtf, span) ? null : `Time, in EDTF: ${row.when_edtf}`],
      ...aboutThing(row, setting),
    ]),
  };
}

export function documentOf(row: Row, setting: Setting): Entity {
  const id = String(row.document_id);
  const labels = (ids: Value | undefined) => [ids ?? []].flat().map(each => setting.find(String(each))?.label ?? null);
  return {
    id: setting.ids.document(id),
    schema: 'Article',
    properties: propertiesOf([
      ['name', row.title],
      ['title', row.title],
      ['author', labels(row.authors).filter(label => label !== null)],
      ['publishedAt', spanOf(row.published_edtf).at],
      ['publisher', labels(row.publisher).filter(label => label !== null)],
      ['summary', row.summary],
      ['keywords', row.keywords],
      ['fileName', typeof row.text_path === 'string' ? row.text_path.replace(/^.*\//, '') : null],
      ['sourceUrl', row.source_url ?? row.iri],
      ['notes', row.note],
    ]),
  };
}

export function dates({ at, from, until }: Span): Pair[] {
  return [
    ['date', at],
    ['startDate', from],
    ['endDate', until],
  ];
}

/** Where it comes from, and how sure it is. */
function aboutThing(row: Row, { ids, manifest }: Setting): Pair[] {
  return [
    ['notes', row.note],
    ['notes', row.assertion === null ? null : `Assertion: ${row.assertion}`],
    ['notes', row.certainty === null ? null : `Certainty: ${row.certainty}`],
    ['proof', row.document_id === null ? null : ids.document(String(row.document_id))],
    ['sourceUrl', row.iri],
    ['publisher', manifest.publisher?.name],
    ['publisherUrl', manifest.base],
  ];
}

function identifiers(links: readonly Row[], schema: string, { model, isSchema }: Setting): Pair[] {
  return links
    .filter(({ match }) => match === 'exact')
    .flatMap(({ authority, identifier }): Pair[] => {
      const ftm = model.authorities.get(String(authority))?.ftm;
      return ftm && isSchema(schema, ftm.schema) ? [[ftm.property, identifier]] : [];
    });
}

function decimals(value: Value | undefined): string | null {
  return typeof value === 'number' ? decimal(value) : null;
}

function textOf(column: string): (row: Row) => string {
  return row => String(row[column]);
}
