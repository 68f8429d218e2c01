import { append, type RowsByTable } from './by-table.ts';
import { type DateRange, readDate } from './dates.ts';
import type { Fields, Thing } from './declare.ts';
import { normalizeAddress } from './identity.ts';
import type { Model, Row, Table, Type, Value } from './model.ts';
import { readQuantity } from './quantities.ts';

/** What the prose adds to a thing's own fields. */
export interface Telling {
  readonly document: string | null;
  /** Words of its first mention, `null` where it has none. */
  readonly words: string | null;
  /** The date value in its evidence that its `when` agrees with, and the words that say it. */
  readonly dateWords: string | null;
  readonly mentions: number;
  readonly firstSentence: string | null;
}

/** The rows that a thing's fields make, in every table that tells of it. */
export function recordRows(thing: Thing, telling: Telling, model: Model, base: string): RowsByTable {
  const type = model.types.get(thing.type)!;
  const rows: RowsByTable = {};
  const add: Add = (table, ...parts) => append(rows, table, [wholeRow(model.tables.get(table)!, parts)]);
  const common = {
    iri: `${base}id/${thing.id}`,
    type: thing.type,
    document_id: telling.document,
    ...plainColumns(model.tables.get(type.table)!, thing.fields),
  };
  fill[type.table as keyof typeof fill](add, { thing, telling, type, model, common });
  for (const link of linksOf(thing, model)) add('entity_links', { entity_id: thing.id, ...link });
  for (const former of listOf(thing.fields.formerIds).map(String))
    add('former_ids', {
      former_id: former,
      iri: `${base}id/${former}`,
      current_id: thing.id,
      current_table: type.table,
    });
  return rows;
}

/** All columns of the table in their order, and no others. */
function wholeRow(table: Table, parts: readonly { readonly [column: string]: Value }[]): Row {
  const row = { ...blankRow(table) };
  for (const part of parts) for (const column in part) if (column in row) row[column] = part[column] ?? null;
  return row;
}

/** Copied, because an object of many keys that is put together key by key takes several times as long to make and to read. */
function blankRow(table: Table): { [column: string]: Value } {
  const known = blankRows.get(table);
  if (known) return known;
  const blank = Object.fromEntries(table.columns.map(({ name }) => [name, null]));
  blankRows.set(table, blank);
  return blank;
}
const blankRows = new WeakMap<Table, { [column: string]: Value }>();

interface Context {
  readonly thing: Thing;
  readonly telling: Telling;
  readonly type: Type;
  readonly model: Model;
  readonly common: { [column: string]: Value };
}
/** Adds a row; of a column that several parts have, the last stands. */
type Add = (table: string, ...parts: { readonly [column: string]: Value }[]) => void;

