import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { build, type Format } from '../pipeline/index.ts';

const REPOSITORY = join(import.meta.dirname, '..');
const PROJECTS = join(import.meta.dirname, 'projects');

/** The dataset of this repository, and the projects of the tests, by name. */
export const PROJECT_FOLDERS: readonly (readonly [name: string, folder: string])[] = [
  ['the article', REPOSITORY],
  ...readdirSync(PROJECTS).map(name => [name, join(PROJECTS, name)] as const),
];

export const DESCRIBED_FORMATS: readonly Format[] = [
  ...(['text', 'csv', 'parquet', 'nquads', 'context', 'shapes'] as const),
  ...(['datapackage', 'csvw', 'citation', 'croissant', 'rocrate'] as const),
];

/** A dataset that was built, to be read by path. */
export interface Described {
  readonly paths: readonly string[];
  text(path: string): string;
  // biome-ignore lint/suspicious/noExplicitAny: what is in a file is what the test is to find out
  json(path: string): any;
  bytes(path: string): number;
  sha256(path: string): string;
}

export async function describeProject(
  folder: string,
  out: string,
  formats: readonly Format[] = DESCRIBED_FORMATS,
): Promise<Described> {
  const { ok } = await build(folder, { out, formats, cache: false });
  expect(ok).toBe(true);
  const read = (path: string) => readFileSync(join(out, path));
  const paths = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(out.length + 1))
    .sort();
  return {
    paths,
    text: path => read(path).toString('utf8'),
    json: path => JSON.parse(read(path).toString('utf8')),
    bytes: path => read(path).length,
    sha256: path => createHash('sha256').update(read(path)).digest('hex'),
  };
}
