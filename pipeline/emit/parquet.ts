import type { Row, Table } from '../model.ts';
import type {
  Batch,
  Before,
  Counts,
  EarlierFile,
  EarlierNotes,
  EmitContext,
  Emitter,
  OpenEmitter,
  Output,
} from './emitter.ts';
import { type Group, ParquetFile } from './parquet/file.ts';
import { endsSection } from './sections.ts';

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

/** Writes one Parquet file a table, or several of a long one. */
export const openParquet: OpenEmitter = context => openParts(context, PART);

/** What was written of a section: the numbers of its batches, and the groups of each table that has rows in it. Plain data. */
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
  const earlier = (notes?.earlier ?? []).map(sectionsOf);
  const sections: Section[] = [];
  let first = 0;
  let next = 0;
  /** Batches of the section so far, while all of them were written before. */
  let known: { readonly batch: Batch; readonly before: Before }[] | null = [];

  return { takesOver: true, add, skip, close };

  function add(batch: Batch): void {
    make();
    take(batch);
    count(batch);
  }

  function skip(_counts: Counts, before: Before, batch: Batch): void {
    if (known) known.push({ batch, before });
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
    const same = known && sameSection(known.map(({ before }) => before));
    if (!same) make();
    for (const [name, table] of tables)
      for (const group of same?.tables[name] ?? []) table.copy(group, same!.fileOf(group));
    const groups = [...tables].map(([name, table]) => [name, table.endSection()] as const);
    sections.push({
      first,
      last: next - 1,
      tables: Object.fromEntries(groups.filter(([, written]) => written.length > 0)),
    });
    first = next;
    known = [];
  }

  function sameSection(batches: readonly Before[]): EarlierSection | undefined {
    const { source, number: first } = batches[0]!;
    const section = earlier[source]!.get(first);
    const isWhole = batches.length - 1 === (section?.last ?? Number.NaN) - first;
    const isSame = batches.every((batch, at) => batch.source === source && batch.number === first + at);
    return isWhole && isSame ? section : undefined;
  }

  function close(): void {
    end();
    for (const table of tables.values()) table.close();
    notes?.leave(sections);
  }
}

interface EarlierSection extends Section {
  readonly fileOf: (group: Group) => EarlierFile;
}

/** By their first batches. */
function sectionsOf({ left, file }: EarlierNotes): ReadonlyMap<number, EarlierSection> {
  const sections = (left() ?? []) as readonly Section[];
  const paths = new Set(sections.flatMap(({ tables }) => Object.values(tables).flat()).map(({ path }) => path));
  const files = new Map([...paths].map(path => [path, file(path)]));
  if ([...files.values()].includes(null)) return new Map();
  const fileOf = ({ path }: Group): EarlierFile => files.get(path)!;
  return new Map(sections.map(section => [section.first, { ...section, fileOf }]));
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

  copy(group: Group, from: EarlierFile): void {
    this.#groups.push(this.#next().copy(group, from));
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
