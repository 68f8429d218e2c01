import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Report } from '../messages.ts';
import { type Place, placeOf } from '../place.ts';
import { reasonOf } from './read.ts';

/**
 * Names of the files in `source/`, in code-unit order, with `/` between parts. Links are followed to files of the folder itself and to
 * nothing else, so that a project can't publish what lies outside it.
 */
export function sourcesIn(sources: string, from: string, report: Report): string[] {
  const names: string[] = [];
  const root = realpathSync(sources);
  const visit = (folder: string): void => {
    for (const entry of entriesOf(folder, from, report)) {
      const path = join(folder, entry.name);
      const name = relative(sources, path).replaceAll('\\', '/');
      if (isHidden(entry.name)) continue;
      if (entry.isDirectory()) visit(path);
      else if (!entry.isSymbolicLink() || leadsInside(path, root, from, report)) names.push(name);
      const meant = MISNAMED.get(name.toLowerCase());
      if (meant !== undefined && name !== meant) report('file-name', placeIn(path, from), { name, expected: meant });
    }
  };
  visit(sources);
  return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const MISNAMED = new Map([
  ['dataset.yml', 'dataset.yaml'],
  ['entities.yml', 'entities.yaml'],
  ['dataset.yaml', 'dataset.yaml'],
  ['entities.yaml', 'entities.yaml'],
]);

function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_');
}

function entriesOf(folder: string, from: string, report: Report): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    report('file-unreadable', placeIn(folder, from), { reason: reasonOf(error) });
    return [];
  }
}

/** Whether a link leads to a file below `source/`; a link to a folder there is passed over, its files are read where they are. */
function leadsInside(path: string, root: string, from: string, report: Report): boolean {
  try {
    const target = realpathSync(path);
    if (target.startsWith(root + sep)) return statSync(target).isFile();
    report('file-outside', placeIn(path, from), { target });
  } catch (error) {
    report('file-unreadable', placeIn(path, from), { reason: reasonOf(error) });
  }
  return false;
}

function placeIn(path: string, from: string): Place {
  return placeOf({ path: relative(from, path).replaceAll('\\', '/') || path, text: '', bom: false }, 0);
}
