import type { Table } from '../model.ts';
import { type ColumnWatch, type TableMapping, tableMapping, watchColumns } from './description/csv-mapping.ts';
import { csvFiles, describeFiles } from './description/files.ts';
import { type JsonObject, stated, writeJson } from './description/json.ts';
import { foreignKeys } from './description/keys.ts';
import type { EmitContext, OpenEmitter } from './emitter.ts';
import { licenceOf } from './licence.ts';

/*
 * csvw-metadata.json: the CSV files as CSV on the Web (W3C Recommendations of 2015). Read through it in minimal mode
 * (csv2rdf), the files give triples of the graph and no others; which columns speak is decided in description/csv-mapping.ts.
 */

/** Writes csvw-metadata.json. */
export const openCsvw: OpenEmitter = context => {
  const watches = new Map([...context.model.tables].map(([name, table]) => [name, watchColumns(table)]));
  return {
    add({ rows }) {
      for (const [name, added] of Object.entries(rows)) watches.get(name)?.add(added);
    },
    close() {
      writeJson(context.output, 'csvw-metadata.json', tableGroup(context, watches));
    },
  };
};

function tableGroup({ model, manifest, output }: EmitContext, watches: ReadonlyMap<string, ColumnWatch>): JsonObject {
  const described = csvFiles(describeFiles(output.written, model));
  const tables = new Map(described.map(({ table }) => [table.name, table]));
  return stated({
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    'dc:title': manifest.title,
    'dc:description': manifest.description,
    'dc:license': { '@id': licenceOf(manifest.licence).url },
    'dc:issued': manifest.published === null ? null : { '@value': manifest.published, '@type': 'xsd:date' },
    dialect: DIALECT,
    tables: described.map(({ path, table }) =>
      describe(path, table, tableMapping(table, model, manifest.base, watches.get(table.name)!.silent()), tables),
    ),
  });
}

/** As csv.ts writes; a reader of UTF-8 takes no notice of the byte order mark. */
const DIALECT: JsonObject = {
  encoding: 'utf-8',
  lineTerminators: ['\r\n'],
  delimiter: ',',
  quoteChar: '"',
  doubleQuote: true,
  header: true,
  skipInitialSpace: false,
  trim: false,
};

function describe(path: string, table: Table, mapping: TableMapping, tables: ReadonlyMap<string, Table>): JsonObject {
  const keys = foreignKeys(table, tables).map(({ column, table: target, key }) => ({
    columnReference: column.name,
    reference: { resource: path.replace(table.name, target), columnReference: key },
  }));
  return stated({
    url: path,
    'dc:title': table.title,
    'dc:description': table.description,
    suppressOutput: mapping.silent ? true : null,
    tableSchema: stated({
      aboutUrl: mapping.about,
      columns: [...mapping.columns, ...mapping.virtual],
      primaryKey: table.key,
      foreignKeys: keys,
    }),
  });
}
