/**
 * Lodemark: linked prose to published data.
 *
 *   source --parse--> tree --proseOf--> prose --extract--> marks --resolve--> resolved --validate, ground--> (problems)
 *          --tabulate--> article --assemble--> batches --emit/*--> files --write--> dist/
 *
 * Everything up to `tabulate` is a pure function of one article, the registry and the schemas.
 */
import { resolve as resolvePath } from 'node:path';
import { assemble } from './assemble.ts';
import type { Registry } from './declare.ts';
import type { Batch, Manifest } from './emit/emitter.ts';
import { FORMATS, type Format, openFormats } from './emit/formats.ts';
import { extract } from './extract.ts';
import { frontMatterOf } from './front.ts';
import { ground } from './grounding.ts';
import { readManifest } from './manifest.ts';
import { type Problem, type Report, reportTo } from './messages.ts';
import { createModel, type Model } from './model.ts';
import { parse } from './parse.ts';
import { placeOf, type Source } from './place.ts';
import { BUILT_IN_SCHEMAS, openProject, type Project, ProjectError, readSchemas, readSource } from './project.ts';
import { EMPTY_REGISTRY, readRegistry } from './registry.ts';
import { resolve } from './resolve.ts';
import { type Article, tabulate } from './tabulate.ts';
import { proseOf } from './text.ts';
import { validate, validateRegistry } from './validate.ts';
import { createValidators, type Validators } from './validators.ts';
import { openDist } from './write.ts';

export { FORMATS, type Format } from './emit/formats.ts';
export type { Problem, RuleId, Severity } from './messages.ts';
export type { Place, Point } from './place.ts';
export type { PluginOptions } from './plugin/options.ts';
export { type LodemarkData, remarkLodemark } from './plugin.ts';
export { ProjectError } from './project.ts';

export interface Options {
  /** Folder that paths in problems are relative to; the project's own where absent. */
  readonly from?: string;
  /** Treat warnings as errors. */
  readonly strict?: boolean;
  /** Told after each step of long work. */
  readonly progress?: (done: number, total: number) => void;
}
export interface BuildOptions extends Options {
  /** Output folder; `dist/` in the project where absent. */
  readonly out?: string;
  readonly formats?: readonly Format[];
}

export interface Checked {
  /** In the order of files and places. */
  readonly problems: readonly Problem[];
  /** Whether nothing stands in the way of a build. */
  readonly ok: boolean;
}
export interface Built extends Checked {
  readonly changed: boolean;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What articles are read against. */
interface Shared {
  readonly model: Model;
  readonly validators: Validators;
  readonly registry: Registry;
  readonly base: string;
}

/**
 * Checks a project, or one article of it, and writes nothing.
 * @throws {ProjectError} where there is none
 */
export function check(folder: string, options: Options & { readonly only?: string } = {}): Checked {
  return finish(read(openProject(folder, options.from ?? folder), options).problems, options);
}

/**
 * Builds a project's `dist/`. With an error among the problems nothing is written.
 * @throws {ProjectError} where there is no project, {WriteError} where the output can't be written
 */
export async function build(folder: string, options: BuildOptions = {}): Promise<Built> {
  const { problems, batches, manifest, model } = read(openProject(folder, options.from ?? folder), options);
  const checked = finish(problems, options);
  if (!checked.ok || !manifest) return { ...checked, ok: false, changed: false, counts: {} };
  const { changed } = await publish(
    batches,
    manifest,
    model,
    resolvePath(folder, options.out ?? 'dist'),
    options.formats ?? FORMATS,
  );
  return { ...checked, changed, counts: countRows(batches) };
}

interface Reading {
  readonly problems: readonly Problem[];
  readonly batches: readonly Batch[];
  readonly manifest: Manifest | null;
  readonly model: Model;
}

function read(project: Project, options: Options & { readonly only?: string }): Reading {
  const problems: Problem[] = [];
  const report = reportTo(problems);
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS), project.schemas);
  const validators = createValidators(model);
  const from = options.from ?? project.folder;
  const manifest = project.dataset
    ? readManifest(project.dataset, model, validators, report)
    : missingManifest(project, from, report);
  const registry = project.registry ? readRegistry(project.registry, model, report) : EMPTY_REGISTRY;
  validateRegistry(registry, model, validators, report);
  const base = manifest?.base ?? 'https://lodemark.example/';
  const paths =
    options.only === undefined
      ? project.articles
      : project.articles.filter(path => resolvePath(path) === resolvePath(options.only!));
  if (options.only !== undefined && paths.length === 0)
    throw new ProjectError(`Unexpected file \`${options.only}\`, expected an article of the project`);
  const articles = paths.map((path, index) => {
    const read = readArticle(readSource(path, from), { model, validators, registry, base });
    problems.push(...read.problems);
    options.progress?.(index + 1, paths.length);
    return read.article;
  });
  const whole = articles.filter(article => article !== null);
  const batches = assemble(whole, registry, model, base, report);
  return { problems, batches, manifest, model };
}

/** One article, from its text to its rows; `article` is null where an error leaves none to make. */
export function readArticle(
  source: Source,
  { model, validators, registry, base }: Shared,
): { article: Article | null; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = reportTo(problems);
  const parsed = parse(source);
  const front = frontMatterOf(source, parsed, report);
  const prose = proseOf(parsed, front.language);
  const marks = extract(source, parsed, prose, report);
  const resolved = resolve({ source, front, prose, marks }, registry, model, report);
  validate(resolved, model, validators, report);
  if (problems.some(problem => problem.severity === 'error')) return { article: null, problems };
  ground(resolved, model, report);
  return { article: tabulate(resolved, model, base), problems };
}

async function publish(
  batches: readonly Batch[],
  manifest: Manifest,
  model: Model,
  out: string,
  formats: readonly Format[],
): Promise<{ changed: boolean }> {
  const dist = openDist(out);
  try {
    const emitters = await openFormats(formats, { model, manifest, output: dist.output });
    for (const batch of batches) for (const emitter of emitters) emitter.add(batch);
    for (const emitter of emitters) await emitter.close();
    return dist.commit();
  } catch (error) {
    dist.abort();
    throw error;
  }
}

function missingManifest(project: Project, from: string, report: Report): null {
  const path = project.articles[0]
    ? readSource(project.articles[0], from)
    : { path: 'source/dataset.yaml', text: '', bom: false };
  report('dataset-missing', placeOf({ ...path, path: 'source/dataset.yaml' }, 0), {});
  return null;
}

function finish(problems: readonly Problem[], { strict = false }: Options): Checked {
  const judged = strict ? problems.map(problem => ({ ...problem, severity: 'error' as const })) : [...problems];
  judged.sort((a, b) =>
    a.place.path < b.place.path ? -1 : a.place.path > b.place.path ? 1 : a.place.start.offset - b.place.start.offset,
  );
  return { problems: judged, ok: judged.every(problem => problem.severity !== 'error') };
}

function countRows(batches: readonly Batch[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rows } of batches)
    for (const [table, all] of Object.entries(rows)) counts[table] = (counts[table] ?? 0) + all.length;
  return counts;
}
