import type { Analysis } from '../analyse.ts';
import { DATASET, type Document, REGISTRY } from './workspace.ts';

/** A part of a document that is YAML; offsets of what stands between its fences. */
export interface Region {
  readonly kind: 'entries' | 'document' | 'dataset';
  readonly start: number;
  readonly end: number;
  /** With its fences. */
  readonly whole: readonly [start: number, end: number];
}

/** The YAML in a document, in order: front matter and data blocks of an article, the whole of another file. */
export function regionsOf({ path, source, analysis }: Document): Region[] {
  const all = { start: 0, end: source.text.length, whole: [0, source.text.length] as const };
  if (path === REGISTRY) return [{ kind: 'entries', ...all }];
  if (path === DATASET) return [{ kind: 'dataset', ...all }];
  return analysis ? blocksOf(analysis) : [];
}

/** The YAML that an offset is in. */
export function regionAt(document: Document, offset: number): Region | null {
  return regionsOf(document).find(({ start, end }) => start <= offset && offset <= end) ?? null;
}

function blocksOf({ tree, source }: Analysis): Region[] {
  return tree.children.flatMap((node): Region[] => {
    const isData = node.type === 'code' && [node.lang, node.meta].filter(Boolean).join(' ') === 'yaml data';
    if (!isData && node.type !== 'yaml') return [];
    const start = node.position!.start.offset!;
    const end = node.position!.end.offset!;
    const raw = source.text.slice(start, end);
    const first = /^[^\r\n]*(?:\r\n|\n|\r|$)/.exec(raw)![0].length;
    const last = raw.length - (/(?:^|[\r\n])(?:`{3,}|~{3,}|---)[ \t]*$/.exec(raw)?.[0].trimStart().length ?? 0);
    const inside = { start: start + first, end: start + Math.max(first, last) };
    return [{ kind: isData ? 'entries' : 'document', ...inside, whole: [start, end] }];
  });
}
