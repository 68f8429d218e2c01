import type { Code, Definition, Html, Link, LinkReference, Nodes, Root } from 'mdast';
import type { Report } from './messages.ts';
import { type Place, placeOf, type Source } from './place.ts';
import type { Prose, Span } from './text.ts';
import { readYaml, type YamlMap, type YamlScalar } from './yaml.ts';

/** A link reference definition. `type` is null where its title isn't of the form `Type: Label`: then it is an ordinary link. */
export interface DefinitionMark {
  readonly id: string;
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
  /** Address of an inline link, label of a reference. */
  readonly target: string;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  readonly place: Place;
  readonly targetPlace: Place;
}

/** Brackets that CommonMark left as text. */
export interface LooseMark {
  readonly form: 'full' | 'collapsed' | 'shortcut' | 'inline';
  readonly target: string;
  readonly place: Place;
}

export interface Marks {
  readonly definitions: readonly DefinitionMark[];
  readonly entries: readonly Entry[];
  readonly links: readonly LinkMark[];
  readonly loose: readonly LooseMark[];
}

/** Takes every annotation down with its place and interprets none. */
export function extract(source: Source, tree: Root, prose: Prose, report: Report): Marks {
  const walk = new Walk(source, report);
  for (const node of tree.children) walk.visit(node, 1);
  return {
    definitions: walk.definitions,
    entries: walk.entries,
    links: prose.spans.map(span => linkMark(source, span)),
    loose: walk.loose,
  };
}

class Walk {
  readonly definitions: DefinitionMark[] = [];
  readonly entries: Entry[] = [];
  readonly loose: LooseMark[] = [];
  readonly #source: Source;
  readonly #report: Report;

