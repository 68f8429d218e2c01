import type { Thing } from '../declare.ts';
import type { Report } from '../messages.ts';
import type { Kind, Model, Type } from '../model.ts';
import { type Place, placeOf, type Source } from '../place.ts';
import type { Validators } from '../validators.ts';
import { entryOf, nodeAt, type YamlMap, type YamlNode } from '../yaml.ts';

/** Where to find things by id, and how to judge them. */
export interface Judge {
  readonly model: Model;
  readonly validators: Validators;
  readonly find: (id: string) => Thing | undefined;
  /** The declared id that one most likely stands for. */
  readonly near: (id: string) => string | null;
  /** Whether nothing is to be said of an id because its declaration went wrong, which has been reported. */
  readonly isExcused: (id: string) => boolean;
  readonly report: Report;
}

/** A mapping of fields that is being checked, and what it belongs to. */
export interface Subject {
  readonly source: Source;
  readonly node: YamlMap | null;
  readonly fields: { [field: string]: unknown };
  readonly kind: Kind | 'dataset';
  readonly type: Type | null;
  /** Where it begins: the id of a thing, the first line of front matter. */
  readonly place: Place;
  readonly thing: Thing | null;
}

/** What is known of a subject's mistakes, so that one is reported once. */
export interface Faults {
  /** Fields that have a problem already. */
  readonly fields: Set<string>;
  /** Fields that there are not. */
  readonly strange: Set<string>;
}

export function keyPlace({ source, node, place }: Subject, field: string): Place {
  const key = node && entryOf(node, field)?.key;
  return key ? placeOf(source, key.start, key.end) : place;
}

/** The value that a path leads to, or the key above where there is none. */
export function valuePlace(subject: Subject, path: readonly string[]): Place {
  const { source, node } = subject;
  if (!node) return subject.place;
  const found = nodeAt(node, path);
  const isFound = found !== node && found.end > found.start;
  return isFound ? placeOf(source, found.start, found.end) : keyPlace(subject, path[0] ?? '');
}

/** Whether a value holds something that has been reported where it was read. */
export function isFaulty(node: YamlNode): boolean {
  if (node.kind === 'scalar') return node.faulty;
  return node.kind === 'list' ? node.items.some(isFaulty) : node.entries.some(({ value }) => isFaulty(value));
}
