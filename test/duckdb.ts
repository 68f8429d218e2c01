import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** What DuckDB gives for JSON: numbers beyond 53 bits and dates as texts, lists as arrays. */
export type Found = { readonly [column: string]: unknown };

/** A dataset in DuckDB: a view `<table>` over each Parquet file, and `csv_<table>` over each CSV file, every cell a text. */
export interface Dataset {
  readonly tables: readonly string[];
  query(sql: string): Promise<Found[]>;
}

export async function openDataset(dist: string): Promise<Dataset> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const tables = readdirSync(join(dist, 'parquet')).map(name => name.replace('.parquet', ''));
  for (const table of tables) {
    const path = (folder: string): string => join(dist, folder, `${table}.${folder}`).replaceAll("'", "''");
    await connection.run(`CREATE VIEW ${table} AS FROM read_parquet('${path('parquet')}')`);
    await connection.run(
      `CREATE VIEW csv_${table} AS FROM read_csv('${path('csv')}', header = true, all_varchar = true, delim = ',', quote = '"')`,
    );
  }
  return {
    tables,
    query: async sql => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
  };
}
