import type { Tick } from './corpus.ts';
import type { Shard } from './index.ts';
import type { Problem } from './messages.ts';
import { type Project, ProjectError } from './project.ts';
import type { Session } from './session.ts';
import { shardsOf } from './write/stores.ts';

/** Shards that a message names one by one. */
const NAMED = 20;

/** Which shard an article is in, by its number in the order of the project's articles. */
function shardOf(article: number, of: number): number {
  return (article % of) + 1;
}

/** Reads a shard into the session's store; what is there already is not read again. */
export function readShard(session: Session, { number, of }: Shard, tick: Tick): readonly Problem[] {
  const paths = session.project.articles.filter((_, at) => shardOf(at, of) === number);
  const problems = session.problems.filter(({ severity }) => number === 1 || severity === 'error');
  for (const [at, path] of paths.entries()) {
    problems.push(...session.read(path).problems);
    tick(at + 1, paths.length);
  }
  return problems;
}

/** `missing`: numbers of articles that no shard has read, or that have errors; `others`: folders that were looked into besides. */
export function missingError(
  missing: readonly number[],
  { folder, articles }: Project,
  others: readonly string[],
): ProjectError {
  const found = `${missing.length} of ${articles.length} article${articles.length === 1 ? '' : 's'}`;
  const of = shardsOf(folder, others);
  const again = of === null ? [] : [...new Set(missing.map(article => shardOf(article, of)))].sort((a, b) => a - b);
  const named = again.slice(0, NAMED).map(number => `\`build --shard ${number}/${of}\``);
  const rest = again.length > NAMED ? ` and ${again.length - NAMED} more` : '';
  const how = again.length === 0 ? 'every shard' : named.join(', ') + rest;
  const hint =
    missing.length === articles.length ? '; give shards and merge the same sources, tool and `--formats`' : '';
  return new ProjectError(`Unexpected absence of ${found}, expected them from shards. Run again: ${how}${hint}`);
}
