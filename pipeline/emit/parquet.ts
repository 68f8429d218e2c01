import type { Row, Table } from '../model.ts';
import type { EarlierFile, EmitContext, Emitter, OpenEmitter, Output } from './emitter.ts';
import { type Group, ParquetFile } from './parquet/file.ts';
import { endsSection, SECTION, Sections } from './sections.ts';

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

/** What was written of a section: the groups of each table that has rows in it. */
type Groups = { readonly [table: string]: readonly Group[] };

/** The same, with another number of rows a file. */
export function openParts({ model, output, most, notes }: EmitContext, part: number): Emitter {
  const tables = new Map<string, TableFiles>();
  for (const table of model.tables.values())
    tables.set(table.name, new TableFiles(table, output, (most?.(table.name) ?? 0) > part ? part : null));
  const sections = new Sections<Groups>(notes, {
    ends: id => id !== undefined && endsSection(id, SECTION),
    keep({ written, fileOf }) {
      for (const [name, groups] of Object.entries(written))
        for (const group of groups) tables.get(name)!.copy(group, fileOf(group.path));
      return ended();
    },
    add({ rows }) {
      for (const [name, added] of Object.entries(rows)) {
        const table = tables.get(name);
        if (!table) throw new Error(`Unexpected table \`${name}\``);
        for (const row of added) table.add(row);
      }
    },
    end: ended,
    paths: groups =>
      Object.values(groups)
        .flat()
        .map(({ path }) => path),
  });
  return {
    takesOver: true,
    add: batch => sections.add(batch),
    skip: (counts, before, batch) => sections.skip(counts, before, batch),
    close() {
      sections.close();
      for (const table of tables.values()) table.close();
    },
  };

  function ended(): Groups {
    const groups = [...tables].map(([name, table]) => [name, table.endSection()] as const);
    return Object.fromEntries(groups.filter(([, written]) => written.length > 0));
  }
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
