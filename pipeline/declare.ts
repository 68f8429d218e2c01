import { addressesIn, isWebAddress, nearAddress, shareNoAddress, unique } from './declare/addresses.ts';
import { checkId, knownType, tidyId } from './declare/ids.ts';
import { type Declaring, thingOfFields } from './declare/things.ts';
import type { DefinitionMark, Entry, Marks } from './extract.ts';
import { type Address, normalizeAddress } from './identity.ts';
import { definedAtEnd, definitionText, replaced, withoutLines } from './mend.ts';
import type { Edit, Report } from './messages.ts';
import type { Model } from './model.ts';
import { nearest } from './near.ts';
import { type Place, placeOf, type Source } from './place.ts';
import { entryOf, plainValue, type YamlMap } from './yaml.ts';

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
  /** Ids that are declared in a way that isn't right, which has been reported. */
  readonly attempted: ReadonlySet<string>;
}

/** The things that articles share. */
export interface Registry {
  readonly things: ReadonlyMap<string, Thing>;
  readonly byAddress: ReadonlyMap<string, Thing>;
  /** Ids that seem to be declared where it can't be read, which has been reported. */
  readonly hidden: Pick<ReadonlySet<string>, 'has' | 'size'>;
  /** What former ids are called now. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Gathers what an article declares by definitions and data blocks, and holds it against the registry. */
export function declare(source: Source, marks: Marks, registry: Registry, model: Model, report: Report): Declared {
  const declaring = new Declarations(source, registry, model, report);
  for (const mark of marks.definitions) declaring.define(mark);
  for (const entry of marks.entries) declaring.enter(entry);
  shareNoAddress([...declaring.things.values()], registry.byAddress, report);
  return declaring;
}

class Declarations implements Declared {
  readonly things = new Map<string, Thing>();
  readonly definitions = new Map<string, DefinitionMark>();
  readonly attempted = new Set<string>();
  readonly #entries = new Map<string, Entry>();
  readonly #with: Declaring;
  readonly #registry: Registry;

  constructor(source: Source, registry: Registry, model: Model, report: Report) {
    this.#with = { source, model, report };
    this.#registry = registry;
  }

  define(mark: DefinitionMark): void {
    const first = this.definitions.get(mark.key);
    if (first) return this.#doubled(mark, first);
    this.definitions.set(mark.key, mark);
    if (mark.type === null) return this.#untyped(mark);
    const thing = this.#thingOf(mark, mark.type);
    const known = this.#registry.things.get(thing.id);
    if (known) agree(thing, mark, known, this.#with.report);
    else this.things.set(thing.id, thing);
  }

  #doubled(mark: DefinitionMark, first: DefinitionMark): void {
    const { source, report } = this.#with;
    const same = mark.url === first.url && mark.title === first.title;
    const related = [{ place: first.place, says: 'first definition' }];
    const fix = same && !mark.nested ? withoutLines(source, mark.place) : null;
    report('definition-doubled', mark.place, { id: mark.id }, { related, fix });
  }

  /** A title that is nearly `Type: Label`, or an address that is only a thing's, is meant as a declaration. */
  #untyped(mark: DefinitionMark): void {
    const { model, report } = this.#with;
    const title = mark.title ?? '';
    const [, word, sign, rest] = /^\s*([A-Za-z][A-Za-z0-9 ]{0,60}?)\s*([:–—-])\s*(.*)$/s.exec(title) ?? [];
    const types = [...model.types.values()].flatMap(type => [type.name, type.label] as const);
    const type = word === undefined || sign !== ':' ? undefined : types.find(name => isLike(name, word));
    const own = mark.url === `#${mark.id}` && title.trim() !== '';
    if (type === undefined && !own) return;
    this.attempted.add(mark.id.toLowerCase());
    const name = [...model.types.values()].find(({ label }) => label === type)?.name ?? type;
    const near = name !== undefined && rest?.trim() ? `${name}: ${rest.trim()}` : null;
    const place = { ...mark.typePlace, end: mark.labelPlace.end };
    const raw = this.#with.source.text.slice(place.start.offset, place.end.offset);
    report(
      'definition-title',
      place,
      { title, near },
      { fix: near !== null && raw === title ? replaced(place, near) : null },
    );
  }

