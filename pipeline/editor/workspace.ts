import { join, resolve } from 'node:path';
import { type Analysis, analyse } from '../analyse.ts';
import type { Thing } from '../declare.ts';
import { digestOf } from '../digest.ts';
import { type Problem, reportTo } from '../messages.ts';
import type { Model } from '../model.ts';
import { Overview } from '../overview.ts';
import { createSource, type Source } from '../place.ts';
import { plan } from '../plan.ts';
import { openProject, readSource } from '../project.ts';
import { openSession, type Session } from '../session.ts';
import { type Article, tabulate } from '../tabulate.ts';
import { type Occurrence, occurrencesIn, occurrencesInRegistry } from './occurrences.ts';

/** A file of a project as an editor sees it. */
export interface Document {
  /** Relative to the project, as in messages. */
  readonly path: string;
  readonly source: Source;
  /** `null` where it is no article. */
  readonly analysis: Analysis | null;
}

/** Articles beyond which what only shows across articles is left to `lodemark check`. */
const MANY = 300;

/**
 * A project that is being written: files as they are on disc, or as they stand in an editor. Everything is read when it is asked for
 * and kept until it changes. Paths are relative to the project.
 */
export class Workspace {
  readonly folder: string;
  readonly #texts = new Map<string, string>();
  readonly #analyses = new Map<string, { readonly of: Session; readonly analysis: Analysis }>();
  #session: Session | null = null;

  /** @throws {ProjectError} on use, where the folder is no project; {SchemaError} where its schemas can't be used */
  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  /** Takes a text in the place of a file's, or with `null` the file's again. */
  edit(path: string, text: string | null): void {
    if (text === null) this.#texts.delete(path);
    else this.#texts.set(path, text);
    if (!/\.(?:md|markdown)$/i.test(path)) this.#session = null;
  }

  /** Forgets what was read: files have changed on disc. */
  refresh(): void {
    this.#session = null;
  }

  get model(): Model {
    return this.#open().shared.model;
  }

  thing(id: string, document: Document): Thing | undefined {
    return document.analysis?.resolved.things.get(id) ?? this.#open().shared.registry.things.get(id);
  }

  /** Things that a document may speak of. */
  things(document: Document): Thing[] {
    const own = document.analysis?.resolved.things.values() ?? [];
    return [...own, ...this.#open().shared.registry.things.values()];
  }

  document(path: string): Document {
    const session = this.#open();
    const isArticle = this.articles().includes(path);
    const source = this.#source(path);
    return { path, source, analysis: isArticle ? this.#analysis(path, source, session) : null };
  }

  /** Paths of all articles. */
  articles(): readonly string[] {
    return this.#open().project.articles.map(path => this.#relative(path));
  }

  /** Everything that stands in a project and has ids in it. */
  documents(): Document[] {
    const registry = this.#open().project.registry ? [REGISTRY] : [];
    return [...registry, ...this.articles()].map(path => this.document(path));
  }

  occurrences({ path, analysis }: Document): Occurrence[] {
    if (analysis) return occurrencesIn(analysis, this.model);
    return path === REGISTRY ? occurrencesInRegistry(this.#open().shared.registry, this.model) : [];
  }

  /** What is wrong with a document by itself. */
  problems({ path, analysis }: Document): readonly Problem[] {
    return analysis ? analysis.problems : this.#open().problems.filter(problem => problem.place.path === path);
  }

  /** What only shows across articles. */
  sharedProblems(): readonly Problem[] {
    const { shared } = this.#open();
    const paths = this.articles();
    if (paths.length > MANY) return [];
    const overview = new Overview();
    const read = new Map<number, Article>();
    paths.forEach((path, number) => {
      const { analysis } = this.document(path);
      if (!analysis?.ok) return;
      const article = tabulate(analysis.resolved, shared.model, shared.base);
      overview.add(digestOf(article, shared.registry), number);
      read.set(number, article);
    });
    const problems: Problem[] = [];
    plan({ ...shared, overview, things: number => read.get(number)! }, reportTo(problems));
    return problems;
  }

  #open(): Session {
    if (this.#session) return this.#session;
    const project = openProject(this.folder, this.folder);
    const registry = this.#texts.has(REGISTRY) ? this.#source(REGISTRY) : project.registry;
    const dataset = this.#texts.has(DATASET) ? this.#source(DATASET) : project.dataset;
    this.#session = openSession({ ...project, registry, dataset }, { from: this.folder });
    return this.#session;
  }

  #source(path: string): Source {
    const text = this.#texts.get(path);
    return text === undefined ? readSource(join(this.folder, path), this.folder) : createSource(path, text);
  }

  #analysis(path: string, source: Source, session: Session): Analysis {
    const known = this.#analyses.get(path);
    if (known?.of === session && known.analysis.source.text === source.text) return known.analysis;
    const analysis = analyse(source, session.shared);
    this.#analyses.set(path, { of: session, analysis });
    return analysis;
  }

  #relative(path: string): string {
    return resolve(path)
      .slice(this.folder.length + 1)
      .replaceAll('\\', '/');
  }
}

export const REGISTRY = 'source/entities.yaml';
export const DATASET = 'source/dataset.yaml';
