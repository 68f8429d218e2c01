import type { Output, Sink } from './emit/emitter.ts';

/** Bytes of N-Quads up to which every build proves its graph: beyond, `jsonld` takes longer than all else together. */
const LIMIT = 4_000_000;
const [JSONLD, NQUADS] = ['graph.jsonld', 'graph.nq'];

/** An output that keeps the texts of the two graphs as they are written, while they are small. */
export interface Proving {
  readonly output: Output;
  /**
   * Runs `jsonld` over the one, in safe mode and without network, and compares its canonical form with the other; does nothing where
   * one of them wasn't written or is large.
   * @throws {Error} where they differ
   */
  prove(): Promise<void>;
}

export function proving(output: Output): Proving {
  const texts = new Map<string, string[] | null>();
  return {
    output: {
      file(path) {
        const sink = output.file(path);
        if (path !== JSONLD && path !== NQUADS) return sink;
        texts.set(path, []);
        return kept(sink, path, texts);
      },
      get written() {
        return output.written;
      },
      ...(output.spool && { spool: output.spool }),
    },
    async prove() {
      const [jsonld, nquads] = [texts.get(JSONLD!), texts.get(NQUADS!)];
      if (!jsonld || !nquads) return;
      const { prove } = await import('./prove.ts');
      const differences = await prove(jsonld.join(''), nquads.join(''));
      if (differences.length > 0) throw new Error(`The graphs differ:\n${differences.join('\n')}`);
    },
  };
}

function kept(sink: Sink, path: string, texts: Map<string, string[] | null>): Sink {
  let size = 0;
  return {
    write(chunk) {
      sink.write(chunk);
      size += chunk.length;
      if (size > LIMIT) texts.set(path, null);
      texts.get(path)?.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    },
    close: () => sink.close(),
  };
}
