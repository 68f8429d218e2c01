import { resolve } from 'node:path';
import type { Problem } from './messages.ts';
import { openProject } from './project.ts';
import { openSession, type Session } from './session.ts';

/**
 * A project that stays open while its articles are edited, so that what is wrong with one can be told at once. What only shows across
 * articles isn't seen here.
 */
export class Live {
  readonly #folder: string;
  readonly #from: string;
  readonly #strict: boolean;
  #session: Session | null = null;

  /** `from`: the folder that paths in problems are relative to; `strict`: whether warnings are errors. */
  constructor(folder: string, { from, strict }: { readonly from: string; readonly strict: boolean }) {
    this.#folder = folder;
    this.#from = from;
    this.#strict = strict;
  }

  /**
   * What is wrong with the articles among the files that changed; `null` where something else changed too, or an article has come
   * or gone, so that every article may be concerned.
   * @throws {ProjectError} {SchemaError} where the project can't be read
   */
  check(changed: ReadonlySet<string>): readonly Problem[] | null {
    this.#session ??= openSession(openProject(this.#folder, this.#from), { from: this.#from, fast: true });
    const session = this.#session;
    const articles = new Map(session.project.articles.map(path => [resolve(path), path]));
    const known = [...changed].map(path => articles.get(resolve(path)));
    const problems = known.flatMap(path => (path === undefined ? [] : session.read(path).problems));
    if (known.includes(undefined) || problems.some(({ rule }) => rule === 'file-unreadable')) {
      this.#session = null;
      return null;
    }
    return this.#strict ? problems.map(problem => ({ ...problem, severity: 'error' as const })) : problems;
  }
}
