import type { Row, Table } from '../model.ts';
import type { Batch, Counts, EmitContext, Emitter, Notes, OpenEmitter, Output } from './emitter.ts';
import { type Group, ParquetFile } from './parquet/file.ts';

/*
 * parquet/<table>.parquet: the columns of the model in their order and with their types, empty tables too; `places` has
 * a geometry besides.
 *
 * Rows are written in groups: of so many rows, and another after each section, which is a run of documents that ends where the
 * document's id says so. Memory doesn't grow with the data, the same rows give the same bytes, and where a document has changed
 * the groups of other sections are as they were.
 *
 * Snappy, because hyparquet-writer has it in plain JavaScript: Node 20 has no zstd, and its gzip differs from machine
 * to machine. No field ids: all columns or none may have them, and names do here.
 *
 * A table of more than a million rows is a folder of that name, `parquet/<table>.parquet/part-00000.parquet` and so on: Spark,
 * Arrow and pandas open it by the same path as the file, Trino as a table's folder, DuckDB with `/*.parquet` behind it.
 */

/** Rows a group, at most. Ten times as many take four times the memory and give files no smaller. */
const GROUP = 20_000;
/** Rows after which a file ends with the group. */
const PART = 50 * GROUP;
/** Documents a section, on average. */
const SECTION = 256;

/** Writes one Parquet file a table, or several of a long one. */
export const openParquet: OpenEmitter = context => openParts(context, PART);

/** What was written of a section: the numbers of its batches, and the groups of each table that has rows in it. */
interface Section {
  readonly first: number;
  readonly last: number;
  readonly tables: { readonly [table: string]: readonly Group[] };
}

/** The same, with another number of rows a file. */
export function openParts({ model, output, most, notes }: EmitContext, part: number): Emitter {
  const tables = new Map<string, TableFiles>();
  for (const table of model.tables.values())
    tables.set(table.name, new TableFiles(table, output, (most?.(table.name) ?? 0) > part ? part : null));
  const earlier = earlierSections(notes);
  const sections: Section[] = [];
  let first = 0;
  let next = 0;
  /** Batches of the section so far, by their numbers in the last build, while all of them were there. */
  let known: { readonly batch: Batch; readonly number: number }[] | null = [];

  return { takesOver: true, add, skip, close };

  function add(batch: Batch): void {
    make();
    take(batch);
    count(batch);
  }

  function skip(_counts: Counts, number: number, batch: Batch): void {
    if (known) known.push({ batch, number });
    else take(batch);
    count(batch);
  }

  function count({ id }: Batch): void {
    next += 1;
    if (id !== undefined && endsSection(id)) end();
  }

  function take({ rows }: Batch): void {
    for (const [name, added] of Object.entries(rows)) {
      const table = tables.get(name);
      if (!table) throw new Error(`Unexpected table \`${name}\``);
      for (const row of added) table.add(row);
    }
  }

  /** Makes the rows that might have been taken over. */
  function make(): void {
    const batches = known ?? [];
    known = null;
    for (let waiting = batches.shift(); waiting; waiting = batches.shift()) take(waiting.batch);
  }

  function end(): void {
    if (next === first) return;
    const same = known && sameSection(known.map(({ number }) => number));
    if (!same) make();
    for (const [name, table] of tables) for (const group of same?.tables[name] ?? []) table.copy(group);
    const groups = [...tables].map(([name, table]) => [name, table.endSection()] as const);
    sections.push({
      first,
      last: next - 1,
      tables: Object.fromEntries(groups.filter(([, written]) => written.length > 0)),
    });
    first = next;
    known = [];
  }

  function sameSection(numbers: readonly number[]): Section | undefined {
    const section = earlier.get(numbers[0]!);
    const isWhole = numbers.length - 1 === (section?.last ?? Number.NaN) - numbers[0]!;
    return isWhole && numbers.every((number, at) => number === numbers[0]! + at) ? section : undefined;
  }

  function close(): void {
    end();
    for (const table of tables.values()) table.close();
    notes?.leave(sections);
  }
}

/** By their first batches. */
function earlierSections(notes: Notes | undefined): ReadonlyMap<number, Section> {
  const sections = (notes?.earlier?.left() ?? []) as readonly Section[];
  const paths = new Set(sections.flatMap(({ tables }) => Object.values(tables).flat()).map(({ path }) => path));
  const areSame = [...paths].every(path => notes!.earlier!.isSame(path));
  return new Map(areSame ? sections.map(section => [section.first, section]) : []);
}

/** FNV-1a over the id: one of `SECTION` ends a section, and the same whatever stands beside it. */
function endsSection(id: string): boolean {
  let sum = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193);
  return (sum >>> 0) % SECTION === 0;
}

/** The files of a table, one open at a time. */
class TableFiles {
  readonly #table: Table;
  readonly #output: Output;
  readonly #most: number | null;
  #file: ParquetFile;
  #count = 0;
  #groups: Group[] = [];

  /** `most`: rows a file; `null` where there is one file only. */
  constructor(table: Table, output: Output, most: number | null) {
    this.#table = table;
    this.#output = output;
    this.#most = most;
    this.#file = this.#open();
  }

  add(row: Row): void {
    this.#next().add(row);
    if (this.#file.waiting === GROUP) this.#endGroup();
  }

  copy(group: Group): void {
    this.#groups.push(this.#next().copy(group));
  }

  /** What was written in it. */
  endSection(): readonly Group[] {
    if (this.#file.waiting > 0) this.#endGroup();
    const groups = this.#groups;
    this.#groups = [];
    return groups;
  }

  close(): void {
    this.#file.close();
  }

  #endGroup(): void {
    this.#groups.push(this.#file.endGroup());
  }

  /** The file that the next row is for. */
  #next(): ParquetFile {
    if (this.#most !== null && this.#file.rows >= this.#most) {
      this.#file.close();
      this.#file = this.#open();
    }
    return this.#file;
  }

  #open(): ParquetFile {
    const path = `parquet/${this.#table.name}.parquet`;
    const part = `part-${String(this.#count++).padStart(5, '0')}.parquet`;
    return new ParquetFile(this.#table, this.#output, this.#most === null ? path : `${path}/${part}`);
  }
}
