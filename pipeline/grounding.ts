import type { Thing } from './declare.ts';
import type { Ground } from './evidence.ts';
import { groundDateWords, groundWhen } from './ground/dates.ts';
import { placeOfField } from './ground/places.ts';
import { groundQuantity } from './ground/quantities.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import { listOf } from './records.ts';
import type { Resolved } from './resolve.ts';

/** Warns where the words of the article don't bear out what its records say. */
export function ground(resolved: Resolved, model: Model, report: Report): void {
  const used = usedIds(resolved);
  groundDateWords(resolved, report);
  for (const thing of resolved.things.values()) {
    const type = model.types.get(thing.type);
    if (!type) continue;
    const grounds = resolved.evidence.get(thing.id) ?? [];
    if (type.family === 'entities' && !used.has(thing.id)) report('thing-unmentioned', thing.place, { id: thing.id });
    if (grounds.length === 0) continue;
    if (type.family === 'events') {
      groundWhen(resolved, thing, grounds, report);
      groundFillers(resolved, thing, [...type.roles.keys()], grounds, report);
    } else if (type.family === 'relations') groundFillers(resolved, thing, ['subject', 'object'], grounds, report);
    else if (type.table === 'quantities') groundQuantity(resolved, thing, grounds, report);
  }
}

/** Ids that a mention or a field names. */
function usedIds({ mentions, things, front }: Resolved): ReadonlySet<string> {
  const used = new Set(mentions.map(mention => mention.target));
  const visit = (value: unknown): void => {
    if (typeof value === 'string') used.add(value);
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) visit(inner);
  };
  for (const thing of things.values()) {
    for (const [field, value] of Object.entries(thing.fields)) if (field !== 'label' && field !== 'type') visit(value);
  }
  for (const { value } of front.fields?.entries ?? []) {
    if (value.kind === 'scalar') used.add(value.value);
    else if (value.kind === 'list') for (const item of value.items) if (item.kind === 'scalar') used.add(item.value);
  }
  return used;
}

function groundFillers(
  { mentions, things, registry }: Resolved,
  thing: Thing,
  roles: readonly string[],
  grounds: readonly Ground[],
  report: Report,
): void {
  const assertion = thing.fields.assertion;
  if (assertion === 'inferred' || assertion === 'editorial') return;
  const spoken = new Set<string>();
  for (const { target, start, end } of mentions) {
    if (!grounds.some(ground => reaches(ground, start, end))) continue;
    spoken.add(target);
    const group = things.get(target) ?? registry.things.get(target);
    for (const member of listOf(group?.fields.members)) spoken.add(String(member));
  }
  for (const role of roles) {
    const value = thing.fields[role];
    listOf(value).forEach((filler, index) => {
      const id = typeof filler === 'string' ? filler : String((filler as { ref: unknown }).ref);
      if (spoken.has(id)) return;
      const place = placeOfField(thing, Array.isArray(value) ? [role, String(index)] : [role]);
      report('filler-unmentioned', place, { filler: id, id: thing.id });
    });
  }
}

/** Whether words stand in a record's evidence or in the sentence around it. */
function reaches({ start, end, sentence }: Ground, from: number, to: number): boolean {
  return Math.min(start, sentence.start) <= from && to <= Math.max(end, sentence.end);
}
