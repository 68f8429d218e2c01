import type { Problem } from './messages.ts';
import { digestOf, Overview } from './overview.ts';
import type { Session } from './session.ts';
import type { Article } from './tabulate.ts';
import type { Store } from './write/store.ts';

/** All articles of a project, read. */
export interface Corpus {
  readonly overview: Overview;
  readonly problems: readonly Problem[];
  /** An article by its number in the order of reading. */
  readonly load: (number: number) => Article;
}

/** Characters of prose that are kept in memory; their rows take some thirty times as much. */
const KEPT = 3_000_000;

/** Reads articles; those that don't fit into memory are taken from the store again when they are asked for. */
export function readCorpus(
  session: Session,
  paths: readonly string[],
  store: Store | undefined,
  progress: (done: number, total: number) => void,
): Corpus {
  const overview = new Overview();
  const problems: Problem[] = [];
  const kept = new Map<number, Article>();
  const keys: string[] = [];
  let characters = 0;
  paths.forEach((path, number) => {
    const { article, problems: found, key } = session.read(path);
    problems.push(...found);
    keys.push(key);
    progress(number + 1, paths.length);
    if (!article) return;
    overview.add(digestOf(article), number);
    characters += article.text?.length ?? 0;
    if (!store || characters < KEPT) kept.set(number, article);
  });
  const load = (number: number): Article =>
    kept.get(number) ?? store?.get(keys[number]!)?.article ?? session.read(paths[number]!).article!;
  return { overview, problems, load };
}
