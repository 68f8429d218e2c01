import type { Nodes, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { Source } from '../place.ts';
import { type Cut, type Shrunken, STAND_IN } from '../shrink.ts';
import { labelOf, positionOf } from './prose.ts';

/**
 * Puts what was taken out back into the tree of the shrunken text, and moves all nodes to where they stand in the whole one.
 * `false` where it proves to have been something else, and the tree is of no use.
 */
export function restore(tree: Root, shrunken: Shrunken, source: Source): boolean {
  return shrunken.cuts.length === 0 || new Restoration(shrunken, source).into(tree);
}

/** The tree of a text that is plain throughout; `null` for any other. */
export function wholeTree({ text, cuts, defined, linked }: Shrunken, source: Source): Root | null {
  const blocks = /^[\r\n]*.[\r\n]*$/.test(text) ? cuts[0]?.blocks : null;
  if (!blocks || ![...linked].every(label => defined.has(label))) return null;
  return { type: 'root', children: [...blocks], position: positionOf(source, 0, source.text.length) };
}

class Restoration {
  readonly #shrunken: Shrunken;
  readonly #source: Source;
  /** Not yet put back, last first. */
  readonly #left: Cut[];
  /** Where the shrunken text goes on behind each stand-in, and how much further the whole one is there. */
  readonly #gaps: { behind: number; shift: number }[] = [];
  /** How many stand-ins lie before the last place. */
  #before = 0;
  readonly #defined: Set<string>;
  #failed = false;

  constructor(shrunken: Shrunken, source: Source) {
    this.#shrunken = shrunken;
    this.#source = source;
    this.#left = [...shrunken.cuts].reverse();
    this.#defined = new Set(shrunken.defined);
    let shift = 0;
    for (const { start, end } of shrunken.cuts) {
      const behind = start - shift + STAND_IN.length;
      shift = end - behind;
      this.#gaps.push({ behind, shift });
    }
  }

  into(tree: Root): boolean {
    const children: RootContent[] = [];
    for (const node of tree.children) {
      const blocks = isStandIn(node) ? this.#left.at(-1)?.blocks : null;
      if (blocks) this.#left.pop();
      for (const whole of blocks ?? (this.#restored(node) as RootContent[])) children.push(whole);
    }
    tree.children = children;
    this.#move(tree);
    const known = [...this.#shrunken.linked].every(label => this.#defined.has(label));
    return known && this.#left.length === 0 && !this.#failed;
  }

  /** The node in its place, whole; text may become several nodes. */
  #restored(node: Nodes): Nodes[] {
    this.#move(node);
    const label = labelOf(node);
    if (label !== null) this.#defined.add(label);
    if ('children' in node)
      node.children = node.children.flatMap(child => this.#restored(child)) as typeof node.children;
    if (!('value' in node && node.value.includes(STAND_IN))) return [node];
    if (node.type === 'text') return this.#phrasing(node);
    node.value = node.value.replaceAll(STAND_IN, () => this.#lines());
    return [node];
  }

  /** What was taken out, where it is no Markdown. */
  #lines(): string {
    const { start, end, blocks } = this.#left.pop()!;
    // Others might end what they stand in.
    if (blocks?.some(({ type }) => type !== 'paragraph' && type !== 'heading')) this.#failed = true;
    return this.#source.text.slice(start, end);
  }

  #phrasing({ value, position }: Text): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    const [start, end] = [position!.start.offset!, position!.end.offset!];
    let from = start;
    const [first, ...others] = value.split(STAND_IN);
    let words = first!;
    const put = (to: number): void => {
      if (words !== '') nodes.push({ type: 'text', value: words, position: positionOf(this.#source, from, to) });
    };
    for (const after of others) {
      const cut = this.#left.pop()!;
      if (!cut.inlines) this.#failed = true;
      let taken = cut.start;
      for (const inline of cut.inlines ?? []) {
        const { start: begins, end: ends } = inline.position!;
        words += this.#source.text.slice(taken, begins.offset);
        put(begins.offset!);
        nodes.push(inline);
        from = taken = ends.offset!;
        words = '';
      }
      words += this.#source.text.slice(taken, cut.end) + after;
      // Spaces at the end of a line are no text.
      if (/^[\n\r]/.test(words)) while (this.#source.text[from] === ' ') from += 1;
    }
    put(end);
    return nodes;
  }

  #move(node: Nodes): void {
    const { start, end } = node.position!;
    node.position = positionOf(this.#source, this.#whole(start.offset!), this.#whole(end.offset!));
  }

  /** Where a place of the shrunken text is in the whole one; quick where these are asked for in order. */
  #whole(offset: number): number {
    const gaps = this.#gaps;
    while (this.#before < gaps.length && gaps[this.#before]!.behind <= offset) this.#before += 1;
    while (this.#before > 0 && gaps[this.#before - 1]!.behind > offset) this.#before -= 1;
    return offset + (gaps[this.#before - 1]?.shift ?? 0);
  }
}

/** Whether a block of the top level is what stands for plain ones. */
function isStandIn(node: RootContent): boolean {
  if (node.type !== 'paragraph' || node.children.length > 1) return false;
  const [text] = node.children;
  return text?.type === 'text' && text.value === STAND_IN;
}
