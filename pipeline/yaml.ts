import { type Event, parseEvents, YAMLException } from 'js-yaml';
import type { Report } from './messages.ts';
import { placeOf, type Source } from './place.ts';
import { buildYaml } from './yaml/builder.ts';
import { diagnose } from './yaml/faults.ts';

/** A scalar's `value` is always its text: `2024` and `~` stay as written (YAML 1.2, failsafe schema). Offsets count in the source. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string;
  /** Whether it stands without quotes. */
  readonly plain: boolean;
  /** Whether something is wrong with it that has been reported; `value` is empty then. */
  readonly faulty: boolean;
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

/** A part of a source that is YAML. `root` is `null` where there is nothing, or nothing that could be read (which has been reported). */
export interface YamlText {
  readonly start: number;
  readonly end: number;
  readonly root: YamlMap | null;
  readonly faulty: boolean;
}

/** Collections deeper than this are refused. */
const DEPTH = 24;

/** Reads `source.text[start:end]` as one YAML mapping. */
export function readYaml(source: Source, start: number, end: number, report: Report): YamlText {
  const text = source.text.slice(start, end);
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const fault = diagnose(text, error.reason, error.mark?.position ?? 0);
    const fix = fault.mend === null ? null : { start: start + fault.start, end: start + fault.end, text: fault.mend };
    report('yaml-syntax', placeOf(source, start + fault.start, start + fault.end), fault, { fix });
    return { start, end, root: null, faulty: true };
  }
  const root = buildYaml(events, source, text, start, report);
  if (root === null || root.kind === 'map') return { start, end, root, faulty: false };
  const empty = root.kind === 'scalar' && root.value === '';
  if (!empty) {
    const words = source.text.slice(root.start, root.end);
    report('yaml-not-mapping', placeOf(source, root.start, root.end), { words });
  }
  return { start, end, root: null, faulty: !empty };
}

/** The plain value of a node: text, arrays, and objects without a prototype. The first of doubled keys stands (they have been reported). */
export function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  const value: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) value[entry.key.value] = plainValue(entry.value);
  return value;
}

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
