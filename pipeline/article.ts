import { type Against, analyse } from './analyse.ts';
import type { Problem } from './messages.ts';
import type { Source } from './place.ts';
import type { Render } from './render.ts';
import { type Article, tabulate } from './tabulate.ts';

/** What the articles of a project are read against. */
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
export function readArticle(source: Source, shared: Shared): ReadArticle {
  const { ok, tree, resolved, problems } = analyse(source, shared);
  if (!ok) return { article: null, problems };
  const article = tabulate(resolved, shared.model, shared.base);
  const prose = shared.render?.(tree, resolved, article.rows);
  return { article: prose ? { ...article, prose } : article, problems };
}
