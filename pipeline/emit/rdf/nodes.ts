import type { Row } from '../../model.ts';
import type { Graph } from '../graph.ts';
import { jsonOf, listOf } from './json.ts';
import { isTold, type Json, type NodeRules, type Rule, type TableGraph } from './mapping.ts';

/** A node object of JSON-LD, and plain JSON to any other reader. */
export type JsonNode = { readonly [key: string]: Json };

/** The same as text, on one line. */
export interface NodeText {
  readonly id: string;
  readonly text: string;
}

type Rows = { readonly [table: string]: readonly Row[] };

/** What a node has besides its id: values as JSON, by key. */
type Members = Map<string, string[]>;

/** What one rule, or one node that hangs on the node, gives under its key. */
interface Part<Source> {
  readonly key: string;
  /** `,"key":` */
  readonly open: string;
  readonly isList: boolean;
  readonly source: Source;
}

interface NodeParts {
  /** What the IRI has beyond that of the row's subject. */
  readonly suffix: string;
  readonly rules: readonly Part<Rule>[];
  readonly children: readonly (Part<NodeRules> & { readonly node: NodeParts })[];
  /** Whether every part has a key of its own, so that the node can be written as its parts come. */
  readonly isPlain: boolean;
}

/**
 * Compiles a mapping to a function that writes nodes of the rows of one batch, in the model's order of tables. All that the
 * rows say of a record stands in its one node, and its parts (names, participants, evidence …) within it; a record that isn't
 * in the batch gets a node of its own for what others say of it.
 */
export function compileNodes(graph: Graph): (rows: Rows) => Generator<NodeText> {
  const lists = listKeys(graph);
  const tables = [...graph.tables.values()].map(table => ({ table, node: compileNode(table.node) }));
  const records = tables.filter(({ table }) => table.subject !== null && !table.adds && !table.nest);
  const typeTexts = new Map<readonly string[], string>();

  return function* batchNodes(rows) {
    const additions = collectAdditions(rows);
    for (const { table, node } of records) {
      for (const row of rows[table.name] ?? []) {
        const id = table.subject!.short(row);
        const added = additions.get(id);
        additions.delete(id);
        const text = added
          ? mergedText(node, id, table.types(row), row, added)
          : nodeText(node, id, table.types(row), row);
        yield { id, text };
      }
    }
    for (const [id, members] of additions) yield { id, text: membersText(id, members) };
  };

  function compileNode({ suffix, rules, children }: NodeRules): NodeParts {
    const part = <Source>(key: string, source: Source): Part<Source> => ({
      ...{ key, open: `,${JSON.stringify(key)}:`, isList: lists.has(key), source },
    });
    const keys = ['type', ...rules.map(({ key }) => key), ...children.map(({ name }) => name)];
    return {
      suffix,
      rules: rules.map(rule => part(rule.key, rule)),
      children: children.map(child => ({ ...part(child.name, child), node: compileNode(child) })),
      isPlain: new Set(keys).size === keys.length,
    };
  }

  /** By subject: what rows say of it that aren't its own. */
  function collectAdditions(rows: Rows): Map<string, Members> {
    const additions = new Map<string, Members>();
    const of = (id: string) => additions.get(id) ?? additions.set(id, new Map()).get(id)!;
    for (const { table, node } of tables) for (const row of rows[table.name] ?? []) addRow(table, node, row, of);
    return additions;
  }

  function addRow(table: TableGraph, node: NodeParts, row: Row, of: (id: string) => Members): void {
    for (const { rule, subject } of table.asides) {
      if (rule.read(row) === null) continue;
      const id = subject.short(row);
      for (const item of itemsOf(rule, row)) put(of(id), rule.key, item, id);
    }
    if (table.subject === null || (!table.nest && !table.adds)) return;
    const id = table.subject.short(row);
    const types = table.types(row);
    if (table.nest) {
      const parent = table.nest.parent.short(row);
      put(of(parent), table.nest.key, nodeText(node, id, types, row), parent);
    } else fill(of(id), node, id, types, row);
  }

  function fill(members: Members, node: NodeParts, id: string, types: readonly string[], row: Row): Members {
    for (const type of types) put(members, 'type', jsonOf(graph.names.shorten(type)), id);
    for (const { key, source } of node.rules) for (const item of itemsOf(source, row)) put(members, key, item, id);
    for (const { key, source, node: child } of node.children) {
      if (isTold(source, row)) put(members, key, nodeText(child, id, source.classes, row), id);
    }
    return members;
  }

  function mergedText(node: NodeParts, id: string, types: readonly string[], row: Row, added: Members): string {
    const members = fill(new Map(), node, id, types, row);
    for (const [key, items] of added) for (const item of items) put(members, key, item, id);
    return membersText(id, members);
  }

  /** @throws {TypeError} on a second value where one is promised */
  function put(members: Members, key: string, item: string, id: string): void {
    const known = members.get(key);
    if (known === undefined) members.set(key, [item]);
    else if (!lists.has(key)) throw new TypeError(`Unexpected second value of \`${key}\` in ${id}`);
    else if (isNew(item, known)) known.push(item);
  }

  function membersText(id: string, members: Members): string {
    let text = `{"id":${jsonOf(id)}`;
    for (const [key, items] of members) text += `,${JSON.stringify(key)}:${lists.has(key) ? listOf(items) : items[0]}`;
    return `${text}}`;
  }

  /** The same as `membersText` of what `fill` gives, where nothing has to be put together first. */
  function nodeText(node: NodeParts, id: string, types: readonly string[], row: Row): string {
    if (!node.isPlain) return membersText(id + node.suffix, fill(new Map(), node, id, types, row));
    let text = `{"id":${jsonOf(id + node.suffix)}${typesText(types)}`;
    for (const { open, isList, source } of node.rules) {
      if (isList) {
        const items = itemsOf(source, row);
        if (items.length > 0) text += open + listOf(items);
      } else {
        const value = source.read(row);
        if (value !== null) text += open + jsonOf(source.form.json(value as string, row));
      }
    }
    for (const { open, isList, source, node: child } of node.children) {
      if (!isTold(source, row)) continue;
      const inner = nodeText(child, id, source.classes, row);
      text += open + (isList ? listOf([inner]) : inner);
    }
    return `${text}}`;
  }

  /** Of the same array, made once. */
  function typesText(types: readonly string[]): string {
    const known = typeTexts.get(types);
    if (known !== undefined) return known;
    const short = [...new Set(types.map(graph.names.shorten))];
    const text = short.length === 0 ? '' : `,"type":${jsonOf(short)}`;
    typeTexts.set(types, text);
    return text;
  }
}

/** As JSON. Lists of plain values are sets; nodes in a list are parts of the node, each for itself. */
function itemsOf({ read, form }: Rule, row: Row): string[] {
  const value = read(row);
  if (value === null) return [];
  if (typeof value !== 'object') return [jsonOf(form.json(value, row))];
  const items = value.map(item => jsonOf(form.json(item, row)));
  return items.filter((item, at) => isNew(item, items.slice(0, at)));
}

function isNew(item: string, known: readonly string[]): boolean {
  return item.startsWith('{') || !known.includes(item);
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
