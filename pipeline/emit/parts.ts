import type { EmitContext, Emitter } from './emitter.ts';
import type { OpenedGraph } from './graph.ts';
import { endsSection, type Sections, type SectionWriter } from './sections.ts';

/*
 * A graph of more rows than a file shall hold is a folder of that name, `graph.nq/part-00000.nq` and so on. The first part says what
 * no row does; each other is the graph of some documents, or things that none mentions, and may be read without the rest.
 */

/** Rows of all tables that a file holds where nothing else is said: N-Quads of some 90 MB, JSON-LD of some 20. */
const FILE = 50_000;
/** Documents of the shortest part, and how many follow on average until one ends it: together they make 64 or so. */
const [FEWEST, MORE] = [32, 32];

type Sizes = Pick<EmitContext, 'model' | 'most' | 'graphRows'>;

export interface Parts {
  /** Of what no row says: the only file, or part 0. */
  readonly first: string;
  /** The path of one part after another; `null` where there is one file. */
  readonly next: (() => string) | null;
  readonly ends: SectionWriter<unknown>['ends'];
}

/** Whether a graph is written in parts. */
export function isParted({ model, most, graphRows = FILE }: Sizes): boolean {
  const rows = [...model.tables.keys()].reduce((sum, table) => sum + (most?.(table) ?? 0), 0);
  return rows > graphRows;
}

/** Whether a part of so many documents ends with this one, whatever there is in them. */
export function endsPart(id: string, documents: number): boolean {
  return documents >= FEWEST && endsSection(id, MORE);
}

/** How `path`, a graph, is laid out. */
export function partsOf(path: string, sizes: Sizes): Parts {
  if (!isParted(sizes)) return { first: path, next: null, ends: () => false };
  const { graphRows: most = FILE } = sizes;
  const ending = path.slice(path.lastIndexOf('.'));
  const pathOf = (number: number): string => `${path}/part-${String(number).padStart(5, '0')}${ending}`;
  let number = 0;
  return {
    first: pathOf(0),
    next: () => pathOf(++number),
    ends: (id, { documents, rows }) => rows >= most || (id !== undefined && endsPart(id, documents)),
  };
}

/** Hands batches on to the sections of a graph, once their rows are counted. */
export function counted(
  { count, countAll }: Pick<OpenedGraph, 'count' | 'countAll'>,
  sections: Pick<Sections<unknown>, 'add' | 'skip'>,
): Pick<Emitter, 'takesOver' | 'add' | 'skip'> {
  return {
    takesOver: true,
    add(batch) {
      count(batch.rows);
      sections.add(batch);
    },
    skip(counts, before, batch) {
      countAll(counts);
      sections.skip(counts, before, batch);
    },
  };
}
