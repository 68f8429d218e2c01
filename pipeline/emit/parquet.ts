import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Row, Table } from '../model.ts';
import type { EmitContext, Emitter, OpenEmitter, Output, Sink } from './emitter.ts';
import { type ColumnShape, shapeOf } from './parquet/columns.ts';
import { GEOMETRY, Geometry } from './parquet/geometry.ts';

/*
 * parquet/<table>.parquet: the columns of the model in their order and with their types, empty tables too; `places` has
 * a geometry besides. Rows are written in groups of a fixed number, so memory doesn't grow with the data and the same
 * rows give the same bytes.
 *
 * Snappy, because hyparquet-writer has it in plain JavaScript: Node 20 has no zstd, and its gzip differs from machine
 * to machine. No field ids: all columns or none may have them, and names do here.
 *
 * A table of more than a million rows is a folder of that name, `parquet/<table>.parquet/part-00000.parquet` and so on: Spark,
 * Arrow and pandas open it by the same path as the file, Trino as a table's folder, DuckDB with `/*.parquet` behind it.
 */

/** Rows a group. Ten times as many take four times the memory and give files no smaller. */
const GROUP = 10_000;
/** Rows a file. */
const PART = 100 * GROUP;
/** Bytes gathered before the sink gets them. */
const CHUNK = 1 << 20;

/** Writes one Parquet file a table, or several of a long one. */
export const openParquet: OpenEmitter = context => openParts(context, PART);

/** The same, with another number of rows a file: a multiple of a row group's. */
export function openParts({ model, output, most }: EmitContext, part: number): Emitter {
  const tables = new Map<string, Parts>();
  for (const table of model.tables.values())
    tables.set(table.name, new Parts(table, output, (most?.(table.name) ?? 0) > part ? part : null));
  return {
    add({ rows }) {
      for (const [name, added] of Object.entries(rows)) {
        const table = tables.get(name);
        if (!table) throw new Error(`Unexpected table \`${name}\``);
        for (const row of added) table.add(row);
      }
    },
    close() {
      for (const table of tables.values()) table.close();
    },
  };
}

/** The files of a table, one open at a time. */
class Parts {
  readonly #table: Table;
  readonly #output: Output;
  readonly #most: number | null;
  #file: ParquetFile;
  #count = 0;
  #rows = 0;

  /** `most`: rows a file; `null` where there is one file only. */
  constructor(table: Table, output: Output, most: number | null) {
    this.#table = table;
    this.#output = output;
    this.#most = most;
    this.#file = this.#open();
  }

  add(row: Row): void {
    if (this.#rows === this.#most) {
      this.#file.close();
      this.#file = this.#open();
      this.#rows = 0;
    }
    this.#file.add(row);
    this.#rows += 1;
  }

  close(): void {
    this.#file.close();
  }

  #open(): ParquetFile {
    const path = `parquet/${this.#table.name}.parquet`;
    const part = `part-${String(this.#count++).padStart(5, '0')}.parquet`;
    return new ParquetFile(this.#table, this.#output.file(this.#most === null ? path : `${path}/${part}`));
  }
}

class ParquetFile {
  readonly #columns: readonly ColumnShape[];
  readonly #geometry: Geometry | null;
  readonly #writer: ParquetWriter;
  #values: unknown[][];
  #rows = 0;

  constructor(table: Table, sink: Sink) {
    this.#columns = table.columns.map(column => shapeOf(table, column));
    this.#geometry = Geometry.of(table);
    this.#values = this.#empty();
    this.#writer = new ParquetWriter({
      writer: new SinkWriter(sink),
      schema: [
        { name: table.name, num_children: this.#values.length },
        ...this.#columns.flatMap(column => column.elements),
        ...(this.#geometry?.elements ?? []),
      ],
      kvMetadata: describe(table),
    });
  }

  add(row: Row): void {
    const columns = this.#columns;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      this.#values[index]!.push(column.convert(row[column.name]));
    }
    if (this.#geometry) this.#values[columns.length]!.push(this.#geometry.add(row));
    this.#rows++;
    if (this.#rows === GROUP) this.#write();
  }

  close(): void {
    this.#write();
    if (this.#geometry) this.#writer.kvMetadata?.push(this.#geometry.metadata());
    this.#writer.finish();
  }

  #write(): void {
    if (this.#rows === 0) return;
    const columnData = this.#values.map((data, index) => {
      const column = this.#columns[index];
      return column
        ? { name: column.name, data, statistics: column.ordered }
        : { name: GEOMETRY, data, statistics: false };
    });
    this.#writer.write({ columnData, rowGroupSize: this.#rows });
    this.#values = this.#empty();
    this.#rows = 0;
  }

  #empty(): unknown[][] {
    return Array.from({ length: this.#columns.length + (this.#geometry ? 1 : 0) }, () => []);
  }
}

/** Title, description and what each column means, for `parquet_kv_metadata` in DuckDB and the like. */
function describe({ title, description, columns }: Table): { key: string; value: string }[] {
  const meanings = Object.fromEntries(columns.map(column => [column.name, column.description]));
  return [
    { key: 'title', value: title },
    { key: 'description', value: description },
    { key: 'columns', value: JSON.stringify(meanings) },
  ];
}

/**
 * hyparquet-writer's buffer, emptied into a sink whenever it is full enough; nothing goes back to what it has written.
 */
class SinkWriter extends ByteWriter {
  readonly #sink: Sink;

  constructor(sink: Sink) {
    super(CHUNK);
    this.#sink = sink;
  }

  override ensure(size: number): void {
    if (this.index + size > CHUNK) this.flush();
    super.ensure(size);
  }

  flush(): void {
    this.#sink.write(this.getBytes());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
    this.#sink.close();
  }
}
