import { type Link, runsOfProse, STAND_IN } from './shrink/prose.ts';

/*
 * The Markdown parser goes through a text letter by letter, several times, and most of an article is plain without that. It is
 * taken out before the parse and put back into the tree (shrink/restore.ts), which then equals the tree of the whole text:
 *
 *   data blocks    the lines between the fences
 *   definitions    of several in a row, all but the first and the last; the parser is told their labels, so that references
 *                  find them
 *   prose          runs of words and plain links, one letter standing for each (shrink/prose.ts)
 *
 * Whether lines are what they look like depends on what they stand in (a list, raw HTML, another fence). The tree tells: where the
 * node at the gap isn't the one that was expected, or a label isn't defined after all, the text is parsed whole.
 */

/** What was taken out of a text. */
export interface Cut {
  readonly kind: 'code' | 'definition' | 'prose';
  /** Where the node begins, in the shrunken text, that lines stood in or after; of prose, where its stand-in is. */
  readonly node: number;
  /** Where the shrunken text goes on as the whole text does behind the gap. */
  readonly behind: number;
  /** Where it begins in the whole text. */
  readonly start: number;
  readonly taken: string;
  /** In the whole text. */
  readonly links: readonly Link[];
}

export interface Shrunken {
  readonly text: string;
  /** As they stood in the text. */
  readonly cuts: readonly Cut[];
  /** Labels of the definitions that were taken out. */
  readonly labels: readonly string[];
}

/** The same, by offsets in the whole text. */
interface Gap {
  readonly kind: Cut['kind'];
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly links: readonly Link[];
}

const EOL = '(?:\\r\\n|\\n|\\r(?!\\n))';
/** On one line, without escapes, entities, and what else has a second meaning. */
const DEFINITION = `\\[([a-z][a-z0-9-]{0,99})\\]: ((?:https?:/|#)[\\w./~?=#%+,;:@!$-]+) "([^"\\\\&\\t\\0\\r\\n]*)"${EOL}`;
/** Up to a blank line: what follows at once may change what it follows. */
const RUN = new RegExp(`^(${DEFINITION})(?:${DEFINITION})+(?=${DEFINITION}(?:${EOL}|(?![^])))`, 'gm');
const OPENING = new RegExp(`^(\`{3,}|~{3,})yaml data[ \\t]*${EOL}`, 'gm');
/** What the parser replaces, and a line that would close the front matter. */
const UNFIT = /\0|^---[ \t]*$/m;

export function shrink(text: string): Shrunken {
  // The parser drops a byte order mark, and counts from behind it.
  if (text.startsWith('\uFEFF')) return { text, cuts: [], labels: [] };
  const gaps: Gap[] = [];
  let kept = 0;
  for (const gap of [...blocks(text), ...runs(text)].sort(byStart)) {
    if (gap.node < kept || gap.start === gap.end || UNFIT.test(text.slice(gap.start, gap.end))) continue;
    gaps.push(gap);
    kept = gap.end;
  }
  const prose = [...runsOfProse(text, gaps)].map((run): Gap => ({ kind: 'prose', node: run.start, ...run }));
  return cutOut(text, [...gaps, ...prose].sort(byStart));
}

function byStart(a: Gap, b: Gap): number {
  return a.start - b.start;
}

function cutOut(text: string, gaps: readonly Gap[]): Shrunken {
  const cuts: Cut[] = [];
  let shrunken = '';
  let kept = 0;
  for (const { kind, node, start, end, links } of gaps) {
    shrunken += text.slice(kept, start);
    const at = shrunken.length;
    if (kind === 'prose') shrunken += STAND_IN;
    const taken = text.slice(start, end);
    cuts.push({ kind, node: at - (start - node), behind: shrunken.length, start, taken, links });
    kept = end;
  }
  const labels = cuts.filter(({ kind }) => kind === 'definition').flatMap(({ taken }) => [...definitionsIn(taken)]);
  return { text: shrunken + text.slice(kept), cuts, labels: labels.map(([, label]) => label!) };
}

function* blocks(text: string): Generator<Gap> {
  let last = 0;
  for (const { 0: opening, 1: fence, index } of text.matchAll(OPENING)) {
    if (index < last) continue;
    const start = index + opening.length;
    const end = closingAfter(text, start, fence!);
    // What isn't closed runs to the end of the text, so that no later block is one.
    if (end === null) return;
    yield { kind: 'code', node: index, start, end, links: [] };
    last = end;
  }
}

function* runs(text: string): Generator<Gap> {
  for (const { 0: run, 1: first, index } of text.matchAll(RUN))
    yield { kind: 'definition', node: index, start: index + first!.length, end: index + run.length, links: [] };
}

/** Start of the line that closes the fence (CommonMark § 4.5): up to three spaces, and at least as many of its characters. */
function closingAfter(text: string, start: number, fence: string): number | null {
  const closing = new RegExp(`^ {0,3}${fence[0] === '~' ? '~' : '`'}{${fence.length},}[ \\t]*$`, 'gm');
  closing.lastIndex = start;
  return closing.exec(text)?.index ?? null;
}

/** The definitions in lines that were taken out: label, address and title. */
export function definitionsIn(lines: string): RegExpStringIterator<RegExpExecArray> {
  return lines.matchAll(new RegExp(DEFINITION, 'g'));
}
