import process from 'node:process';
import type { Failure, Message, Task, Work } from './jobs.ts';
import { ProjectError } from './project.ts';
import { Helping } from './tasks.ts';
import { WriteError } from './write/error.ts';

/*
 * A process that helps a build: it is sent what it has to know and one task after another (`jobs.ts`), says how it goes, and ends
 * with the one that asked.
 */

const say = (message: Message): Promise<void> => new Promise(done => process.send?.(message, () => done()));

function failureOf(error: unknown): Failure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const { code = '', path = '' } = error as { readonly code?: string; readonly path?: string };
  const system = error instanceof Error && 'syscall' in error ? 'system' : 'fault';
  const kind = error instanceof WriteError ? 'write' : error instanceof ProjectError ? 'project' : system;
  return { kind, message, stack, code, path };
}

process.once('disconnect', () => process.exit());
process.once('message', (work: Work) => {
  let helping: Promise<Helping> | null = null;
  process.on('message', async (task: Task) => {
    try {
      helping ??= Helping.begin(work);
      await say({ say: 'done', done: await (await helping).perform(task) });
    } catch (error) {
      await say({ say: 'failed', error: failureOf(error) });
    }
  });
});
