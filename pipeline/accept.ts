import type { CommentMark } from './extract.ts';
import { withoutLines } from './mend.ts';
import { type Edit, type Problem, type RuleId, reportTo, rules } from './messages.ts';
import { nearest } from './near.ts';
import { type Place, placeOf, type Source } from './place.ts';
import type { YamlNode, YamlText } from './yaml.ts';

/** Where an author may say that a warning is known and stands: comments in YAML, and comments in the prose. */
export interface Acceptable {
  readonly source: Source;
  readonly yamls: readonly (YamlText | null)[];
  readonly comments: readonly CommentMark[];
}

interface Acceptance {
  /** What stands in the comment, from the word `accept` on. */
  readonly words: string;
  readonly place: Place;
  /** Offsets in which the warning stands. */
  readonly start: number;
  readonly end: number;
  readonly removal: Edit;
}

/**
 * Takes the warnings away that the author accepts: `# accept rule: reason` on the line of the words at fault or on the one above,
 * `<!-- accept rule: reason -->` before the paragraph or definition. What is no rule of a warning, has no reason or is not needed is
 * reported; need can't be judged in a text with errors, which isn't checked to the end.
 */
export function acceptWarnings(acceptable: Acceptable, problems: readonly Problem[]): readonly Problem[] {
  const { source, yamls, comments } = acceptable;
  if (!source.text.includes('accept')) return problems;
  const all = [
    ...comments.map(comment => ({ ...comment, removal: withoutLines(source, comment.place) })),
    ...yamls.flatMap(yaml => (yaml?.root ? inYaml(source, yaml, yaml.root) : [])),
  ];
  if (all.length === 0) return problems;
  const judged = problems.every(({ severity }) => severity === 'warning');
  const found: Problem[] = [];
  const accepted = new Set<Problem>();
  for (const acceptance of all) judge(acceptance, problems, judged, accepted, found);
  return [...problems.filter(problem => !accepted.has(problem)), ...found];
}

const RULES = (Object.keys(rules) as RuleId[]).filter(
  rule => rules[rule].severity === 'warning' && rule !== 'accept-unneeded',
);

function judge(
  { words, place, start, end, removal }: Acceptance,
  problems: readonly Problem[],
  judged: boolean,
  accepted: Set<Problem>,
  found: Problem[],
): void {
  const report = reportTo(found);
  const [, written = '', reason = ''] = /^accept\s*([\w-]*)\s*(?::\s*(.*))?$/s.exec(words) ?? [];
  if (Object.hasOwn(rules, written) && !RULES.some(known => known === written))
    return report('accept-error', place, { rule: written });
  const rule = RULES.find(known => known === written) ?? nearest(written, RULES);
  const borne = problems.filter(problem => problem.rule === rule && covers(start, end, problem));
  for (const problem of borne) accepted.add(problem);
  if (rule !== written) report('accept-rule', place, { rule: written, near: rule });
  else if (reason.trim() === '') report('accept-reason', place, { rule });
  else if (borne.length === 0 && judged) report('accept-unneeded', place, { rule }, { fix: removal });
}

function covers(start: number, end: number, { place }: Problem): boolean {
  return start <= place.start.offset && place.start.offset <= end;
}

const COMMENT = /(^|[ \t])#[ \t]*(accept(?![\w-])[^\r\n]*)/gm;

function inYaml(source: Source, { start, end }: YamlText, root: YamlNode): Acceptance[] {
  const text = source.text.slice(start, end);
  const comments = [...text.matchAll(COMMENT)];
  const lines = comments.length === 0 ? [] : linesOf(text);
  return comments.flatMap(comment => {
    const hash = comment.index + comment[1]!.length;
    if (scalarAt(root, start + hash)) return [];
    const line = lineAt(lines, hash);
    const before = text.slice(line.start, hash).trimEnd();
    const own = before === '';
    const words = comment[2]!.trimEnd();
    const close = comment.index + comment[0].length;
    const from = close - comment[2]!.length;
    const place = placeOf(source, start + from, start + from + words.length);
    const removal = own
      ? withoutLines(source, place)
      : { start: start + line.start + before.length, end: start + close, text: '' };
    const about = own ? lines[line.next] : line;
    return [{ words, place, start: start + (about?.start ?? close), end: start + (about?.end ?? close), removal }];
  });
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** The number of the next line that isn't blank and no comment. */
  next: number;
}

function lineAt(lines: readonly Line[], offset: number): Line {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return lines[low]!;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const { index, 0: words } of text.matchAll(/[^\r\n]+|\r\n|\n|\r/g))
    if (!/^[\r\n]/.test(words)) lines.push({ start: index, end: index + words.length, next: -1 });
  for (let at = lines.length - 1, next = -1; at >= 0; at--) {
    lines[at]!.next = next;
    if (/^[ \t]*[^ \t#]/.test(text.slice(lines[at]!.start, lines[at]!.end))) next = at;
  }
  return lines;
}

/** Whether an offset is inside a value: what looks like a comment there is text. */
function scalarAt(node: YamlNode, offset: number): boolean {
  if (offset < node.start || offset >= node.end) return false;
  if (node.kind === 'scalar') return true;
  const inner = node.kind === 'list' ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
  return inner.some(child => scalarAt(child, offset));
}
