import { type Column, SchemaError, type Table, type Triple, type Vocabulary } from './shapes.ts';
import { templateColumns } from './tables.ts';

type Tables = ReadonlyMap<string, Table>;

/**
 * What the files say of one another: keys, templates, nodes, references, prefixes, and that a term has one meaning everywhere.
 * @throws {SchemaError} on the first thing that doesn't hold
 */
export function checkTables(tables: Tables, vocabulary: Vocabulary): void {
  const terms = new Map<string, { readonly meaning: string; readonly place: string }>();
  for (const table of tables.values()) {
    checkTable(table, vocabulary);
    for (const column of table.columns) {
      checkColumn(table, column, tables);
      for (const triple of column.triples) {
        checkTriple(table, column, triple, vocabulary);
        checkTerm(`tables/${table.name}.json#${column.name}`, column, triple, terms);
      }
    }
  }
}

function checkTable(table: Table, vocabulary: Vocabulary): void {
  const place = `tables/${table.name}.json`;
  if (!(table.key?.length > 0)) throw new SchemaError(place, 'Unexpected absence of `x-key`');
  for (const name of table.key) requireColumn(table, name, `${place}: x-key`);
  if (table.about !== null)
    for (const name of templateColumns(table.about)) requireColumn(table, name, `${place}: x-about`);
  if (table.about === null && (table.classes.length > 0 || table.nodes.length > 0)) {
    throw new SchemaError(place, 'Unexpected x-class or x-nodes, expected none where there is no `x-about`');
  }
  for (const [at, node] of table.nodes.entries()) {
    const before = table.nodes.slice(0, at).map(other => other.name);
    if (node.of !== null && !before.includes(node.of))
      throw new SchemaError(place, `Unexpected node \`${node.of}\`, expected one that stands before \`${node.name}\``);
    checkCurie(place, node.iri, vocabulary);
    for (const curie of node.classes) checkCurie(place, curie, vocabulary);
  }
  for (const curie of table.classes) checkCurie(place, curie, vocabulary);
  const fields = table.columns.flatMap(column => column.field ?? []);
  const doubled = fields.find((field, at) => fields.indexOf(field) !== at);
  if (doubled !== undefined) throw new SchemaError(place, `Unexpected second x-field \`${doubled}\``);
}

/** References are resolved by one template, whichever of the tables the id is of; its other columns come from the row that refers. */
function checkColumn(table: Table, column: Column, tables: Tables): void {
  const place = `tables/${table.name}.json#${column.name}`;
  const templates = column.references.map(name => {
    const target = tables.get(name);
    if (!target?.about)
      throw new SchemaError(place, `Unexpected table \`${name}\` in x-references, expected one with \`x-about\``);
    const key = target.key[0]!;
    for (const other of templateColumns(target.about))
      if (other !== key) requireColumn(table, other, `${place}: x-references`);
    return target.about.replace(`{${key}}`, '{}');
  });
  if (new Set(templates).size > 1)
    throw new SchemaError(place, 'Unexpected x-references, expected tables that share one template of IRIs');
}

function checkTriple(table: Table, column: Column, triple: Triple, vocabulary: Vocabulary): void {
  const place = `tables/${table.name}.json#${column.name}`;
  checkCurie(place, triple.iri, vocabulary);
  if (!/^[a-z][a-z0-9_]*$/.test(triple.term ?? ''))
    throw new SchemaError(place, `Unexpected x-term \`${triple.term}\`, expected small letters, digits and \`_\``);
  if (table.about === null)
    throw new SchemaError(place, 'Unexpected x-iri, expected none where the table has no `x-about`');
  if (triple.about !== null)
    for (const name of templateColumns(triple.about)) requireColumn(table, name, `${place}: x-about`);
  if (triple.node !== null && !table.nodes.some(node => node.name === triple.node)) {
    throw new SchemaError(place, `Unexpected x-node \`${triple.node}\`, expected one of the table's x-nodes`);
  }
  const [prefix, name] = splitCurie(triple.iri);
  if (prefix === 'term' && (vocabulary.roles.has(name) || vocabulary.types.has(name))) {
    throw new SchemaError(place, `Unexpected property \`${triple.iri}\`: a type or role has this IRI`);
  }
}

function checkTerm(
  place: string,
  column: Column,
  triple: Triple,
  terms: Map<string, { meaning: string; place: string }>,
): void {
  const meaning = `${triple.iri} (${column.datatype}${column.type === 'list' ? ' list' : ''})`;
  const first = terms.get(triple.term);
  if (first && first.meaning !== meaning) {
    throw new SchemaError(
      place,
      `Unexpected meaning ${meaning} of \`${triple.term}\`, expected ${first.meaning} as at ${first.place}`,
    );
  }
  terms.set(triple.term, first ?? { meaning, place });
}

/** The types' own CURIEs, with the roles'. */
export function checkVocabularyCuries(path: string, vocabulary: Vocabulary): void {
  const typed = [...vocabulary.types.values()].flatMap(type => [type.iri, type.predicate]);
  const curies = [...typed, ...[...vocabulary.roles.values()].map(role => role.iri)];
  for (const curie of curies) if (curie !== null) checkCurie(path, curie, vocabulary);
}

function checkCurie(place: string, curie: string, { prefixes }: Vocabulary): void {
  const [prefix, name] = splitCurie(curie);
  if (name === '' || !(prefixes.has(prefix) || ['thing', 'doc', 'term'].includes(prefix))) {
    throw new SchemaError(place, `Unexpected \`${curie}\`, expected prefix:name with a declared prefix`);
  }
}

function splitCurie(curie: string): readonly [string, string] {
  const at = `${curie}`.indexOf(':');
  return [curie.slice(0, at), curie.slice(at + 1)];
}

function requireColumn(table: Table, name: string, place: string): void {
  if (!table.columns.some(column => column.name === name))
    throw new SchemaError(place, `Unexpected column \`${name}\`, expected one of the table`);
}
