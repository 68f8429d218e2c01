import type { Code, Nodes, Root } from 'mdast';

/** A data block's lines, taken out of a text before it is parsed. */
interface Cut {
  /** Where the opening fence stands in the shrunken text. */
  readonly fence: number;
  /** The lines, their endings too. */
  readonly lines: string;
}

/** A text without the lines of its data blocks, which the Markdown parser would read letter by letter for nothing. */
export interface Shrunken {
  readonly text: string;
  readonly cuts: readonly Cut[];
}

const OPENING = /^(`{3,}|~{3,})yaml data[ \t]*(?:\r\n|\n|\r)/gm;

export function shrink(text: string): Shrunken {
  const cuts: Cut[] = [];
  let shrunken = '';
  let kept = 0;
  for (const opening of text.matchAll(OPENING)) {
    if (opening.index < kept) continue;
    const start = opening.index + opening[0].length;
    const end = closingAfter(text, start, opening[1]!);
    // What isn't closed runs to the end of the text, so that no later block is one.
    if (end === null) break;
    if (end === start || text.slice(start, end).includes('\0')) continue;
    shrunken += text.slice(kept, start);
    cuts.push({ fence: shrunken.length - opening[0].length, lines: text.slice(start, end) });
    kept = end;
  }
  return { text: shrunken + text.slice(kept), cuts };
}

/** Start of the line that closes the fence (CommonMark § 4.5): up to three spaces, and at least as many of its characters. */
function closingAfter(text: string, start: number, fence: string): number | null {
  const closing = new RegExp(`^ {0,3}${fence[0] === '~' ? '~' : '`'}{${fence.length},}[ \\t]*$`, 'gm');
  closing.lastIndex = start;
  return closing.exec(text)?.index ?? null;
}

/**
 * Puts the lines back into the tree of the shrunken text, which then equals the whole text's: the lines stood inside a fence, so
 * nothing else can depend on them. `false` where one of the fences proved to be something else, and the tree is of no use.
 */
export function restore(tree: Root, cuts: readonly Cut[]): boolean {
  let next = 0;
  let offset = 0;
  let lines = 0;
  for (const node of tree.children) {
    const cut = cuts[next];
    const isCut = cut !== undefined && node.position!.start.offset === cut.fence;
    if (isCut && !isDataBlock(node)) return false;
    if (offset > 0) shift(node, offset, lines);
    if (!isCut) continue;
    (node as Code).value = cut.lines.replace(/(?:\r\n|\n|\r)$/, '');
    offset += cut.lines.length;
    const added = cut.lines.match(/\r\n|\n|\r/g)?.length ?? 0;
    lines += added;
    node.position!.end.offset! += cut.lines.length;
    node.position!.end.line += added;
    next += 1;
  }
  if (offset > 0) {
    tree.position!.end.offset! += offset;
    tree.position!.end.line += lines;
  }
  return next === cuts.length;
}

function isDataBlock(node: Nodes): boolean {
  return node.type === 'code' && node.lang === 'yaml' && node.meta === 'data' && node.value === '';
}

/** Fences stand at the top level, so that a node lies wholly before or wholly after one. */
function shift(node: Nodes, offset: number, lines: number): void {
  const { start, end } = node.position!;
  start.offset! += offset;
  start.line += lines;
  end.offset! += offset;
  end.line += lines;
  if ('children' in node) for (const child of node.children) shift(child, offset, lines);
}
