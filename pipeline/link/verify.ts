import { analyse } from '../analyse.ts';
import type { Thing } from '../declare.ts';
import { reportTo } from '../messages.ts';
import type { Source } from '../place.ts';
import { readRegistry } from '../registry.ts';
import type { Session } from '../session.ts';
import type { Rewritten } from './write.ts';

/**
 * Reads rewritten sources as a build would, and names those that say anything else than before but for the addresses of the things that
 * were to get one. None: they can be written.
 */
export function changedBeside(files: readonly Rewritten[], session: Session): string[] {
  return files
    .filter(({ source, text, ids }) => {
      const [before, after] = [source, { ...source, text }].map(each => told(each, session));
      const things = new Set([...before!.things.keys(), ...after!.things.keys()]);
      const same = [...things].every(id => isSame(before!.things.get(id), after!.things.get(id), ids.includes(id)));
      return !same || before!.prose !== after!.prose;
    })
    .map(({ source }) => source.path);
}

interface Told {
  readonly things: ReadonlyMap<string, Thing>;
  readonly prose: string;
}

function told(source: Source, { project, shared }: Session): Told {
  if (project.registry?.path === source.path)
    return { things: readRegistry(source, shared.model, reportTo([])).things, prose: '' };
  const { resolved, prose } = analyse(source, shared);
  return { things: resolved.things, prose: prose.text };
}

function isSame(before: Thing | undefined, after: Thing | undefined, linked: boolean): boolean {
  if (!before || !after) return false;
  const rest = ({ type, label, fields: { sameAs, ...fields } }: Thing): string => JSON.stringify([type, label, fields]);
  return rest(before) === rest(after) && after.addresses.length === before.addresses.length + (linked ? 1 : 0);
}
