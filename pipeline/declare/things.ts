import type { Fields, Thing } from '../declare.ts';
import type { Report } from '../messages.ts';
import type { Model } from '../model.ts';
import { nearest } from '../near.ts';
import { type Place, placeOf, type Source } from '../place.ts';
import { entryOf, plainValue, type YamlMap } from '../yaml.ts';
import { addressesIn, unique } from './addresses.ts';
import { knownType } from './ids.ts';

/** What a declaration is read from. */
export interface Declaring {
  readonly source: Source;
  readonly model: Model;
  readonly report: Report;
}

/** A thing declared by its fields, in a data block or the registry. */
export function thingOfFields(
  { source, model, report }: Declaring,
  origin: 'block' | 'registry',
  id: string,
  node: YamlMap,
  place: Place,
): Thing {
  const label = textOf(source, id, node, 'label', place, report);
  const typeName = textOf(source, id, node, 'type', place, report);
  const typeNode = entryOf(node, 'type')?.value;
  const type =
    typeName && typeNode ? knownType(typeName, placeOf(source, typeNode.start, typeNode.end), model, report) : '';
  const fields = plainValue(node) as Fields;
  return { id, type, label, origin, place, source, node, fields, addresses: unique(addressesIn(model, fields)) };
}

/** `type` or `label`; empty where it is missing, misspelt or no text, which is reported once. */
function textOf(
  source: Source,
  id: string,
  node: YamlMap,
  field: 'type' | 'label',
  place: Place,
  report: Report,
): string {
  const entry = entryOf(node, field);
  if (entry?.value.kind === 'scalar') {
    if (entry.value.faulty || entry.value.value.trim() !== '') return entry.value.value;
  } else if (entry) return '';
  else if (node.entries.some(({ key }) => nearest(key.value, [field]) !== null)) return '';
  report('field-missing', entry ? placeOf(source, entry.key.start, entry.key.end) : place, { id, field });
  return '';
}
