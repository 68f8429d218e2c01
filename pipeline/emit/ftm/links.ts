import type { Row, Value } from '../../model.ts';
import { spanOf } from '../spans.ts';
import { type Entity, type Pair, propertiesOf } from './entity.ts';
import { ANY_LINK, extendsSchema, LINKS } from './schemata.ts';
import type { Setting, Thing } from './setting.ts';
import { dates, parentOf } from './things.ts';

/** A tie between two things, before it is known which kinds of link their schemata allow. */
interface Tie {
  readonly schema: string;
  readonly subject: Thing | null;
  readonly object: Thing | null;
  /** What makes it the one that it is. */
  readonly key: readonly string[];
  readonly more: readonly Pair[];
}

export function relationLinks(row: Row, evidence: readonly Row[], setting: Setting): Entity[] {
  return linksOf(
    {
      schema: setting.schemaOf(row.type) ?? ANY_LINK,
      subject: setting.find(row.subject_id),
      object: setting.find(row.object_id),
      key: ['relation', String(row.relation_id)],
      more: [
        ['role', setting.typeLabel(row.type)],
        ...dates(spanOf(row.when_edtf)),
        ['description', [row.label, row.description, row.note].filter(text => typeof text === 'string')],
        ['summary', evidence.map(({ exact }) => String(exact))],
        ['recordId', row.relation_id],
        ['sourceUrl', row.iri],
      ],
    },
    setting,
  );
}

/** Who had which part in an event; `Event.involved` holds legal entities only, and no roles. */
export function participantLinks(event: Row, participants: readonly Row[], setting: Setting): Entity[] {
  return participants.flatMap(({ entity_id, role, count, note }) =>
    linksOf(
      {
        schema: ANY_LINK,
        subject: setting.find(event.event_id),
        object: setting.find(entity_id),
        key: ['participant', String(event.event_id), String(role), String(entity_id)],
        more: [
          ['role', count === null ? role : `${role} (${count})`],
          ...dates(spanOf(event.when_edtf)),
          ['description', note],
          ['sourceUrl', event.iri],
        ],
      },
      setting,
    ),
  );
}

/** Larger things that one is a part of, and the members of a group. */
export function wholeLinks(row: Row, id: string, setting: Setting): Entity[] {
  const tie = (kind: string, schema: string, part: Value, whole: Value, role: string) =>
    linksOf(
      {
        schema,
        subject: setting.find(part),
        object: setting.find(whole),
        key: [kind, String(part), String(whole)],
        more: [
          ['role', role],
          ['sourceUrl', row.iri],
        ],
      },
      setting,
    );
  const whole = row.part_of ?? null;
  const members = [row.members ?? []].flat().map(String);
  return [
    ...(whole === null || parentOf(row, setting) !== null ? [] : tie('part', ANY_LINK, id, whole, 'part of')),
    ...members.flatMap(member => tie('member', 'Membership', member, id, 'member of')),
  ];
}

/** None where an end isn't exported. */
function linksOf({ schema, subject, object, key, more }: Tie, { ids, manifest }: Setting): Entity[] {
  if (!subject || !object) return [];
  const fitting = fits(schema, subject, object) ? schema : ANY_LINK;
  const link = LINKS[fitting]!;
  const properties = propertiesOf([
    [link.subject.property, subject.id],
    [link.object.property, object.id],
    ...more,
    ['publisher', manifest.publisher?.name],
    ['publisherUrl', manifest.base],
  ]);
  return [{ id: ids.link(key), schema: fitting, properties }];
}

function fits(schema: string, subject: Thing, object: Thing): boolean {
  const link = LINKS[schema];
  return !!link && extendsSchema(subject.schema, link.subject.range) && extendsSchema(object.schema, link.object.range);
}
