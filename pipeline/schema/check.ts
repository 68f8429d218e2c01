import { curieFault, splitCurie } from './curie.ts';
import { type Column, type NodeShape, SchemaError, type Table, type Triple, type Vocabulary } from './shapes.ts';
import { templateColumns } from './tables.ts';
import { checkWikidataColumns } from './wikidata.ts';

interface Context {
  readonly tables: ReadonlyMap<string, Table>;
  readonly vocabulary: Vocabulary;
  /** The first meaning of each JSON-LD key. */
  readonly terms: Map<string, { readonly meaning: string; readonly place: string }>;
}

/**
 * What the tables say of themselves, of one another and of the vocabulary: keys, templates, nodes, references, CURIEs, and that a
 * key has one meaning everywhere.
 * @throws {SchemaError} on the first thing that doesn't hold
 */
export function checkTables(tables: ReadonlyMap<string, Table>, vocabulary: Vocabulary): void {
  const context: Context = { tables, vocabulary, terms: new Map() };
  for (const table of tables.values()) checkTable(table, context);
  for (const table of tables.values()) for (const column of table.columns) checkColumn(table, column, context);
  checkWikidataColumns(tables, vocabulary);
}

function checkTable(table: Table, { vocabulary, terms }: Context): void {
  const path = `tables/${table.name}.json`;
  if (!Number.isInteger(table.order)) throw new SchemaError(path, 'Unexpected absence of `x-order`, expected a number');
  if (table.key.length === 0) throw new SchemaError(path, 'Unexpected absence of `x-key`, expected names of columns');
  for (const name of table.key) requireColumn(table, name, `${path}: x-key`);
  requireColumns(table, table.about, path);
  if (table.about === null && (table.classes.length > 0 || table.nodes.length > 0)) {
    throw new SchemaError(path, 'Unexpected x-class or x-nodes, expected none where there is no `x-about`');
  }
  for (const [at, node] of table.nodes.entries()) {
    checkNode(path, node, table.nodes.slice(0, at), vocabulary);
    checkTerm(node.name, `${node.iri} (node)`, path, terms);
  }
  for (const curie of table.classes) checkClass(path, curie, table, vocabulary);
  const fields = table.columns.flatMap(column => column.field ?? []);
  const doubled = fields.find((field, at) => fields.indexOf(field) !== at);
  if (doubled !== undefined)
    throw new SchemaError(path, `Unexpected second x-field \`${doubled}\`, expected a new name`);
}

function checkNode(path: string, node: NodeShape, before: readonly NodeShape[], vocabulary: Vocabulary): void {
  if (node.of !== null && !before.some(other => other.name === node.of)) {
    throw new SchemaError(path, `Unexpected node \`${node.of}\`, expected one that stands before \`${node.name}\``);
  }
  for (const curie of [node.iri, ...node.classes]) checkCurie(path, curie, vocabulary);
}

/** A class counts the rows of one table: a type that other rows can have would spoil the count. */
function checkClass(path: string, curie: string, table: Table, vocabulary: Vocabulary): void {
  checkCurie(path, curie, vocabulary);
  const [prefix, name] = splitCurie(curie);
  const type = prefix === 'term' ? vocabulary.types.get(name) : undefined;
  if (type && (type.table !== table.name || type.broader !== null)) {
    throw new SchemaError(path, `Unexpected class \`${curie}\`: a type of table ${type.table} has this IRI`);
  }
}

function checkColumn(table: Table, column: Column, context: Context): void {
  const place = `${column.own ? 'schemas/' : ''}tables/${table.name}.json#${column.name}`;
  checkReferences(table, column, place, context);
  for (const triple of column.triples) {
    checkTriple(table, triple, place, context.vocabulary);
    const list = column.type === 'list' ? ' list' : '';
    checkTerm(triple.term, `${triple.iri} (${column.datatype}${list})`, place, context.terms);
  }
}

/** An id gets its IRI by one template, whichever of the tables it is of; other columns of the template come from the row that refers. */
function checkReferences(table: Table, column: Column, place: string, { tables }: Context): void {
  const templates = column.references.map(name => {
    const { about, key } = tables.get(name) ?? { about: null, key: [] };
    if (about === null) {
      throw new SchemaError(place, `Unexpected table \`${name}\` in x-references, expected one with \`x-about\``);
    }
    const template = about.replace(`{${key[0]}}`, '');
    requireColumns(table, template, place);
    return template;
  });
  if (new Set(templates).size < 2) return;
  throw new SchemaError(place, 'Unexpected x-references, expected tables that share one template of IRIs');
}

function checkTriple(table: Table, triple: Triple, place: string, vocabulary: Vocabulary): void {
  checkCurie(place, triple.iri, vocabulary);
  if (!/^[a-z][a-z0-9_]*$/.test(triple.term)) {
    throw new SchemaError(place, `Unexpected x-term \`${triple.term}\`, expected small letters, digits and \`_\``);
  }
  if (table.about === null) throw new SchemaError(place, 'Unexpected x-iri, expected none where there is no `x-about`');
  requireColumns(table, triple.about, place);
  if (triple.node !== null && !table.nodes.some(node => node.name === triple.node)) {
    throw new SchemaError(place, `Unexpected x-node \`${triple.node}\`, expected one of the table's x-nodes`);
  }
  const [prefix, name] = splitCurie(triple.iri);
  if (prefix === 'term' && (vocabulary.roles.has(name) || vocabulary.types.has(name))) {
    throw new SchemaError(place, `Unexpected property \`${triple.iri}\`: a term of the vocabulary has this IRI`);
  }
}

function checkTerm(term: string, meaning: string, place: string, terms: Context['terms']): void {
  const first = terms.get(term) ?? { meaning, place };
  terms.set(term, first);
  if (first.meaning === meaning) return;
  throw new SchemaError(
    place,
    `Unexpected meaning ${meaning} of \`${term}\`, expected ${first.meaning} as at ${first.place}`,
  );
}

function checkCurie(place: string, curie: string, { prefixes }: Vocabulary): void {
  const fault = curieFault(curie, prefixes);
  if (fault !== null) throw new SchemaError(place, fault);
}

function requireColumns(table: Table, template: string | null, place: string): void {
  for (const name of templateColumns(template ?? '')) requireColumn(table, name, `${place}: \`${template}\``);
}

function requireColumn(table: Table, name: string, place: string): void {
  if (table.columns.some(column => column.name === name)) return;
  throw new SchemaError(place, `Unexpected column \`${name}\`, expected one of the table`);
}
