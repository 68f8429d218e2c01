import { watchProject } from './project/watch.ts';

/**
 * Rebuilds at once, and again after every change, one rebuild at a time: what changes while one runs is told by the next.
 * `rebuild` must not throw.
 * @returns a promise of the end, which comes when `signal` is aborted
 */
export async function watch(folder: string, rebuild: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  let pending = true;
  let wake = (): void => {};
  const watching = watchProject(folder, () => {
    pending = true;
    wake();
  });
  signal?.addEventListener('abort', () => wake());
  try {
    while (!signal?.aborted) {
      if (pending) {
        pending = false;
        await rebuild();
      } else await new Promise<void>(resolve => (wake = resolve));
    }
  } finally {
    watching.close();
  }
}
