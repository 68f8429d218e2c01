import type { Family } from '../model.ts';
import { pointAt } from '../place.ts';
import { regionsOf } from './regions.ts';
import type { Document, Workspace } from './workspace.ts';

/** A thing that a document declares. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly family: Family;
  /** The declaration, and the id in it. */
  readonly start: number;
  readonly end: number;
  readonly idStart: number;
  readonly idEnd: number;
}

/** Things and events that a document declares, in the order of their declarations. */
export function outline(workspace: Workspace, document: Document): Entry[] {
  const definitions = new Map(document.analysis?.marks.definitions.map(({ id, place }) => [id, place]));
  return workspace
    .things(document)
    .filter(({ place }) => place.path === document.path)
    .map(({ id, label, type, origin, place, node }) => ({
      id,
      label: label || id,
      type,
      family: workspace.model.types.get(type)?.family ?? ('entities' as const),
      start: place.start.offset,
      end: origin === 'definition' ? (definitions.get(id) ?? place).end.offset : (node?.end ?? place.end.offset),
      idStart: place.start.offset,
      idEnd: place.end.offset,
    }))
    .sort((a, b) => a.start - b.start);
}

/** Lines, from 1, that can be folded: front matter, data blocks, each declaration in them, and runs of definitions. */
export function foldings(
  workspace: Workspace,
  document: Document,
): { readonly first: number; readonly last: number }[] {
  const { source, analysis } = document;
  const line = (offset: number): number => pointAt(source, offset).line;
  const isFile = (whole: readonly [number, number]): boolean => whole[0] === 0 && whole[1] === source.text.length;
  const blocks = regionsOf(document)
    .filter(({ whole }) => !isFile(whole))
    .map(({ whole: [start, end] }) => ({ first: line(start), last: line(end) }));
  const entries = outline(workspace, document).map(({ start, end }) => ({ first: line(start), last: line(end) }));
  const runs: { first: number; last: number }[] = [];
  for (const { place } of analysis?.marks.definitions ?? []) {
    const run = runs.at(-1);
    if (run && place.start.line === run.last + 1) run.last = place.end.line;
    else runs.push({ first: place.start.line, last: place.end.line });
  }
  return [...blocks, ...entries, ...runs].filter(({ first, last }) => last > first).sort((a, b) => a.first - b.first);
}
