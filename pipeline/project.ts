import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Problem, reportTo } from './messages.ts';
import type { SchemaFiles } from './model.ts';
import type { Source } from './place.ts';
import { readText } from './project/read.ts';
import { sourcesIn } from './project/sources.ts';

/** The schemas that come with the tool. */
export const BUILT_IN_SCHEMAS: string = fileURLToPath(new URL('../schemas/', import.meta.url));

/** The projects to start from that come with the tool. */
export const TEMPLATES: string = fileURLToPath(new URL('templates/', import.meta.url));

/** Version of the tool. */
export function toolVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

const ASSETS = fileURLToPath(new URL('site/assets/', import.meta.url));

const FONTS = '@fontsource-variable/source-serif-4/';

/** A file that comes with the tool, for the site: a style, a script, or below `fonts/` a file of the package of its typeface. */
export function readAsset(path: string): Uint8Array {
  const font = /^fonts\/(.+)$/.exec(path)?.[1];
  return readFileSync(font === undefined ? join(ASSETS, path) : createRequire(import.meta.url).resolve(FONTS + font));
}

/** The schema files of a folder, for `createModel`: by path relative to it, with `/` between parts. None where there is no such folder. */
export function readSchemas(folder: string): SchemaFiles {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/'));
  // Those in editor/ are made of the others.
  const schemas = paths.filter(path => /^(?!editor\/).*\.(?:json|yaml)$/.test(path)).sort();
  return new Map(schemas.map(path => [path, readFileSync(join(folder, path), 'utf8').replace(/^\uFEFF/, '')]));
}

/** A folder with a `source/`. Paths in messages are relative to where the tool was called. */
export interface Project {
  readonly folder: string;
  /** `dataset.yaml` and `entities.yaml`, where there are such that can be read. */
  readonly dataset: Source | null;
  readonly registry: Source | null;
  /** Names of those that are there and can't be read. */
  readonly unread: readonly string[];
  /** Paths of the articles, in the order of their names. */
  readonly articles: readonly string[];
  readonly schemas: SchemaFiles;
  /** Files in `source/` that are meant as sources and can't be taken as such. */
  readonly problems: readonly Problem[];
}

/** What can't be read, or isn't a project: wrong use rather than an author's mistake. */
export class ProjectError extends Error {}

/**
 * Finds a project's files. `from` is the folder that paths in messages are relative to.
 * @throws {ProjectError} where there is no `source/`
 */
export function openProject(folder: string, from: string): Project {
  const sources = join(folder, 'source');
  if (!existsSync(sources) || !statSync(sources).isDirectory())
    throw new ProjectError(
      `Unexpected folder \`${folder}\` without \`source/\`, expected a project; \`lodemark init\` makes one`,
    );
  const problems: Problem[] = [];
  const report = reportTo(problems);
  const names = sourcesIn(sources, from, report);
  const unread: string[] = [];
  const optional = (name: string): Source | null => {
    const source = names.includes(name) ? readText(join(sources, name), from, report) : null;
    if (!source && names.includes(name)) unread.push(name);
    return source;
  };
  return {
    folder,
    dataset: optional('dataset.yaml'),
    registry: optional('entities.yaml'),
    articles: names.filter(isArticle).map(name => join(sources, name)),
    schemas: readSchemas(join(folder, 'schemas')),
    unread,
    problems,
  };
}

/** Markdown files are articles, but for READMEs and what is hidden. */
function isArticle(name: string): boolean {
  return /\.(?:md|markdown)$/i.test(name) && !/^readme\./i.test(basename(name)) && !/(?:^|\/)[._]/.test(name);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Reads one source for whoever needs it at once.
 * @throws {ProjectError} where it can't be read
 */
export function readSource(path: string, from: string): Source {
  const problems: Problem[] = [];
  const source = readText(path, from, reportTo(problems));
  if (!source) throw new ProjectError(`${problems[0]?.place.path}: ${problems[0]?.message}`);
  return source;
}

/**
 * The project that a path belongs to. A folder is one itself; a file belongs to the one whose `source/` it is in.
 * `article` is null where the path stands for the whole project, as the registry's does.
 * @throws {ProjectError} where there is no such path, or the file is no source
 */
export function locate(path: string): { readonly folder: string; readonly article: string | null } {
  const is = statSync(path, { throwIfNoEntry: false });
  if (!is)
    throw new ProjectError(`Unexpected path \`${path}\`, expected a project's folder or a file in its \`source/\``);
  if (is.isDirectory()) return { folder: path, article: null };
  for (let sources = dirname(path); sources !== dirname(sources); sources = dirname(sources)) {
    if (basename(sources) !== 'source') continue;
    const name = relative(sources, path).replaceAll('\\', '/');
    if (isArticle(name)) return { folder: dirname(sources), article: path };
    if (name === 'dataset.yaml' || name === 'entities.yaml') return { folder: dirname(sources), article: null };
  }
  throw new ProjectError(`Unexpected file \`${path}\`, expected an article in the \`source/\` of a project`);
}

/** A hash of the tool's own files, so that what an older one made is not taken for this one's. */
export function toolFingerprint(): string {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.[cm]?[jt]s$/.test(name));
  const digest = createHash('sha256');
  for (const name of names.sort(byCodeUnit))
    digest
      .update(name)
      .update('\0')
      .update(readFileSync(join(folder, name)));
  return digest.digest('hex');
}
