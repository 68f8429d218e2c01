import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Row, Table } from '../model.ts';
import type { OpenEmitter, Sink } from './emitter.ts';
import { type ColumnShape, shapeOf } from './parquet/columns.ts';
import { GEOMETRY, Geometry } from './parquet/geometry.ts';

/*
 * parquet/<table>.parquet: the columns of the model in their order and with their types, empty tables too; `places` has
 * a geometry besides. Rows are written in groups of a fixed number, so memory doesn't grow with the data and the same
 * rows give the same bytes.
 *
 * Snappy, because hyparquet-writer has it in plain JavaScript: Node 20 has no zstd, and its gzip differs from machine
 * to machine. No field ids: all columns or none may have them, and names do here. One file a table however long it is,
 * for readers take row groups as they take files; should a table outgrow that, `parquet/<table>/part-00000.parquet`
 * would open in the same tools.
 */

/** Rows a group. Ten times as many take four times the memory and give files no smaller. */
const GROUP = 10_000;
/** Bytes gathered before the sink gets them. */
const CHUNK = 1 << 20;

/** Writes one Parquet file a table. */
export const openParquet: OpenEmitter = ({ model, output }) => {
  const files = new Map<string, ParquetFile>();
  for (const table of model.tables.values()) {
    files.set(table.name, new ParquetFile(table, output.file(`parquet/${table.name}.parquet`)));
  }
  return {
    add({ rows }) {
      for (const [table, added] of Object.entries(rows)) {
        const file = files.get(table);
        if (!file) throw new Error(`Unexpected table \`${table}\``);
        for (const row of added) file.add(row);
      }
    },
    close() {
      for (const file of files.values()) file.close();
    },
  };
};

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
