import type { Row } from '../../model.ts';
import { spanOf } from '../spans.ts';
import { type Entity, type Pair, propertiesOf } from './entity.ts';
import type { Setting, Thing } from './setting.ts';
import { dates } from './things.ts';

/** A tie between two things, before it is known which kinds of link their schemata allow. */
interface Tie {
  readonly id: string;
  /** Type of our relations that it is like. */
  readonly type: string;
  readonly subject: Thing | null;
  readonly object: Thing | null;
  readonly more: readonly Pair[];
}

/** The relation that any two things may have. */
const ANY = 'Relation';

export function relationLinks(row: Row, evidence: readonly Row[], setting: Setting): Entity[] {
  const { ids, find, typeLabel } = setting;
  const more: Pair[] = [
    ['role', typeLabel(row.type)],
    ...dates(spanOf(row.when_edtf)),
    ['description', [row.label, row.description, row.note].filter(text => typeof text === 'string')],
    ['summary', evidence.map(({ exact }) => String(exact))],
    ['recordId', row.relation_id],
    ['sourceUrl', row.iri],
  ];
  const [subject, object] = [find(row.subject_id), find(row.object_id)];
  return linksOf({ id: ids.thing(String(row.relation_id)), type: String(row.type), subject, object, more }, setting);
}

/** Who had which part in an event; `Event.involved` holds legal entities only, and no roles. */
export function participantLinks(event: Row, participants: readonly Row[], setting: Setting): Entity[] {
  const { ids, find } = setting;
  const numbers = new Map<string, number>();
  return participants.flatMap(({ entity_id, role, count, note }) => {
    const kind = String(role);
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const more: Pair[] = [
      ['role', count === null ? kind : `${kind} (${count})`],
      ...dates(spanOf(event.when_edtf)),
      ['description', note],
      ['sourceUrl', event.iri],
    ];
    const id = ids.link(String(event.event_id), kind, number);
    return linksOf({ id, type: ANY, subject: find(event.event_id), object: find(entity_id), more }, setting);
  });
}

/** The larger thing that one is a part of, and the members of a group. */
export function wholeLinks(row: Row, id: string, setting: Setting): Entity[] {
  const { ids, find } = setting;
  const thing = find(id);
  const more = (role: string): Pair[] => [
    ['role', role],
    ['sourceUrl', row.iri],
  ];
  const whole = find(row.part_of);
  const members = [row.members ?? []].flat().map(find);
  return [
    ...linksOf({ id: ids.link(id, 'Whole'), type: ANY, subject: thing, object: whole, more: more('part of') }, setting),
    ...members.flatMap((member, at) => {
      const tie = { id: ids.link(id, 'Member', at + 1), type: 'MemberOf', more: more('member of') };
      return linksOf({ ...tie, subject: member, object: thing }, setting);
    }),
  ];
}

/** None where an end isn't exported. */
function linksOf({ id, type, subject, object, more }: Tie, { model, manifest, schemaOf, isSchema }: Setting): Entity[] {
  if (!subject || !object) return [];
  for (const schema of [schemaOf(type), schemaOf(ANY)]) {
    const ends = schema === null ? null : model.ftm.get(schema)!.ends;
    if (!ends || !isSchema(subject.schema, ends.subject.schema) || !isSchema(object.schema, ends.object.schema))
      continue;
    const properties = propertiesOf([
      [ends.subject.property, subject.id],
      [ends.object.property, object.id],
      ...more,
      ['publisher', manifest.publisher?.name],
      ['publisherUrl', manifest.base],
    ]);
    return [{ id, schema: schema!, properties }];
  }
  return [];
}
