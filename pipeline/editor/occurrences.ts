import type { Analysis } from '../analyse.ts';
import type { Registry, Thing } from '../declare.ts';
import type { LinkMark } from '../extract.ts';
import type { Model } from '../model.ts';
import type { Source } from '../place.ts';
import type { YamlScalar } from '../yaml.ts';
import { idsIn, kindOf } from './fields.ts';

/** Where an id stands in a file. Offsets as in `Place`, half-open. */
export interface Occurrence {
  readonly id: string;
  readonly as: 'declaration' | 'mention' | 'field';
  readonly start: number;
  readonly end: number;
  /** What to replace by another id: `start` to `end`, or nothing after words that are the id themselves (`[china][]`). */
  readonly replace: readonly [start: number, end: number];
  /** The words that speak of it, markup and all; of a declaration and a field, the id. */
  readonly around: readonly [start: number, end: number];
}

/** Every id of an article that names a thing, or should, in the order in which they stand there. */
export function occurrencesIn({ source, marks, resolved, front }: Analysis, model: Model): Occurrence[] {
  const known = (id: string): Thing | undefined => resolved.things.get(id) ?? resolved.registry.things.get(id);
  const found: Occurrence[] = [];
  for (const mark of marks.definitions) {
    if (!known(mark.id)) continue;
    found.push(occurrence(mark.id, 'declaration', mark.idPlace.start.offset, mark.idPlace.end.offset));
    if (mark.url === `#${mark.id}`)
      found.push(occurrence(mark.id, 'mention', mark.urlPlace.start.offset + 1, mark.urlPlace.end.offset));
  }
  for (const { key, value } of marks.entries) {
    found.push(occurrence(key.value, 'declaration', ...inside(key)));
    const type = known(key.value)?.type ?? '';
    found.push(...idsIn(value, kindOf(type, model) ?? 'entity', model).map(fieldOccurrence));
  }
  for (const link of marks.links) {
    const mention = ofLink(link, source);
    if (mention && (link.form === 'inline' || known(mention.id))) found.push(mention);
  }
  for (const mark of marks.loose)
    if (mark.form === 'full' && known(mark.target.toLowerCase()))
      found.push(occurrence(mark.target.toLowerCase(), 'mention', mark.place.start.offset, mark.place.end.offset));
  if (front.fields) found.push(...idsIn(front.fields, 'document', model).map(fieldOccurrence));
  return found.sort((a, b) => a.start - b.start);
}

/** Every id in the registry's file. */
export function occurrencesInRegistry({ things }: Registry, model: Model): Occurrence[] {
  return [...things.values()].flatMap(({ id, type, place, node }) => [
    occurrence(id, 'declaration', place.start.offset, place.end.offset),
    ...(node ? idsIn(node, kindOf(type, model) ?? 'entity', model).map(fieldOccurrence) : []),
  ]);
}

/** The occurrence at an offset, the cursor after its last character included; the innermost where they nest. */
export function occurrenceAt(all: readonly Occurrence[], offset: number): Occurrence | null {
  const exact = all.find(({ start, end }) => start <= offset && offset <= end);
  return exact ?? all.findLast(({ around: [start, end] }) => start <= offset && offset <= end) ?? null;
}

function ofLink({ form, target, place, targetPlace }: LinkMark, source: Source): Occurrence | null {
  const around = [place.start.offset, place.end.offset] as const;
  const { start, end } = targetPlace;
  if (form === 'inline')
    return target.startsWith('#')
      ? { ...occurrence(target.slice(1), 'mention', start.offset + 1, end.offset), around }
      : null;
  const id = target.replace(/\s+/g, ' ').trim().toLowerCase();
  const label = occurrence(id, 'mention', start.offset, end.offset);
  const isCollapsed = form === 'reference' && source.text.slice(end.offset, around[1]) === '][]';
  return { ...label, around, ...(isCollapsed && { replace: [around[1] - 1, around[1] - 1] as const }) };
}

function occurrence(id: string, as: Occurrence['as'], start: number, end: number): Occurrence {
  return { id, as, start, end, replace: [start, end], around: [start, end] };
}

function fieldOccurrence(node: YamlScalar): Occurrence {
  return occurrence(node.value, 'field', ...inside(node));
}

/** Without its quotes. */
function inside({ plain, start, end, value }: YamlScalar): [start: number, end: number] {
  return !plain && end - start === value.length + 2 ? [start + 1, end - 1] : [start, end];
}
