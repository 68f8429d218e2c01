import type { DefinedError } from 'ajv';
import { readDate } from './dates.ts';
import type { Registry, Thing } from './declare.ts';
import { nearest, type Report } from './messages.ts';
import type { Kind, Model, Type } from './model.ts';
import { type Place, placeOf, type Source } from './place.ts';
import { readQuantity } from './quantities.ts';
import { listOf } from './records.ts';
import type { Resolved } from './resolve.ts';
import type { Validators } from './validators.ts';
import { entryOf, nodeAt, plainValue, type YamlMap } from './yaml.ts';

export const KINDS: { readonly [table: string]: Kind } = {
  entities: 'entity',
  events: 'event',
  relations: 'relation',
  quantities: 'quantity',
  quotations: 'quotation',
  claims: 'claim',
};

/** Fields that only the registry may have. */
const REGISTRY_ONLY = new Set(['formerIds']);

/** Where to find things by id, and how to judge them. */
export interface Judge {
  readonly model: Model;
  readonly validators: Validators;
  readonly find: (id: string) => Thing | undefined;
  readonly ids: () => Iterable<string>;
  readonly report: Report;
}

/** Holds an article against schemas, vocabulary and the things that it names. Numbers among the fields become numbers. */
export function validate(resolved: Resolved, model: Model, validators: Validators, report: Report): void {
  const { things, registry, front, source } = resolved;
  const judge = judgeOf(things, registry, model, validators, report);
  if (front.fields)
    checkFields(
      source,
      front.fields,
      plainValue(front.fields) as Record<string, unknown>,
      'document',
      null,
      front.place,
      judge,
    );
  for (const thing of things.values()) checkThing(thing, judge);
  for (const thing of things.values()) checkParts(thing, judge);
}

export function validateRegistry(registry: Registry, model: Model, validators: Validators, report: Report): void {
  const judge = judgeOf(new Map(), registry, model, validators, report);
  for (const thing of registry.things.values()) checkThing(thing, judge);
  for (const thing of registry.things.values()) checkParts(thing, judge);
}

function judgeOf(
  things: ReadonlyMap<string, Thing>,
  registry: Registry,
  model: Model,
  validators: Validators,
  report: Report,
): Judge {
  const find = (id: string): Thing | undefined => things.get(id) ?? registry.things.get(id);
  return { model, validators, find, ids: () => [...things.keys(), ...registry.things.keys()], report };
}

function checkThing(thing: Thing, judge: Judge): void {
  const type = judge.model.types.get(thing.type);
  if (!type) return;
  checkFields(
    thing.source,
    thing.node,
    thing.fields as Record<string, unknown>,
    KINDS[type.table]!,
    type,
    thing.place,
    judge,
    thing,
  );
}

/** Checks a mapping of fields: their names, their values, the ids in them, and the roles that the type asks for. */
export function checkFields(
  source: Source,
  node: YamlMap | null,
  fields: Record<string, unknown>,
  kind: Kind | 'dataset',
  type: Type | null,
  place: Place,
  judge: Judge,
  thing: Thing | null = null,
): void {
  const check = new FieldCheck(source, node, fields, kind, type, place, judge, thing);
  check.run();
}

class FieldCheck {
  readonly #source: Source;
  readonly #node: YamlMap | null;
  readonly #fields: Record<string, unknown>;
  readonly #kind: Kind | 'dataset';
  readonly #type: Type | null;
  readonly #place: Place;
  readonly #judge: Judge;
  readonly #thing: Thing | null;
  /** Fields that have a problem already. */
  readonly #faulty = new Set<string>();

  constructor(
    source: Source,
    node: YamlMap | null,
    fields: Record<string, unknown>,
    kind: Kind | 'dataset',
    type: Type | null,
    place: Place,
    judge: Judge,
    thing: Thing | null,
  ) {
    this.#source = source;
    this.#node = node;
    this.#fields = fields;
    this.#kind = kind;
    this.#type = type;
    this.#place = place;
    this.#judge = judge;
    this.#thing = thing;
  }

