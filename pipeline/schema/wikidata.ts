import type { Entry } from './entries.ts';
import { SchemaError, type Table, type Vocabulary, type WikidataProperty } from './shapes.ts';

type Concepts = Pick<Vocabulary, 'types' | 'roles'>;

/**
 * One property of Wikidata and what gives it.
 * @throws {SchemaError} on a name that is no property's, and on an unknown relation, role or type
 */
export function readWikidataProperty(entry: Entry, { types, roles }: Concepts): WikidataProperty {
  if (!/^P[1-9][0-9]*$/.test(entry.name)) entry.fail('Unexpected name, expected that of a property, such as P463');
  const fields = entry.fields(['label', 'of', 'subject', 'object']);
  const of = fields.list('of');
  if (of.length === 0) entry.fail('Unexpected absence of `of`, expected relations, columns or roles');
  const isKnown = (name: string) => name.includes('.') || roles.has(name) || types.get(name)?.family === 'relations';
  const strange = of.find(name => !isKnown(name));
  if (strange !== undefined)
    entry.fail(`Unexpected \`${strange}\` in \`of\`, expected a relation, a role or \`table.column\``);
  const [subject, object] = [fields.list('subject'), fields.list('object')];
  const unknown = [...subject, ...object].find(name => !types.has(name));
  if (unknown !== undefined) entry.fail(`Unexpected type \`${unknown}\`, expected a declared one`);
  return { name: entry.name, label: fields.text('label'), of, subject, object };
}

/** @throws {SchemaError} on a property of Wikidata that is to be taken from a column that doesn't exist */
export function checkWikidataColumns(tables: ReadonlyMap<string, Table>, { wikidata }: Vocabulary): void {
  for (const { name, of } of wikidata.values()) {
    for (const source of of.filter(each => each.includes('.'))) {
      const [table = '', column = ''] = source.split('.');
      if (tables.get(table)?.columns.some(each => each.name === column)) continue;
      throw new SchemaError(
        'vocabulary.yaml',
        `wikidata/${name}: Unexpected column \`${source}\`, expected one of a table`,
      );
    }
  }
}
