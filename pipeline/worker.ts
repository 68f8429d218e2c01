import process from 'node:process';
import type { Failure, FillWork, ReadWork, Told } from './jobs.ts';
import { ProjectError } from './project.ts';
import { perform } from './tasks.ts';
import { WriteError } from './write/error.ts';

/*
 * A process that helps a build: it is sent one piece of work (`jobs.ts`), tells how it goes, and ends with the one that asked.
 */

const tell = (told: Told): Promise<void> => new Promise(done => process.send?.(told, () => done()));

function failureOf(error: unknown): Failure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const { code = '', path = '' } = error as { readonly code?: string; readonly path?: string };
  const system = error instanceof Error && 'syscall' in error ? 'system' : 'fault';
  const kind = error instanceof WriteError ? 'write' : error instanceof ProjectError ? 'project' : system;
  return { kind, message, stack, code, path };
}

process.once('disconnect', () => process.exit());
process.once('message', async (work: ReadWork | FillWork) => {
  try {
    const filled = await perform(work, () => void tell({ tell: 'read' }));
    await tell({ tell: 'done', filled });
  } catch (error) {
    await tell({ tell: 'failed', error: failureOf(error) });
  }
  process.disconnect?.();
});
