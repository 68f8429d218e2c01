import type { Value } from '../model.ts';
import { closeDays } from './cells.ts';

/**
 * What an EDTF date says to formats that know only days, months and years: each as an ISO 8601 prefix (2024, 2024-07, 2024-07-14).
 * A date that is about, uncertain, one of several or open says nothing here: it would look more exact than it is.
 */
export interface Span {
  /** One date. */
  readonly at: string | null;
  /** Bounds of an interval, where they are exact. */
  readonly from: string | null;
  readonly until: string | null;
}

const EXACT = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const NOTHING: Span = { at: null, from: null, until: null };

export function spanOf(edtf: Value | undefined): Span {
  if (typeof edtf !== 'string') return NOTHING;
  const [from = '', until, ...more] = edtf.split('/');
  if (more.length > 0) return NOTHING;
  return until === undefined ? { ...NOTHING, at: exact(from) } : { at: null, from: exact(from), until: exact(until) };
}

/** Whether the span says all that the date does. */
export function isWhole(edtf: Value | undefined, { at, from, until }: Span): boolean {
  if (typeof edtf !== 'string') return true;
  const said = edtf.split('/').filter(bound => bound !== '' && bound !== '..').length;
  return said === [at, from, until].filter(bound => bound !== null).length;
}

function exact(date: string): string | null {
  const closed = closeDays(date);
  return EXACT.test(closed) ? closed : null;
}