  run(): void {
    const schema = this.#judge.model.authoring.$defs[this.#kind] as {
      properties: { [field: string]: { [keyword: string]: unknown } };
    };
    this.#names(schema.properties);
    this.#values();
    this.#references(schema.properties);
    if (this.#kind === 'event') this.#roles();
    if (this.#kind === 'relation') this.#ends();
    this.#meanings();
  }

  #keyPlace(field: string): Place {
    const key = this.#node && entryOf(this.#node, field)?.key;
    return key ? placeOf(this.#source, key.start, key.end) : this.#place;
  }

  #valuePlace(path: readonly string[]): Place {
    if (!this.#node) return this.#place;
    const node = nodeAt(this.#node, path);
    if (node === this.#node) return this.#keyPlace(path[0] ?? '');
    return node.end > node.start ? placeOf(this.#source, node.start, node.end) : this.#keyPlace(path[0]!);
  }

  #names(properties: { [field: string]: unknown }): void {
    const { report, model } = this.#judge;
    const allowed = Object.keys(properties).filter(
      field => !model.roles.has(field) || this.#type?.roles.has(field) || field === 'about',
    );
    for (const field of Object.keys(this.#fields)) {
      const misplaced = REGISTRY_ONLY.has(field) && this.#thing !== null && this.#thing.origin !== 'registry';
      if (allowed.includes(field) && !misplaced) continue;
      this.#faulty.add(field);
      const place = this.#keyPlace(field);
      const near = nearest(field, allowed);
      const extra = near === null ? {} : { fix: { start: place.start.offset, end: place.end.offset, text: near } };
      if (this.#kind === 'event' && model.roles.has(field)) {
        const roles = [...this.#type!.roles.keys()];
        report('role-unknown', place, {
          role: field,
          type: this.#type!.name,
          allowed: roles,
          near: nearest(field, roles),
        });
      } else report('field-unknown', place, { field, kind: this.#kind, near }, extra);
    }
  }

  /** JSON Schema, through Ajv, which also turns the text of numbers into numbers. */
  #values(): void {
    const valid = this.#judge.validators.fields(this.#kind);
    if (valid(this.#fields)) return;
    const seen = new Set<string>();
    for (const error of (valid.errors ?? []) as DefinedError[]) {
      const path = error.instancePath
        .split('/')
        .slice(1)
        .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
      const top = path[0] ?? '';
      if (error.keyword === 'required' && path.length === 0) this.#missing(error.params.missingProperty);
      else if (error.keyword === 'additionalProperties' && path.length > 0)
        this.#strangeKey(path, error.params.additionalProperty);
      else if (path.length > 0 && !this.#faulty.has(top) && !seen.has(error.instancePath)) {
        seen.add(error.instancePath);
        this.#badValue(path, error);
      }
    }
    for (const path of seen) this.#faulty.add(path.split('/')[1]!);
  }

  #missing(field: string): void {
    if (field === 'type' || field === 'label')
      return this.#thing ? undefined : this.#judge.report('field-missing', this.#place, { id: '', field });
    this.#judge.report('field-missing', this.#place, { id: this.#thing?.id ?? this.#kind, field });
  }

  #strangeKey(path: readonly string[], key: string): void {
    const parent = this.#node && nodeAt(this.#node, path);
    const entry = parent?.kind === 'map' ? entryOf(parent, key) : undefined;
    const place = entry ? placeOf(this.#source, entry.key.start, entry.key.end) : this.#valuePlace(path);
    this.#judge.report('field-unknown', place, { field: key, kind: path.join('.'), near: null });
  }

  #badValue(path: readonly string[], error: DefinedError): void {
    let value: unknown = this.#fields;
    for (const step of path) value = (value as Record<string, unknown>)?.[step];
    const found = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const place = this.#valuePlace(path);
    const near =
      error.keyword === 'enum'
        ? nearest(
            found,
            error.params.allowedValues.filter((item: unknown) => typeof item === 'string'),
          )
        : null;
    const extra = near === null ? {} : { fix: { start: place.start.offset, end: place.end.offset, text: near } };
    if (error.keyword === 'format' && error.params.format === 'edtf')
      this.#judge.report('date-form', place, { date: found, near: null });
    else
      this.#judge.report(
        'field-value',
        place,
        { field: path.join('.'), value: found, expected: expectedOf(error), near },
        extra,
      );
  }

  /** Every id that a field names must be declared, and in a table that the field refers to. */
  #references(properties: { [field: string]: { [keyword: string]: unknown } }): void {
    for (const [field, schema] of Object.entries(properties)) {
      if (this.#faulty.has(field) || this.#fields[field] === undefined) continue;
      const tables = schema['x-references'] === undefined ? null : [schema['x-references']].flat().map(String);
      if (!tables && !isReference(field, schema)) continue;
      listOf(this.#fields[field]).forEach((filler, index) => {
        const id = typeof filler === 'string' ? filler : (filler as { ref?: unknown }).ref;
        if (typeof id !== 'string') return;
        const inside = Array.isArray(this.#fields[field]) ? [field, String(index)] : [field];
        const path = typeof filler === 'string' ? inside : [...inside, 'ref'];
        this.#reference(field, id, path, tables);
      });
    }
  }

  #reference(field: string, id: string, path: readonly string[], tables: readonly string[] | null): void {
    const { find, ids, model, report } = this.#judge;
    const thing = find(id);
    const place = this.#valuePlace(path);
    if (!thing) {
      this.#faulty.add(field);
      const near = nearest(id, ids());
      return report(
        'id-unknown',
        place,
        { id, near },
        near === null ? {} : { fix: { start: place.start.offset, end: place.end.offset, text: near } },
      );
    }
    const type = model.types.get(thing.type);
    const fillers = this.#fillersOf(field);
    const fits = fillers
      ? fillers.some(filler => model.isA(thing.type, filler))
      : (tables ?? [type?.table]).includes(type?.table ?? '');
    if (type && !fits)
      report(
        'filler-type',
        place,
        { id, type: type.name, role: field, fillers: fillers ?? tables ?? [] },
        { related: [{ place: thing.place, says: 'declared here' }] },
      );
  }

  #fillersOf(field: string): readonly string[] | null {
    const any = (types: readonly string[] | undefined): readonly string[] | null =>
      types && types.length > 0 ? types : null;
    if (this.#kind === 'event') return field === 'where' ? ['Place'] : any(this.#type!.roles.get(field)?.fillers);
    if (this.#kind === 'relation' && field === 'subject') return any(this.#type!.subject);
    if (this.#kind === 'relation' && field === 'object') return any(this.#type!.object);
    return null;
  }

  /** The vocabulary's role signature: who must take part, and how many. */
  #roles(): void {
    const { report } = this.#judge;
    for (const { role, fillers, count } of this.#type!.roles.values()) {
      const given = listOf(this.#fields[role]).length;
      if (given === 0 && (count === '1' || count === '+'))
        report('role-missing', this.#place, { role, type: this.#type!.name, fillers });
      if (given > 1 && (count === '1' || count === '?'))
        report('role-too-many', this.#valuePlace([role]), { role, type: this.#type!.name, count: given });
    }
  }

  #ends(): void {
    const from = this.#date('when');
    const until = this.#date('until');
    if (from?.start && until?.end && until.end < from.start) {
      this.#judge.report(
        'end-before-start',
        this.#valuePlace(['until']),
        { start: from.edtf, end: until.edtf },
        { related: [{ place: this.#valuePlace(['when']), says: 'start' }] },
      );
    }
  }

  #date(field: string): ReturnType<typeof readDate> {
    const value = this.#fields[field];
    return typeof value === 'string' && !this.#faulty.has(field) ? readDate(value) : null;
  }

  #meanings(): void {
    const { report } = this.#judge;
    const value = this.#fields.value;
    if (this.#kind === 'quantity' && typeof value === 'string' && !readQuantity(value))
      report('quantity-form', this.#valuePlace(['value']), { value });
    const geo = this.#fields.geo as { lat?: unknown; precision?: unknown } | undefined;
    if (this.#kind === 'entity' && geo?.lat !== undefined && geo.precision === undefined)
      report('precision-missing', this.#keyPlace('geo'), { id: this.#thing?.id ?? '' });
  }
}

/** Fields of ids that are no columns by themselves: roles, speakers, authors and the like. */
function isReference(field: string, schema: { [keyword: string]: unknown }): boolean {
  const ref = schema.$ref;
  return (ref === '#/$defs/ids' && field !== 'formerIds') || ref === '#/$defs/fillers' || field === 'speaker';
}

/** Follows `partOf` upwards; each circle is reported once, at its smallest id. */
function checkParts(thing: Thing, { find, report }: Judge): void {
  const ids: string[] = [];
  let at: Thing | undefined = thing;
  while (at && !ids.includes(at.id)) {
    ids.push(at.id);
    const part: unknown = at.fields.partOf;
    at = typeof part === 'string' ? find(part) : undefined;
    if (ids.length > 1000) return;
  }
  if (at?.id !== thing.id || ids.some(id => id < thing.id)) return;
  const node = thing.node && entryOf(thing.node, 'partOf')?.value;
  report('part-cycle', node ? placeOf(thing.source, node.start, node.end) : thing.place, { ids: [...ids, thing.id] });
}

function expectedOf(error: DefinedError): string {
  switch (error.keyword) {
    case 'enum':
      return `one of ${error.params.allowedValues.map((value: unknown) => `\`${String(value)}\``).join(', ')}`;
    case 'type':
      return `a value of type ${String(error.params.type).replaceAll(',', ' or ')}`;
    case 'format':
      return error.params.format === 'uri' ? 'a web address' : `a ${error.params.format}`;
    case 'pattern':
      return PATTERNS[error.params.pattern] ?? `text of the form \`${error.params.pattern}\``;
    case 'minimum':
    case 'maximum':
      return `a number ${error.params.comparison} ${error.params.limit}`;
    case 'required':
      return `\`${error.params.missingProperty}\` in it`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return 'something in it';
    case 'uniqueItems':
      return 'each item once';
    default:
      return error.message ?? 'another value';
  }
}

const PATTERNS: { readonly [pattern: string]: string } = {
  '^[a-z][a-z0-9-]*$': 'an id',
  '^https?://': 'a web address with http:// or https://',
  '^https?://.*/$': 'a web address that ends with a slash',
  '^[A-Z]{2}$': 'an ISO 3166-1 code of two letters',
  '^paragraph$': '`paragraph` or `{exact: …}`',
};
