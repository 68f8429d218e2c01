import type { Diff, Entry, TableDiff } from '../diff.ts';

/** Characters of a value that are shown, and around what differs. */
const SHOWN = 160;
const BEFORE = 40;
const STEERING = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** A text on one line: white space folded, and characters that steer a screen shown and not obeyed. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(STEERING, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** An old and a new value, of long ones the part where they differ. */
export function shortened(old: string, now: string): readonly [old: string, now: string] {
  if (Math.max(old.length, now.length) <= SHOWN) return [old, now];
  let same = 0;
  while (same < Math.min(old.length, now.length) && old[same] === now[same]) same += 1;
  const start = Math.max(0, same - BEFORE);
  return [cut(old, start), cut(now, start)];
}

function cut(text: string, start: number): string {
  const shown = text.slice(start, start + SHOWN).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
  return `${start > 0 ? '…' : ''}${shown}${start + SHOWN < text.length ? '…' : ''}`;
}

/** `event, role, thing` of a part of an event. */
export function nameOf({ key }: Entry): string {
  return key.join(' · ');
}

/** What came or went with the record that it is a part of is counted and not listed. */
export function isWhole({ part }: Entry): boolean {
  return !part;
}

/** Whether there is more to say of a table than that parts came or went with their records and counts are others. */
export function isNotable({
  came,
  went,
  columnsAdded,
  columnsGone,
  added,
  gone,
  renamed,
  changed,
}: TableDiff): boolean {
  const wholes = [...added, ...gone].filter(isWhole);
  return came || went || [wholes, columnsAdded, columnsGone, renamed, changed].some(list => list.length > 0);
}

/** "3 added, 1 gone, 40 moved" */
export function countsOf({ derived, came, went, added, gone, renamed, changed, moved }: TableDiff): string {
  const counts: [number, string][] = [
    [added.filter(isWhole).length, 'added'],
    [gone.filter(isWhole).length, 'gone'],
    [renamed.length, 'renamed'],
    [changed.length, 'changed'],
    [[...added, ...gone].filter(({ part }) => part).length, 'with their records'],
    [moved, derived ? 'moved' : 'counted anew'],
  ];
  const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${came ? 'new table, ' : went ? 'table gone, ' : ''}${words.join(', ') || 'other columns'}`;
}

/** "A major version is due (2.0.0, and it is): 1 record gone (events)." */
export function verdict({ due, new: { version } }: Diff): string {
  const { level, reasons } = due;
  const says = due.enough === null ? '' : due.enough ? `, and ${version} says so` : `, but this is ${version}`;
  const least =
    due.version === null ? '' : level === 'none' ? ` (${due.version})` : ` (${due.version} or later${says})`;
  return `${level === 'none' ? 'No new version' : `A ${level} version`} is due${least}: ${reasons.join(', ')}.`;
}
