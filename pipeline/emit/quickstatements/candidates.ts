import type { Model, Row, Value } from '../../model.ts';
import type { Batch } from '../emitter.ts';
import { grouped } from '../group.ts';
import { spanOf } from '../spans.ts';
import { dateSnak, type Snak, textSnak, wordsSnak } from './line.ts';

/** A statement that one row may give, its ends by id. */
export interface Candidate {
  /** The relation type, `table.column` or role that it is taken from. */
  readonly source: string;
  readonly subject: Value;
  readonly object: Value;
  readonly qualifiers: readonly Snak[];
  readonly reference: readonly Snak[];
}

const UNASSERTED: ReadonlySet<unknown> = new Set(['planned', 'hypothetical', 'denied']);
const UNSTATED: ReadonlySet<unknown> = new Set(['inferred', 'editorial']);
const UNSURE: ReadonlySet<unknown> = new Set(['possible', 'disputed']);

/** The id under which a country is known by its code. */
export function countryKey(code: Value): string {
  return `country ${code}`;
}

/** What the rows of a batch state; not what is planned, supposed, denied, inferred or doubtful. */
export function candidatesOf(rows: Batch['rows'], model: Model): Candidate[] {
  const references = referencesOf(rows);
  const stated = (table: string) => (rows[table] ?? []).filter(isStated);
  const events = stated('events');
  const participants = grouped(rows.event_participants, 'event_id');
  return [
    ...stated('entities').flatMap(row => columnCandidates('entities', row, row.entity_id!, addressOf(row), model)),
    ...events.flatMap(row => columnCandidates('events', row, row.event_id!, references(row.event_id!), model)),
    ...events.flatMap(row => participants(row.event_id).map(part => partCandidate(part, references(row.event_id!)))),
    ...stated('relations').map(row => relationCandidate(row, references(row.relation_id!))),
  ];
}

function isStated(row: Row): boolean {
  return !UNASSERTED.has(row.status) && !UNSTATED.has(row.assertion) && !UNSURE.has(row.certainty);
}

function columnCandidates(
  table: string,
  row: Row,
  subject: Value,
  reference: readonly Snak[],
  { wikidata, tables }: Model,
): Candidate[] {
  const sources = new Set([...wikidata.values()].flatMap(({ of }) => of).filter(of => of.startsWith(`${table}.`)));
  return [...sources].flatMap(source => {
    const column = tables.get(table)!.columns.find(({ name }) => source === `${table}.${name}`)!;
    const value = row[column.name] ?? null;
    if (value === null) return [];
    const object = column.references.length > 0 ? value : countryKey(value);
    return [{ source, subject, object, qualifiers: [], reference }];
  });
}

function partCandidate({ event_id, entity_id, role }: Row, reference: readonly Snak[]): Candidate {
  return { source: String(role), subject: event_id!, object: entity_id!, qualifiers: [], reference };
}

function relationCandidate(row: Row, reference: readonly Snak[]): Candidate {
  const { at, from, until } = spanOf(row.when_edtf);
  return {
    source: String(row.type),
    subject: row.subject_id!,
    object: row.object_id!,
    qualifiers: [...dateSnak('P580', from), ...dateSnak('P582', until), ...dateSnak('P585', at)],
    reference,
  };
}

/** No document need say what the editor notes of an entity: its own page does. */
function addressOf(row: Row): Snak[] {
  return textSnak('P854', String(row.iri));
}

/** The document that a record's first evidence stands in, and the words. */
function referencesOf(rows: Batch['rows']): (id: Value) => readonly Snak[] {
  const evidence = grouped(rows.evidence, 'record_id');
  const documents = grouped(rows.documents, 'document_id');
  return id => {
    const [passage] = evidence(id);
    const [document] = passage ? documents(passage.document_id) : [];
    if (!passage || !document) return [];
    const language = document.language as string | null;
    return [
      ...textSnak('P854', String(document.iri)),
      ...wordsSnak('P1476', String(document.title), language),
      ...dateSnak('P577', spanOf(document.published_edtf).at),
      ...wordsSnak('P1683', String(passage.exact), language),
    ];
  };
}
