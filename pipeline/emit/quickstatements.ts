import type { Model, Value, WikidataProperty } from '../model.ts';
import { Deferred } from './deferred.ts';
import type { Batch, OpenEmitter } from './emitter.ts';
import { type Candidate, candidatesOf, countryKey } from './quickstatements/candidates.ts';
import { lineOf } from './quickstatements/line.ts';

/*
 * exports/quickstatements.tsv: statements for Wikidata, to be reviewed and sent with QuickStatements. Only where subject and object
 * are exactly known there, only by the properties that the vocabulary names (`wikidata`), and each with its reference.
 */

interface Item {
  readonly qid: string;
  readonly type: string;
}

/** Writes statements for QuickStatements. */
export const openQuickStatements: OpenEmitter = ({ model, output }) => {
  const sink = output.file('exports/quickstatements.tsv');
  const items = new Map<string, Item | null>();
  const written = new Set<string>();
  const deferred = new Deferred(id => items.has(String(id)));
  return {
    add({ rows }) {
      takeItems(rows, items);
      for (const candidate of candidatesOf(rows, model)) {
        const needs = [candidate.subject, candidate.object];
        if (needs.some(id => items.get(String(id)) === null)) continue;
        deferred.take({ needs, write: () => write(candidate) });
      }
    },
    close() {
      deferred.close();
      sink.close();
    },
  };

  function write(candidate: Candidate): void {
    const [subject, object] = [items.get(String(candidate.subject)), items.get(String(candidate.object))];
    if (!subject || !object || subject.qid === object.qid || candidate.reference.length === 0) return;
    const property = propertyOf(candidate.source, subject, object, model);
    if (property === null) return;
    const line = lineOf({ ...candidate, subject: subject.qid, property: property.name, object: object.qid });
    if (!written.has(line)) sink.write(line);
    written.add(line);
  }
};

/** Things by id, and countries by code; null for those that Wikidata isn't known to have. */
function takeItems(rows: Batch['rows'], items: Map<string, Item | null>): void {
  const qids = new Map(
    (rows.entity_links ?? [])
      .filter(({ authority, match }) => authority === 'wikidata' && match === 'exact')
      .map(({ entity_id, identifier }): [Value, string] => [entity_id!, String(identifier)]),
  );
  const take = (id: Value, type: Value): Item | null => {
    const qid = qids.get(id);
    const item = qid === undefined ? null : { qid, type: String(type) };
    items.set(String(id), item);
    return item;
  };
  for (const row of rows.entities ?? []) {
    const item = take(row.entity_id!, row.type!);
    if (item && (row.type === 'Country' || row.type === 'Territory') && row.country_code !== null)
      items.set(countryKey(row.country_code!), item);
  }
  for (const row of rows.events ?? []) take(row.event_id!, row.type!);
  for (const row of rows.relations ?? []) take(row.relation_id!, row.type!);
}

/** The first property that is taken from the source and fits both ends. */
function propertyOf(
  source: string,
  subject: Item,
  object: Item,
  { wikidata, isA, types }: Model,
): WikidataProperty | null {
  const isSource = (of: string) => of === source || (types.get(source)?.family === 'relations' && isA(source, of));
  const fits = (type: string, allowed: readonly string[]) =>
    allowed.length === 0 || allowed.some(ancestor => isA(type, ancestor));
  for (const property of wikidata.values()) {
    if (property.of.some(isSource) && fits(subject.type, property.subject) && fits(object.type, property.object))
      return property;
  }
  return null;
}
