import type { Row } from '../../model.ts';
import type { Graph } from '../graph.ts';
import { type Iri, isTold, type Json, type NodeRules, type Rule, type TableGraph } from './mapping.ts';

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
  const tables = [...graph.tables.values()];
  const records = tables.filter(table => table.subject !== null && !table.adds && !table.nest);
  const lists = listKeys(graph);

  return function* batchNodes(rows) {
    const additions = collectAdditions(rows);
    for (const table of records) {
      for (const row of rows[table.name] ?? []) {
        const node = rowNode(table, table.subject!, row);
        const id = node.id as string;
        merge(node, additions.get(id));
        additions.delete(id);
        yield node;
      }
    }
    for (const [id, added] of additions) yield merge({ id }, added);
  };

  /** By subject: what rows say of it that aren't its own. */
  function collectAdditions(rows: Rows): Map<string, JsonNode> {
    const additions = new Map<string, JsonNode>();
    const of = (id: string) => additions.get(id) ?? additions.set(id, {}).get(id)!;
    for (const table of tables) for (const row of rows[table.name] ?? []) addRow(table, row, of);
    return additions;
  }

  function addRow(table: TableGraph, row: Row, of: (id: string) => JsonNode): void {
    for (const { rule, subject } of table.asides) {
      if (rule.read(row) !== null) putRule(of(subject.short(row)), rule, row);
    }
    if (table.subject === null) return;
    if (table.nest) put(of(table.nest.parent.short(row)), table.nest.key, rowNode(table, table.subject, row));
    else if (table.adds) {
      const id = table.subject.short(row);
      fill(of(id), table.node, id, table.types(row), row);
    }
  }

  function rowNode(table: TableGraph, subject: Iri, row: Row): JsonNode {
    const id = subject.short(row);
    return fill({ id }, table.node, id, table.types(row), row);
  }

  function fill(node: JsonNode, rules: NodeRules, id: string, types: readonly string[], row: Row): JsonNode {
    for (const type of types) put(node, 'type', graph.names.shorten(type));
    for (const rule of rules.rules) putRule(node, rule, row);
    for (const child of rules.children) {
      if (isTold(child, row)) put(node, child.name, fill({ id: id + child.suffix }, child, id, child.classes, row));
    }
    return node;
  }

  function putRule(node: JsonNode, { key, form, read }: Rule, row: Row): void {
    const value = read(row);
    if (value === null) return;
    if (typeof value === 'object') for (const item of value) put(node, key, form.json(item, row));
    else put(node, key, form.json(value, row));
  }

  function merge(node: JsonNode, added: JsonNode = {}): JsonNode {
    for (const [key, value] of Object.entries(added)) {
      if (lists.has(key)) for (const item of value as JsonNode[]) put(node, key, item);
      else put(node, key, value as JsonNode);
    }
    return node;
  }

  /** @throws {TypeError} on a second value where one is promised */
  function put(node: JsonNode, key: string, value: Json | JsonNode): void {
    const known = node[key];
    if (known === undefined) node[key] = lists.has(key) ? [value] : value;
    else if (!lists.has(key)) throw new TypeError(`Unexpected second value of \`${key}\` in ${node.id}`);
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
