import type { Code, Definition, Nodes, Root, RootContent } from 'mdast';

/*
 * The Markdown parser goes through a text letter by letter, and an article has lines whose meaning is plain without that. They
 * are taken out before the parse and put back into the tree, which then equals the tree of the whole text:
 *
 *   data blocks    the lines between the fences
 *   definitions    of several in a row, all but the first and the last; the parser is told their labels, so that references
 *                  find them
 *
 * Whether lines are what they look like depends on what they stand in (a list, raw HTML, another fence). The node before the gap
 * tells: where it isn't the one that was expected, the text is parsed whole.
 */

/** Lines taken out of a text, and where the node begins, in the shrunken text, that they stand in or after. */
interface Cut {
  readonly kind: 'code' | 'definition';
  readonly at: number;
  /** Where the lines begin in the whole text. */
  readonly start: number;
  readonly lines: string;
}

export interface Shrunken {
  readonly text: string;
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
  const cuts: Cut[] = [];
  let shrunken = '';
  let kept = 0;
  for (const { kind, node, start, end } of [...blocks(text), ...runs(text)].sort((a, b) => a.node - b.node)) {
    const lines = text.slice(start, end);
    if (node < kept || lines === '' || UNFIT.test(lines)) continue;
    cuts.push({ kind, at: shrunken.length + node - kept, start, lines });
    shrunken += text.slice(kept, start);
    kept = end;
  }
  const runsOfLines = cuts.filter(({ kind }) => kind === 'definition').map(({ lines }) => lines);
  const labels = runsOfLines.flatMap(lines => [...definitionsIn(lines)].map(([, label]) => label!));
  return { text: shrunken + text.slice(kept), cuts, labels };
}

function* blocks(text: string): Generator<Gap> {
  let last = 0;
  for (const { 0: opening, 1: fence, index } of text.matchAll(OPENING)) {
    if (index < last) continue;
    const start = index + opening.length;
    const end = closingAfter(text, start, fence!);
    // What isn't closed runs to the end of the text, so that no later block is one.
    if (end === null) return;
    yield { kind: 'code', node: index, start, end };
    last = end;
  }
}

function* runs(text: string): Generator<Gap> {
  for (const { 0: run, 1: first, index } of text.matchAll(RUN))
    yield { kind: 'definition', node: index, start: index + first!.length, end: index + run.length };
}

/** Start of the line that closes the fence (CommonMark § 4.5): up to three spaces, and at least as many of its characters. */
function closingAfter(text: string, start: number, fence: string): number | null {
  const closing = new RegExp(`^ {0,3}${fence[0] === '~' ? '~' : '`'}{${fence.length},}[ \\t]*$`, 'gm');
  closing.lastIndex = start;
  return closing.exec(text)?.index ?? null;
}

function definitionsIn(lines: string): RegExpStringIterator<RegExpExecArray> {
  return lines.matchAll(new RegExp(DEFINITION, 'g'));
}

/** Puts the lines back into the tree of the shrunken text; `false` where they prove to be something else, and the tree is of no use. */
export function restore(tree: Root, cuts: readonly Cut[]): boolean {
  const children: RootContent[] = [];
  let next = 0;
  const added = { offset: 0, lines: 0 };
  for (const [index, node] of tree.children.entries()) {
    const cut = cuts[next];
    const start = node.position!.start.offset!;
    shift(node, added);
    children.push(node);
    if (cut?.at !== start) continue;
    if (cut.kind === 'code') {
      if (!isDataBlock(node)) return false;
      fill(node, cut.lines);
    } else {
      if (node.type !== 'definition' || tree.children[index + 1]?.type !== 'definition') return false;
      children.push(...definitionsFrom(cut.lines, cut.start, node.position!.end.line + 1));
    }
    added.offset += cut.lines.length;
    added.lines += endings(cut.lines);
    next += 1;
  }
  tree.children = children;
  const { end } = tree.position!;
  tree.position!.end = { line: end.line + added.lines, column: end.column, offset: end.offset! + added.offset };
  return next === cuts.length;
}

function isDataBlock(node: Nodes): node is Code {
  return node.type === 'code' && node.lang === 'yaml' && node.meta === 'data' && node.value === '';
}

function fill(node: Code, lines: string): void {
  node.value = lines.replace(/(?:\r\n|\n|\r)$/, '');
  const { end } = node.position!;
  end.offset! += lines.length;
  end.line += endings(lines);
}

function definitionsFrom(lines: string, offset: number, line: number): Definition[] {
  return [...definitionsIn(lines)].map(({ 0: whole, 1: label, 2: url, 3: title, index }, number) => {
    const length = whole.trimEnd().length;
    const start = { line: line + number, column: 1, offset: offset + index };
    const end = { line: line + number, column: 1 + length, offset: offset + index + length };
    return {
      type: 'definition',
      identifier: label!,
      label: label!,
      title: title!,
      url: url!,
      position: { start, end },
    };
  });
}

function endings(lines: string): number {
  return lines.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Cuts lie between nodes of the top level or in one without children, so that a node lies wholly before or wholly after them. */
function shift(node: Nodes, added: { readonly offset: number; readonly lines: number }): void {
  if (added.offset === 0) return;
  const { start, end } = node.position!;
  start.offset! += added.offset;
  start.line += added.lines;
  end.offset! += added.offset;
  end.line += added.lines;
  if ('children' in node) for (const child of node.children) shift(child, added);
}
