import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATES } from '../project.ts';

/** Files by path relative to their folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What every project has, whatever its template. */
const COMMON = 'common';
/** Names that npm leaves out of packages, or takes for its own. */
const DOTTED = /^(?:gitignore|github\b)/;

/** Names of the projects to start from. */
export function templateNames(): string[] {
  return readdirSync(TEMPLATES)
    .filter(name => name !== COMMON)
    .sort();
}

/** The files of a template, with those of every project; `null`: these alone. */
export function readTemplate(name: string | null): Files {
  return new Map([...read(COMMON), ...(name === null ? [] : read(name))]);
}

function read(name: string): [string, Uint8Array][] {
  const folder = join(TEMPLATES, name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return paths
    .filter(path => statSync(join(folder, path)).isFile())
    .map(path => [path.replaceAll('\\', '/').replace(DOTTED, '.$&'), readFileSync(join(folder, path))]);
}

/** A file that somebody brings. @throws {Error} of the system */
export function readBytes(path: string): Uint8Array {
  return readFileSync(path);
}

/** Those of some paths in a folder that are taken. */
export function takenOf(folder: string, paths: Iterable<string>): string[] {
  return [...paths].filter(path => existsSync(join(folder, path)));
}
