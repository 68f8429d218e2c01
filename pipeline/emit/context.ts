import type { EmitContext, Emitter } from './emitter.ts';
import { compileGraph, type Graph } from './graph.ts';
import type { Json, NodeRules, Rule } from './rdf/mapping.ts';
import { listKeys } from './rdf/nodes.ts';

/** A JSON-LD context: every term by name, no `@vocab`, so that a key that nobody defined is an error and not a triple. */
export type Context = { readonly [term: string]: Json };

/** Writes `context.jsonld`, for others to refer to. It depends on no row. */
export function openContext({ model, manifest, output }: EmitContext): Emitter {
  const sink = output.file('context.jsonld');
  sink.write(`{\n${contextMember(compileGraph(model, manifest))}\n}\n`);
  return { add() {}, close: () => sink.close() };
}

/** The context as a member of a JSON object, one term a line. */
export function contextMember(graph: Graph): string {
  const terms = Object.entries(contextOf(graph)).map(
    ([term, meaning]) => `    ${JSON.stringify(term)}: ${JSON.stringify(meaning)}`,
  );
  return `  "@context": {\n${terms.join(',\n')}\n  }`;
}

/**
 * The context of a dataset's JSON-LD: prefixes, then each key that nodes can have, with the type of its values.
 * @throws {TypeError} where two columns or nodes would give one key two meanings
 */
export function contextOf(graph: Graph): Context {
  const { names } = graph;
  const lists = listKeys(graph);
  const terms = new Map<string, Json>([
    ['@version', 1.1],
    ['id', '@id'],
    ['type', { '@id': '@type', '@container': '@set' }],
    ...[...names.prefixes].map(([prefix, namespace]) => [prefix, prefixTerm(namespace)] as const),
  ]);
  for (const { node, asides, nest } of graph.tables.values()) {
    defineNode(node);
    for (const { rule } of asides) defineRule(rule);
    if (nest) define(nest.key, { [nest.reverse ? '@reverse' : '@id']: names.shorten(nest.predicate), '@type': '@id' });
  }
  return Object.fromEntries(terms);

  function defineNode({ name, predicate, rules, children }: NodeRules): void {
    if (name !== '') define(name, { '@id': names.shorten(predicate), '@type': '@id' });
    for (const rule of rules) defineRule(rule);
    for (const child of children) defineNode(child);
  }

  function defineRule({ key, predicate, form }: Rule): void {
    define(key, { '@id': names.shorten(predicate), ...(form.coercion === null ? {} : { '@type': form.coercion }) });
  }

  function define(key: string, definition: { readonly [keyword: string]: Json }): void {
    const term = lists.has(key) ? { ...definition, '@container': '@set' } : definition;
    const known = terms.get(key);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(term)) {
      throw new TypeError(
        `Unexpected second meaning of \`${key}\`: ${JSON.stringify(term)} beside ${JSON.stringify(known)}`,
      );
    }
    terms.set(key, term);
  }
}

/** Only a namespace that ends in a delimiter of IRIs is a prefix without saying so (JSON-LD 1.1, section 9.15.1). */
function prefixTerm(namespace: string): Json {
  return /[:/?#[\]@]$/.test(namespace) ? namespace : { '@id': namespace, '@prefix': true };
}
