/**
 * Lodemark: linked prose to published data.
 *
 *   source --parse--> tree --proseOf--> prose --extract--> marks --resolve--> resolved --validate, ground--> (problems)
 *          --tabulate--> article --assemble--> batches --emit/*--> files --write--> dist/
 *
 * Up to `tabulate` (`readArticle`) everything is a pure function of one article, the registry and the schemas, and kept in a store;
 * `Overview` gathers what spans articles, and from there on articles pass by one after another.
 */
import { hash } from 'node:crypto';
import { join, resolve as resolvePath } from 'node:path';
import { assemble, plan } from './assemble.ts';
import { readCorpus } from './corpus.ts';
import type { Batch } from './emit/emitter.ts';
import { FORMATS, type Format, openFormats } from './emit/formats.ts';
import { type Problem, reportTo } from './messages.ts';
import { openProject, ProjectError, readAsset, toolFingerprint } from './project.ts';
import { proving } from './proving.ts';
import { openSession, type Session } from './session.ts';
import { recall, remember } from './write/last.ts';
import { mirrored } from './write/mirror.ts';
import { openSpool, openStore } from './write/store.ts';
import { openDist } from './write.ts';

export { FORMATS, type Format } from './emit/formats.ts';
export type { Problem, RuleId } from './messages.ts';
export type { Place, Point } from './place.ts';
export type { PluginOptions } from './plugin/options.ts';
export { type LodemarkData, remarkLodemark } from './plugin.ts';
export { ProjectError } from './project.ts';
export type { Rows } from './rows.ts';
export type { Severity } from './rules/rule.ts';

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
  /** Take articles that have not changed from `.lodemark/` in the project (the default), or read them all. */
  readonly cache?: boolean;
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

/**
 * Checks a project, or one article of it, and writes nothing.
 * @throws {ProjectError} where there is none
 */
export function check(folder: string, options: Options & { readonly only?: string } = {}): Checked {
  const from = options.from ?? folder;
  const session = openSession(openProject(folder, from), { from });
  const paths = articlesOf(session, options.only);
  const problems = [...session.problems];
  const corpus = readCorpus(session, paths, undefined, options.progress ?? (() => {}));
  problems.push(...corpus.problems);
  plan({ ...session.shared, overview: corpus.overview, load: corpus.load }, reportTo(problems));
  return finish(problems, options);
}

/** @throws {ProjectError} where `only` is no article of the project */
function articlesOf({ project }: Session, only: string | undefined): readonly string[] {
  if (only === undefined) return project.articles;
  const paths = project.articles.filter(path => resolvePath(path) === resolvePath(only));
  if (paths.length === 0) throw new ProjectError(`Unexpected file \`${only}\`, expected an article of the project`);
  return paths;
}

/**
 * Builds a project's `dist/`. With an error among the problems nothing is written.
 * @throws {ProjectError} where there is no project, {WriteError} where the output can't be written
 */
export async function build(folder: string, options: BuildOptions = {}): Promise<Built> {
  const out = resolvePath(folder, options.out ?? 'dist');
  const formats = options.formats ?? FORMATS;
  const from = options.from ?? folder;
  const note = join(folder, '.lodemark', `${digest(out)}.json`);
  const touched = {
    key: digest([toolFingerprint(), out, from, ...formats].join('\u0000')),
    folders: [join(folder, 'source'), join(folder, 'schemas'), out],
  };
  const last = options.cache === false ? null : (recall(note, touched) as Built | null);
  if (last) return { ...last, ...finish(last.problems, options), changed: false };
  const { found, ...built } = await make(folder, { ...options, out, formats, from });
  if (built.ok && options.cache !== false) remember(note, touched, { ...built, problems: found });
  return built;
}

interface Made extends Built {
  /** Problems as they were found, whatever the options make of them. */
  readonly found: readonly Problem[];
}

async function make(
  folder: string,
  options: BuildOptions & Required<Pick<BuildOptions, 'out' | 'formats' | 'from'>>,
): Promise<Made> {
  const { from, formats, out } = options;
  const render = formats.includes('site') ? (await import('./render.ts')).render : undefined;
  const store = options.cache === false ? openSpool() : openStore(join(folder, '.lodemark', 'articles'));
  try {
    const session = openSession(openProject(folder, from), { from, store, ...(render && { render }) });
    const found = [...session.problems];
    const corpus = readCorpus(session, session.project.articles, store, options.progress ?? (() => {}));
    found.push(...corpus.problems);
    const parts = { ...session.shared, overview: corpus.overview, load: corpus.load };
    const planned = plan(parts, reportTo(found));
    const checked = { ...finish(found, options), found };
    if (!checked.ok || !session.manifest) return { ...checked, ok: false, changed: false, counts: {} };
    const publishable = { ...session, manifest: session.manifest };
    return { ...checked, ...(await publish(assemble(parts, planned), publishable, out, formats)) };
  } finally {
    store.close();
  }
}

type Publishable = Pick<Session, 'shared'> & { readonly manifest: NonNullable<Session['manifest']> };

async function publish(
  batches: Iterable<Batch>,
  { shared, manifest }: Publishable,
  out: string,
  formats: readonly Format[],
): Promise<Pick<Built, 'changed' | 'counts'>> {
  const dist = openDist(out);
  try {
    const proof = proving(formats.includes('site') ? mirrored(dist.output, 'site/') : dist.output);
    const emitters = await openFormats(formats, {
      model: shared.model,
      manifest,
      output: proof.output,
      asset: readAsset,
    });
    const counts: Record<string, number> = {};
    for (const batch of batches) {
      for (const emitter of emitters) emitter.add(batch);
      for (const [table, rows] of Object.entries(batch.rows)) counts[table] = (counts[table] ?? 0) + rows.length;
    }
    for (const emitter of emitters) await emitter.close();
    await proof.prove();
    return { ...dist.commit(), counts };
  } catch (error) {
    dist.abort();
    throw error;
  }
}

function finish(problems: readonly Problem[], { strict = false }: Options): Checked {
  const judged = strict ? problems.map(problem => ({ ...problem, severity: 'error' as const })) : [...problems];
  judged.sort((a, b) =>
    a.place.path < b.place.path ? -1 : a.place.path > b.place.path ? 1 : a.place.start.offset - b.place.start.offset,
  );
  return { problems: judged, ok: judged.every(problem => problem.severity !== 'error') };
}

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
