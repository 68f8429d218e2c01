import type { Code, Definition, Nodes, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { pointAt, type Source } from '../place.ts';
import { type Cut, definitionsIn } from '../shrink.ts';
import { type Link, STAND_IN } from './prose.ts';

/**
 * Puts what was taken out back into the tree of the shrunken text, and moves all nodes to where they stand in the whole one.
 * `false` where it proves to have been something else, and the tree is of no use.
 */
export function restore(tree: Root, cuts: readonly Cut[], source: Source): boolean {
  return cuts.length === 0 || new Restoration(cuts, source).into(tree);
}

class Restoration {
  readonly #cuts: readonly Cut[];
  readonly #source: Source;
  /** Not yet put back, last first. */
  readonly #lines: Cut[];
  readonly #prose: Cut[];
  /** How many cuts lie before the last place. */
  #before = 0;
  readonly #defined = new Set<string>();
  readonly #linked = new Set<string>();

  constructor(cuts: readonly Cut[], source: Source) {
    this.#cuts = cuts;
    this.#source = source;
    this.#lines = cuts.filter(({ kind }) => kind !== 'prose').reverse();
    this.#prose = cuts.filter(({ kind }) => kind === 'prose').reverse();
  }

  into(tree: Root): boolean {
    const children: RootContent[] = [];
    for (const [index, node] of tree.children.entries()) {
      const start = node.position!.start.offset;
      children.push(...(this.#restored(node) as RootContent[]));
      if (this.#lines.at(-1)?.node !== start) continue;
      const cut = this.#lines.pop()!;
      if (cut.kind === 'code') {
        if (!isDataBlock(node)) return false;
        node.value = cut.taken.replace(/(?:\r\n|\n|\r)$/, '');
      } else {
        if (node.type !== 'definition' || tree.children[index + 1]?.type !== 'definition') return false;
        children.push(...this.#definitions(cut));
      }
    }
    tree.children = children;
    this.#move(tree);
    const unknown = [...this.#linked].some(label => !this.#defined.has(label));
    return this.#lines.length === 0 && this.#prose.length === 0 && !unknown;
  }

  /** The node in its place, whole; text may become several nodes. */
  #restored(node: Nodes): Nodes[] {
    this.#move(node);
    if (node.type === 'definition') this.#defined.add(node.identifier);
    if ('children' in node)
      node.children = node.children.flatMap(child => this.#restored(child)) as typeof node.children;
    if (this.#prose.length === 0 || !('value' in node && node.value.includes(STAND_IN))) return [node];
    if (node.type === 'text') return this.#phrasing(node);
    node.value = node.value.replaceAll(STAND_IN, () => this.#prose.pop()!.taken);
    return [node];
  }

  #phrasing({ value, position }: Text): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    const [start, end] = [position!.start.offset!, position!.end.offset!];
    let from = start;
    const [first, ...others] = value.split(STAND_IN);
    let words = first!;
    const put = (to: number): void => {
      if (words !== '') nodes.push({ type: 'text', value: words, position: this.#position(from, to) });
    };
    for (const after of others) {
      const cut = this.#prose.pop()!;
      let taken = cut.start;
      for (const link of cut.links) {
        words += this.#source.text.slice(taken, link.start);
        put(link.start);
        nodes.push(this.#link(link));
        from = taken = link.end;
        words = '';
      }
      words += this.#source.text.slice(taken, cut.start + cut.taken.length) + after;
      // Spaces at the end of a line are no text.
      if (/^[\n\r]/.test(words)) while (this.#source.text[from] === ' ') from += 1;
    }
    put(end);
    return nodes;
  }

  #link({ start, end, words, url, label }: Link): PhrasingContent {
    const children: Text[] = [
      { type: 'text', value: words, position: this.#position(start + 1, start + 1 + words.length) },
    ];
    const position = this.#position(start, end);
    if (label === undefined) return { type: 'link', title: null, url: url!, children, position };
    this.#linked.add(label);
    return { type: 'linkReference', children, position, label, identifier: label, referenceType: 'full' };
  }

  #definitions({ taken, start }: Cut): Definition[] {
    return [...definitionsIn(taken)].map(({ 0: line, 1: label, 2: url, 3: title, index }) => {
      this.#defined.add(label!);
      const position = this.#position(start + index, start + index + line.trimEnd().length);
      return { type: 'definition', identifier: label!, label: label!, title: title!, url: url!, position };
    });
  }

  #move(node: Nodes): void {
    const { start, end } = node.position!;
    node.position = this.#position(this.#whole(start.offset!), this.#whole(end.offset!));
  }

  /** Where a place of the shrunken text is in the whole one; quick where these are asked for in order. */
  #whole(offset: number): number {
    while (this.#before < this.#cuts.length && this.#cuts[this.#before]!.behind <= offset) this.#before += 1;
    while (this.#before > 0 && this.#cuts[this.#before - 1]!.behind > offset) this.#before -= 1;
    const cut = this.#cuts[this.#before - 1];
    return cut ? cut.start + cut.taken.length + offset - cut.behind : offset;
  }

  #position(start: number, end: number): NonNullable<Nodes['position']> {
    return { start: pointAt(this.#source, start), end: pointAt(this.#source, end) };
  }
}

function isDataBlock(node: Nodes): node is Code {
  return node.type === 'code' && node.lang === 'yaml' && node.meta === 'data' && node.value === '';
}
