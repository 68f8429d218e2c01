import type { Thing } from '../declare.ts';
import { type Place, placeOf } from '../place.ts';
import { nodeAt } from '../yaml.ts';

/** Where a value of a thing's fields stands; where the thing is declared if it has none. */
export function placeOfField(thing: Thing, path: readonly string[]): Place {
  if (!thing.node) return thing.place;
  const node = nodeAt(thing.node, path);
  return node === thing.node ? thing.place : placeOf(thing.source, node.start, node.end);
}
