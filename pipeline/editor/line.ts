import { resolve } from 'node:path';
import { analyse } from '../analyse.ts';
import type { Source } from '../place.ts';
import { pointAt } from '../place.ts';
import { locate, openProject, readSource } from '../project.ts';
import { openSession } from '../session.ts';
import type { YamlMap } from '../yaml.ts';
import { type Occurrence, occurrencesIn, occurrencesInRegistry } from './occurrences.ts';

/**
 * Ids of the things that a line tells of: those whose ids stand on it, or if there are none, the one whose fields it is among.
 * @throws {ProjectError} where the file is no source of a project
 */
export function thingsOnLine(path: string, from: string, line: number): string[] {
  const { folder, article } = locate(path);
  const session = openSession(openProject(folder, from), { from });
  const { model, registry } = session.shared;
  const source = readSource(path, from);
  if (article === null) {
    if (resolve(path) !== resolve(folder, 'source', 'entities.yaml')) return [];
    const entries = [...registry.things.values()].map(({ id, node }) => ({ id, node }));
    return onLine(source, line, occurrencesInRegistry(registry, model), entries);
  }
  const analysis = analyse(source, session.shared);
  const entries = analysis.marks.entries.map(({ key, value }) => ({ id: key.value, node: value }));
  return onLine(source, line, occurrencesIn(analysis, model), entries);
}

function onLine(
  source: Source,
  line: number,
  occurrences: readonly Occurrence[],
  entries: readonly { readonly id: string; readonly node: YamlMap | null }[],
): string[] {
  const spans = (start: number, end: number): boolean =>
    pointAt(source, start).line <= line && line <= pointAt(source, end).line;
  const declared = occurrences.filter(({ as, start, end }) => as === 'declaration' && spans(start, end));
  const found =
    declared.length > 0 ? declared : occurrences.filter(({ as, around }) => as === 'mention' && spans(...around));
  const among = entries.filter(({ node }) => node && spans(node.start, node.end));
  return [...new Set((found.length > 0 ? found : among).map(({ id }) => id))];
}
