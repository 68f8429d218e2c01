import type { Html, Nodes, Paragraph, Root } from 'mdast';
import { dataBlock } from './extract/blocks.ts';
import { definitionMark, reportStray } from './extract/definitions.ts';
import { HiddenIds } from './extract/hidden.ts';
import { linkMark, looseMarks } from './extract/links.ts';
import { anchorsIn, checkHtml } from './extract/raw-html.ts';
import type { Report } from './messages.ts';
import { type Place, placeOf, type Source } from './place.ts';
import type { Prose } from './text.ts';
import type { YamlMap, YamlScalar, YamlText } from './yaml.ts';

/** A link reference definition. `type` is null where its title isn't of the form `Type: Label`: then it is an ordinary link. */
export interface DefinitionMark {
  readonly id: string;
  /** The label as CommonMark folds it: what references are matched by. */
  readonly key: string;
  readonly url: string;
  readonly title: string | null;
  readonly type: string | null;
  readonly label: string;
  readonly nested: boolean;
  readonly place: Place;
  readonly idPlace: Place;
  readonly urlPlace: Place;
  readonly typePlace: Place;
  readonly labelPlace: Place;
}

/** One `id: fields` pair of a data block. */
export interface Entry {
  readonly key: YamlScalar;
  readonly value: YamlMap;
}

/** A link with its words. Text offsets are UTF-16 offsets in `Prose.text`. */
export interface LinkMark {
  readonly form: 'inline' | 'reference' | 'shortcut';
  /** Address of an inline link, folded label of a reference. */
  readonly target: string;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  readonly place: Place;
  readonly targetPlace: Place;
}

/**
 * Brackets that CommonMark left as text: `][id]`, `[id][]`, `[id]`, `](#id)`; `parted` and `unclosed` are what is nearly a link. `around`
 * says that other links stand between the brackets.
 */
export interface LooseMark {
  readonly form: 'full' | 'collapsed' | 'shortcut' | 'inline' | 'parted' | 'unclosed';
  readonly target: string;
  readonly around: boolean;
  readonly place: Place;
}

/** `<!-- accept rule: reason -->` and what it stands before. */
export interface CommentMark {
  readonly words: string;
  readonly place: Place;
  /** Offsets of what it is about. */
  readonly start: number;
  readonly end: number;
}

/** Ids in parts that couldn't be read, which has been reported: nothing more is said of them. */
export interface Hidden {
  readonly declared: ReadonlySet<string>;
  readonly mentioned: ReadonlySet<string>;
}

export interface Marks {
  readonly definitions: readonly DefinitionMark[];
  readonly entries: readonly Entry[];
  readonly links: readonly LinkMark[];
  readonly loose: readonly LooseMark[];
  readonly comments: readonly CommentMark[];
  readonly blocks: readonly YamlText[];
  /** Fragments that raw HTML gives names to. */
  readonly anchors: ReadonlySet<string>;
  readonly hidden: Hidden;
}

/** Takes every annotation down with its place and interprets none. */
export function extract(source: Source, tree: Root, prose: Prose, report: Report): Marks {
  const walk = new Walk(source, report);
  walk.flow(tree.children, false);
  const { definitions, entries, loose, comments, blocks, anchors, hidden } = walk;
  const links = prose.spans.map(span => linkMark(source, span));
  return { definitions, entries, links, loose, comments, blocks, anchors, hidden };
}

class Walk {
  readonly definitions: DefinitionMark[] = [];
  readonly entries: Entry[] = [];
  readonly loose: LooseMark[] = [];
  readonly comments: CommentMark[] = [];
  readonly blocks: YamlText[] = [];
  readonly anchors = new Set<string>();
  readonly hidden = new HiddenIds();
  readonly #source: Source;
  readonly #report: Report;

  constructor(source: Source, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  /** Blocks side by side: `nested` in a list, a quote or a footnote. */
  flow(nodes: readonly Nodes[], nested: boolean): void {
    nodes.forEach((node, index) => {
      if (node.type === 'html') this.#html(node, nodes.slice(index + 1));
      else this.#block(node, nested);
    });
  }

  #block(node: Nodes, nested: boolean): void {
    if (node.type === 'paragraph') this.#paragraph(node);
    else if (node.type === 'definition') this.definitions.push(definitionMark(this.#source, node, nested));
    else if (node.type === 'code') this.#code(node, nested);
    else if (node.type === 'heading' || node.type === 'tableCell') this.#phrasing(node.children);
    else if ('children' in node) this.flow(node.children, true);
  }

  #code(node: Extract<Nodes, { type: 'code' }>, nested: boolean): void {
    const block = dataBlock(this.#source, node, nested, this.hidden, this.#report);
    if (!block) return;
    this.blocks.push(block.yaml);
    for (const entry of block.entries) this.entries.push(entry);
  }

  #paragraph(node: Paragraph): void {
    reportStray(this.#source, node, this.hidden, this.#report);
    this.#phrasing(node.children);
  }

  #phrasing(nodes: readonly Nodes[]): void {
    for (const node of nodes) {
      if (node.type === 'text') {
        for (const mark of looseMarks(this.#source, node)) this.loose.push(mark);
      } else if (node.type === 'html') this.#html(node, []);
      else if ('children' in node) this.#phrasing(node.children);
    }
  }

  #html(node: Html, after: readonly Nodes[]): void {
    checkHtml(this.#source, node, this.hidden, this.#report);
    if (node.value.includes('=')) for (const name of anchorsIn(node.value)) this.anchors.add(name);
    const words = /^<!--\s*(accept\b[\s\S]*?)\s*-->\s*$/.exec(node.value)?.[1];
    if (words === undefined) return;
    const about = after.find(other => !(other.type === 'html' && other.value.startsWith('<!--')));
    const { start, end } = node.position!;
    const place = placeOf(this.#source, start.offset!, end.offset!);
    const covered = about?.position ?? node.position!;
    this.comments.push({ words, place, start: covered.start.offset!, end: covered.end.offset! });
  }
}
