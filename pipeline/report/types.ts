import type { Model, Signature, Type } from '../model.ts';

/*
 * Attack · attack (events)
 * Force is used against people, forces or property.
 *
 *   above  Action, Event
 *   below  Invasion
 *   …
 */

const FAMILIES = ['entities', 'events', 'relations', 'statements'] as const;
const COUNTS: { readonly [count: string]: string } = { 1: 'one', '?': 'one at most', '+': 'one or more', '*': 'any' };

/** All types for people to read, each below the type that it is a kind of. */
export function typesText({ types }: Model): string {
  const below = (name: string | null): Type[] => [...types.values()].filter(({ broader }) => broader === name);
  const tree = (type: Type, depth: number): (readonly [string, string])[] => [
    [`${'  '.repeat(depth)}${type.name}`, type.definition],
    ...below(type.name).flatMap(kind => tree(kind, depth + 1)),
  ];
  return FAMILIES.map(family => {
    const tops = below(null).filter(type => type.family === family);
    const lines = tops.flatMap(type => tree(type, 0));
    return `${family}\n${columns(lines)}`;
  }).join('\n');
}

/** Types with a word in their name or label, or one that begins with it in their definition; null: none has. */
export function typesAboutText(word: string, { types }: Model): string | null {
  const folded = word.toLowerCase();
  const opens = (text: string): boolean => ` ${text.toLowerCase()}`.includes(` ${folded}`);
  const found = [...types.values()].filter(
    ({ name, label, definition }) => `${name} ${label}`.toLowerCase().includes(folded) || opens(definition),
  );
  return found.length === 0 ? null : columns(found.map(({ name, definition }) => [name, definition]));
}

/** One type with all that may be written of it: its roles or ends, and the types around it. */
export function typeText(type: Type, model: Model): string {
  const { name, label, family, definition, category } = type;
  const above: string[] = [];
  for (let at = type.broader; at !== null; at = model.types.get(at)?.broader ?? null) above.push(at);
  const below = [...model.types.values()].filter(({ broader }) => broader === name).map(kind => kind.name);
  const roles = [...type.roles.values()].map(role => [role.role, fillersOf(role)] as const);
  const ends =
    family === 'relations' ? (['subject', 'object'] as const).map(end => [end, kindsOf(type[end])] as const) : [];
  const about: [string, string][] = [
    ['above', above.join(', ')],
    ['below', below.join(', ')],
    ['category', category ?? ''],
  ];
  const parts = [
    `${name} · ${label} (${family})\n${definition}\n`,
    columns(about.filter(([, value]) => value !== '')),
    roles.length > 0 ? `Roles\n${columns(roles)}` : '',
    ends.length > 0 ? `Between\n${columns(ends)}` : '',
    family === 'entities' ? `Declared as\n  [id]: #id "${name}: Label"\n` : '',
  ];
  return parts.filter(Boolean).join('\n');
}

function fillersOf({ fillers, count }: Signature): string {
  return `${COUNTS[count] ?? count}: ${kindsOf(fillers)}`;
}

function kindsOf(types: readonly string[]): string {
  return types.length > 0 ? types.join(', ') : 'anything';
}

function columns(lines: readonly (readonly [string, string])[]): string {
  const wide = Math.max(0, ...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `${`  ${left.padEnd(wide)}  ${right}`.trimEnd()}\n`).join('');
}
