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
    const fixable = check().filter(({ fix }) => fix !== null);
    const before = count;
    for (const path of new Set(fixable.map(({ place }) => place.path))) {
      const problems = fixable.filter(({ place }) => place.path === path);
      const applied = fixFile(resolve(from, path), from, problems, tried);
      if (applied > 0) paths.add(path);
      count += applied;
    }
    if (count === before) break;
  }
  return { paths: [...paths].sort(), count };
}

/** How many problems of a file are mended. A mend that left its line as it was, and its problem, isn't tried again. */
function fixFile(path: string, from: string, problems: readonly Problem[], tried: Set<string>): number {
  const source = readSource(path, from);
  const lines = source.text.split(/\r\n|\n|\r/);
  const keyOf = ({ rule, place, message, fix }: Problem): string =>
    JSON.stringify([path, rule, message, place.start.line, lines[place.start.line - 1], fix?.map(edit => edit.text)]);
  const fresh = problems.filter(problem => !tried.has(keyOf(problem)));
  const { text, applied } = applyFixes(source.text, fresh);
  for (const problem of applied) tried.add(keyOf(problem));
  if (text !== source.text) replaceArticle(path, source, text);
  return applied.length;
}
