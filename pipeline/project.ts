import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SchemaFiles } from './model.ts';

/** The schemas that come with the tool. */
export const BUILT_IN_SCHEMAS: string = fileURLToPath(new URL('../schemas/', import.meta.url));

/** The schema files of a folder, for `createModel`: by path relative to it, with `/` between parts. None where there is no such folder. */
export function readSchemas(folder: string): SchemaFiles {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/'));
  const schemas = paths.filter(path => /\.(?:json|yaml)$/.test(path)).sort();
  return new Map(schemas.map(path => [path, readFileSync(join(folder, path), 'utf8').replace(/^\uFEFF/, '')]));
}
