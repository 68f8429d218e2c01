import type { Model, Row, Table } from '../../model.ts';
import type { Graph } from '../graph.ts';
import type { NodeRules, Rule, TableGraph } from '../rdf/mapping.ts';
import { sortByCodePoint } from '../rdf/order.ts';
import { vocabularyFacts } from '../rdf/terms.ts';
import { RDF, RDFS } from '../rdf/vocabularies.ts';
import { columnOf, ownClass, type ValueShape, valuesOf } from './values.ts';

/** What the nodes of one kind must be. IRIs are absolute. */
export interface NodeShape {
  /** The table's, and after a hyphen each the names of the nodes down to this one. */
  readonly name: string;
  readonly description: string | null;
  /** Class of which it speaks; null: the nodes that hang on others. */
  readonly target: string | null;
  readonly classes: readonly string[];
  /** All classes that a node may have; null: any. */
  readonly types: readonly string[] | null;
  readonly properties: readonly PropertyShape[];
  /** Predicates that are allowed besides those of `properties`; null: all. */
  readonly besides: readonly string[] | null;
}

export interface PropertyShape {
  readonly path: string;
  /** The column's. */
  readonly name: string | null;
  readonly description: string | null;
  /** Each value fits one of these. */
  readonly values: readonly ValueShape[];
  readonly min: number;
  readonly max: number | null;
}

interface Place {
  readonly table: Table;
  readonly model: Model;
  readonly graph: Graph;
  /** Predicates that are said of a record by other rows than its own. */
  readonly shared: ReadonlySet<string>;
}

/** A shape for each table whose rows have a class of their own, and for each of its nodes. */
export function shapesOf(model: Model, graph: Graph): NodeShape[] {
  const shared = sharedPredicates(model, graph);
  // Of terms more is said than in their rows, and by no row.
  const factPredicates = vocabularyFacts(model, graph.names, '').map(([, predicate]) => predicate);
  return [...graph.tables.values()].flatMap(rows => {
    const besides = rows.name === 'terms' ? new Set([...shared, ...factPredicates]) : shared;
    const place = { table: model.tables.get(rows.name)!, model, graph, shared: besides };
    const target = ownClass(place.table, graph.names);
    return target === null ? [] : [rowShape(rows, target, place), ...childShapes(rows.node, rows.name, place)];
  });
}

function sharedPredicates(model: Model, graph: Graph): ReadonlySet<string> {
  const all = [...graph.tables.values()];
  const adding = all.filter(({ name, adds }) => adds || model.tables.get(name)!.classes.length === 0);
  return new Set([
    ...all.flatMap(({ asides, nest }) => [
      ...asides.map(({ rule }) => rule.predicate),
      ...(nest && !nest.reverse ? [nest.predicate] : []),
    ]),
    ...adding.flatMap(({ node }) => [...node.rules, ...node.children].map(({ predicate }) => predicate)),
  ]);
}

function rowShape(rows: TableGraph, target: string, place: Place): NodeShape {
  const { table, graph, shared } = place;
  const types = rows.adds ? null : typesOf(rows, place);
  return {
    name: table.name,
    description: table.description,
    target,
    classes: table.classes.map(graph.names.expand).filter(iri => iri !== target),
    types,
    properties: propertiesOf(rows.node, table.name, place),
    besides: rows.adds ? null : sortByCodePoint([`${RDF}type`, ...shared].filter(unique)),
  };
}

/** Classes that rows of the table can have, and those that other tables add to them. */
function typesOf(rows: TableGraph, { table, model, graph }: Place): string[] {
  const terms =
    table.name === 'terms' ? [...model.types.keys(), ...model.roles.keys(), ...model.categories.keys()] : [];
  const types = [...model.types.values()].filter(type => type.table === table.name).map(({ name }) => name);
  const samples: Row[] = [{}, ...terms.map(term => ({ term })), ...types.map(type => ({ type }))];
  const typed = table.columns.some(({ name }) => name === 'type');
  const own = samples.slice(typed ? 1 : 0).flatMap(row => rows.types(row));
  const added = [...graph.tables.values()].filter(other => other.adds && addsTo(other, table, model));
  const facts = table.name === 'terms' ? [`${RDFS}Class`, `${RDF}Property`] : [];
  return sortByCodePoint([...own, ...added.flatMap(other => other.types({})), ...facts].filter(unique));
}

function addsTo({ name }: TableGraph, table: Table, model: Model): boolean {
  const { key, columns } = model.tables.get(name)!;
  return columns.some(column => key.includes(column.name) && column.references.includes(table.name));
}

function childShapes(node: NodeRules, name: string, place: Place): NodeShape[] {
  return node.children.flatMap(child => {
    const own = `${name}-${child.name}`;
    const shape: NodeShape = {
      name: own,
      description: null,
      target: null,
      classes: child.classes,
      types: child.classes,
      properties: propertiesOf(child, own, place),
      besides: [`${RDF}type`],
    };
    return [shape, ...childShapes(child, own, place)];
  });
}

function propertiesOf({ rules, children }: NodeRules, name: string, place: Place): PropertyShape[] {
  const paths = [...rules, ...children].map(({ predicate }) => predicate).filter(unique);
  return paths.map(path => {
    const ownRules = rules.filter(({ predicate }) => predicate === path);
    const ownChildren = children.filter(({ predicate }) => predicate === path);
    const nodes = ownChildren.map((child): ValueShape => ({ kind: 'IRI', node: `${name}-${child.name}` }));
    const column = ownRules.map(rule => columnOf(rule, place.table)).find(each => each !== undefined);
    return {
      path,
      name: column?.name ?? null,
      description: column?.description ?? null,
      values: [...ownRules.flatMap(rule => valuesOf(rule, place.table, place.model, place.graph.names)), ...nodes],
      min: ownRules.some(rule => isAlways(rule, place)) || ownChildren.some(child => hasAlways(child, place)) ? 1 : 0,
      max: place.shared.has(path) ? null : most(ownRules, ownChildren, place),
    };
  });
}

/** Whether every row gives the rule a value. */
function isAlways(rule: Rule, { table }: Place): boolean {
  const column = columnOf(rule, table);
  if (!column || column.nullable || column.type === 'list') return false;
  const { minLength, format } = column.schema as { readonly minLength?: number; readonly format?: string };
  const canBeEmpty =
    column.type === 'string' && !minLength && !format && column.pattern === null && column.enum === null;
  return !canBeEmpty || column.references.length > 0;
}

function hasAlways(node: NodeRules, place: Place): boolean {
  return node.rules.some(rule => isAlways(rule, place)) || node.children.some(child => hasAlways(child, place));
}

/** How many values the rules give at most: one each, and of the days, months and years of a date one together. */
function most(rules: readonly Rule[], children: readonly NodeRules[], { table }: Place): number | null {
  if (rules.some(({ many }) => many)) return null;
  const own = rules.filter(rule => columnOf(rule, table) !== undefined);
  return own.length + (own.length < rules.length ? 1 : 0) + children.length;
}

function unique<T>(item: T, at: number, all: readonly T[]): boolean {
  return all.indexOf(item) === at;
}
