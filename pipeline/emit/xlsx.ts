import { writeXlsx } from 'hucre/xlsx';
import type { EmitContext, OpenEmitter } from './emitter.ts';
import { aboutSheet } from './xlsx/about.ts';
import { indexRows } from './xlsx/links.ts';
import { repack } from './xlsx/pack.ts';
import { tableSheet } from './xlsx/sheet.ts';
import { createRowStore, type StoredTable } from './xlsx/store.ts';

/*
 * dataset.xlsx: all tables in one workbook, a first sheet that explains, then one sheet a table with the same header, rows and
 * values as in CSV, but typed.
 *
 * It is held in memory until it is written: up to a million cells, and up to what a sheet can have in rows. A table that
 * goes beyond is left out, and the first sheet says so. The library is asked for no time, and what it packs is packed again:
 * the same rows give the same bytes.
 */

/** A time must be named in every workbook: that of publication, or else the first that a zip can name. */
const NO_TIME = '1980-01-01';

/** Writes dataset.xlsx. */
export const openXlsx: OpenEmitter = context => {
  const store = createRowStore(context.model);
  return {
    add: ({ rows }) => store.add(rows),
    async close() {
      const sink = context.output.file('dataset.xlsx');
      sink.write(repack(await workbook(context, store.tables())));
      sink.close();
    },
  };
};

async function workbook({ manifest }: EmitContext, tables: readonly StoredTable[]): Promise<Uint8Array> {
  const openLinks = indexRows(tables);
  const sheets = tables.flatMap(({ table, rows }) => (rows === null ? [] : [tableSheet(table, rows, openLinks())]));
  const time = new Date(`${manifest.published ?? NO_TIME}T00:00:00Z`);
  const { creators, publisher } = manifest;
  return writeXlsx({
    sheets: [aboutSheet(manifest, tables), ...sheets],
    properties: {
      title: manifest.title,
      description: manifest.description.trim(),
      creator: creators.map(({ name }) => name).join('; ') || (publisher?.name ?? manifest.title),
      keywords: manifest.keywords.join(', '),
      created: time,
      modified: time,
    },
  });
}
