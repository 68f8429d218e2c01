import type { Thing } from '../declare.ts';
import { placeOf } from '../place.ts';
import { entryOf } from '../yaml.ts';
import { circlesIn } from './circles.ts';
import type { Judge } from './subject.ts';

/** Reports circles of `partOf`, each at its smallest id; `own` things are checked, and what they are part of is looked up. */
export function checkParts(own: ReadonlyMap<string, Thing>, { find, report }: Judge): void {
  const partOf = (id: string): string | null => {
    const part = find(id)?.fields.partOf;
    return typeof part === 'string' ? part : null;
  };
  for (const ids of circlesIn(own.keys(), partOf)) {
    // A circle among things of the registry alone is the registry's, and has been reported there.
    if (!ids.some(id => own.has(id))) continue;
    const thing = find(ids[0]!)!;
    const node = thing.node && entryOf(thing.node, 'partOf')?.value;
    const place = node ? placeOf(thing.source, node.start, node.end) : thing.place;
    report('part-cycle', place, { ids: [...ids, ids[0]!] });
  }
}
