import type { Entry, Head } from './accounts.ts';

/*
 * An `Entry` as bytes, numbers with the lowest byte first: the key, rows by table in four bytes, ends in eight as floating point, the
 * length of what follows in four, and closed files as JSON, if there are any.
 */

/** Letters of a key. */
const KEY = 32;
const [SHORT, LONG] = [4, 8];
/** In place of the number of rows, for a table that isn't named. */
const ABSENT = 0xffffffff;

export function recordOf(tables: readonly string[], key: string | undefined, { counts, ends, closed }: Entry): Buffer {
  const files = closed.length > 0 ? Buffer.from(JSON.stringify(closed)) : null;
  const fixed = sizeOf(tables.length, ends.length);
  const record = Buffer.allocUnsafe(fixed + (files?.length ?? 0));
  record.write((key ?? '').padEnd(KEY), 'latin1');
  let at = KEY;
  for (const table of tables) at = record.writeUInt32LE(counts[table] ?? ABSENT, at);
  for (const end of ends) at = record.writeDoubleLE(end, at);
  record.writeUInt32LE(files?.length ?? 0, at);
  if (files) record.set(files, fixed);
  return record;
}

/** Entries by their numbers, each member for itself. */
export interface Records {
  /** Numbers by the keys of batches. */
  readonly keys: ReadonlyMap<string, number>;
  counts(number: number): Entry['counts'];
  ends(number: number): Entry['ends'];
  closed(number: number): Entry['closed'];
}

/** The records that `bytes` consist of. */
export function readRecords(bytes: Buffer, { tables, starts }: Head): Records {
  const fixed = sizeOf(tables.length, starts.length);
  const [toEnds, toClosed] = [KEY + SHORT * tables.length, fixed - SHORT];
  const keys = new Map<string, number>();
  const offsets: number[] = [];
  for (let at = 0; at < bytes.length; at += fixed + bytes.readUInt32LE(at + toClosed)) {
    keys.set(bytes.toString('latin1', at, at + KEY), offsets.length);
    offsets.push(at);
  }
  return {
    keys,
    counts(number) {
      const counts: { [table: string]: number } = {};
      for (const [index, table] of tables.entries()) {
        const count = bytes.readUInt32LE(offsets[number]! + KEY + SHORT * index);
        if (count !== ABSENT) counts[table] = count;
      }
      return counts;
    },
    ends: number => starts.map((_, index) => bytes.readDoubleLE(offsets[number]! + toEnds + LONG * index)),
    closed(number) {
      const at = offsets[number]! + toClosed;
      const length = bytes.readUInt32LE(at);
      return length === 0 ? [] : JSON.parse(bytes.toString('utf8', at + SHORT, at + SHORT + length));
    },
  };
}

/** Bytes of a record without its closed files. */
function sizeOf(tables: number, ends: number): number {
  return KEY + SHORT * tables + LONG * ends + SHORT;
}
