import type { NewFound } from './newcomers.ts';

/** A new thing, told once however often it is named. */
export interface Newcomer {
  readonly id: string;
  readonly type: string;
  readonly label: string;
}

/** Gathers what new things are called: by label, and people by surname too. Each has the type that is surest. */
export function newcomersByName(
  found: readonly NewFound[],
  makeId: (label: string, kind: string) => string,
): ReadonlyMap<string, Newcomer> {
  const surest = surestByLabel(found);
  const people = [...surest.values()].filter(({ type, label }) => type === 'Person' && label.includes(' '));
  const fullOf = (label: string): NewFound | undefined => {
    const called = label.includes(' ') ? [] : people.filter(person => person.label.endsWith(` ${label}`));
    return called.length === 1 ? called[0] : undefined;
  };
  const byName = new Map<string, Newcomer>();
  for (const [label, one] of surest)
    if (!fullOf(label)) byName.set(label, { id: makeId(label, 'thing'), type: one.type, label });
  for (const label of surest.keys()) {
    const full = fullOf(label);
    if (full) byName.set(label, byName.get(full.label)!);
  }
  return byName;
}

/** Of each label the place where it is surest, the first of several. */
export function surestByLabel(found: readonly NewFound[]): ReadonlyMap<string, NewFound> {
  const surest = new Map<string, NewFound>();
  for (const one of found) if (one.confidence > (surest.get(one.label)?.confidence ?? 0)) surest.set(one.label, one);
  return surest;
}
