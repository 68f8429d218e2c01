import { resolve } from 'node:path';
import { analyse } from '../analyse.ts';
import type { Source } from '../place.ts';
import { openProject, ProjectError, readSource } from '../project.ts';
import { openSession } from '../session.ts';
import { elsewhere } from './elsewhere.ts';
import type { Proposal } from './proposal.ts';
import { type Settled, settle } from './settle.ts';
import { suggest } from './suggest.ts';

export interface OpenArticle {
  readonly source: Source;
  readonly proposals: readonly Proposal[];
  /** The article with some of them written into it. */
  readonly settle: (some: readonly Proposal[]) => Settled;
}

/**
 * Proposals for one article of a project, none less sure than `min`. `from` is the folder that paths are shown relative to.
 * @throws {ProjectError} where it is no article of the project
 */
export async function openArticle(
  folder: string,
  path: string,
  { from, min }: { readonly from: string; readonly min: number },
): Promise<OpenArticle> {
  const project = openProject(folder, from);
  const { shared } = openSession(project, { from });
  if (!project.articles.some(other => resolve(other) === resolve(path)))
    throw new ProjectError(`Unexpected file \`${path}\`, expected an article of the project`);
  const others = project.articles
    .filter(other => resolve(other) !== resolve(path))
    .map(other => readSource(other, from));
  const analysis = analyse(readSource(path, from), shared);
  const proposals = await suggest(analysis, { ...shared, others: elsewhere(others, shared.model) }, min);
  return { source: analysis.source, proposals, settle: some => settle(analysis, some, shared) };
}