  #thingOf(mark: DefinitionMark, typeName: string): Thing {
    const { source, model, report } = this.#with;
    const { id, label, idPlace: place } = mark;
    if (mark.nested) report('definition-nested', mark.place, { id }, { fix: moved(source, mark) });
    if (!checkId(id, place, report)) this.attempted.add(tidyId(id) ?? id);
    const type = knownType(typeName, mark.typePlace, model, report);
    const web = isWebAddress(mark.url);
    if (!web && mark.url !== `#${id}`) this.#target(mark);
    const addresses = web ? [normalizeAddress(model, mark.url)] : [];
    const fields: Fields = Object.assign(Object.create(null), { type: typeName, label });
    return { id, type, label, origin: 'definition', place, source, node: null, fields, addresses };
  }

  #target({ id, url, urlPlace }: DefinitionMark): void {
    const { model, report } = this.#with;
    const near = nearAddress(model, url) ?? (/^#|^$/.test(url) || nearest(url, [id]) !== null ? `#${id}` : null);
    const fix = near === null ? null : replaced(urlPlace, near);
    if (/^https?:/i.test(url)) report('address-form', urlPlace, { address: url, near }, { fix });
    else report('definition-target', urlPlace, { id, target: url, near }, { fix });
  }

  enter(entry: Entry): void {
    const { source, report } = this.#with;
    const { key } = entry;
    const place = placeOf(source, key.start, key.end);
    const first = this.#entries.get(key.value);
    if (first) return this.#repeated(key.value, place, placeOf(source, first.key.start, first.key.end));
    this.#entries.set(key.value, entry);
    if (!checkId(key.value, place, report)) this.attempted.add(tidyId(key.value) ?? key.value);
    const former = this.#registry.renamed.get(key.value);
    if (former !== undefined && !this.#registry.things.has(key.value))
      report('id-former', place, { id: key.value, now: former });
    const earlier = this.things.get(key.value) ?? this.#registry.things.get(key.value);
    if (earlier) this.#extend(entry, earlier, place);
    else this.things.set(key.value, thingOfFields(this.#with, 'block', key.value, entry.value, place));
  }

  /** A data block adds fields to a definition; what the registry declares has its fields there. */
  #extend({ value }: Entry, earlier: Thing, place: Place): void {
    const { id } = earlier;
    if (entryOf(value, 'type') ?? entryOf(value, 'label')) return this.#repeated(id, place, earlier.place);
    const related = [{ place: earlier.place, says: 'declared here' }];
    if (earlier.origin === 'registry') return this.#with.report('fields-of-registry', place, { id }, { related });
    const added = plainValue(value) as Fields;
    const fields: Fields = Object.assign(Object.create(null), added, earlier.fields);
    const addresses = unique([...earlier.addresses, ...addressesIn(this.#with.model, added)]);
    this.things.set(id, { ...earlier, node: value, fields, addresses });
  }

  #repeated(id: string, place: Place, first: Place): void {
    this.#with.report('id-doubled', place, { id }, { related: [{ place: first, says: 'first declaration' }] });
  }
}

/** Whether a word is a type's name or label but for its case and spaces, or one letter. */
function isLike(name: string, word: string): boolean {
  const fold = (text: string): string => text.toLowerCase().replace(/[\s-]+/g, '');
  return fold(name) === fold(word);
}

/** To the end of the article: where nothing but marks of quotes stands before it, its lines can go. */
function moved(source: Source, mark: DefinitionMark): readonly Edit[] | null {
  const { start } = mark.place;
  const before = source.text.slice(start.offset - start.column + 1, start.offset);
  if (!/^[ \t>]*$/.test(before)) return null;
  return [
    withoutLines(source, mark.place),
    definedAtEnd(source, definitionText(mark.id, mark.url, mark.type ?? '', mark.label)),
  ];
}

/** A definition may repeat a thing of the registry, so that it renders as a live link; the two must say the same. */
function agree(thing: Thing, mark: DefinitionMark, known: Thing, report: Report): void {
  const related = [{ place: known.place, says: 'in the registry' }];
  const differ = (field: string, found: string, expected: string, place: Place): void => {
    const fix = replaced(place, field === 'label' ? expected.replace(/["\\]/g, '\\$&') : expected);
    report('registry-disagrees', place, { id: thing.id, field, found, expected }, { related, fix });
  };
  if (thing.type !== known.type && thing.type !== '' && known.type !== '')
    differ('type', thing.type, known.type, mark.typePlace);
  if (thing.label !== known.label && known.label !== '') differ('label', thing.label, known.label, mark.labelPlace);
  const uri = thing.addresses[0]?.uri;
  if (uri !== undefined && !known.addresses.some(address => address.uri === uri))
    differ('address', uri, known.addresses[0]?.uri ?? `#${thing.id}`, mark.urlPlace);
}
