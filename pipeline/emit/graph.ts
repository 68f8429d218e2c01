import type { Column, Model, NodeShape, Row, Table, Triple } from '../model.ts';
import { settled } from './cells.ts';
import type { Batch, Counts, EmitContext, Manifest } from './emitter.ts';
import { classesOf } from './rdf/classes.ts';
import { datasetFacts } from './rdf/dataset.ts';
import { exactDateRules } from './rdf/dates.ts';
import { extrasOf } from './rdf/extras.ts';
import type { Fact } from './rdf/facts.ts';
import { columnForm } from './rdf/forms.ts';
import type { Aside, Extras, Nest, NodeRules, Rule, TableGraph } from './rdf/mapping.ts';
import { compileTemplate, createNames, type Names } from './rdf/names.ts';
import { sortByCodePoint } from './rdf/order.ts';
import { countFacts, vocabularyFacts } from './rdf/terms.ts';

/** What a dataset's rows say in RDF: one mapping, of which N-Quads and JSON-LD are two spellings. */
export interface Graph {
  readonly names: Names;
  /** By name, in the model's order. */
  readonly tables: ReadonlyMap<string, TableGraph>;
}

/** A graph about to be written: its mapping, and the facts that come from no row. */
export interface OpenedGraph {
  readonly graph: Graph;
  readonly facts: readonly Fact[];
  /**
   * Counts a batch's rows.
   * @throws {TypeError} on a table or a column that the model doesn't have
   */
  count(rows: Batch['rows']): void;
  /** Counts rows that were made by an earlier build. */
  countAll(more: Counts): void;
  /** What is known when all batches have been counted. */
  countFacts(): readonly Fact[];
}

/** A rule and where it applies: to a node of the row by name, or to the subject that the template `about` makes. */
interface Statement {
  readonly node: string;
  readonly about: string | null;
  readonly rule: Rule;
}

/**
 * Reads the mapping off the schemas' keywords (`x-about`, `x-class`, `x-nodes`, `x-iri`, `x-also`, `x-references`),
 * once for all rows.
 * @throws {TypeError} on keywords that contradict one another
 */
export function compileGraph(model: Model, { base }: Pick<Manifest, 'base'>): Graph {
  const names = createNames(model, base);
  const tables = [...model.tables.values()].map(table => compileTable(table, model, names));
  return { names, tables: new Map(tables.map(table => [table.name, table])) };
}

/** What every spelling of the graph has in common, so that they say the same. */
export function openGraph({ model, manifest, distributions = [] }: EmitContext): OpenedGraph {
  const graph = compileGraph(model, manifest);
  const counts = new Map<string, number>();
  const add = (name: string, count: number): void => void counts.set(name, (counts.get(name) ?? 0) + count);
  return {
    graph,
    facts: [...datasetFacts(manifest, distributions), ...vocabularyFacts(model, graph.names, manifest.title)],
    count(rows) {
      for (const [name, { length }] of Object.entries(rows)) {
        checkColumns(graph.tables.get(name), name, rows[name]!);
        add(name, length);
      }
    },
    countAll(more) {
      for (const [name, count] of Object.entries(more)) add(name, count);
    },
    countFacts: () => countFacts(model, graph.names, counts),
  };
}

function checkColumns(table: TableGraph | undefined, name: string, rows: readonly Row[]): void {
  if (!table) throw new TypeError(`Unexpected table \`${name}\`, expected one of the model`);
  for (const row of rows) {
    for (const column in row) {
      if (!table.columns.has(column)) throw new TypeError(`Unexpected column \`${column}\` in table \`${name}\``);
    }
  }
}

function compileTable(table: Table, model: Model, names: Names): TableGraph {
  const extras = extrasOf(table, model, names);
  const link = selfLink(table);
  const statements = table.columns.flatMap(column => columnStatements(column, link, model, names));
  const asides = statements.filter(({ about }) => about !== null).map(statement => compileAside(statement, names));
  const about = table.about === null ? null : compileTemplate(names, table.about);
  return {
    name: table.name,
    columns: new Set(table.columns.map(({ name }) => name)),
    subject: extras.subject ?? about,
    fragment: hasFragment(table),
    adds: extras.subject !== undefined || isAddition(table, model),
    types: classesOf(table, model, names, extras.classes),
    node: compileNode(table, null, [...statements, ...ownStatements(extras)], names),
    asides: [...asides, ...(extras.asides ?? [])],
    nest: extras.nest ?? (link && compileNest(table, link, names)),
  };
}

/** The triple by which another record leads to the row: it stands in the row's own key column. */
function selfLink(table: Table): Triple | null {
  const [key] = table.key;
  const column = table.columns.find(({ name, references }) => name === key && references.includes(table.name));
  return column?.triples.find(({ about }) => about !== null) ?? null;
}

function compileNest(table: Table, { iri, about }: Triple, names: Names): Nest {
  const parent = compileTemplate(names, about!);
  return { key: table.name, predicate: names.expand(iri), reverse: false, parent };
}

function columnStatements(column: Column, link: Triple | null, model: Model, names: Names): Statement[] {
  const triples = column.triples.filter(triple => triple !== link);
  if (triples.length === 0) return [];
  const form = columnForm(column, model, names);
  const read = reader(column);
  return triples.flatMap(({ term, iri, node, about }) => {
    const predicate = names.expand(iri);
    const many = column.type === 'list' || about !== null;
    const rule: Rule = { key: term, predicate, many, form, read };
    return [rule, ...exactDateRules(column, predicate, names, read)].map(each => ({
      node: node ?? '',
      about,
      rule: each,
    }));
  });
}

/** What every format carries for a column's value; the common kinds without the general way. */
function reader(column: Column): Rule['read'] {
  const { name, datatype } = column;
  if (datatype === 'string' || datatype === 'reference') {
    if (column.type !== 'list') return row => (row[name] === '' ? null : (row[name] ?? null));
  }
  const settle = settled(column);
  return row => settle(row[name]);
}

function ownStatements({ rules = [] }: Extras): Statement[] {
  return rules.map(({ node, rule }) => ({ node, about: null, rule }));
}

function compileAside({ about, rule }: Statement, names: Names): Aside {
  return { rule, subject: compileTemplate(names, about!) };
}

function compileNode(
  table: Table,
  shape: NodeShape | null,
  statements: readonly Statement[],
  names: Names,
  suffix = '',
): NodeRules {
  const name = shape?.name ?? '';
  const joint = hasFragment(table) || suffix !== '' ? '-' : '#';
  const children = table.nodes.filter(({ of }) => (of ?? '') === name);
  return {
    name,
    suffix,
    predicate: shape === null ? '' : names.expand(shape.iri),
    classes: sortByCodePoint((shape?.classes ?? []).map(names.expand)),
    rules: statements.filter(({ node, about }) => about === null && node === name).map(({ rule }) => rule),
    children: children.map(child => compileNode(table, child, statements, names, `${suffix}${joint}${child.name}`)),
  };
}

function hasFragment({ about }: Table): boolean {
  return about?.includes('#') ?? false;
}

/** Whether rows only add to the subject of another table, as places do to entities. */
function isAddition(table: Table, model: Model): boolean {
  return table.columns.some(
    ({ name, references }) =>
      table.key.includes(name) &&
      references.some(other => other !== table.name && model.tables.get(other)?.about === table.about),
  );
}
