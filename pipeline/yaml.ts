import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Report } from './messages.ts';
import { placeOf, type Source } from './place.ts';

/** A scalar's `value` is always its text: `2024` and `~` stay as written (YAML 1.2, failsafe schema). Offsets count in the source. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string;
  readonly plain: boolean;
  readonly start: number;
  readonly end: number;
}
export interface YamlList {
  readonly kind: 'list';
  readonly items: YamlNode[];
  readonly start: number;
  end: number;
}
export interface YamlMap {
  readonly kind: 'map';
  readonly entries: { readonly key: YamlScalar; readonly value: YamlNode }[];
  readonly start: number;
  end: number;
}
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** Collections deeper than this are refused. */
const DEPTH = 24;

/** Reads `source.text[start:end]` as one YAML mapping; `null` after a problem was reported or where there is nothing. */
export function readYaml(source: Source, start: number, end: number, report: Report): YamlMap | null {
  const text = source.text.slice(start, end);
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const at = start + Math.min(error.mark?.position ?? 0, Math.max(text.length - 1, 0));
    report('yaml-syntax', placeOf(source, at, at + 1), { reason: error.reason });
    return null;
  }
  const root = new Builder(source, text, start, report).build(events);
  if (root === null || root.kind === 'map') return root;
  if (root.kind === 'scalar' && root.value === '') return null;
  report('yaml-not-mapping', placeOf(source, root.start, root.end), {});
  return null;
}

/** The plain value of a node: text, arrays, and objects without a prototype. */
export function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  const value: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) value[entry.key.value] = plainValue(entry.value);
  return value;
}

/** The value of a key; the first where the key is doubled (which has been reported). */
export function entryOf(map: YamlMap, key: string): YamlMap['entries'][number] | undefined {
  return map.entries.find(entry => entry.key.value === key);
}

/** The node that a JSON Pointer's unescaped segments lead to, or the deepest one on the way. */
export function nodeAt(root: YamlNode, path: readonly string[]): YamlNode {
  let node = root;
  for (const step of path) {
    const next =
      node.kind === 'map' ? entryOf(node, step)?.value : node.kind === 'list' ? node.items[Number(step)] : null;
    if (!next) return node;
    node = next;
  }
  return node;
}

class Builder {
  readonly #source: Source;
  readonly #text: string;
  readonly #shift: number;
  readonly #report: Report;
  #events: readonly Event[] = [];
  #next = 0;
  #last: number;

  constructor(source: Source, text: string, shift: number, report: Report) {
    this.#source = source;
    this.#text = text;
    this.#shift = shift;
    this.#report = report;
    this.#last = shift;
  }

  /** The first document's root; more documents are reported. */
  build(events: readonly Event[]): YamlNode | null {
    this.#events = events;
    const documents = events.filter(event => event.type === EVENT_ID.DOCUMENT).length;
    if (documents === 0) return null;
    if (documents > 1) this.#report('yaml-documents', placeOf(this.#source, this.#shift, this.#shift), {});
    this.#next = 1;
    return this.#node();
  }

  #node(): YamlNode {
    const event = this.#events[this.#next++]!;
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd);
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    if (event.type === EVENT_ID.SEQUENCE) return this.#list(event);
    if (event.type === EVENT_ID.MAPPING) return this.#map(event);
    return this.#empty();
  }

  #empty(): YamlScalar {
    this.#next--;
    return { kind: 'scalar', value: '', plain: true, start: this.#last, end: this.#last };
  }

  #scalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): YamlScalar {
    this.#decorations(event);
    if (event.valueStart < 0) return { kind: 'scalar', value: '', plain: true, start: this.#last, end: this.#last };
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
    const start = event.valueStart + this.#shift - quoted;
    const end = event.valueEnd + this.#shift + quoted;
    this.#last = end;
    return {
      kind: 'scalar',
      value: getScalarValue(this.#text, event),
      plain: event.style === SCALAR_STYLE.PLAIN,
      start,
      end,
    };
  }

  #list(event: Extract<Event, { type: typeof EVENT_ID.SEQUENCE }>): YamlList {
    this.#decorations(event);
    const list: YamlList = { kind: 'list', items: [], start: event.start + this.#shift, end: 0 };
    while (!this.#closed()) list.items.push(this.#node());
    list.end = Math.max(this.#last, list.start + 1);
    return list;
  }

  #map(event: Extract<Event, { type: typeof EVENT_ID.MAPPING }>): YamlMap {
    this.#decorations(event);
    const map: YamlMap = { kind: 'map', entries: [], start: event.start + this.#shift, end: 0 };
    const seen = new Map<string, YamlScalar>();
    while (!this.#closed()) {
      const key = this.#key(this.#node());
      const value = this.#node();
      const first = seen.get(key.value);
      if (first) this.#doubled(key, first);
      else seen.set(key.value, key);
      map.entries.push({ key, value });
    }
    map.end = Math.max(this.#last, map.start + 1);
    return map;
  }

  #closed(): boolean {
    const event = this.#events[this.#next];
    if (event && event.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  #key(node: YamlNode): YamlScalar {
    if (node.kind === 'scalar') return node;
    this.#report('yaml-key', placeOf(this.#source, node.start, node.end), {});
    return { kind: 'scalar', value: '', plain: true, start: node.start, end: node.end };
  }

  #doubled(key: YamlScalar, first: YamlScalar): void {
    const related = { place: placeOf(this.#source, first.start, first.end), says: 'first here' };
    this.#report(
      'yaml-key-doubled',
      placeOf(this.#source, key.start, key.end),
      { key: key.value },
      { related: [related] },
    );
  }

  #alias(start: number, end: number): YamlScalar {
    this.#report('yaml-alias', placeOf(this.#source, start + this.#shift - 1, end + this.#shift), {
      words: `*${this.#text.slice(start, end)}`,
    });
    this.#last = end + this.#shift;
    return { kind: 'scalar', value: '', plain: true, start: start + this.#shift, end: this.#last };
  }

  /** Anchors and tags have no meaning here; saying so keeps aliases from multiplying and types from being guessed. */
  #decorations(event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number }): void {
    for (const [start, end] of [
      [event.anchorStart, event.anchorEnd],
      [event.tagStart, event.tagEnd],
    ] as const) {
      if (start < 0) continue;
      const words = this.#text.slice(start - 1, end);
      this.#report('yaml-alias', placeOf(this.#source, start + this.#shift - 1, end + this.#shift), { words });
    }
  }
}
