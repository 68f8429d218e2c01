import { contextMember } from './context.ts';
import type { EmitContext, Emitter, Sink } from './emitter.ts';
import { openGraph } from './graph.ts';
import { factNodes } from './rdf/facts.ts';
import { compileNodes, type JsonNode } from './rdf/nodes.ts';

const SUSPECT = /\\u(?:0000|d[89a-f])/;
/** The same, but not where a backslash of the text stands before it. */
const UNWRITABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

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
  write(factNodes(facts, graph.names));
  return {
    add({ rows }) {
      count(rows);
      write(nodesOf(rows));
    },
    skip: countAll,
    close() {
      write(factNodes(countFacts(), graph.names));
      sink.write('\n  ]\n}\n');
      sink.close();
    },
  };
}

function nodeWriter(sink: Sink): (nodes: Iterable<JsonNode>) => void {
  let separator = '\n';
  return nodes => {
    for (const node of nodes) {
      sink.write(separator + toLine(node));
      separator = ',\n';
    }
  };
}

/**
 * JSON can spell a lone surrogate (`\\ud800`) and NUL, other formats can't: refused here as everywhere.
 * @throws {TypeError}
 */
function toLine(node: JsonNode): string {
  const line = JSON.stringify(node);
  if (SUSPECT.test(line) && UNWRITABLE.test(line))
    throw new TypeError(`Unexpected NUL or lone surrogate in ${node.id}`);
  return line;
}
