import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Row, Table } from '../../model.ts';
import type { EarlierFile, Output, Sink } from '../emitter.ts';
import { type ColumnShape, shapeOf } from './columns.ts';
import { type Box, GEOMETRY, Geometry } from './geometry.ts';

/** A row group in a file: where its bytes are, and what the file's footer says of it. Plain data. */
export interface Group {
  readonly path: string;
  readonly start: number;
  readonly length: number;
  readonly footer: ParquetWriter['row_groups'][number];
  /** Of pages, which stand before the footer; their chunks are those of `footer`. */
  readonly indexes: ParquetWriter['pendingIndexes'];
  /** Bounds of its points. */
  readonly box: Box | null;
}

/** Bytes gathered before the sink gets them. */
const CHUNK = 1 << 20;

/** A Parquet file of a table. */
export class ParquetFile {
  readonly #path: string;
  readonly #columns: readonly ColumnShape[];
  readonly #geometry: Geometry | null;
  readonly #bytes: SinkWriter;
  readonly #writer: ParquetWriter;
  #values: unknown[][];
  /** Rows of the group so far. */
  waiting = 0;

  constructor(table: Table, output: Output, path: string) {
    this.#path = path;
    this.#columns = table.columns.map(column => shapeOf(table, column));
    this.#geometry = Geometry.of(table);
    this.#values = this.#empty();
    this.#bytes = new SinkWriter(output.file(path));
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [
        { name: table.name, num_children: this.#values.length },
        ...this.#columns.flatMap(column => column.elements),
        ...(this.#geometry?.elements ?? []),
      ],
      kvMetadata: describe(table),
    });
  }

  /** Rows of all groups that have ended. */
  get rows(): number {
    return Number(this.#writer.num_rows);
  }

  add(row: Row): void {
    const columns = this.#columns;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      this.#values[index]!.push(column.convert(row[column.name]));
    }
    if (this.#geometry) this.#values[columns.length]!.push(this.#geometry.add(row));
    this.waiting += 1;
  }

  endGroup(): Group {
    const { row_groups, pendingIndexes } = this.#writer;
    const [start, known] = [this.#bytes.offset, pendingIndexes.length];
    const columnData = this.#values.map((data, index) => {
      const column = this.#columns[index];
      return column
        ? { name: column.name, data, statistics: column.ordered }
        : { name: GEOMETRY, data, statistics: false };
    });
    this.#writer.write({ columnData, rowGroupSize: this.waiting });
    this.#values = this.#empty();
    this.waiting = 0;
    return {
      path: this.#path,
      start,
      length: this.#bytes.offset - start,
      footer: row_groups.at(-1)!,
      indexes: pendingIndexes.slice(known),
      box: this.#geometry?.endGroup() ?? null,
    };
  }

  /** Appends a group that was written before, into `from`. */
  copy({ start, length, footer, indexes, box }: Group, from: EarlierFile): Group {
    const moved = this.#bytes.offset - start;
    move(footer, indexes, moved);
    this.#bytes.copy(from, start, length);
    this.#writer.row_groups.push(footer);
    this.#writer.pendingIndexes.push(...indexes);
    this.#writer.num_rows += footer.num_rows;
    if (box) this.#geometry!.include(box);
    return { path: this.#path, start: start + moved, length, footer, indexes, box };
  }

  close(): void {
    if (this.#geometry) this.#writer.kvMetadata?.push(this.#geometry.metadata());
    this.#writer.finish();
  }

  #empty(): unknown[][] {
    return Array.from({ length: this.#columns.length + (this.#geometry ? 1 : 0) }, () => []);
  }
}

/** Offsets in a file are of the file: a group that stands elsewhere has others. */
function move({ columns }: Group['footer'], indexes: Group['indexes'], by: number): void {
  const moved = BigInt(by);
  for (const chunk of columns) {
    chunk.file_offset += moved;
    const data = chunk.meta_data!;
    data.data_page_offset += moved;
    if (data.dictionary_page_offset !== undefined) data.dictionary_page_offset += moved;
  }
  for (const { offsetIndex } of indexes) for (const page of offsetIndex?.page_locations ?? []) page.offset += moved;
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

  copy(from: EarlierFile, start: number, length: number): void {
    this.flush();
    this.#sink.copy!(from, start, length);
    this.offset += length;
  }

  override finish(): void {
    this.flush();
    this.#sink.close();
  }
}
