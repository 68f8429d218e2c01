import type { Registry } from './declare.ts';
import { extract } from './extract.ts';
import { frontMatterOf } from './front.ts';
import { ground } from './grounding.ts';
import { type Problem, reportTo } from './messages.ts';
import type { Model } from './model.ts';
import { parse } from './parse.ts';
import type { Source } from './place.ts';
import type { Render } from './render.ts';
import { resolve } from './resolve.ts';
import { type Article, tabulate } from './tabulate.ts';
import { proseOf } from './text.ts';
import { validate } from './validate.ts';
import type { Validators } from './validators.ts';

/** What articles are read against. */
export interface Shared {
  readonly model: Model;
  readonly validators: Validators;
  readonly registry: Registry;
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
  const article = tabulate(resolved, model, base);
  return { article: render ? { ...article, prose: render(parsed, resolved, article.rows) } : article, problems };
}
