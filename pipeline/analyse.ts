import type { Root } from 'mdast';
import type { Registry } from './declare.ts';
import { extract, type Marks } from './extract.ts';
import { type FrontMatter, frontMatterOf } from './front.ts';
import { ground } from './grounding.ts';
import { type Problem, reportTo } from './messages.ts';
import type { Model } from './model.ts';
import { parse } from './parse.ts';
import type { Source } from './place.ts';
import { type Resolved, resolve } from './resolve.ts';
import { type Prose, proseOf } from './text.ts';
import { validate } from './validate.ts';
import type { Validators } from './validators.ts';

/** What an article is read against. */
export interface Against {
  readonly model: Model;
  readonly validators: Validators;
  readonly registry: Registry;
}

/** All that the stages found in one article, for whoever asks about places rather than rows. */
export interface Analysis {
  readonly source: Source;
  readonly tree: Root;
  readonly front: FrontMatter;
  readonly prose: Prose;
  readonly marks: Marks;
  readonly resolved: Resolved;
  readonly problems: readonly Problem[];
  /** Whether rows can be made of it. */
  readonly ok: boolean;
}

/** One article from its text to what was made of it, mistakes and all. */
export function analyse(source: Source, { model, validators, registry }: Against): Analysis {
  const problems: Problem[] = [];
  const report = reportTo(problems);
  const tree = parse(source);
  const front = frontMatterOf(source, tree, report);
  const prose = proseOf(tree, front.language);
  const marks = extract(source, tree, prose, report);
  const resolved = resolve({ source, front, prose, marks }, registry, model, report);
  validate(resolved, model, validators, report);
  const ok = problems.every(problem => problem.severity !== 'error');
  if (ok) ground(resolved, model, report);
  return { source, tree, front, prose, marks, resolved, problems, ok };
}
