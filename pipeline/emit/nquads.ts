import type { EmitContext, Emitter } from './emitter.ts';
import { openGraph } from './graph.ts';
import { takeFacts } from './rdf/facts.ts';
import { compileQuads } from './rdf/quads.ts';
import { createQuadStore } from './rdf/store.ts';

const PATH = 'graph.nq';
/** The store's batches before the first of rows. */
const FACTS = 1;

/**
 * Writes `graph.nq`: all triples of the dataset as canonical N-Quads (RDFC-1.0), sorted by code point, unique, no blank node.
 * They are written straight from rows; what memory doesn't hold waits in a spool.
 */
export function openNQuads(context: EmitContext): Emitter {
  const { graph, facts, count, countAll, countFacts } = openGraph(context);
  const { output, notes } = context;
  const sink = output.file(PATH);
  const store = createQuadStore({ path: PATH, ...output, ...(notes && { notes }) });
  const tables = [...graph.tables.values()].map(table => ({ name: table.name, write: compileQuads(table) }));
  takeFacts(facts, store.take);
  store.settle();
  return {
    takesOver: true,
    add({ rows }) {
      count(rows);
      for (const { name, write } of tables) for (const row of rows[name] ?? []) write(row, store.take);
      store.settle();
    },
    skip(counts, { source, number }) {
      countAll(counts);
      store.skip({ source, number: number + FACTS });
    },
    close() {
      takeFacts(countFacts(), store.take);
      store.write(sink);
      sink.close();
    },
  };
}
