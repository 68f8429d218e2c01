import { type DateRange, readDate } from '../dates.ts';
import { replaced, yamlText } from '../mend.ts';
import { nearest } from '../near.ts';
import { nearQuantity } from '../quantities/near.ts';
import { readQuantity } from '../quantities.ts';
import { listOf } from '../records.ts';
import { checkIdentifiers, checkLicence } from './addresses.ts';
import { type Faults, type Judge, keyPlace, type Subject, valuePlace } from './subject.ts';

/** The vocabulary's role signature: who must take part, and how many. */
export function checkRoles(subject: Subject, { fields, strange }: Faults, { report }: Judge): void {
  const { type, place } = subject;
  for (const { role, fillers, count } of type?.roles.values() ?? []) {
    const given = listOf(subject.fields[role]).length;
    const misspelt = given === 0 && [...strange].some(name => nearest(name, [role]) !== null);
    if (given === 0 && (count === '1' || count === '+') && !misspelt && !fields.has(role))
      report('role-missing', place, { role, type: type!.name, fillers });
    if (given > 1 && (count === '1' || count === '?'))
      report('role-too-many', valuePlace(subject, [role]), { role, type: type!.name, count: given });
  }
}

/** What a schema can't say of a single thing. */
export function checkMeanings(subject: Subject, faults: Faults, judge: Judge): void {
  const { kind, fields, thing } = subject;
  const { report } = judge;
  if (kind === 'relation') checkEnds(subject, faults, report);
  if (kind === 'document' || kind === 'dataset') checkLicence(subject, faults, judge);
  if (kind === 'entity') checkIdentifiers(subject, faults, judge);
  const { value } = fields;
  if (kind === 'quantity' && typeof value === 'string' && value !== '' && !readQuantity(value)) {
    const place = valuePlace(subject, ['value']);
    const near = nearQuantity(value);
    report('quantity-form', place, { value, near }, { fix: near === null ? null : replaced(place, yamlText(near)) });
  }
  const geo = fields.geo as { lat?: unknown; precision?: unknown } | null | undefined;
  if (kind === 'entity' && geo?.lat !== undefined && geo.precision === undefined && !faults.fields.has('geo'))
    report('precision-missing', keyPlace(subject, 'geo'), { id: thing?.id ?? '' });
}

function checkEnds(subject: Subject, faults: Faults, report: Judge['report']): void {
  const from = dateIn(subject, 'when', faults);
  const until = dateIn(subject, 'until', faults);
  if (!from?.start || !until?.end || until.end >= from.start) return;
  const related = [{ place: valuePlace(subject, ['when']), says: 'start' }];
  report('end-before-start', valuePlace(subject, ['until']), { start: from.edtf, end: until.edtf }, { related });
}

function dateIn({ fields }: Subject, field: string, faults: Faults): DateRange | null {
  const value = fields[field];
  return typeof value === 'string' && !faults.fields.has(field) ? readDate(value) : null;
}
