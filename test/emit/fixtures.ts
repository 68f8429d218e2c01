import fs from 'node:fs';
import path from 'node:path';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type { EmitContext, Manifest, OpenEmitter, Output } from '../../pipeline/emit/emitter.ts';
import type { Column, ColumnType, Model, Row, Table } from '../../pipeline/model.ts';

/** A column of a table that only a test has: what emitters of tables ask of it. */
export function column(name: string, type: ColumnType, more: Partial<Column> = {}): Column {
  const datatype = type === 'number' ? 'decimal' : type === 'list' ? 'string' : type;
  const shape = { name, type, datatype, description: `What ${name} is`, nullable: true, text: false, ...more };
  return shape as Column;
}

export function table(name: string, columns: readonly Column[]): Table {
  return {
    name,
    title: `The ${name}`,
    description: `All ${name}.`,
    columns,
    key: [columns[0]!.name],
  } as Partial<Table> as Table;
}

/** One column of each type, and one of each kind that cells know besides. */
export const KINDS = table('kinds', [
  column('kind_id', 'string', { nullable: false }),
  column('plain', 'string'),
  column('prose', 'string', { text: true }),
  column('time', 'string', { datatype: 'edtf' }),
  column('day', 'date'),
  column('count', 'integer'),
  column('measure', 'number'),
  column('sure', 'boolean'),
  column('tags', 'list'),
]);

const manifest: Manifest = {
  name: 'test',
  title: 'Test',
  description: 'A dataset of tests.',
  base: 'https://example.org/',
  licence: 'CC-BY-4.0',
  publisher: null,
  creators: [],
  version: '1.0.0',
  published: null,
  language: 'en',
  keywords: [],
  citation: null,
  repository: null,
  csv: { bom: true },
};

/** An output that stays in memory: path -> bytes. */
export function memory(): { readonly output: Output; readonly files: Map<string, Buffer> } {
  const files = new Map<string, Buffer>();
  const written: { path: string; bytes: number; sha256: string }[] = [];
  const file = (name: string) => {
    const chunks: Buffer[] = [];
    return {
      // A copy: writers use their buffers again.
      write: (chunk: string | Uint8Array) => void chunks.push(Buffer.from(chunk as string)),
      close: () => {
        const whole = Buffer.concat(chunks);
        files.set(name, whole);
        written.push({ path: name, bytes: whole.length, sha256: '' });
      },
    };
  };
  return { output: { file, written }, files };
}

/** What an emitter makes of rows that come in batches. */
export async function emit(
  open: OpenEmitter,
  tables: readonly Table[],
  batches: readonly { readonly [table: string]: readonly Row[] }[],
  own: Partial<Manifest> = {},
): Promise<Map<string, Buffer>> {
  const { output, files } = memory();
  const model = { tables: new Map(tables.map(each => [each.name, each])) } as unknown as Model;
  const context: EmitContext = { model, manifest: { ...manifest, ...own }, output };
  const emitter = open(context);
  for (const rows of batches) emitter.add({ rows, texts: [] });
  await emitter.close();
  return files;
}

/** Rows that DuckDB gives for a query; `$folder` in it is a folder with the files. */
export async function query(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  sql: string,
): Promise<Record<string, DuckDBValue>[]> {
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const reader = await connection.runAndReadAll(sql.replaceAll('$folder', folder));
    return reader.getRowObjects();
  } finally {
    connection.closeSync();
  }
}
