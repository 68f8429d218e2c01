import { type Against, analyse } from './analyse.ts';
import type { Problem } from './messages.ts';
import type { Source } from './place.ts';
import type { Render } from './render.ts';
import { type Article, tabulate } from './tabulate.ts';

/** What articles are read against, and what their rows need besides. */
export interface Shared extends Against {
  readonly base: string;
  /** Where a format asks for prose. */
  readonly render?: Render;
}

/** `article` is null where an error leaves none to make. */
export interface ReadArticle {
  readonly article: Article | null;
  readonly problems: readonly Problem[];
}

/** One article, from its text to its rows: a pure function of its arguments. */
export function readArticle(source: Source, { model, validators, registry, base, render }: Shared): ReadArticle {
  const { tree, resolved, problems, ok } = analyse(source, { model, validators, registry });
  if (!ok) return { article: null, problems };
  const article = tabulate(resolved, model, base);
  return { article: render ? { ...article, prose: render(tree, resolved, article.rows) } : article, problems };
}
