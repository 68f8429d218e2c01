import type { Element, ElementContent } from 'hast';

/** Words of a block, from which any stretch of the text can be cut. Offsets are UTF-16 offsets in `Prose.text`. */
export interface Words {
  /** What stands between two offsets; an element that reaches across one is in both halves. */
  between(start: number, end: number): ElementContent[];
}

/** A node and the stretch of the text that it covers. */
type Laid =
  | { readonly start: number; readonly end: number; readonly words: string }
  | { readonly start: number; readonly end: number; readonly element: Element; readonly children: readonly Laid[] };

/**
 * Lays the words of a block along the text that offsets refer to. Text and tree differ in white space alone: the text's stands,
 * so that line breaks in the source are folded here as they are there.
 */
export function wordsIn(nodes: readonly ElementContent[], text: string, start: number): Words {
  const cursor = { text, at: start };
  const laid = nodes.flatMap(node => lay(node, cursor));
  return { between: (from, to) => laid.flatMap(node => cut(node, from, to, from === start)) };
}

function lay(node: ElementContent, cursor: { readonly text: string; at: number }): Laid[] {
  const start = cursor.at;
  if (node.type === 'text') {
    const words = follow(node.value, cursor);
    return words === '' ? [] : [{ start: cursor.at - words.length, end: cursor.at, words }];
  }
  if (node.type !== 'element') return [];
  const children = isReference(node) ? [] : node.children.flatMap(child => lay(child, cursor));
  return [{ start: children[0]?.start ?? start, end: cursor.at, element: node, children }];
}

/** The number of a footnote is no word of the text. */
function isReference({ tagName, children: [child] }: Element): boolean {
  return tagName === 'sup' && child?.type === 'element' && 'dataFootnoteRef' in child.properties;
}

function follow(value: string, cursor: { readonly text: string; at: number }): string {
  let words = '';
  for (let index = 0; index < value.length; index += 1) {
    const blank = isBlank(value.charCodeAt(index));
    const blankHere = isBlank(cursor.text.charCodeAt(cursor.at));
    if (blank && (!blankHere || (index > 0 && isBlank(value.charCodeAt(index - 1))))) continue;
    if (!blank && blankHere) cursor.at += 1;
    words += cursor.text[cursor.at] ?? '';
    cursor.at += 1;
  }
  return words;
}

function cut(node: Laid, from: number, to: number, first: boolean): ElementContent[] {
  if ('words' in node) {
    const value = node.words.slice(Math.max(from - node.start, 0), Math.max(to - node.start, 0));
    return value === '' ? [] : [{ type: 'text', value }];
  }
  if (node.children.length === 0) {
    return (from < node.start || (first && from === node.start)) && node.start <= to ? [node.element] : [];
  }
  if (node.end <= from || to <= node.start) return [];
  const children = node.children.flatMap(child => cut(child, from, to, first));
  return children.length === 0 ? [] : [{ ...node.element, children }];
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d && unit !== 0x0b && unit !== 0x0c);
}
