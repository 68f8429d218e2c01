import { shareNoAddress } from './declare/addresses.ts';
import { checkId } from './declare/ids.ts';
import { thingOfFields } from './declare/things.ts';
import type { Registry, Thing } from './declare.ts';
import { HiddenIds } from './extract/hidden.ts';
import { ID } from './identity.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import { placeOf, type Source } from './place.ts';
import { entryOf, readYaml, type YamlNode, type YamlText } from './yaml.ts';

export const EMPTY_REGISTRY: Registry = {
  things: new Map(),
  byAddress: new Map(),
  hidden: new Set(),
  renamed: new Map(),
};

/** `source/entities.yaml` as it was read, and what it declares. */
export interface ReadRegistry extends Registry {
  readonly yaml: YamlText;
}

/** Reads `source/entities.yaml`: a mapping of ids to fields. */
export function readRegistry(source: Source, model: Model, report: Report): ReadRegistry {
  const things = new Map<string, Thing>();
  const hidden = new HiddenIds();
  const yaml = readYaml(source, 0, source.text.length, report);
  if (yaml.faulty) hidden.add(source.text);
  for (const { key, value } of yaml.root?.entries ?? []) {
    const place = placeOf(source, key.start, key.end);
    checkId(key.value, place, report);
    if (value.kind === 'map')
      things.set(key.value, thingOfFields({ source, model, report }, 'registry', key.value, value, place));
    else {
      hidden.declare(key.value);
      report('entry-not-mapping', place, { id: key.value });
    }
  }
  shareNoAddress([...things.values()], new Map(), report);
  const renamed = formerIds(source, things, report);
  return { things, byAddress: addressesOf(things.values()), hidden: hidden.declared, renamed, yaml };
}

function addressesOf(things: Iterable<Thing>): Map<string, Thing> {
  const byAddress = new Map<string, Thing>();
  for (const thing of things) for (const { uri } of thing.addresses) if (!byAddress.has(uri)) byAddress.set(uri, thing);
  return byAddress;
}

/** A former id leads to one thing: no other may have it or have had it. */
function formerIds(source: Source, things: ReadonlyMap<string, Thing>, report: Report): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const thing of things.values()) {
    const field = thing.node && entryOf(thing.node, 'formerIds')?.value;
    for (const node of scalarsOf(field)) {
      const now = things.has(node.value) ? node.value : renamed.get(node.value);
      const place = placeOf(source, node.start, node.end);
      // What is no id at all is the schema's to say; it leads on under its own name.
      if (ID.test(node.value) && !checkId(node.value, place, report)) continue;
      if (now === undefined) renamed.set(node.value, thing.id);
      else report('id-former', place, { id: node.value, now: thing.id });
    }
  }
  return renamed;
}

function scalarsOf(node: YamlNode | null | undefined): Extract<YamlNode, { kind: 'scalar' }>[] {
  if (!node || node.kind === 'map') return [];
  return node.kind === 'scalar' ? [node] : node.items.flatMap(scalarsOf);
}
