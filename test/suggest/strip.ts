import type { Nodes, Root } from 'mdast';
import { parse } from '../../pipeline/parse.ts';
import { createSource } from '../../pipeline/place.ts';

/** Words that were a link, where they stand once no link is left. */
export interface Link {
  readonly start: number;
  readonly end: number;
  readonly target: string;
}

type Cut = readonly [start: number, end: number];

/** An article without its links, definitions and data blocks, byte for byte what else it was. */
export function strip(text: string): { readonly text: string; readonly links: readonly Link[] } {
  const tree = parse(createSource('article.md', text));
  const cuts: Cut[] = [...addedIn(tree, text)];
  const spans: { start: number; end: number; target: string }[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'linkReference') {
      const [start, end] = rangeOf(node);
      const words: Cut = [rangeOf(node.children[0]!)[0], rangeOf(node.children.at(-1)!)[1]];
      cuts.push([start, words[0]], [words[1], end]);
      const target = node.type === 'link' ? node.url.replace(/^#/, '') : node.identifier;
      spans.push({ start: words[0], end: words[1], target });
    } else if ('children' in node) node.children.forEach(visit);
  };
  visit(tree);
  cuts.sort((a, b) => a[0] - b[0]);
  const shifted = (at: number): number =>
    at - cuts.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, at) - Math.min(from, at)), 0);
  const links = spans.map(({ start, end, target }) => ({ start: shifted(start), end: shifted(end), target }));
  return { text: without(text, cuts), links };
}

function without(text: string, cuts: readonly Cut[]): string {
  let out = '';
  let done = 0;
  for (const [from, to] of cuts) {
    out += text.slice(done, Math.max(done, from));
    done = Math.max(done, to);
  }
  return out + text.slice(done);
}

/** Definitions, data blocks and the `<details>` around them, with the white space before each. */
function* addedIn(tree: Root, text: string): Iterable<Cut> {
  const isData = (node: Nodes | undefined): boolean =>
    node?.type === 'code' && `${node.lang} ${node.meta}` === 'yaml data';
  const { children } = tree;
  for (const [index, node] of children.entries()) {
    const shell =
      node.type === 'html' &&
      (/^<details>/.test(node.value)
        ? isData(children[index + 1])
        : /^<\/details>/.test(node.value) && isData(children[index - 1]));
    if (!shell && !isData(node) && node.type !== 'definition') continue;
    const [start, end] = rangeOf(node);
    yield [start - /\s*$/.exec(text.slice(0, start))![0].length, end];
  }
}

function rangeOf(node: Nodes): [number, number] {
  return [node.position!.start.offset!, node.position!.end.offset!];
}
