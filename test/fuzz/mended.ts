import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Against, analyse } from '../../pipeline/analyse.ts';
import { applyFixes } from '../../pipeline/fix.ts';
import { type Problem, type RuleId, reportTo } from '../../pipeline/messages.ts';
import { createSource } from '../../pipeline/place.ts';
import { readText } from '../../pipeline/project/read.ts';
import { fixSources } from '../../pipeline/write/fixes.ts';
import { writeTree } from '../tree.ts';

/** Mistakes that keep something from being read: behind them others may come to light. */
const HIDES: ReadonlySet<RuleId> = new Set<RuleId>([
  'yaml-syntax',
  'front-matter-late',
  'character-forbidden',
  'data-block-info',
  'data-block-unmarked',
  'data-block-indented',
  'definition-not-taken',
]);

/** `fixSources` looks so many times: where every mend shows one more mistake, that many are mended at once. */
const ROUNDS = 50;

/** `check --fix` on an article comes to an end, makes no error, and changes no line that it doesn't mend. */
export function expectMended(folder: string, path: string, text: string, against: Against): void {
  const written = whole(text);
  writeTree(folder, new Map([[path, written]]));
  const file = join(folder, path);
  const hidden: boolean[] = [];
  const check = (): readonly Problem[] => {
    const unread: Problem[] = [];
    const source = readText(file, folder, reportTo(unread));
    const problems = source ? analyse(source, against).problems : unread;
    hidden.push(problems.some(({ rule, fix }) => fix !== null && HIDES.has(rule)));
    return problems;
  };
  const before = check();
  expectOthersLeft(createSource(path, written).text, before);
  const { count } = fixSources(folder, check);
  const once = readFileSync(file);
  if (!hidden.includes(true)) expect(errors(check()).length, 'errors').toBeLessThanOrEqual(errors(before).length);
  if (count >= ROUNDS) return;
  expect(fixSources(folder, check).paths, 'mended again').toEqual([]);
  expect(readFileSync(file).equals(once)).toBe(true);
}

/** Without halves of surrogate pairs, which no file can hold. */
function whole(text: string): string {
  return Buffer.from(text).toString();
}

function errors(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

/** Lines that no edit touches stay, endings and all, and in their order. */
function expectOthersLeft(text: string, problems: readonly Problem[]): void {
  const { text: fixed, applied } = applyFixes(text, problems);
  const edits = applied.flatMap(({ fix }) => fix ?? []);
  let start = 0;
  let from = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const end = start + line.length;
    if (!edits.some(edit => edit.start <= end && start <= edit.end)) {
      from = fixed.indexOf(line, from) + line.length;
      expect(from, `${JSON.stringify(line)} is gone`).toBeGreaterThanOrEqual(line.length);
    }
    start = end;
  }
}
