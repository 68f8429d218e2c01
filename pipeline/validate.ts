import { checkId } from './declare/ids.ts';
import type { Registry, Thing } from './declare.ts';
import { ID } from './identity.ts';
import type { Report } from './messages.ts';
import type { Kind, Model } from './model.ts';
import { suggester } from './near.ts';
import { placeOf } from './place.ts';
import type { Resolved } from './resolve.ts';
import { checkMeanings, checkRoles } from './validate/meanings.ts';
import { checkNames } from './validate/names.ts';
import { checkParts } from './validate/parts.ts';
import { checkReferences } from './validate/references.ts';
import { type Faults, isFaulty, type Judge, type Subject } from './validate/subject.ts';
import { checkValues } from './validate/values.ts';
import type { Validators } from './validators.ts';
import { entryOf, plainValue } from './yaml.ts';

export const KINDS: { readonly [table: string]: Kind } = {
  entities: 'entity',
  events: 'event',
  relations: 'relation',
  quantities: 'quantity',
  quotations: 'quotation',
  claims: 'claim',
};

/** Holds an article against schemas, vocabulary and the things that it names. Numbers among the fields become numbers. */
export function validate(resolved: Resolved, model: Model, validators: Validators, report: Report): void {
  const { things, registry, names, front, source } = resolved;
  const find = (id: string): Thing | undefined => things.get(id) ?? registry.things.get(id);
  const judge = { model, validators, find, near: names.near, isExcused: names.isExcused, report };
  if (front.fields) {
    const fields = plainValue(front.fields) as Subject['fields'];
    const { place } = front;
    checkFields({ source, node: front.fields, fields, kind: 'document', type: null, place, thing: null }, judge);
    const id = entryOf(front.fields, 'id')?.value;
    // What is no id at all is the schema's to say.
    if (id?.kind === 'scalar' && ID.test(id.value)) checkId(id.value, placeOf(source, id.start, id.end), report);
  }
  for (const thing of things.values()) checkThing(thing, judge);
  checkParts(things, judge);
}

export function validateRegistry(registry: Registry, model: Model, validators: Validators, report: Report): void {
  const { things, hidden, renamed } = registry;
  const judge = {
    model,
    validators,
    find: (id: string) => things.get(id),
    near: suggester(() => things.keys(), renamed),
    isExcused: (id: string) => hidden.has(id),
    report,
  };
  for (const thing of things.values()) checkThing(thing, judge);
  checkParts(things, judge);
}

function checkThing(thing: Thing, judge: Judge): void {
  const type = judge.model.types.get(thing.type);
  if (!type) return;
  const { source, node, place } = thing;
  const fields = thing.fields as Subject['fields'];
  checkFields({ source, node, fields, kind: KINDS[type.table]!, type, place, thing }, judge);
}

/** Checks a mapping of fields: their names, their values, the ids in them, and the roles that the type asks for. */
export function checkFields(subject: Subject, judge: Judge): void {
  const { properties } = judge.model.authoring.$defs[subject.kind] as {
    properties: { [field: string]: { [keyword: string]: unknown } };
  };
  const faults: Faults = { fields: new Set(), strange: new Set() };
  for (const { key, value } of subject.node?.entries ?? []) if (isFaulty(value)) faults.fields.add(key.value);
  checkNames(subject, Object.keys(properties), faults, judge);
  checkValues(subject, faults, judge);
  checkReferences(subject, properties, faults, judge);
  if (subject.kind === 'event') checkRoles(subject, faults, judge);
  checkMeanings(subject, faults, judge);
}