  constructor(source: Source, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  visit(node: Nodes, depth: number): void {
    if (node.type === 'text') this.#text(...rangeOf(node));
    else if (node.type === 'definition') this.definitions.push(definitionMark(this.#source, node, depth > 1));
    else if (node.type === 'code') this.#code(node, depth > 1);
    else if (node.type === 'html') this.#html(node);
    else if (node.type === 'paragraph') this.#paragraph(node);
    else if ('children' in node) for (const child of node.children) this.visit(child, depth + 1);
  }

  #code(node: Code, nested: boolean): void {
    const [start, end] = rangeOf(node);
    const raw = this.#source.text.slice(start, end);
    const opening = /^(?:`{3,}|~{3,})/.exec(raw)?.[0];
    if (opening === undefined) return;
    const firstLine = /^[^\r\n]*/.exec(raw)![0];
    const closed = new RegExp(`[\\r\\n][ \\t>]*${raw.startsWith('`') ? '`' : '~'}{${opening.length},}[ \\t]*$`).test(
      raw,
    );
    if (!closed && end >= this.#source.text.trimEnd().length)
      this.#report('fence-unclosed', placeOf(this.#source, start, start + firstLine.length), {});
    const info = [node.lang, node.meta].filter(Boolean).join(' ');
    const infoPlace = placeOf(
      this.#source,
      start + firstLine.length - firstLine.slice(opening.length).trimStart().length,
      start + firstLine.trimEnd().length,
    );
    if (info !== 'yaml data') {
      if (/^(?:ya?ml[\s_-]*data|data[\s_-]*ya?ml)$/i.test(info)) this.#misspelt(infoPlace, info);
      return;
    }
    if (nested) return this.#report('data-block-nested', infoPlace, {});
    if (node.position!.start.column > 1) return this.#report('data-block-indented', infoPlace, {});
    if (closed) this.#dataBlock(start + firstLine.length, end);
  }

  #misspelt(place: Place, info: string): void {
    this.#report(
      'data-block-info',
      place,
      { info },
      { fix: { start: place.start.offset, end: place.end.offset, text: 'yaml data' } },
    );
  }

  #dataBlock(start: number, end: number): void {
    const closing = this.#source.text.slice(start, end).search(/[\r\n][^\r\n]*$/);
    const map = readYaml(this.#source, start, start + Math.max(closing, 0) + 1, this.#report);
    for (const { key, value } of map?.entries ?? []) {
      if (value.kind === 'map') this.entries.push({ key, value });
      else this.#report('entry-not-mapping', placeOf(this.#source, key.start, key.end), { id: key.value });
    }
  }

  /** Raw HTML hides what stands in it; only an annotation or the rest of a comment's line is certain to be prose. */
  #html(node: Html): void {
    const [start, end] = rangeOf(node);
    const raw = this.#source.text.slice(start, end);
    const comment = /^<!--[\s\S]*?-->/.exec(raw);
    if (comment) {
      const rest = raw.slice(comment[0].length);
      const words = rest.trim();
      if (words === '' || words.startsWith('<')) return;
      const at = start + comment[0].length + rest.length - rest.trimStart().length;
      return this.#report('comment-swallows', placeOf(this.#source, at, at + words.length), { words });
    }
    if (/^<(?:script|pre|style|textarea)\b/i.test(raw)) return;
    const hidden = /\[[^[\]\n]+\](?:\[[^[\]\n]*\]|\((?:#|date:)[^()\s]*\))/.exec(raw);
    if (hidden)
      this.#report(
        'html-swallows',
        placeOf(this.#source, start + hidden.index, start + hidden.index + hidden[0].length),
        { words: hidden[0] },
      );
  }

  #paragraph(node: Extract<Nodes, { type: 'paragraph' }>): void {
    const [start, end] = rangeOf(node);
    const raw = this.#source.text.slice(start, end);
    if (raw.includes(']:')) {
      for (const line of raw.matchAll(/(?:^|[\r\n])[ \t>]*(\[([^\][\\^][^\][\\]*)\]:[ \t]*\S[^\r\n]*)/g)) {
        const at = start + line.index + line[0].length - line[1]!.length;
        this.#report('definition-not-taken', placeOf(this.#source, at, at + line[1]!.length), { words: line[1]! });
      }
    }
    for (const child of node.children) this.visit(child, 2);
  }

  #text(start: number, end: number): void {
    const raw = this.#source.text.slice(start, end);
    if (!raw.includes(']')) return;
    for (const found of raw.matchAll(LOOSE)) {
      if (found[0].startsWith('\\')) continue;
      const [, words, label, address, single] = found;
      const target = label ?? address ?? single ?? '';
      const form =
        label === '' ? 'collapsed' : label !== undefined ? 'full' : address !== undefined ? 'inline' : 'shortcut';
      const text = form === 'collapsed' ? (words ?? '') : target;
      const at = start + found.index + (form === 'collapsed' ? found[0].indexOf(text) : found[0].lastIndexOf(text));
      this.loose.push({ form, target: text, place: placeOf(this.#source, at, at + text.length) });
    }
  }
}

/** `[words][label]` or what is left of it, `](#address` or `](date:…`, and `[single]`; an escaped bracket first, so that it is passed over. */
const LOOSE = /\\[[\]]|(?:\[([^[\]]*))?\]\[([^[\]]*)\]|\]\(((?:#|date:)[^()\s]*)\)|\[([^[\]]*)\](?![[(:])/g;

function rangeOf(node: Nodes): [number, number] {
  return [node.position!.start.offset!, node.position!.end.offset!];
}

function linkMark(source: Source, span: Span): LinkMark {
  const node = span.node as Link | LinkReference;
  const [start, end] = rangeOf(node);
  const raw = source.text.slice(start, end);
  const place = placeOf(source, start, end);
  const words = { start: span.start, end: span.end, block: span.block, place };
  if (node.type === 'link') {
    const at = raw.lastIndexOf('](') + 2;
    const length = /^<?[^\s)>]*/.exec(raw.slice(at))![0].length;
    return {
      ...words,
      form: 'inline',
      target: node.url,
      targetPlace: at > 1 ? placeOf(source, start + at, start + at + length) : place,
    };
  }
  const opening = node.referenceType === 'full' ? raw.lastIndexOf('[') : 0;
  const closing = node.referenceType === 'collapsed' ? raw.length - 3 : raw.length - 1;
  return {
    ...words,
    form: node.referenceType === 'shortcut' ? 'shortcut' : 'reference',
    target: node.label ?? node.identifier,
    targetPlace: placeOf(source, start + opening + 1, start + closing),
  };
}

function definitionMark(source: Source, node: Definition, nested: boolean): DefinitionMark {
  const [start, end] = rangeOf(node);
  const raw = source.text.slice(start, end);
  const at = (from: number, words: string): Place => placeOf(source, start + from, start + from + words.length);
  const label = /^\[((?:[^\\\]]|\\.)*)\]:\s*/s.exec(raw);
  const url = /^<[^>]*>|^\S*/.exec(raw.slice(label?.[0].length ?? 0))![0];
  const urlStart = label?.[0].length ?? 0;
  const titleStart = urlStart + url.length + (/^\s*["'(]/.exec(raw.slice(urlStart + url.length))?.[0].length ?? 0);
  const rawTitle = raw.slice(titleStart, -1);
  const title = node.title ?? null;
  const parts = title === null ? null : /^([A-Z][A-Za-z0-9]*):\s+(\S[\s\S]*)$/.exec(title);
  const rawLabelStart = titleStart + (/^[^:]*:\s*/.exec(rawTitle)?.[0].length ?? 0);
  return {
    id: node.label ?? node.identifier,
    url: node.url,
    title,
    type: parts?.[1] ?? null,
    label: parts?.[2]?.replace(/\s+/g, ' ').trim() ?? '',
    nested,
    place: placeOf(source, start, end),
    idPlace: at(1, label?.[1] ?? ''),
    urlPlace: at(urlStart, url),
    typePlace: at(titleStart, parts?.[1] ?? rawTitle),
    labelPlace: placeOf(source, start + rawLabelStart, end - 1),
  };
}
