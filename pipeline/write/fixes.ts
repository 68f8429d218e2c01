import { resolve } from 'node:path';
import { applyFixes } from '../fix.ts';
import type { Problem } from '../messages.ts';
import { readSource } from '../project.ts';
import { replaceArticle } from './article.ts';

export interface FixedSources {
  /** Paths of the files that were written, as problems show them. */
  readonly paths: readonly string[];
  /** Problems that were mended. */
  readonly count: number;
}

/** A mend may show what lay behind it, one mistake at a time where YAML can't be read; this many times is looked again. */
const ROUNDS = 50;

/**
 * Mends what can be mended without a decision, file by file, until nothing more can be.
 * `check` gives the problems anew; `from` is the folder that their paths are relative to.
 * @throws {WriteError} where a file can't be written, or has been changed meanwhile
 */
export function fixSources(from: string, check: () => readonly Problem[]): FixedSources {
  const paths = new Set<string>();
  const tried = new Set<string>();
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = check().filter(problem => problem.fix !== null && !tried.has(keyOf(problem)));
    if (fresh.length === 0) break;
    for (const path of new Set(fresh.map(({ place }) => place.path))) {
      const problems = fresh.filter(({ place }) => place.path === path);
      const applied = fixFile(resolve(from, path), from, problems);
      for (const problem of applied) tried.add(keyOf(problem));
      if (applied.length > 0) paths.add(path);
      count += applied.length;
    }
  }
  return { paths: [...paths].sort(), count };
}

function fixFile(path: string, from: string, problems: readonly Problem[]): readonly Problem[] {
  const source = readSource(path, from);
  const { text, applied } = applyFixes(source.text, problems);
  if (text !== source.text) replaceArticle(path, source, text);
  return applied;
}

/** A mend that changed nothing for the better isn't tried again. */
function keyOf({ rule, place, message, fix }: Problem): string {
  return JSON.stringify([rule, place.path, place.start.line, message, fix?.map(edit => edit.text)]);
}
