import type { Root } from 'mdast';
import { acceptWarnings } from './accept.ts';
import { checkCharacters } from './characters.ts';
import type { Registry } from './declare.ts';
import type { Marks } from './extract.ts';
import { extract } from './extract.ts';
import { type FrontMatter, frontMatterOf } from './front.ts';
import { ground } from './grounding.ts';
import { withinLimits } from './limits.ts';
import { type Problem, type Report, reportTo } from './messages.ts';
import type { Model } from './model.ts';
import { parse, parseFast } from './parse.ts';
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
  /** Whether the fast parser is to be used, for articles by the thousand. */
  readonly fast?: boolean;
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
export function analyse(whole: Source, { model, validators, registry, fast = false }: Against): Analysis {
  const found: Problem[] = [];
  const report = reportTo(found);
  const within = withinLimits(whole, report);
  const source = within ? checkCharacters(whole, report) : { ...whole, text: '' };
  const say = within ? report : silent;
  const tree = fast ? parseFast(source) : parse(source);
  const front = frontMatterOf(source, tree, say);
  const prose = proseOf(tree, front.language);
  const marks = extract(source, tree, prose, say);
  const resolved = resolve({ source, front, prose, marks }, registry, model, say);
  validate(resolved, model, validators, say);
  if (isSound(found)) ground(resolved, model, report);
  const problems = acceptWarnings({ source, yamls: [front.yaml, ...marks.blocks], comments: marks.comments }, found);
  // References to what can't be read in the registry are passed over, so that no rows can be made.
  const ok = isSound(problems) && registry.hidden.size === 0;
  return { source, tree, front, prose, marks, resolved, problems, ok };
}

function isSound(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}

/** Of a text that is refused as it is nothing more is said. */
const silent: Report = () => {};
