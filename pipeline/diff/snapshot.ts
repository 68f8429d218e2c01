import { CsvError, parse } from 'csv-parse/sync';
import { unguard } from '../emit/cells.ts';
import type { Model } from '../model.ts';
import type { Dist } from '../project/dist.ts';
import { ProjectError } from '../project.ts';

/** Cells by column, as they stand in the CSV file but for the guard against formulas; '' is not stated. */
export type Cells = { readonly [column: string]: string };

export interface SnapshotTable {
  readonly columns: readonly string[];
  readonly rows: readonly Cells[];
}

/** One version of a dataset. */
export interface Snapshot {
  readonly version: string | null;
  readonly sums: string | null;
  readonly tables: ReadonlyMap<string, SnapshotTable>;
  /** Where its addresses begin; null where no row has one. */
  readonly base: string | null;
}

/** @throws {ProjectError} on a file that is no CSV; `shown` names the dataset in the message */
export function snapshotOf({ tables, version, sums }: Dist, shown: string, model: Model): Snapshot {
  const read = new Map(
    [...tables].map(([name, text]) => {
      const guarded = model.tables.get(name)?.columns.filter(column => column.text) ?? [];
      return [name, readTable(text, `${shown}/csv/${name}.csv`, new Set(guarded.map(column => column.name)))];
    }),
  );
  return { version, sums, tables: read, base: baseOf(read) };
}

function readTable(text: string, path: string, guarded: ReadonlySet<string>): SnapshotTable {
  try {
    let columns: string[] = [];
    const rows: Cells[] = parse(text, {
      bom: true,
      columns: (header: string[]) => {
        columns = header;
        return header;
      },
      cast: (cell, { column }) => (guarded.has(String(column)) ? unguard(cell) : cell),
    });
    return { columns, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ProjectError(`Unexpected text in \`${path}\`, expected CSV as a build writes it: ${error.message}`);
  }
}

/** Addresses are the base, a folder and an id. */
function baseOf(tables: Snapshot['tables']): string | null {
  for (const [table, id, folder] of [
    ['documents', 'document_id', 'doc/'],
    ['entities', 'entity_id', 'id/'],
    ['events', 'event_id', 'id/'],
    ['terms', 'term', 'term/'],
  ] as const) {
    const row = tables.get(table)?.rows[0];
    const end = folder + (row?.[id] ?? '');
    if (row?.iri?.endsWith(end)) return row.iri.slice(0, -end.length);
  }
  return null;
}
