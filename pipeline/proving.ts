import type { WrittenFile } from './emit/emitter.ts';

/** Bytes of N-Quads up to which every build proves its graph: beyond, `jsonld` takes longer than all else together. */
const LIMIT = 4_000_000;
const GRAPHS = ['graph.jsonld', 'graph.nq'] as const;

/**
 * Runs `jsonld` over the one graph, in safe mode and without network, and compares its canonical form with the other; does nothing
 * where one of them wasn't written or is large. `read` gives the text of a file.
 * @throws {Error} where they differ
 */
export async function proveGraphs(written: readonly WrittenFile[], read: (path: string) => string): Promise<void> {
  const small = GRAPHS.every(graph => written.some(({ path, bytes }) => path === graph && bytes <= LIMIT));
  if (!small) return;
  const { prove } = await import('./prove.ts');
  const differences = await prove(read(GRAPHS[0]), read(GRAPHS[1]));
  if (differences.length > 0) throw new Error(`The graphs differ:\n${differences.join('\n')}`);
}
