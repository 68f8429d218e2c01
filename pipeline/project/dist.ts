import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectError } from '../project.ts';

/** A built dataset, as far as two of them are compared by it. */
export interface Dist {
  /** Text of each CSV file, by the name of its table. */
  readonly tables: ReadonlyMap<string, string>;
  /** As its description states it; null: not known. */
  readonly version: string | null;
  /** SHA256SUMS; null: there is none. */
  readonly sums: string | null;
}

/**
 * Reads what a build has written.
 * @throws {ProjectError} where there are no tables; `shown` is the folder as its user named it
 */
export function readDist(folder: string, shown: string): Dist {
  const csv = join(folder, 'csv');
  const names = existsSync(csv) ? readdirSync(csv).filter(name => name.endsWith('.csv')) : [];
  if (names.length === 0)
    throw new ProjectError(
      `Unexpected folder \`${shown}\` without tables in \`csv/\`, expected a dataset as \`lodemark build\` makes it`,
    );
  const read = (path: string): string | null =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null;
  return {
    tables: new Map(names.sort().map(name => [name.slice(0, -'.csv'.length), read(`csv/${name}`)!])),
    version: versionIn(read('datapackage.json')) ?? /^- Version: (\S+)$/m.exec(read('README.md') ?? '')?.[1] ?? null,
    sums: read('SHA256SUMS'),
  };
}

function versionIn(datapackage: string | null): string | null {
  try {
    const { version } = JSON.parse(datapackage ?? '{}') as { readonly version?: unknown };
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}