const fill = {
  entities(add: Add, { thing, telling, model, common }: Context): void {
    const { id, fields } = thing;
    const identifier = (authority: string): string | null =>
      thing.addresses.find(address => address.authority === authority)?.identifier ?? null;
    const country = text(fields.country);
    add('entities', common, {
      entity_id: id,
      country_code: country,
      wikidata_id: identifier('wikidata'),
      mention_count: telling.mentions,
      first_sentence_id: telling.firstSentence,
    });
    add('entity_names', { entity_id: id, name: thing.label, language: null, kind: 'preferred' });
    for (const alias of listOf(fields.aliases)) {
      const { name, lang, kind } =
        typeof alias === 'string' ? { name: alias } : (alias as Partial<Record<'name' | 'lang' | 'kind', string>>);
      if (name !== undefined && name !== thing.label)
        add('entity_names', { entity_id: id, name, language: lang ?? null, kind: kind ?? 'alias' });
    }
    const geo = fields.geo as Fields | undefined;
    if (!geo && !model.isA(thing.type, 'Place')) return;
    add('places', {
      entity_id: id,
      latitude: number(geo?.lat),
      longitude: number(geo?.lon),
      precision: number(geo?.precision),
      uncertainty_km: number(geo?.uncertaintyKm),
      basis: text(geo?.basis),
      within: model.isA(thing.type, 'Place') ? text(fields.partOf) : null,
      geonames_id: identifier('geonames'),
    });
  },

  events(add: Add, { thing, telling, type, common }: Context): void {
    const { id, fields } = thing;
    const when = dateOf(fields.when);
    add('events', common, dateColumns(when), {
      event_id: id,
      category: type.category,
      contexts: type.contexts.length > 0 ? type.contexts : null,
      status: common.status ?? (thing.node ? 'occurred' : null),
      date_precision: when?.precision ?? null,
      date_basis: when ? (text(fields.whenBasis) ?? (telling.dateWords === null ? 'inferred' : 'explicit')) : null,
      date_text: when ? telling.dateWords : null,
      place_id: text(fields.where),
      mention_count: telling.mentions,
    });
    let position = 0;
    for (const role of type.roles.keys()) {
      for (const filler of listOf(fields[role])) {
        const { ref, count, note } =
          typeof filler === 'string' ? { ref: filler } : (filler as Partial<Record<'ref' | 'count' | 'note', unknown>>);
        position += 1;
        add('event_participants', {
          event_id: id,
          entity_id: String(ref),
          role,
          count: number(count),
          position,
          note: text(note),
        });
      }
    }
  },

  relations(add: Add, { thing, common }: Context): void {
    const from = dateOf(thing.fields.when);
    const until = dateOf(thing.fields.until);
    const edtf = from && until ? `${from.edtf}/${until.edtf}` : (from?.edtf ?? (until ? `../${until.edtf}` : null));
    add('relations', common, {
      relation_id: thing.id,
      when_edtf: edtf,
      start_date: from?.start ?? null,
      end_date: until ? until.end : (from?.end ?? null),
    });
  },

  quantities(add: Add, { thing, telling, model, common }: Context): void {
    const quantity = readQuantity(String(thing.fields.value));
    const unit = quantity?.unit ? model.unitOf(quantity.unit) : null;
    add('quantities', common, {
      quantity_id: thing.id,
      value: quantity?.value ?? null,
      value_low: quantity?.low ?? null,
      value_high: quantity?.high ?? null,
      comparator: quantity?.comparator ?? 'eq',
      unit: quantity?.unit ? (unit ?? `{${quantity.unit}}`) : '1',
      unit_text: quantity?.unit ?? null,
      as_of_edtf: text(thing.fields.asOf),
      value_text: telling.words ?? String(thing.fields.value),
    });
  },

  quotations(add: Add, { thing, telling, common }: Context): void {
    const speaker = thing.fields.speaker;
    const unnamed = typeof speaker === 'object' && speaker !== null ? text((speaker as Fields).unnamed) : null;
    const words = (telling.words ?? '').replace(/^["“„«‘']+|["”»’']+$/gu, '');
    add('quotations', common, {
      quotation_id: thing.id,
      text: words,
      speaker_id: text(speaker),
      speaker_text: unnamed,
    });
  },

  claims(add: Add, { thing, common }: Context): void {
    add('claims', common, { claim_id: thing.id });
    for (const speaker of listOf(thing.fields.speaker))
      add('claim_speakers', { claim_id: thing.id, speaker_id: String(speaker) });
    for (const about of listOf(thing.fields.about))
      add('claim_subjects', { claim_id: thing.id, about_id: String(about) });
  },
};

function linksOf(thing: Thing, model: Model): { [column: string]: Value }[] {
  const exact = thing.addresses.map(({ authority, identifier, uri }) => ({
    authority,
    identifier,
    uri,
    match: 'exact',
  }));
  const others = listOf(thing.fields.sameAs).flatMap(item => {
    const { uri, match } = (typeof item === 'string' ? {} : item) as { uri?: string; match?: string };
    return uri !== undefined && match !== undefined && match !== 'exact' ? [{ uri, match }] : [];
  });
  const also = listOf(thing.fields.seeAlso).map(item => {
    const { uri, match } = (typeof item === 'string' ? { uri: item } : item) as { uri: string; match?: string };
    return { uri, match: match === 'close' ? match : 'related' };
  });
  const inexact = [...others, ...also].map(({ uri, match }) => ({ ...normalizeAddress(model, uri), match }));
  return [...new Map([...inexact, ...exact].map(link => [link.uri, link])).values()].sort(
    (a, b) => rank(a.match) - rank(b.match),
  );
}
const rank = (match: string): number => ['exact', 'close', 'related'].indexOf(match);

/** Columns that hold what the author wrote, as it is (`x-field`). */
export function plainColumns(table: Table, fields: Fields): { [column: string]: Value } {
  const values: { [column: string]: Value } = {};
  for (const column of table.columns) {
    const value = column.field === null ? undefined : fields[column.field];
    if (value === undefined) continue;
    if (column.type === 'list') values[column.name] = listOf(value).map(String);
    else if (typeof value !== 'object') values[column.name] = value as Value;
  }
  return values;
}

function dateColumns(date: DateRange | null): {
  when_edtf: string | null;
  start_date: string | null;
  end_date: string | null;
} {
  return { when_edtf: date?.edtf ?? null, start_date: date?.start ?? null, end_date: date?.end ?? null };
}

export function dateOf(value: unknown): DateRange | null {
  return typeof value === 'string' ? readDate(value) : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number | null {
  return value === undefined || value === null || value === '' ? null : Number(value);
}
