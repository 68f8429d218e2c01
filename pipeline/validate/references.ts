import { replaced } from '../mend.ts';
import { listOf } from '../records.ts';
import { type Faults, type Judge, type Subject, valuePlace } from './subject.ts';

type Properties = { readonly [field: string]: { readonly [keyword: string]: unknown } };

/** Every id that a field names must be declared, and in a table that the field refers to. */
export function checkReferences(subject: Subject, properties: Properties, faults: Faults, judge: Judge): void {
  for (const [field, schema] of Object.entries(properties)) {
    if (faults.fields.has(field) || subject.fields[field] === undefined) continue;
    const tables = schema['x-references'] === undefined ? null : [schema['x-references']].flat().map(String);
    if (!tables && !isReference(field, schema)) continue;
    const many = Array.isArray(subject.fields[field]);
    const seen = new Set<string>();
    listOf(subject.fields[field]).forEach((filler, index) => {
      const id = typeof filler === 'string' ? filler : (filler as { ref?: unknown } | null)?.ref;
      if (typeof id !== 'string') return;
      const inside = many ? [field, String(index)] : [field];
      const path = typeof filler === 'string' ? inside : [...inside, 'ref'];
      if (seen.has(id)) judge.report('filler-doubled', valuePlace(subject, path), { id, role: field });
      else reference(subject, field, id, path, tables, faults, judge);
      seen.add(id);
    });
  }
}

/** Fields of ids that are no columns by themselves: roles, speakers, authors and the like. */
function isReference(field: string, { $ref }: { readonly [keyword: string]: unknown }): boolean {
  return ($ref === '#/$defs/ids' && field !== 'formerIds') || $ref === '#/$defs/fillers' || field === 'speaker';
}

function reference(
  subject: Subject,
  field: string,
  id: string,
  path: readonly string[],
  tables: readonly string[] | null,
  faults: Faults,
  judge: Judge,
): void {
  const { find, near, isExcused, model, report } = judge;
  const thing = find(id);
  const place = valuePlace(subject, path);
  if (!thing) {
    faults.fields.add(field);
    if (isExcused(id)) return;
    const meant = near(id);
    return report('id-unknown', place, { id, near: meant }, { fix: meant === null ? null : replaced(place, meant) });
  }
  const type = model.types.get(thing.type);
  const fillers = fillersOf(subject, field);
  const fits = fillers
    ? fillers.some(filler => model.isA(thing.type, filler))
    : (tables ?? [type?.table]).includes(type?.table ?? '');
  if (!type || fits) return;
  const related = [{ place: thing.place, says: 'declared here' }];
  report('filler-type', place, { id, type: type.name, role: field, fillers: fillers ?? tables ?? [] }, { related });
}

function fillersOf({ kind, type }: Subject, field: string): readonly string[] | null {
  const any = (types: readonly string[] | undefined): readonly string[] | null =>
    types && types.length > 0 ? types : null;
  if (kind === 'event') return field === 'where' ? ['Place'] : any(type?.roles.get(field)?.fillers);
  if (kind === 'relation' && field === 'subject') return any(type?.subject);
  return kind === 'relation' && field === 'object' ? any(type?.object) : null;
}
