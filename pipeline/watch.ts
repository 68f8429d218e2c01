import { watchProject } from './project/watch.ts';

/**
 * Rebuilds at once, and again after every change, one rebuild at a time: what changes while one runs is told by the next.
 * `rebuild` gets the paths of what changed, none the first time, and must not throw.
 * @returns a promise of the end, which comes when `signal` is aborted
 */
export async function watch(
  folder: string,
  rebuild: (changed: ReadonlySet<string>) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let pending: ReadonlySet<string> | null = new Set();
  let wake = (): void => {};
  const watching = watchProject(folder, paths => {
    pending = new Set([...(pending ?? []), ...paths]);
    wake();
  });
  signal?.addEventListener('abort', () => wake());
  try {
    while (!signal?.aborted) {
      if (pending) {
        const changed: ReadonlySet<string> = pending;
        pending = null;
        await rebuild(changed);
      } else await new Promise<void>(resolve => (wake = resolve));
    }
  } finally {
    watching.close();
  }
}
