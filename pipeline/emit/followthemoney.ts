import type { Row, Value } from '../model.ts';
import { Deferred, type Task } from './deferred.ts';
import type { Batch, OpenEmitter } from './emitter.ts';
import type { Entity } from './ftm/entity.ts';
import { participantLinks, relationLinks, wholeLinks } from './ftm/links.ts';
import { openRegister, type Register } from './ftm/setting.ts';
import { type Children, documentOf, entityOf, eventOf } from './ftm/things.ts';
import { grouped } from './group.ts';

/*
 * exports/followthemoney.jsonl: things, events, documents and the links between them as FollowTheMoney entities, one a line, for
 * Aleph and its kin. The vocabulary says which schema a type is written in (`ftm`).
 *
 * FollowTheMoney can't say that something is planned, supposed or denied, so such events and relations are left out, and so are
 * claims, quotations and quantities. Dates are ISO prefixes there: one that is about or uncertain stands in the notes, in EDTF.
 */

const UNASSERTED: ReadonlySet<unknown> = new Set(['planned', 'hypothetical', 'denied']);
/** Tables whose things are not exported, but may be referred to. */
const OTHERS = { relations: 'relation_id', claims: 'claim_id', quotations: 'quotation_id', quantities: 'quantity_id' };

/** Entities, and the ids that they refer to. */
interface Draft {
  readonly needs: Task['needs'];
  readonly make: () => readonly Entity[];
}

/** Writes FollowTheMoney entities. */
export const openFollowTheMoney: OpenEmitter = context => {
  const sink = context.output.file('exports/followthemoney.jsonl');
  const register = openRegister(context);
  const deferred = new Deferred(register.knows);
  const write = (entities: readonly Entity[]) => {
    for (const entity of entities) sink.write(`${JSON.stringify(entity)}\n`);
  };
  return {
    add({ rows }) {
      for (const { needs, make } of draftsOf(rows, register)) deferred.take({ needs, write: () => write(make()) });
    },
    close() {
      deferred.close();
      sink.close();
    },
  };
};

function draftsOf(rows: Batch['rows'], register: Register): Draft[] {
  const asserted = (row: Row) => !UNASSERTED.has(row.status);
  const of = (table: string) => rows[table] ?? [];
  for (const row of of('entities')) register.take(String(row.entity_id), row);
  for (const row of of('events')) register.take(String(row.event_id), asserted(row) ? row : null);
  for (const [table, key] of Object.entries(OTHERS)) for (const row of of(table)) register.take(String(row[key]), null);
  const childrenOf = children(rows);
  return [
    ...of('documents').map(row => documentDraft(row, register)),
    ...of('entities').map(row => entityDraft(row, childrenOf(row.entity_id!), register)),
    ...of('events')
      .filter(asserted)
      .map(row => eventDraft(row, childrenOf(row.event_id!), register)),
    ...of('relations')
      .filter(asserted)
      .map(row => relationDraft(row, childrenOf(row.relation_id!), register)),
  ];
}

function documentDraft(row: Row, register: Register): Draft {
  return { needs: [row.publisher, ...[row.authors ?? []].flat()], make: () => [documentOf(row, register)] };
}

function entityDraft(row: Row, own: Children, register: Register): Draft {
  const thing = register.find(row.entity_id);
  return {
    needs: [row.part_of, ...[row.members ?? []].flat()],
    make: () =>
      thing ? [entityOf(row, thing, own, register), ...wholeLinks(row, String(row.entity_id), register)] : [],
  };
}

function eventDraft(row: Row, own: Children, register: Register): Draft {
  const thing = register.find(row.event_id);
  return {
    needs: [row.place_id, row.part_of, ...own.participants.map(({ entity_id }) => entity_id)],
    make: () =>
      thing
        ? [
            eventOf(row, thing, own, register),
            ...participantLinks(row, own.participants, register),
            ...wholeLinks(row, String(row.event_id), register),
          ]
        : [],
  };
}

function relationDraft(row: Row, { evidence }: Children, register: Register): Draft {
  return { needs: [row.subject_id, row.object_id], make: () => relationLinks(row, evidence, register) };
}

function children(rows: Batch['rows']): (id: Value) => Children {
  const names = grouped(rows.entity_names, 'entity_id');
  const links = grouped(rows.entity_links, 'entity_id');
  const places = grouped(rows.places, 'entity_id');
  const evidence = grouped(rows.evidence, 'record_id');
  const participants = grouped(rows.event_participants, 'event_id');
  return id => ({
    names: names(id),
    links: links(id),
    place: places(id)[0],
    evidence: evidence(id),
    participants: participants(id),
  });
}
