import type { Thing } from '../declare.ts';
import { placeOf } from '../place.ts';
import { entryOf } from '../yaml.ts';
import type { Judge } from './subject.ts';

/** Follows `partOf` upwards from each thing; each circle is reported once, at its smallest id. */
export function checkParts(things: Iterable<Thing>, { find, report }: Judge): void {
  const done = new Set<string>();
  for (const start of things) {
    const way = new Map<string, Thing>();
    let at: Thing | undefined = start;
    while (at && !done.has(at.id) && !way.has(at.id)) {
      way.set(at.id, at);
      const part: unknown = at.fields.partOf;
      at = typeof part === 'string' ? find(part) : undefined;
    }
    if (at && way.has(at.id)) reportCircle([...way.values()].slice([...way.keys()].indexOf(at.id)), start, report);
    for (const id of way.keys()) done.add(id);
  }
}

/** A circle among things of the registry alone is the registry's, and has been reported there. */
function reportCircle(circle: readonly Thing[], start: Thing, report: Judge['report']): void {
  if (start.origin !== 'registry' && circle.every(thing => thing.origin === 'registry')) return;
  const ids = circle.map(thing => thing.id);
  const first = ids.indexOf([...ids].sort()[0]!);
  const thing = circle[first]!;
  const node = thing.node && entryOf(thing.node, 'partOf')?.value;
  const place = node ? placeOf(thing.source, node.start, node.end) : thing.place;
  report('part-cycle', place, { ids: [...ids.slice(first), ...ids.slice(0, first), thing.id] });
}
