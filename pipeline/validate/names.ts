import { replaced } from '../mend.ts';
import { nearest } from '../near.ts';
import { type Faults, type Judge, keyPlace, type Subject } from './subject.ts';

/** Fields that only the registry may have. */
const REGISTRY_ONLY = new Set(['formerIds']);

/** Every field must be one of its kind, and every role one of the type. */
export function checkNames(subject: Subject, properties: readonly string[], faults: Faults, judge: Judge): void {
  const { model } = judge;
  const { type, thing } = subject;
  const allowed = properties.filter(
    field =>
      (!model.roles.has(field) || type?.roles.has(field) || field === 'about') &&
      !(REGISTRY_ONLY.has(field) && thing !== null && thing.origin !== 'registry'),
  );
  const known = new Set(allowed);
  for (const field of Object.keys(subject.fields)) {
    if (known.has(field)) continue;
    faults.fields.add(field);
    faults.strange.add(field);
    reportStrange(subject, field, allowed, judge);
  }
}

function reportStrange(subject: Subject, field: string, allowed: readonly string[], { model, report }: Judge): void {
  const place = keyPlace(subject, field);
  const { kind, type } = subject;
  if (kind === 'event' && type && model.roles.has(field)) {
    const roles = [...type.roles.keys()];
    return report('role-unknown', place, { role: field, type: type.name, allowed: roles, near: nearest(field, roles) });
  }
  const free = allowed.filter(name => !Object.hasOwn(subject.fields, name));
  const near = nearest(field, free);
  report(
    'field-unknown',
    place,
    { field, kind: KIND_WORDS[kind], near },
    { fix: near === null ? null : replaced(place, near) },
  );
}

/** Kinds as a sentence has them. */
export const KIND_WORDS = {
  document: 'front matter',
  dataset: 'the dataset',
  entity: 'an entity',
  event: 'an event',
  relation: 'a relation',
  quantity: 'a quantity',
  quotation: 'a quotation',
  claim: 'a claim',
} as const;
