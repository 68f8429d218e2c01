import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds of quiet after which a change is told: an editor's save is several events. */
const QUIET = 30;

/** Folders of a project that a build reads. */
const ROOTS = ['source', 'schemas'];

/**
 * Tells of changes in what a project is built from until it is closed, with the paths of what changed, or of folders where the
 * system doesn't know more. A watcher is set on every folder, none on files: watched
 * files are lost when an editor saves by putting a new one in their place, as they are by `recursive` on Linux (Node 20).
 * @throws {Error} of the system where the project's folder can't be watched
 */
export function watchProject(
  folder: string,
  changed: (paths: ReadonlySet<string>) => void,
): { readonly close: () => void } {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let paths = new Set<string>();

  const notice = (path: string): void => {
    paths.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const told = paths;
      paths = new Set();
      follow();
      changed(told);
    }, QUIET);
  };
  const forget = (path: string): void => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  const add = (path: string, concerns: (name: string) => boolean): void => {
    if (watchers.has(path)) return;
    // No name is given where the system doesn't know it.
    const watcher = watch(path, (_, name) => {
      if (name === null || concerns(name)) notice(name === null ? path : join(path, name));
    });
    watcher.on('error', () => forget(path));
    watchers.set(path, watcher);
  };
  /** Watches folders that have come, and forgets those that have gone. */
  const follow = (): void => {
    const folders = new Set(ROOTS.flatMap(root => foldersIn(join(folder, root))));
    for (const path of watchers.keys()) if (path !== folder && !folders.has(path)) forget(path);
    for (const path of folders) add(path, name => !isAside(name));
  };

  add(folder, name => ROOTS.includes(name));
  follow();
  return {
    close: () => {
      clearTimeout(timer);
      for (const path of [...watchers.keys()]) forget(path);
    },
  };
}

function foldersIn(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return [path, ...entries.filter(entry => entry.isDirectory()).flatMap(({ name }) => foldersIn(join(path, name)))];
  } catch {
    // Gone between two looks, or a file: nothing to watch.
    return [];
  }
}

/** Files that editors put beside those that they save. */
function isAside(name: string): boolean {
  return /^\.|~$|^#|\.(?:swp|swx|tmp|bak)$|^4913$/.test(name);
}
