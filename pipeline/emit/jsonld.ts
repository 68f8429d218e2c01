import { contextMember } from './context.ts';
import type { EmitContext, Emitter, Sink } from './emitter.ts';
import { openGraph } from './graph.ts';
import { factTexts } from './rdf/facts.ts';
import { compileNodes, type NodeText } from './rdf/nodes.ts';

/**
 * Writes `graph.jsonld`: the context inline, then one node a line, as batches come, so that memory doesn't grow with the
 * graph. To those who know no JSON-LD the file is JSON of a predictable shape.
 */
export function openJsonLd(context: EmitContext): Emitter {
  const { graph, facts, count, countAll, countFacts } = openGraph(context);
  const nodesOf = compileNodes(graph);
  const sink = context.output.file('graph.jsonld');
  sink.write(`{\n${contextMember(graph)},\n  "@graph": [`);
  const write = nodeWriter(sink);
  write(factTexts(facts, graph.names));
  return {
    add({ rows }) {
      count(rows);
      write(nodesOf(rows));
    },
    skip: countAll,
    close() {
      write(factTexts(countFacts(), graph.names));
      sink.write('\n  ]\n}\n');
      sink.close();
    },
  };
}

function nodeWriter(sink: Sink): (nodes: Iterable<NodeText>) => void {
  let separator = '\n';
  return nodes => {
    for (const { text } of nodes) {
      sink.write(separator + text);
      separator = ',\n';
    }
  };
}
