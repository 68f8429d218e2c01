import { contextMember } from './context.ts';
import type { EarlierFile, EmitContext, Emitter, Sink } from './emitter.ts';
import { openGraph } from './graph.ts';
import { counted, partsOf } from './parts.ts';
import { factTexts } from './rdf/facts.ts';
import { compileNodes, type NodeText } from './rdf/nodes.ts';
import { Sections } from './sections.ts';

/** What was written of a section: into which file, and from where to where for each of its batches. */
interface Written {
  readonly path: string;
  readonly spans: readonly (readonly [start: number, length: number])[];
}

/**
 * Writes `graph.jsonld`, or where it is large parts of it, each a JSON-LD document of its own: the context inline, then one node a
 * line, as batches come, so that memory doesn't grow with the graph. To those who know no JSON-LD it is JSON of a predictable shape.
 */
export function openJsonLd(context: EmitContext): Emitter {
  const opened = openGraph(context);
  const { graph, facts, countFacts } = opened;
  const { output, notes } = context;
  const nodesOf = compileNodes(graph);
  const parts = partsOf('graph.jsonld', context);
  const head = `{\n${contextMember(graph)},\n  "@graph": [`;
  const open = (path: string): NodeFile => new NodeFile(path, output.file(path), head);
  const first = open(parts.first);
  first.write(factTexts(facts, graph.names));
  let part: NodeFile | null = null;
  const sections = new Sections<Written>(notes, {
    ends: parts.ends,
    keep:
      parts.next &&
      (({ written, fileOf }) => {
        const path = parts.next!();
        output.keep!(path, fileOf(written.path));
        return { ...written, path };
      }),
    add(batch, earlier) {
      part ??= parts.next ? open(parts.next()) : first;
      if (!earlier) return part.add(nodesOf(batch.rows));
      const { section, number } = earlier;
      const [start, length] = section.written.spans[number - section.first]!;
      part.copy(section.fileOf(section.written.path), start, length);
    },
    end() {
      const { path, spans } = part!;
      if (parts.next) part!.close();
      part = null;
      return { path, spans };
    },
    paths: ({ path }) => [path],
  });
  return {
    ...counted(opened, sections),
    close() {
      sections.close();
      first.write(factTexts(countFacts(), graph.names));
      first.close();
    },
  };
}

/** A list of nodes that is written one by one. */
class NodeFile {
  readonly path: string;
  /** Of each batch, without the separator before it. */
  readonly spans: (readonly [start: number, length: number])[] = [];
  readonly #sink: Sink;
  #separator = '\n';

  constructor(path: string, sink: Sink, head: string) {
    this.path = path;
    this.#sink = sink;
    sink.write(head);
  }

  /** Nodes of a batch. */
  add(nodes: Iterable<NodeText>): void {
    this.#note(() => this.write(nodes));
  }

  /** The same, as they were written before. */
  copy(from: EarlierFile, start: number, length: number): void {
    this.#note(() => {
      if (length === 0) return;
      this.#sink.write(this.#separated());
      this.#sink.copy!(from, start, length);
    });
  }

  write(nodes: Iterable<NodeText>): void {
    for (const { text } of nodes) this.#sink.write(this.#separated() + text);
  }

  close(): void {
    this.#sink.write('\n  ]\n}\n');
    this.#sink.close();
  }

  #separated(): string {
    const separator = this.#separator;
    this.#separator = ',\n';
    return separator;
  }

  #note(write: () => void): void {
    const before = this.#sink.size;
    if (before === undefined) return write();
    const start = before + this.#separator.length;
    write();
    this.spans.push([start, Math.max(0, this.#sink.size! - start)]);
  }
}
