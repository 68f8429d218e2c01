import type { Row } from '../../model.ts';
import type { Graph } from '../graph.ts';
import { childIri, isTold, type Json, type NodeRules, type Rule, type TableGraph } from './mapping.ts';

/** A node object of JSON-LD, and plain JSON to any other reader. */
export interface JsonNode {
  [key: string]: Json | JsonNode | (Json | JsonNode)[];
}

type Rows = { readonly [table: string]: readonly Row[] };

/**
 * Compiles a mapping to a function that makes nodes of the rows of one batch, in the model's order of tables. All that the
 * rows say of a record stands in its one node, and its parts (names, participants, evidence …) within it; a record that isn't
 * in the batch gets a node of its own for what others say of it.
 */
export function compileNodes(graph: Graph): (rows: Rows) => Generator<JsonNode> {
  const { compact } = graph.names;
  const tables = [...graph.tables.values()];
  const records = tables.filter(table => table.subject !== null && !table.adds && !table.nest);
  const lists = listKeys(graph);

  return function* batchNodes(rows) {
    const additions = collectAdditions(rows);
    for (const table of records) {
      for (const row of rows[table.name] ?? []) {
        const iri = table.subject!(row);
        const node = rowNode(table, iri, row);
        merge(node, additions.get(iri) ?? {});
        additions.delete(iri);
        yield node;
      }
    }
    for (const [iri, added] of additions) yield merge({ id: compact(iri) }, added);
  };

  /** By subject: what rows say of it that aren't its own. */
  function collectAdditions(rows: Rows): Map<string, JsonNode> {
    const additions = new Map<string, JsonNode>();
    const of = (iri: string) => additions.get(iri) ?? additions.set(iri, {}).get(iri)!;
    for (const table of tables) for (const row of rows[table.name] ?? []) addRow(table, row, of);
    return additions;
  }

  function addRow(table: TableGraph, row: Row, of: (iri: string) => JsonNode): void {
    for (const { rule, subject } of table.asides) {
      if (rule.read(row) !== null) putRule(of(subject(row)), rule, row);
    }
    if (table.nest) put(of(table.nest.parent(row)), table.nest.key, rowNode(table, table.subject!(row), row));
    else if (table.adds) fill(of(table.subject!(row)), table.node, table.subject!(row), table.types(row), row);
  }

  function rowNode(table: TableGraph, iri: string, row: Row): JsonNode {
    return fill({ id: compact(iri) }, table.node, iri, table.types(row), row);
  }

  function fill(node: JsonNode, rules: NodeRules, iri: string, types: readonly string[], row: Row): JsonNode {
    for (const type of types) put(node, 'type', graph.names.shorten(type));
    for (const rule of rules.rules) putRule(node, rule, row);
    for (const child of rules.children) {
      if (!isTold(child, row)) continue;
      const own = childIri(iri, child.name);
      put(node, child.name, fill({ id: compact(own) }, child, own, child.classes, row));
    }
    return node;
  }

  function putRule(node: JsonNode, { key, form, read }: Rule, row: Row): void {
    const value = read(row);
    if (value === null) return;
    if (typeof value === 'object') for (const item of value) put(node, key, form.json(item, row));
    else put(node, key, form.json(value, row));
  }

  function merge(node: JsonNode, added: JsonNode): JsonNode {
    for (const [key, value] of Object.entries(added)) {
      if (lists.has(key)) for (const item of value as JsonNode[]) put(node, key, item);
      else put(node, key, value as JsonNode);
    }
    return node;
  }

  /** @throws {TypeError} on a second value where one is promised */
  function put(node: JsonNode, key: string, value: Json | JsonNode): void {
    const known = node[key];
    if (!lists.has(key)) {
      if (known !== undefined) throw new TypeError(`Unexpected second value of \`${key}\` in ${node.id}`);
      node[key] = value;
    } else if (known === undefined) node[key] = [value];
    else if (!(known as unknown[]).includes(value)) (known as unknown[]).push(value);
  }
}

/** Keys that give a list anywhere give one everywhere. */
export function listKeys(graph: Graph): ReadonlySet<string> {
  const keys = ['type'];
  const visit = ({ rules, children }: NodeRules) => {
    keys.push(...rules.filter(({ many }) => many).map(({ key }) => key));
    for (const child of children) visit(child);
  };
  for (const { node, asides, nest } of graph.tables.values()) {
    visit(node);
    keys.push(...asides.map(({ rule }) => rule.key), ...(nest ? [nest.key] : []));
  }
  return new Set(keys);
}
