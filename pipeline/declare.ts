import type { DefinitionMark, Entry, Marks } from './extract.ts';
import { type Address, ID, ID_LENGTH, normalizeAddress } from './identity.ts';
import { nearest, type Report } from './messages.ts';
import type { Model } from './model.ts';
import { type Place, placeOf, type Source } from './place.ts';
import { entryOf, plainValue, type YamlMap, type YamlNode } from './yaml.ts';

export type Fields = { readonly [field: string]: unknown };

/** Something that has an id: an entity, event, relation, claim, quotation or quantity. */
export interface Thing {
  readonly id: string;
  /** A type of the vocabulary; empty where the author's isn't one (which has been reported). */
  readonly type: string;
  readonly label: string;
  readonly origin: 'registry' | 'definition' | 'block';
  /** Where its id stands in its declaration. */
  readonly place: Place;
  readonly source: Source;
  readonly node: YamlMap | null;
  readonly fields: Fields;
  /** Addresses that are exactly this thing, canonical. */
  readonly addresses: readonly Address[];
}

export interface Declared {
  readonly things: ReadonlyMap<string, Thing>;
  /** Every definition of the article by its folded label, ordinary ones too. */
  readonly definitions: ReadonlyMap<string, DefinitionMark>;
}

/** The things that articles share. */
export interface Registry {
  readonly things: ReadonlyMap<string, Thing>;
  readonly byAddress: ReadonlyMap<string, Thing>;
}

/** Gathers what an article declares by definitions and data blocks, and holds it against the registry. */
export function declare(source: Source, marks: Marks, registry: Registry, model: Model, report: Report): Declared {
  const definitions = new Map<string, DefinitionMark>();
  const things = new Map<string, Thing>();
  for (const mark of marks.definitions) {
    const key = mark.id.replace(/\s+/g, ' ').trim().toLowerCase();
    const first = definitions.get(key);
    if (first)
      report(
        'definition-doubled',
        mark.place,
        { id: mark.id },
        { related: [{ place: first.place, says: 'first definition' }] },
      );
    if (first) continue;
    definitions.set(key, mark);
    const thing = thingOfDefinition(source, mark, model, report);
    if (thing && !registry.things.has(thing.id)) things.set(thing.id, thing);
    else if (thing) agree(thing, mark, registry.things.get(thing.id)!, report);
  }
  const entries = new Map<string, Entry>();
  for (const entry of marks.entries) {
    const { key } = entry;
    const first = entries.get(key.value);
    const place = placeOf(source, key.start, key.end);
    if (first)
      report(
        'id-doubled',
        place,
        { id: key.value },
        { related: [{ place: placeOf(source, first.key.start, first.key.end), says: 'first declaration' }] },
      );
    if (first) continue;
    entries.set(key.value, entry);
    const thing = thingOfEntry(source, entry, place, things, registry, model, report);
    if (thing) things.set(thing.id, thing);
  }
  shareNoAddress([...things.values()], registry, report);
  return { things, definitions };
}

function thingOfDefinition(source: Source, mark: DefinitionMark, model: Model, report: Report): Thing | null {
  if (mark.type === null) {
    const before = /^([A-Za-z][A-Za-z0-9]*)\s*:/.exec(mark.title ?? '')?.[1];
    const isType =
      before !== undefined && [...model.types.keys()].some(type => type.toLowerCase() === before.toLowerCase());
    if (isType) report('definition-title', mark.labelPlace, { title: mark.title ?? '' });
    return null;
  }
  if (mark.nested) {
    const { start, end } = mark.place;
    const text = `${source.text.endsWith('\n') ? '' : '\n'}\n${source.text.slice(start.offset, end.offset)}\n`;
    report(
      'definition-nested',
      mark.place,
      { id: mark.id },
      { fix: { start: source.text.length, end: source.text.length, text } },
    );
  }
  checkId(mark.id, mark.idPlace, report);
  const type = knownType(mark.type, mark.typePlace, model, report);
  const web = /^https?:\/\/./i.test(mark.url);
  if (!web && mark.url !== `#${mark.id}`) {
    const fix = mark.url.startsWith('#')
      ? { fix: { start: mark.urlPlace.start.offset, end: mark.urlPlace.end.offset, text: `#${mark.id}` } }
      : {};
    report('definition-target', mark.urlPlace, { id: mark.id, target: mark.url }, fix);
  }
  const addresses = web ? [normalizeAddress(model, mark.url)] : [];
  const fields = { type: mark.type, label: mark.label };
  return {
    id: mark.id,
    type,
    label: mark.label,
    origin: 'definition',
    place: mark.idPlace,
    source,
    node: null,
    fields,
    addresses,
  };
}

