import type { Format } from './emit/formats.ts';
import { DESCRIBING } from './part.ts';

/** Formats of which several processes can write a range of batches each, for others to put together. */
export const RANGED: readonly Format[] = ['text', 'csv', 'parquet', 'jsonld', 'nquads'];

/** How long formats take beside one another, as measured; those that aren't here look at rows, and take next to nothing. */
const WEIGHTS: { readonly [format in Format]?: number } = {
  nquads: 16,
  jsonld: 8,
  parquet: 9,
  csv: 4,
  xlsx: 50,
  site: 100,
  context: 0,
  shapes: 0,
};
/** The same of what all have in common: a batch's rows must be made. */
const ROWS = 8;

/** Batches from one number up to another. */
export type Range = readonly [from: number, to: number];

/** What one of several processes writes: some formats as a whole, of others ranges of batches. */
export interface Share {
  readonly whole: readonly Format[];
  readonly ranges: { readonly [format in Format]?: readonly Range[] };
}

/** What there is to write. */
export interface Writing {
  readonly formats: readonly Format[];
  /** All batches, in runs that end where a section of Parquet does. */
  readonly sections: readonly Range[];
  /** All batches, in runs that it is well to leave to one process: where a graph is in parts, these. */
  readonly units: readonly Range[];
  /** Whether a batch is to be made, and not to be taken over from the last build. */
  readonly isNew: (batch: number) => boolean;
}

/** Work that takes as long as to start a process. */
const LITTLE = 2000;

/** Shares of about the same work, of which the first describes the files of all besides. `null` where there is little to do. */
export function spread({ formats, sections, units, isNew }: Writing, processes: number): readonly Share[] | null {
  const size = sections.at(-1)![1];
  const batches = units.map(unit => numbersOf(unit).filter(isNew)).filter(({ length }) => length > 0);
  const parted = sections.filter(section => numbersOf(section).some(isNew));
  const ranged = formats.filter(format => RANGED.includes(format) && format !== 'parquet');
  const perBatch = withRows(sumOf(ranged));
  const perSection = formats.includes('parquet') ? sumOf(['parquet']) : 0;
  const inSections = parted.reduce((sum, [from, to]) => sum + to - from, 0);

  const describing = formats.filter(format => DESCRIBING.has(format));
  const whole = wholes(formats, describing, processes);
  const loads = loadsOf(whole, describing).map(load => size * withRows(load));
  const writing = perBatch * batches.flat().length + perSection * inSections;
  if (writing + size * withRows(sumOf(whole.flat())) < LITTLE) return null;
  const total = loads.reduce((sum, load) => sum + load, 0) + writing;
  const room = loads.map(load => Math.max(0, total / processes - load));
  const ofSections = cut(parted, room, ([from, to]) => to - from);
  const left = room.map((each, at) => Math.max(0, each - perSection * lengthOf(ofSections[at]!)));
  const ofBatches = cut(batches, left, ({ length }) => length).map(unit => rangesOf(unit.flat()));
  return whole.map((group, at) => ({
    whole: group,
    ranges: {
      ...(perSection > 0 && { parquet: joined(ofSections[at]!) }),
      ...Object.fromEntries(ranged.map(format => [format, ofBatches[at]!])),
    },
  }));
}

/** The formats that can't be parted, by process. */
function wholes(
  formats: readonly Format[],
  describing: readonly Format[],
  processes: number,
): readonly (readonly Format[])[] {
  const groups: Format[][] = Array.from({ length: processes }, () => []);
  const others = formats.filter(format => !describing.includes(format) && !RANGED.includes(format));
  for (const format of [...others].sort((a, b) => sumOf([b]) - sumOf([a]))) {
    const loads = loadsOf(groups, describing);
    groups[loads.indexOf(Math.min(...loads))]!.push(format);
  }
  return groups;
}

function loadsOf(groups: readonly (readonly Format[])[], describing: readonly Format[]): readonly number[] {
  return groups.map((group, at) => sumOf(at === 0 ? [...group, ...describing] : group));
}

function sumOf(formats: readonly Format[]): number {
  return formats.reduce((sum, format) => sum + (WEIGHTS[format] ?? 0.5), 0);
}

function withRows(weight: number): number {
  return weight > 0 ? weight + ROWS : 0;
}

/** Cuts a list into runs whose sizes are like `room`. */
function cut<T>(list: readonly T[], room: readonly number[], sizeOf: (item: T) => number): readonly (readonly T[])[] {
  const sum = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
  const scale = sum(list.map(sizeOf)) / (sum(room) || 1);
  const ends = room.map((_, at) => scale * sum(room.slice(0, at + 1)));
  const runs: T[][] = room.map(() => []);
  let at = 0;
  let size = 0;
  for (const item of list) {
    const middle = size + sizeOf(item) / 2;
    while (at < ends.length - 1 && ends[at]! < middle) at += 1;
    runs[at]!.push(item);
    size += sizeOf(item);
  }
  return runs;
}

function rangesOf(numbers: readonly number[]): readonly Range[] {
  return joined(numbers.map(number => [number, number + 1]));
}

/** Ranges of which none begins where another ends. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const all: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}

function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0);
}

function numbersOf([from, to]: Range): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

/** Whether a number is in one of these ranges, which ascend; numbers are to be asked for in order. */
export function memberOf(ranges: readonly Range[] = []): (number: number) => boolean {
  let at = 0;
  return number => {
    while (at < ranges.length && ranges[at]![1] <= number) at += 1;
    return at < ranges.length && ranges[at]![0] <= number;
  };
}
