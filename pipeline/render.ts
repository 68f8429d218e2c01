import type { Element, ElementContent, Properties, RootContent } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import type { Nodes, Root } from 'mdast';
import { defaultHandlers, type Handler, type State, toHast } from 'mdast-util-to-hast';
import type { RowsByTable } from './by-table.ts';
import type { DocumentProse, ProseBlock } from './emit/emitter.ts';
import { SCHEMA } from './render/schema.ts';
import { wordsIn } from './render/sentences.ts';
import { type Resolved, slug } from './resolve.ts';
import type { Block, Prose } from './text.ts';

/** Turns an article into HTML: the only stage that knows both Markdown and HTML. */
export type Render = typeof render;

/**
 * The prose of an article as HTML, with what is marked in it as elements that bear no address:
 *
 *   <span id="s_…" data-sentence>       a sentence (on a table row: the row itself)
 *   <a id="m_…" data-target="china">    words that speak of a thing
 *   <time data-from data-to data-edtf>  words that say a date
 *   <a href data-citation>              a link elsewhere
 *
 * Raw HTML and data blocks are left out, images are replaced by their descriptions, and what remains is sanitised. Of an article
 * that publishes quotes alone only their sentences are there, `<span data-gap>` where others stood.
 */
export function render(tree: Root, resolved: Resolved, rows: RowsByTable): DocumentProse {
  const article = new Article(resolved, rows);
  const whole = rows.documents?.[0]?.text_path !== null;
  const hast = toHast(
    { type: 'root', children: tree.children.filter(node => !isData(node)) },
    { handlers: article.handlers, clobberPrefix: 'note-', footnoteLabel: '' },
  );
  const children = hast.type === 'root' ? hast.children : [];
  const elements = children.filter(node => node.type === 'element');
  const kept = whole ? elements : quoting(elements);
  return { document_id: String(rows.documents?.[0]?.document_id), blocks: kept.map(element => article.block(element)) };
}

class Article {
  readonly #prose: Prose;
  readonly #blocks = new Map<Nodes, Block>();
  readonly #marks = new Map<number, Properties>();
  /** By the start of a sentence in the text. */
  readonly #sentences = new Map<number, string>();
  readonly #paragraphs = new Map<string, number>();
  readonly #headings = new Map<string, number>();

