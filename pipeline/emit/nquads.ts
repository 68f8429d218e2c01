import type { EmitContext, Emitter, Sink } from './emitter.ts';
import { openGraph } from './graph.ts';
import { counted, partsOf } from './parts.ts';
import { type InFile, writeContents } from './rdf/contents.ts';
import { takeFacts } from './rdf/facts.ts';
import { compileQuads } from './rdf/quads.ts';
import { createQuadStore, type QuadStore } from './rdf/store.ts';
import { Sections } from './sections.ts';

/** A file that is being gathered. */
interface Part {
  readonly path: string;
  readonly sink: Sink;
  readonly store: QuadStore;
}

/**
 * Writes `graph.nq`, or where it is large parts of it: all triples of the dataset as canonical N-Quads (RDFC-1.0), each file sorted by
 * code point, its lines unique, no blank node. They are written straight from rows.
 */
export function openNQuads(context: EmitContext): Emitter {
  const opened = openGraph(context);
  const { graph, facts, countFacts } = opened;
  const { output, notes } = context;
  const contents = writeContents(notes);
  const parts = partsOf('graph.nq', context);
  const tables = [...graph.tables.values()].map(table => ({ name: table.name, write: compileQuads(table) }));
  const first = open(parts.first);
  takeFacts(facts, first.store.take);
  first.store.settle(false);
  let part: Part | null = null;
  let isOpen = true;
  const sections = new Sections<InFile>(notes, {
    ends: parts.ends,
    keep:
      parts.next &&
      (({ notes, written, fileOf }) => {
        const path = parts.next!();
        output.keep!(path, fileOf(written.path));
        return { path, contents: contents.copy(notes, written.contents) };
      }),
    add({ rows }, earlier) {
      part ??= parts.next ? open(parts.next()) : first;
      const { take, settle, reuse } = part.store;
      if (earlier) return reuse(earlier.section, earlier.number - earlier.section.first);
      for (const { name, write } of tables) for (const row of rows[name] ?? []) write(row, take);
      settle();
    },
    end() {
      const { path } = part!;
      const start = contents.size;
      close(part!);
      part = null;
      return { path, contents: [start, contents.size - start] };
    },
    paths: ({ path }) => [path],
  });
  return {
    ...counted(opened, sections),
    close() {
      takeFacts(countFacts(), first.store.take);
      // What is left in the notes comes last.
      if (parts.next) close(first);
      sections.close();
      if (isOpen) close(first);
    },
  };

  function open(path: string): Part {
    return { path, sink: output.file(path), store: createQuadStore(contents, output) };
  }

  function close({ path, sink, store }: Part): void {
    store.write(sink);
    sink.close();
    if (path === parts.first) isOpen = false;
  }
}