function thingOfEntry(
  source: Source,
  { key, value }: Entry,
  place: Place,
  defined: ReadonlyMap<string, Thing>,
  registry: Registry,
  model: Model,
  report: Report,
): Thing | null {
  const id = key.value;
  checkId(id, place, report);
  const earlier = defined.get(id) ?? registry.things.get(id);
  const declares = entryOf(value, 'type') ?? entryOf(value, 'label');
  if (earlier && declares)
    report('id-doubled', place, { id }, { related: [{ place: earlier.place, says: 'first declaration' }] });
  else if (earlier?.origin === 'registry')
    report('fields-of-registry', place, { id }, { related: [{ place: earlier.place, says: 'declared here' }] });
  if (earlier?.origin === 'registry') return null;
  if (!earlier) return thingOfFields(source, 'block', id, value, place, model, report);
  const added = plainValue(value) as Fields;
  const fields = { ...added, ...earlier.fields };
  return { ...earlier, node: value, fields, addresses: unique([...earlier.addresses, ...addressesOf(model, added)]) };
}

/** A thing declared by its fields, in a data block or the registry. */
export function thingOfFields(
  source: Source,
  origin: 'block' | 'registry',
  id: string,
  node: YamlMap,
  place: Place,
  model: Model,
  report: Report,
): Thing {
  const label = text(source, id, node, 'label', place, report);
  const typeName = text(source, id, node, 'type', place, report);
  const typeNode = entryOf(node, 'type')?.value;
  const type =
    typeName && typeNode ? knownType(typeName, placeOf(source, typeNode.start, typeNode.end), model, report) : '';
  const fields = plainValue(node) as Fields;
  return { id, type, label, origin, place, source, node, fields, addresses: unique(addressesOf(model, fields)) };
}

function text(
  source: Source,
  id: string,
  node: YamlMap,
  field: 'type' | 'label',
  place: Place,
  report: Report,
): string {
  const value: YamlNode | undefined = entryOf(node, field)?.value;
  if (value?.kind === 'scalar' && value.value.trim() !== '') return value.value;
  const found = entryOf(node, field)?.key;
  report('field-missing', found ? placeOf(source, found.start, found.end) : place, { id, field });
  return '';
}

export function checkId(id: string, place: Place, report: Report): void {
  if (ID.test(id) && id.length <= ID_LENGTH) return;
  const tidy = id
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, ID_LENGTH);
  report('id-form', place, { id, near: ID.test(tidy) ? tidy : null });
}

function knownType(type: string, place: Place, model: Model, report: Report): string {
  if (model.types.has(type)) return type;
  const near = nearest(type, model.types.keys());
  const fix = near === null ? {} : { fix: { start: place.start.offset, end: place.end.offset, text: near } };
  report('type-unknown', place, { type, near }, fix);
  return '';
}

/** Addresses under `sameAs` that are exact, and identifiers of authorities that the vocabulary knows. */
function addressesOf(model: Model, fields: Fields): Address[] {
  const listed = fields.sameAs === undefined ? [] : [fields.sameAs].flat();
  const exact = listed.flatMap(item => {
    if (typeof item === 'string') return [item];
    const link = item as { uri?: unknown; match?: unknown };
    return typeof link.uri === 'string' && (link.match ?? 'exact') === 'exact' ? [link.uri] : [];
  });
  const identifiers = Object.entries((fields.identifiers ?? {}) as Fields).flatMap(([authority, identifier]) => {
    const known = model.authorities.get(authority);
    return known && typeof identifier === 'string'
      ? [{ authority, identifier, uri: known.uri.replace('{}', identifier) }]
      : [];
  });
  return [...exact.map(address => normalizeAddress(model, address)), ...identifiers];
}

function unique(addresses: readonly Address[]): Address[] {
  return [...new Map(addresses.map(address => [address.uri, address])).values()];
}

/** A definition may repeat a thing of the registry, so that it renders as a live link; the two must say the same. */
function agree(thing: Thing, mark: DefinitionMark, known: Thing, report: Report): void {
  const related = [{ place: known.place, says: 'in the registry' }];
  const differ = (field: string, found: string, expected: string, place: Place): void =>
    report(
      'registry-disagrees',
      place,
      { id: thing.id, field, found, expected },
      { related, fix: { start: place.start.offset, end: place.end.offset, text: expected } },
    );
  if (thing.type !== known.type) differ('type', thing.type, known.type, mark.typePlace);
  if (thing.label !== known.label) differ('label', thing.label, known.label, mark.labelPlace);
  const uri = thing.addresses[0]?.uri;
  if (uri !== undefined && !known.addresses.some(address => address.uri === uri))
    differ('address', uri, known.addresses[0]?.uri ?? `#${thing.id}`, mark.urlPlace);
}

/** Two ids with one exact address would be one thing told twice. */
export function shareNoAddress(things: readonly Thing[], registry: Pick<Registry, 'byAddress'>, report: Report): void {
  const seen = new Map<string, Thing>();
  for (const thing of things) {
    for (const { uri } of thing.addresses) {
      const other = seen.get(uri) ?? registry.byAddress.get(uri);
      if (other && other.id !== thing.id) {
        report(
          'address-shared',
          thing.place,
          { id: thing.id, other: other.id, address: uri },
          { related: [{ place: other.place, says: 'has it already' }] },
        );
      } else seen.set(uri, thing);
    }
  }
}
