import { checkId, type Registry, shareNoAddress, type Thing, thingOfFields } from './declare.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import { placeOf, type Source } from './place.ts';
import { readYaml } from './yaml.ts';

export const EMPTY_REGISTRY: Registry = { things: new Map(), byAddress: new Map() };

/** Reads `source/entities.yaml`: a mapping of ids to fields. */
export function readRegistry(source: Source, model: Model, report: Report): Registry {
  const things = new Map<string, Thing>();
  const map = readYaml(source, 0, source.text.length, report);
  for (const { key, value } of map?.entries ?? []) {
    const place = placeOf(source, key.start, key.end);
    checkId(key.value, place, report);
    if (value.kind !== 'map') report('entry-not-mapping', place, { id: key.value });
    else if (!things.has(key.value))
      things.set(key.value, thingOfFields(source, 'registry', key.value, value, place, model, report));
  }
  shareNoAddress([...things.values()], EMPTY_REGISTRY, report);
  return { things, byAddress: addressesOf(things.values()) };
}

function addressesOf(things: Iterable<Thing>): Map<string, Thing> {
  const byAddress = new Map<string, Thing>();
  for (const thing of things) for (const { uri } of thing.addresses) if (!byAddress.has(uri)) byAddress.set(uri, thing);
  return byAddress;
}
