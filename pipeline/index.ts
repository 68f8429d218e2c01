/**
 * Lodemark: linked prose to published data.
 *
 *   source --parse--> tree --proseOf--> prose --extract--> marks --resolve--> resolved --validate, ground--> (problems)
 *          --tabulate--> article --assemble--> batches --emit/*--> files --write--> dist/
 *
 * Up to `tabulate` (`readArticle`) everything is a pure function of one article, the registry and the schemas, and kept in a store;
 * `Overview` gathers what spans articles, and from there on articles pass by one after another.
 */
import { resolve as resolvePath } from 'node:path';
import { readCorpus, readCorpusAhead, recallCorpus } from './corpus.ts';
import { FORMATS, type Format } from './emit/formats.ts';
import { finish, make, rendererFor } from './make.ts';
import { type Problem, reportTo } from './messages.ts';
import { plan } from './plan.ts';
import { openProject, ProjectError } from './project.ts';
import { openSession, type Session } from './session.ts';
import { missingError, readShard } from './shards.ts';
import { decodeHead } from './write/head.ts';
import { openSpool } from './write/store.ts';
import { canKeep, openForShard, openShared, openTemporary, type SharedStore } from './write/stores.ts';

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
  /** Processes that may work at once; 1 where absent. The files are the same for any number. */
  readonly jobs?: number;
  /** Rows that one file of the graph holds, 50,000 where absent; a larger graph is a folder of parts. */
  readonly graphRows?: number | undefined;
}
export interface MergeOptions extends Omit<BuildOptions, 'cache'> {
  /** `.lodemark` folders of other machines, whose articles are taken too. */
  readonly others?: readonly string[];
}
/** A share of a project's articles: number `number`, from 1, of `of`. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}
export interface ShardOptions extends Options {
  /** What is to be written in the end: a site needs articles rendered. */
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

/**
 * Checks a project, or one article of it, and writes nothing.
 * @throws {ProjectError} where there is none
 */
export function check(folder: string, options: Options & { readonly only?: string } = {}): Checked {
  const session = openSession(openProject(folder, folder), { from: folder });
  const paths = articlesOf(session, options.only);
  const problems = [...session.problems];
  const corpus = readCorpus(session, paths, options.progress ?? (() => {}));
  problems.push(...corpus.problems);
  const { overview, things } = corpus;
  plan({ ...session.shared, overview, things }, reportTo(problems));
  return finish(problems, folder, options);
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
 * @throws {ProjectError} where there is no project, {WriteError} where the output can't be written, or a process that helps is
 * killed
 */
export async function build(folder: string, options: BuildOptions = {}): Promise<Built> {
  const { cache = true, jobs = 1 } = options;
  const open = (): SharedStore => {
    if (jobs === 1 && !cache) {
      const store = openSpool();
      return { store, folders: [], isTrusted: true, close: () => store.close() };
    }
    if (!cache) return openTemporary();
    return jobs === 1 || canKeep(folder) ? openShared(folder) : openTemporary(folder);
  };
  return make(folder, options, open, (session, { keeping, crew, isHired, tick }) => {
    const { articles } = session.project;
    if (jobs === 1) return readCorpus(session, articles, tick, keeping);
    return readCorpusAhead(session, articles, keeping, tick, {
      isThere: isHired,
      read: async (paths, take, here) =>
        (await crew()).read(
          paths,
          ({ path, key, mark, problems }) => {
            const head = mark && decodeHead(mark);
            take(path, { key, problems: head?.problems ?? problems, found: head && { ...head, article: null } });
          },
          here,
        ),
    });
  });
}

/**
 * Reads a share of a project's articles into its store, `.lodemark/`, and writes nothing else. Problems of what all articles have in
 * common are told by the first shard, errors among them by each.
 * @throws {ProjectError} where there is no project, {WriteError} where the store can't be written
 */
export async function shard(folder: string, which: Shard, options: ShardOptions = {}): Promise<Checked> {
  const render = await rendererFor(options.formats ?? FORMATS);
  const project = openProject(folder, folder);
  const store = openForShard(folder, which.of);
  const session = openSession(project, { from: folder, store, ...(render && { render }) });
  return finish(readShard(session, which, options.progress ?? (() => {})), folder, options);
}

/**
 * Builds what `build` would from the articles that shards have read.
 * @throws {ProjectError} where articles are missing, which is said with the shards to run again where that can be told
 */
export function merge(folder: string, options: MergeOptions = {}): Promise<Built> {
  const { others = [] } = options;
  return make(
    folder,
    options,
    () => openShared(folder, others),
    (session, { keeping, tick }) => {
      const { corpus, missing } = recallCorpus(session, session.project.articles, keeping, tick);
      if (missing.length > 0) throw missingError(missing, session.project, others);
      return corpus;
    },
  );
}