  constructor(resolved: Resolved, rows: RowsByTable) {
    this.#prose = resolved.prose;
    for (const block of resolved.prose.blocks) this.#blocks.set(block.node, block);
    resolved.mentions.forEach(({ place, target }, index) => {
      this.#marks.set(place.start.offset, {
        id: String(rows.mentions![index]!.mention_id),
        dataTarget: target,
      });
    });
    for (const { place, date } of resolved.dates) {
      const { edtf, start, end } = date;
      const plain = /^\d{4}(?:-\d\d){0,2}$/.test(edtf) ? { dateTime: edtf } : {};
      this.#marks.set(place.start.offset, { ...plain, dataEdtf: edtf, dataFrom: start ?? '', dataTo: end ?? '' });
    }
    for (const { place, url } of resolved.citations) {
      this.#marks.set(place.start.offset, { href: url, dataCitation: '' });
    }
    this.#takeSentences(rows);
  }

  /** A sentence that isn't published has no row, but a place in the count. */
  #takeSentences(rows: RowsByTable): void {
    const ids = new Map(rows.sentences?.map(row => [row.position, String(row.sentence_id)]));
    let position = 0;
    this.#prose.blocks.forEach((block, index) => {
      for (const { start } of block.sentences) {
        position += 1;
        const id = ids.get(position);
        if (id === undefined) continue;
        this.#sentences.set(start, id);
        this.#paragraphs.set(id, index + 1);
      }
    });
  }

  readonly handlers: { readonly [type: string]: Handler } = {
    paragraph: (state, node) => this.#sewn(node, defaultHandlers.paragraph(state, node)),
    heading: (state, node) => {
      const element = this.#sewn(node, defaultHandlers.heading(state, node));
      const block = this.#blocks.get(node);
      if (!block) return element;
      const id = slug(this.#prose.text.slice(block.start, block.end));
      const before = this.#headings.get(id) ?? 0;
      this.#headings.set(id, before + 1);
      return { ...element, properties: { ...element.properties, id: before === 0 ? id : `${id}-${before}` } };
    },
    tableRow: (state, node, parent) => this.#row(node, defaultHandlers.tableRow(state, node, parent)),
    link: (state, node) => this.#mark(state, node) ?? defaultHandlers.link(state, node),
    linkReference: (state, node) => this.#mark(state, node) ?? defaultHandlers.linkReference(state, node),
    image: (_, node) => described(node.alt),
    imageReference: (_, node) => described(node.alt),
    html: () => undefined,
  };

  #mark(state: State, node: Extract<Nodes, { type: 'link' | 'linkReference' }>): Element | undefined {
    const properties = this.#marks.get(node.position!.start.offset!);
    if (!properties) return undefined;
    return { type: 'element', tagName: 'dataEdtf' in properties ? 'time' : 'a', properties, children: state.all(node) };
  }

  #sewn(node: Nodes, element: Element): Element {
    const block = this.#blocks.get(node);
    if (!block) return element;
    const words = wordsIn(element.children, this.#prose.text, block.start);
    const children: ElementContent[] = [];
    let end = block.start;
    for (const sentence of block.sentences) {
      children.push(...words.between(end, sentence.start));
      const id = this.#sentences.get(sentence.start);
      const inner = words.between(sentence.start, sentence.end);
      const properties = id === undefined ? { dataGap: '' } : { id, dataSentence: '' };
      children.push({ type: 'element', tagName: 'span', properties, children: id === undefined ? [] : inner });
      end = sentence.end;
    }
    return { ...element, children: [...children, ...words.between(end, Number.POSITIVE_INFINITY)] };
  }

  #row(node: Nodes, element: Element): Element {
    const id = this.#sentences.get(this.#blocks.get(node)?.start ?? -1);
    const properties = id === undefined ? {} : { id, dataSentence: '' };
    return { ...element, properties: { ...element.properties, ...properties } };
  }

  block(element: Element): ProseBlock {
    const depth = /^h([1-6])$/.exec(element.tagName)?.[1];
    const notes = 'dataFootnotes' in element.properties;
    const shown = notes ? { ...element, children: element.children.slice(1) } : element;
    return {
      html: toHtml(sanitize({ type: 'root', children: [shown] }, SCHEMA)),
      paragraphs: [...new Set(sentenceIds(element).map(id => this.#paragraphs.get(id)!))],
      heading: depth === undefined ? null : { depth: Number(depth), id: String(element.properties.id ?? '') },
      notes,
    };
  }
}

function isData(node: RootContent | Nodes): boolean {
  return node.type === 'code' && [node.lang, node.meta].filter(Boolean).join(' ') === 'yaml data';
}

function described(alt: string | null | undefined): Element | undefined {
  if (!alt) return undefined;
  const children = [{ type: 'text' as const, value: alt }];
  return { type: 'element', tagName: 'span', properties: { dataImage: '' }, children };
}

function sentenceIds(node: RootContent): string[] {
  if (node.type !== 'element') return [];
  const own = 'dataSentence' in node.properties ? [String(node.properties.id)] : [];
  return [...own, ...node.children.flatMap(sentenceIds)];
}

function hasSentence(node: RootContent): boolean {
  return sentenceIds(node).length > 0;
}

/** What holds published sentences, without references to notes that hold none. */
function quoting(elements: readonly Element[]): Element[] {
  const kept = elements.filter(hasSentence).map(pruned);
  const ids = new Set(kept.flatMap(idsIn));
  return kept.map(element => linked(element, ids));
}

function idsIn({ properties, children }: Element): string[] {
  return [String(properties.id ?? ''), ...children.flatMap(child => (child.type === 'element' ? idsIn(child) : []))];
}

/** Without links to elements that aren't there: marks of notes go, other words stay. */
function linked(element: Element, ids: ReadonlySet<string>): Element {
  const isDead = ({ properties: { href } }: Element): boolean =>
    typeof href === 'string' && href.startsWith('#') && !ids.has(decodeURIComponent(href.slice(1)));
  const children = element.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    const [mark] = child.tagName === 'sup' ? child.children : [];
    if (mark?.type === 'element' && isDead(mark)) return [];
    if (!isDead(child)) return [linked(child, ids)];
    return 'dataFootnoteBackref' in child.properties ? [] : child.children;
  });
  return { ...element, children };
}

/** Without the lists, quotes and rows in which no sentence is left. */
function pruned(element: Element): Element {
  const isLeaf = 'dataSentence' in element.properties || element.children.some(child => isSpan(child));
  if (isLeaf) return element;
  return { ...element, children: element.children.filter(hasSentence).map(child => pruned(child as Element)) };
}

function isSpan(node: RootContent): boolean {
  return node.type === 'element' && ('dataSentence' in node.properties || 'dataGap' in node.properties);
}
