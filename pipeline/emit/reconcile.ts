import type { Model, Row, Value } from '../model.ts';
import { decimal, guard, openDays } from './cells.ts';
import type { Batch, OpenEmitter } from './emitter.ts';
import { grouped } from './group.ts';
import { BOM, csvLines } from './rfc4180.ts';

/*
 * exports/reconcile.csv: the entities and events that no catalogue is known to have, with what tells them from others of their name,
 * for OpenRefine or `lodemark link`. `wikidata_type` is the class of Wikidata to look in, where the vocabulary knows one.
 */

const COLUMNS = [
  'id',
  'label',
  'table',
  'type',
  'wikidata_type',
  'other_names',
  'description',
  'country',
  'when',
  'latitude',
  'longitude',
  'mentions',
  'first_sentence',
  'document',
  'iri',
];

type Cells = { readonly [column: string]: string };

/** Writes what is to be reconciled. */
export const openReconcile: OpenEmitter = ({ model, manifest, output }) => {
  const sink = output.file('exports/reconcile.csv');
  sink.write((manifest.csv.bom ? BOM : '') + csvLines([COLUMNS]));
  return {
    add({ rows }) {
      const cells = [...entityCells(rows, model), ...eventCells(rows, model)];
      sink.write(csvLines(cells.map(each => COLUMNS.map(column => each[column] ?? ''))));
    },
    close() {
      sink.close();
    },
  };
};

function entityCells(rows: Batch['rows'], model: Model): Cells[] {
  const names = grouped(rows.entity_names, 'entity_id');
  const places = grouped(rows.places, 'entity_id');
  const sentences = grouped(rows.sentences, 'sentence_id');
  return unknown(rows, 'entities', 'entity_id').map(row => ({
    ...commonCells(row, rows, model),
    id: String(row.entity_id),
    table: 'entities',
    other_names: otherNames(names(row.entity_id)),
    country: text(row.country_code),
    latitude: degrees(places(row.entity_id)[0]?.latitude),
    longitude: degrees(places(row.entity_id)[0]?.longitude),
    first_sentence: prose(sentences(row.first_sentence_id)[0]?.text),
  }));
}

function eventCells(rows: Batch['rows'], model: Model): Cells[] {
  const evidence = grouped(rows.evidence, 'record_id');
  return unknown(rows, 'events', 'event_id').map(row => ({
    ...commonCells(row, rows, model),
    id: String(row.event_id),
    table: 'events',
    when: openDays(text(row.when_edtf)),
    first_sentence: prose(evidence(row.event_id)[0]?.exact),
  }));
}

/** Rows of things without an identifier. */
function unknown(rows: Batch['rows'], table: string, key: string): Row[] {
  const links = grouped(rows.entity_links, 'entity_id');
  const isKnown = (row: Row) => links(row[key]).some(({ authority, match }) => authority !== null && match === 'exact');
  return (rows[table] ?? []).filter(row => !isKnown(row));
}

function commonCells(row: Row, rows: Batch['rows'], { types }: Model): Cells {
  const type = types.get(String(row.type));
  const document = rows.documents?.find(({ document_id }) => document_id === row.document_id);
  return {
    label: prose(row.label),
    type: type?.label ?? '',
    wikidata_type: type?.wikidata ?? '',
    description: prose(row.description),
    mentions: text(row.mention_count),
    document: prose(document?.title),
    iri: text(row.iri),
  };
}

/** Not the words of mentions: "the two" is nobody's name. */
function otherNames(names: readonly Row[]): string {
  const others = names.filter(({ kind }) => kind !== 'preferred' && kind !== 'as mentioned');
  return guard(others.map(({ name }) => name).join('; '));
}

function prose(value: Value | undefined): string {
  return guard(text(value));
}

function text(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function degrees(value: Value | undefined): string {
  return typeof value === 'number' ? decimal(value) : '';
}
