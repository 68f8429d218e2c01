import { readDateWords, type SaidDate } from '../dates/words.ts';
import { type DateRange, datesMeet, readDate } from '../dates.ts';
import type { Thing } from '../declare.ts';
import { dateWordsIn, type Ground } from '../evidence.ts';
import type { Report } from '../messages.ts';
import type { Resolved } from '../resolve.ts';
import { placeOfField } from './places.ts';

/** Warns where a record's `when` is no date that its evidence states. */
export function groundWhen({ dates }: Resolved, thing: Thing, grounds: readonly Ground[], report: Report): void {
  const when = thing.fields.when;
  const date = typeof when === 'string' ? readDate(when) : null;
  if (!date || thing.fields.whenBasis !== undefined) return;
  if (!dateWordsIn(dates, grounds).some(words => datesMeet(words.date, date)))
    report('when-ungrounded', placeOfField(thing, ['when']), { when: date.edtf, id: thing.id });
}

/** Warns where marked words state outright another date than the one they are marked with. */
export function groundDateWords({ dates, prose, front }: Resolved, report: Report): void {
  for (const { date, start, end, place } of dates) {
    const words = prose.text.slice(start, end);
    const said = saidBy(words, front.language);
    if (said && !agree(said, date)) report('date-words', place, { words, date: date.edtf, near: said.edtf });
  }
}

const known = new Map<string, SaidDate | null>();

/** The same few words come again and again. */
function saidBy(words: string, language: string): SaidDate | null {
  const key = `${language} ${words}`;
  let said = known.get(key);
  if (said === undefined) {
    said = readDateWords(words, language);
    if (known.size > 10_000) known.clear();
    known.set(key, said);
  }
  return said;
}

/** Whether a date can be what the words say; one that is marked uncertain may be a year off. */
function agree(said: SaidDate, date: DateRange): boolean {
  const slack = /[~?%]/.test(date.edtf) ? 1 : 0;
  const start = date.start === null ? null : shifted(date.start, -slack);
  const end = date.end === null ? null : shifted(date.end, slack);
  if (said.edtf !== null) return before(said.start, end) && before(start, said.end);
  if (start === null || end === null || start.slice(0, 4) !== end.slice(0, 4)) return true;
  const [from, to] = [start.slice(5), end.slice(5)];
  const month = String(said.month).padStart(2, '0');
  const first = said.day === null ? `${month}-01` : `${month}-${String(said.day).padStart(2, '0')}`;
  const last = said.day === null ? `${month}-31` : first;
  return first <= to && from <= last;
}

function before(start: string | null, end: string | null): boolean {
  return start === null || end === null || start <= end;
}

function shifted(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}
