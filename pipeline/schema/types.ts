import { curieFault } from './curie.ts';
import type { Entry, Fields } from './entries.ts';
import type { Count, Family, Signature, Type, Vocabulary } from './shapes.ts';

export const FAMILIES: readonly Family[] = ['entities', 'events', 'relations', 'statements'];

/** The root of each hierarchy, and the table of its things. */
const ROOTS: ReadonlyMap<string, { readonly family: Family; readonly table: string }> = new Map([
  ['Entity', { family: 'entities', table: 'entities' }],
  ['Event', { family: 'events', table: 'events' }],
  ['Relation', { family: 'relations', table: 'relations' }],
  ['Claim', { family: 'statements', table: 'claims' }],
  ['Quotation', { family: 'statements', table: 'quotations' }],
  ['Quantity', { family: 'statements', table: 'quantities' }],
]);
const COMMON = ['label', 'definition', 'broader', 'iri'];
const FIELDS: { readonly [family in Family]: readonly string[] } = {
  entities: [...COMMON, 'ftm', 'wikidata'],
  events: [...COMMON, 'category', 'mode', 'contexts', 'roles', 'ftm'],
  relations: [...COMMON, 'subject', 'object', 'predicate', 'ftm'],
  statements: COMMON,
};
const COUNTS: readonly string[] = ['1', '?', '+', '*'] satisfies Count[];

type Concepts = Pick<Vocabulary, 'roles' | 'categories' | 'prefixes' | 'ftm'>;

/**
 * Types by name, each after its broader type, with what they inherit.
 * @throws {SchemaError} on a name out of form or unknown, a hierarchy that ends in no root, and a cycle
 */
export function readTypes(entries: readonly Entry[], concepts: Concepts): ReadonlyMap<string, Type> {
  const declared = new Map(entries.map(entry => [entry.name, entry]));
  const types = new Map<string, Type>();
  for (const entry of entries) readType(entry, declared, types, []);
  for (const type of types.values()) checkNames(type, declared.get(type.name)!, types, concepts);
  return types;
}

function readType(
  entry: Entry,
  declared: ReadonlyMap<string, Entry>,
  types: Map<string, Type>,
  below: readonly string[],
): Type {
  const known = types.get(entry.name);
  if (known) return known;
  if (below.includes(entry.name)) entry.fail(`Unexpected cycle of broader types: ${[...below, entry.name].join(', ')}`);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(entry.name))
    entry.fail('Unexpected name of a type, expected letters and digits, a capital first');
  const fields = entry.fields(FIELDS[entry.section as Family]);
  const name = fields.optional('broader');
  const broader =
    name === null
      ? null
      : (declared.get(name) ?? entry.fail(`Unexpected broader type \`${name}\`, expected a declared one`));
  const type = makeType(entry, fields, broader && readType(broader, declared, types, [...below, entry.name]));
  types.set(type.name, type);
  return type;
}

function makeType(entry: Entry, fields: Fields, broader: Type | null): Type {
  const { family, table } =
    broader ?? ROOTS.get(entry.name) ?? entry.fail('Unexpected absence of `broader`: this is no root');
  if (family !== entry.section) entry.fail(`Unexpected section, expected ${family} as for its broader type`);
  if (broader && ROOTS.has(entry.name)) entry.fail('Unexpected `broader`: this is a root');
  const own = fields.entries('roles').map(readSignature);
  const inherit = (key: 'contexts' | 'subject' | 'object') => orElse(fields.list(key), broader?.[key]);
  return {
    name: entry.name,
    family,
    table,
    label: fields.text('label'),
    definition: fields.text('definition'),
    broader: broader?.name ?? null,
    iri: fields.optional('iri'),
    category: fields.optional('category') ?? broader?.category ?? null,
    mode: fields.optional('mode') ?? broader?.mode ?? null,
    contexts: inherit('contexts'),
    roles: new Map([...(broader?.roles ?? []), ...own.map(signature => [signature.role, signature] as const)]),
    subject: inherit('subject'),
    object: inherit('object'),
    predicate: fields.optional('predicate') ?? broader?.predicate ?? null,
    ftm: fields.optional('ftm') ?? broader?.ftm ?? null,
    wikidata: fields.optional('wikidata') ?? broader?.wikidata ?? null,
  };
}

function orElse(own: readonly string[], inherited: readonly string[] | undefined): readonly string[] {
  return own.length > 0 ? own : (inherited ?? []);
}

function readSignature(entry: Entry): Signature {
  const fields = entry.fields(['fillers', 'count']);
  const count = fields.text('count');
  if (!COUNTS.includes(count)) entry.fail(`Unexpected count \`${count}\`, expected one of ${COUNTS.join(' ')}`);
  const fillers = fields.list('fillers');
  if (fillers.length === 0) entry.fail('Unexpected absence of `fillers`, expected a list of types, or [*]');
  return { role: entry.name, fillers, count: count as Count };
}

function checkNames(type: Type, entry: Entry, types: ReadonlyMap<string, Type>, concepts: Concepts): void {
  if (type.category !== null && !concepts.categories.has(type.category)) {
    entry.fail(`Unexpected category \`${type.category}\`, expected a declared one`);
  }
  if (type.ftm !== null && !concepts.ftm.has(type.ftm)) {
    entry.fail(`Unexpected ftm \`${type.ftm}\`, expected a declared schema of FollowTheMoney`);
  }
  const strange = [...type.roles.keys()].find(role => !concepts.roles.has(role));
  if (strange !== undefined) entry.fail(`Unexpected role \`${strange}\`, expected a declared one`);
  const fillers = [...type.roles.values()].flatMap(signature => signature.fillers);
  const unknown = [...fillers, ...type.subject, ...type.object].find(name => name !== '*' && !types.has(name));
  if (unknown !== undefined) entry.fail(`Unexpected type \`${unknown}\`, expected a declared one or \`*\``);
  for (const curie of [type.iri, type.predicate]) {
    const fault = curie === null ? null : curieFault(curie, concepts.prefixes);
    if (fault !== null) entry.fail(fault);
  }
}
