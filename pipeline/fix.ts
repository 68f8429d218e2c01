import type { Edit, Problem } from './messages.ts';

/** A text with mends in it, and the problems that they are of. */
export interface Fixed {
  readonly text: string;
  readonly applied: readonly Problem[];
}

/**
 * Applies the mends of a source's problems to its text (without the byte order mark, as offsets count) and leaves every other
 * character as it is. A problem's edits are done together or not at all: where they meet those of a problem before, it waits for
 * another run.
 */
export function applyFixes(text: string, problems: readonly Problem[]): Fixed {
  const edits: Edit[] = [];
  const applied: Problem[] = [];
  for (const problem of problems) {
    const wanted = (problem.fix ?? []).filter(edit => !edits.some(other => isSame(edit, other)));
    if (problem.fix === null || wanted.some(edit => edits.some(other => meet(edit, other)))) continue;
    applied.push(problem);
    edits.push(...wanted);
  }
  // Of edits at one place the earlier problem's stays in front: they are applied from the last to the first.
  const ordered = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => b.start - a.start || b.order - a.order);
  const parts: string[] = [];
  let rest = text.length;
  for (const edit of ordered) {
    parts.push(text.slice(edit.end, rest), edit.text);
    rest = edit.start;
  }
  parts.push(text.slice(0, rest));
  return { text: parts.reverse().join(''), applied };
}

function isSame(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Whether two edits touch the same characters; two insertions at one place don't. */
function meet(a: Edit, b: Edit): boolean {
  if (a.start === a.end && b.start === b.end) return false;
  return a.start < b.end && b.start < a.end;
}
