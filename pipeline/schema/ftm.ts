import type { Entry } from './entries.ts';
import type { FtmEnd, FtmSchema } from './shapes.ts';

/**
 * Schemata of FollowTheMoney by name, each after those that it extends.
 * @throws {SchemaError} on one that extends or links one that isn't declared before it
 */
export function readFtmSchemata(entries: readonly Entry[]): ReadonlyMap<string, FtmSchema> {
  const schemata = new Map<string, FtmSchema>();
  for (const entry of entries) schemata.set(entry.name, readSchema(entry, schemata));
  return schemata;
}

function readSchema(entry: Entry, known: ReadonlyMap<string, FtmSchema>): FtmSchema {
  const fields = entry.fields(['broader', 'subject', 'object']);
  const broader = fields.list('broader').map(name => needed(entry, name, known));
  const [subject, object] = [readEnd(fields.entries('subject'), known), readEnd(fields.entries('object'), known)];
  if ((subject === null) !== (object === null)) entry.fail('Unexpected single end, expected `subject` and `object`');
  const names = [entry.name, ...broader.flatMap(schema => [...schema.names])];
  return { name: entry.name, names: new Set(names), ends: subject && object && { subject, object } };
}

/** A property that ids or identifiers stand in, with the schema that it is for: `{member: LegalEntity}`. */
export function readEnd(entries: readonly Entry[], known: ReadonlyMap<string, FtmSchema>): FtmEnd | null {
  const [entry, ...more] = entries;
  if (!entry) return null;
  if (more.length > 0) entry.fail('Unexpected second property, expected one with its schema');
  return { property: entry.name, schema: needed(entry, entry.text(), known).name };
}

function needed(entry: Entry, name: string, known: ReadonlyMap<string, FtmSchema>): FtmSchema {
  return known.get(name) ?? entry.fail(`Unexpected schema \`${name}\`, expected one that stands before it`);
}
