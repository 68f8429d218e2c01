import { contextOf } from '../emit/context.ts';
import type { Manifest } from '../emit/emitter.ts';
import { compileGraph } from '../emit/graph.ts';
import { compileNodes, type JsonNode } from '../emit/rdf/nodes.ts';
import type { Model, Row } from '../model.ts';

export type RowsByTable = { readonly [table: string]: readonly Row[] };

/** Linked data of resources, by their IRIs, and of what hangs on them by a fragment; null where the rows say nothing of them. */
export type Linked = (iris: readonly string[], rows: RowsByTable) => string | null;

/** The same mapping that makes the whole graph, asked about one resource at a time. */
export function linkedBy(model: Model, manifest: Manifest): Linked {
  const graph = compileGraph(model, manifest);
  const nodesOf = compileNodes(graph);
  const context = contextOf(graph);
  return (iris, rows) => {
    const ids = new Set(iris.map(graph.names.compact));
    const nodes = [...nodesOf(rows)]
      .filter(({ id }) => ids.has(id.split('#', 1)[0]!))
      .map(({ text }) => JSON.parse(text) as JsonNode);
    if (nodes.length === 0) return null;
    return `${JSON.stringify({ '@context': needed(context, nodes), '@graph': nodes }, null, 1)}\n`;
  };
}

/** What of the context these nodes need: it stands inline, so that nobody has to fetch anything. */
function needed(context: ReturnType<typeof contextOf>, nodes: readonly JsonNode[]): ReturnType<typeof contextOf> {
  const keys = new Set<string>();
  collectKeys(nodes, keys);
  const own = Object.entries(context).filter(([key]) => key.startsWith('@') || keys.has(key));
  const used = JSON.stringify([own, nodes]);
  const isNeeded = ([key]: readonly [string, unknown]) =>
    key.startsWith('@') || keys.has(key) || (isPrefix(context[key]) && used.includes(`"${key}:`));
  return Object.fromEntries(Object.entries(context).filter(isNeeded));
}

function isPrefix(definition: unknown): boolean {
  if (typeof definition === 'string') return /^https?:/.test(definition);
  return typeof definition === 'object' && definition !== null && '@prefix' in definition;
}

function collectKeys(value: unknown, keys: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectKeys(item, keys);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      keys.add(key);
      collectKeys(inner, keys);
    }
  }
}
