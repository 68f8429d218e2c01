import { readDate } from '../dates.ts';
import type { Edit, Report } from '../messages.ts';
import type { Place } from '../place.ts';
import { nearDate } from './near.ts';

/** Reports what is no date: an interval that ends before it begins, or something out of form. `mend` makes the edit of a better one. */
export function reportDate(date: string, place: Place, mend: (near: string) => Edit, report: Report): void {
  const [from, until] = /^[^/]*\d{4}[^/]*\/[^/]*\d{4}[^/]*$/.test(date) ? date.split('/').map(readDate) : [];
  if (from?.start && until?.end && until.end < from.start)
    return report('end-before-start', place, { start: from.edtf, end: until.edtf });
  const near = nearDate(date);
  report('date-form', place, { date, near }, { fix: near === null ? null : mend(near) });
}
