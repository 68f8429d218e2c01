import type { TableDiff } from '../diff.ts';
import { isWhole } from './words.ts';

export type Level = 'none' | 'patch' | 'minor' | 'major';

/** What the next version has to say (semantic versioning for data). */
export interface Bump {
  /** patch: the same data in other bytes; minor: only added; major: changed or removed. */
  readonly level: Level;
  /** In words, the weightiest first. */
  readonly reasons: readonly string[];
  /** The least version that says so; null where the old one is unknown or no semantic version. */
  readonly version: string | null;
  /** Whether the new version says as much; null where either isn't known. */
  readonly enough: boolean | null;
}

interface Differences {
  readonly tables: readonly TableDiff[];
  readonly rebased: boolean;
  /** Whether all files are the same, byte by byte. */
  readonly same: boolean;
}

export function bumpOf({ tables, rebased, same }: Differences, old: string | null, now: string | null): Bump {
  const written = tables.filter(({ derived }) => !derived);
  // What follows from other tables is a reason where it is the only one.
  const major = [...(rebased ? ['all addresses begin anew'] : []), ...either(tables, written, removals)];
  const minor = either(tables, written, additions);
  const level = major.length > 0 ? 'major' : minor.length > 0 ? 'minor' : same ? 'none' : 'patch';
  const version = next(old, level);
  const reasons = [...major, ...minor];
  return { level, reasons: reasons.length > 0 ? reasons : [UNCHANGED[level]!], version, enough: atLeast(now, version) };
}

type Tables = readonly TableDiff[];

function either(tables: Tables, written: Tables, find: (tables: Tables) => string[]): string[] {
  const found = find(written);
  return found.length > 0 ? found : find(tables);
}

function removals(tables: Tables): string[] {
  return [
    ...counted(tables, 'table gone', 'tables gone', ({ went }) => (went ? 1 : 0)),
    ...counted(tables, 'column gone', 'columns gone', ({ columnsGone }) => columnsGone.length),
    ...counted(tables, 'record gone', 'records gone', ({ gone }) => gone.filter(isWhole).length),
    ...counted(tables, 'record renamed', 'records renamed', ({ renamed }) => renamed.length),
    ...counted(tables, 'record changed', 'records changed', ({ changed }) => changed.length),
  ];
}

function additions(tables: Tables): string[] {
  return [
    ...counted(tables, 'table added', 'tables added', ({ came }) => (came ? 1 : 0)),
    ...counted(tables, 'column added', 'columns added', ({ columnsAdded }) => columnsAdded.length),
    ...counted(tables, 'record added', 'records added', ({ added }) => added.filter(isWhole).length),
  ];
}

const UNCHANGED: { readonly [level in Level]?: string } = {
  none: 'every file is the same',
  patch: 'every record is the same',
};

/** "3 records added (entities 2, events 1)" */
function counted(tables: Tables, one: string, several: string, count: (table: TableDiff) => number): string[] {
  const counts = tables.map(each => [each.table, count(each)] as const).filter(([, number]) => number > 0);
  const total = counts.reduce((sum, [, number]) => sum + number, 0);
  if (total === 0) return [];
  const where = counts.map(([table, number]) => (counts.length === 1 ? table : `${table} ${number}`)).join(', ');
  return [`${total} ${total === 1 ? one : several} (${where})`];
}

type Version = readonly [major: number, minor: number, patch: number];

function read(version: string | null): Version | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(version ?? '') ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)];
}

function next(version: string | null, level: Level): string | null {
  const known = read(version);
  if (!known) return null;
  const [major, minor, patch] = known;
  return {
    none: `${major}.${minor}.${patch}`,
    patch: `${major}.${minor}.${patch + 1}`,
    minor: `${major}.${minor + 1}.0`,
    major: `${major + 1}.0.0`,
  }[level];
}

function atLeast(version: string | null, least: string | null): boolean | null {
  const [one, other] = [read(version), read(least)];
  if (!one || !other) return null;
  const at = one.findIndex((part, index) => part !== other[index]);
  return at === -1 || one[at]! > other[at]!;
}
