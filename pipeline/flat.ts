import { groupBy, type RowsByTable } from './by-table.ts';
import type { Row } from './model.ts';

export interface Lookup {
  readonly label: (id: string) => string;
  readonly place: (id: string) => Row | null;
  readonly typeLabel: (type: string) => string;
}

/** The spreadsheet's view of events: labels in place of ids, one row an event. */
export function flatEvents(rows: RowsByTable, lookup: Lookup): Row[] {
  const participants = groupBy(rows.event_participants ?? [], 'event_id');
  const evidence = groupBy(rows.evidence ?? [], 'record_id');
  const mentions = groupBy(rows.mentions ?? [], 'target_id');
  const document = rows.documents?.[0];
  return (rows.events ?? []).map(event => {
    const id = String(event.event_id);
    const place = event.place_id ? lookup.place(String(event.place_id)) : null;
    return {
      event_id: id,
      iri: event.iri!,
      what: event.label!,
      type: lookup.typeLabel(String(event.type)),
      category: event.category!,
      status: event.status!,
      ...who(participants.get(id) ?? [], lookup),
      place: event.place_id ? lookup.label(String(event.place_id)) : null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      place_precision: place?.precision ?? null,
      uncertainty_km: place?.uncertainty_km ?? null,
      when_edtf: event.when_edtf!,
      start_date: event.start_date!,
      end_date: event.end_date!,
      date_precision: event.date_precision!,
      evidence: telling(evidence.get(id) ?? [], mentions.get(id) ?? [])?.exact ?? null,
      document_title: document?.title ?? '',
      document_iri: document?.iri ?? '',
    };
  });
}

/** The first evidence that holds a trigger: of a paragraph the sentence that tells of the event, and not the one it begins with. */
function telling(evidence: readonly Row[], triggers: readonly Row[]): Row | undefined {
  const holds = (row: Row): boolean =>
    triggers.some(
      trigger =>
        trigger.document_id === row.document_id &&
        Number(row.char_start) <= Number(trigger.char_start) &&
        Number(trigger.char_end) <= Number(row.char_end),
    );
  return evidence.find(holds) ?? evidence[0];
}

function who(
  participants: readonly Row[],
  lookup: Lookup,
): { actors: string | null; targets: string | null; participants: string | null } {
  const named = (row: Row): string =>
    (row.count === null ? '' : `${row.count} × `) + lookup.label(String(row.entity_id));
  const inRole = (role: string): string =>
    participants
      .filter(row => row.role === role)
      .map(named)
      .join('; ');
  const others = participants
    .filter(row => row.role !== 'actor' && row.role !== 'target')
    .map(row => `${row.role}: ${named(row)}`);
  return {
    actors: inRole('actor') || null,
    targets: inRole('target') || null,
    participants: others.join('; ') || null,
  };
}
