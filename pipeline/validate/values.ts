import type { DefinedError } from 'ajv';
import { reportDate } from '../dates/report.ts';
import { readDate } from '../dates.ts';
import { isWebAddress, nearAddress, nearBase } from '../declare/addresses.ts';
import { tidyId } from '../declare/ids.ts';
import { numbersIn } from '../ground/numbers.ts';
import { ID_LENGTH } from '../identity.ts';
import { replaced, yamlText } from '../mend.ts';
import { nearest } from '../near.ts';
import { placeOf } from '../place.ts';
import { entryOf, nodeAt } from '../yaml.ts';
import { expectedOf } from './expected.ts';
import { KIND_WORDS } from './names.ts';
import { partAt } from './schema.ts';
import { type Faults, type Judge, keyPlace, type Subject, valuePlace } from './subject.ts';

/** JSON Schema, through Ajv, which also turns the text of numbers into numbers. */
export function checkValues(subject: Subject, faults: Faults, judge: Judge): void {
  const valid = judge.validators.fields(subject.kind);
  if (valid(subject.fields)) return;
  const errors = (valid.errors ?? []) as DefinedError[];
  const strange = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors)
    if (keyword === 'additionalProperties')
      strange.set(instancePath, [...(strange.get(instancePath) ?? []), params.additionalProperty]);
  const seen = new Set<string>();
  for (const error of errors) {
    const path = pathOf(error);
    const top = path[0];
    const misspelt = strange.get(error.instancePath) ?? [];
    if (error.keyword === 'required' && isNear(error.params.missingProperty, misspelt)) continue;
    if (error.keyword === 'required' && top === undefined)
      missing(subject, error.params.missingProperty, faults, judge);
    if (top === undefined || faults.fields.has(top)) continue;
    const key = error.keyword === 'additionalProperties' ? `/${error.params.additionalProperty}` : '';
    if (seen.has(error.instancePath + key)) continue;
    seen.add(error.instancePath + key);
    if (error.keyword === 'additionalProperties') strangeKey(subject, path, error.params.additionalProperty, judge);
    else badValue(subject, path, error, judge);
  }
  for (const at of seen) faults.fields.add(at.split('/')[1]!);
}

function pathOf({ instancePath }: DefinedError): string[] {
  const steps = instancePath.split('/').slice(1);
  return steps.map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether a name that is missing is meant by one that there is. */
function isNear(missing: string, names: Iterable<string>): boolean {
  return [...names].some(name => nearest(name, [missing]) !== null);
}

/** `type` and `label` are seen to where things are declared. */
function missing(subject: Subject, field: string, { strange }: Faults, { report }: Judge): void {
  const { thing, kind, place } = subject;
  if (thing && (field === 'type' || field === 'label')) return;
  if (isNear(field, strange)) return;
  report('field-missing', place, { id: thing?.id ?? KIND_WORDS[kind], field });
}

function strangeKey(subject: Subject, path: readonly string[], key: string, { model, report }: Judge): void {
  const parent = subject.node && nodeAt(subject.node, path);
  const entry = parent?.kind === 'map' ? entryOf(parent, key) : undefined;
  const place = entry ? placeOf(subject.source, entry.key.start, entry.key.end) : valuePlace(subject, path);
  const known = parent?.kind === 'map' ? parent.entries.map(other => other.key.value) : [];
  const free = partAt(model.authoring, subject.kind, path).names.filter(name => !known.includes(name));
  const near = nearest(key, free);
  const fix = near !== null && entry ? replaced(place, near) : null;
  report('field-unknown', place, { field: key, kind: `\`${path.join('.')}\``, near }, { fix });
}

function badValue(subject: Subject, path: readonly string[], error: DefinedError, judge: Judge): void {
  const { report, model } = judge;
  const place = valuePlace(subject, path);
  const node = subject.node && nodeAt(subject.node, path);
  const field = path.join('.');
  const value = valueAt(subject.fields, path);
  const found =
    typeof value === 'object' ? subject.source.text.slice(place.start.offset, place.end.offset) : String(value);
  const part = partAt(model.authoring, subject.kind, path);
  const expected = expectedOf(error, part);
  if (found === '') return report('field-empty', keyPlace(subject, path[0]!), { field, expected });
  if (part.name === 'edtf' && path.length > 0) return badDate(found, place, typeof value === 'object', judge);
  if (error.keyword === 'format' || (error.keyword === 'pattern' && error.params.pattern.startsWith('^https?:'))) {
    const near = field === 'base' ? nearBase(found) : nearAddress(model, found);
    const fix = near !== null && isWebAddress(near) ? replaced(place, yamlText(near)) : null;
    return report('address-form', place, { address: found, near }, { fix });
  }
  const near = nearValue(found, error);
  const fix = near !== null && node?.kind === 'scalar' ? replaced(place, yamlText(near)) : null;
  report('field-value', place, { field, value: found, expected, near }, { fix });
}

/** `[2022..2023]` without quotes is a list to YAML, and `{2022,2023}` a mapping. */
function badDate(found: string, place: Parameters<typeof replaced>[0], collection: boolean, { report }: Judge): void {
  if (collection && readDate(found)) {
    const near = `'${found}'`;
    return report('date-form', place, { date: found, near }, { fix: replaced(place, near) });
  }
  reportDate(found, place, near => replaced(place, yamlText(near)), report);
}

function valueAt(fields: Subject['fields'], path: readonly string[]): unknown {
  let value: unknown = fields;
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

function nearValue(found: string, error: DefinedError): string | null {
  if (error.keyword === 'enum')
    return nearest(
      found,
      error.params.allowedValues.filter((item: unknown) => typeof item === 'string'),
    );
  if (error.keyword === 'type' && /integer|number/.test(String(error.params.type))) return nearNumber(found);
  if (error.keyword === 'pattern' && error.params.pattern === '^[A-Z]{2}$')
    return /^[a-z]{2}$/i.test(found) ? found.toUpperCase() : null;
  const id = error.keyword === 'pattern' && error.params.pattern === '^[a-z][a-z0-9-]*$';
  if (id && found.length <= ID_LENGTH) return tidyId(found);
  return null;
}

function nearNumber(found: string): string | null {
  const tidy = found
    .trim()
    .replace(/[°\s]/g, '')
    .replace('−', '-')
    .replace(/,(?=\d+$)/, '.');
  if (/^-?\d+(?:\.\d+)?$/.test(tidy) && tidy !== found) return tidy;
  const said = numbersIn(found, 0, found.length);
  return said.length === 1 ? String(said[0]!.value) : null;
}
