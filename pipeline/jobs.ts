import { type ChildProcess, fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Format } from './emit/formats.ts';
import type { Closed } from './part.ts';
import { ProjectError } from './project.ts';
import { WriteError } from './write/error.ts';
import type { FilledFile } from './write/filling.ts';
import type { Ledger } from './write/ledger.ts';
import type { Share } from './write.ts';

/** Work for another process of this machine, as plain data. Paths are absolute. */
export interface Work {
  readonly folder: string;
  /** Folders of stores; the first takes what is new. */
  readonly stores: readonly string[];
  /** Whether articles are rendered too. */
  readonly render: boolean;
  /** `Session.fingerprint` of who asks: a process that finds other sources can't help. */
  readonly fingerprint: string;
}
/** Puts articles into the store. */
export interface ReadWork extends Work {
  readonly do: 'read';
  readonly paths: readonly string[];
}
/** Writes some of the formats into a folder that is being filled. */
export interface FillWork extends Work {
  readonly do: 'fill';
  readonly keys: readonly string[];
  readonly formats: readonly Format[];
  readonly all: readonly Format[];
  readonly share: Share;
  readonly ledger: Ledger | null;
}
export interface Filled {
  readonly files: readonly FilledFile[];
  readonly closed: readonly Closed[];
}

/** What a process tells of its work: an article more, its end, or what went wrong. */
export type Told =
  | { readonly tell: 'read' }
  | { readonly tell: 'done'; readonly filled: Filled }
  | { readonly tell: 'failed'; readonly error: Failure };
export interface Failure {
  readonly kind: 'write' | 'project' | 'system' | 'fault';
  readonly message: string;
  readonly stack: string;
  readonly code: string;
  readonly path: string;
}

/** Several processes at work. */
export interface Jobs {
  /** What each gives; rejects with what the first that fails says, once all have ended. */
  readonly filled: Promise<readonly Filled[]>;
  /** Ends them all, and waits until they have. */
  stop(): Promise<void>;
}

/** Starts a process for each piece of work; `tick` is told of each article that one has read. */
export function startJobs(works: readonly (ReadWork | FillWork)[], tick: () => void = () => {}): Jobs {
  const children = works.map(work => startJob(work, tick));
  const stop = async (): Promise<void> => {
    for (const { child } of children) child.kill('SIGKILL');
    await Promise.all(children.map(({ ended }) => ended));
  };
  const filled = Promise.all(children.map(({ result }) => result)).catch(async error => {
    await stop();
    throw error;
  });
  // Whoever stops them no longer asks what they gave.
  filled.catch(() => {});
  return { filled, stop };
}

/** `worker.ts` beside this module, or what it became in the package. */
const WORKER = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? 'worker.ts' : 'worker.js', import.meta.url));

interface Job {
  readonly child: ChildProcess;
  readonly result: Promise<Filled>;
  readonly ended: Promise<unknown>;
}

function startJob(work: ReadWork | FillWork, tick: () => void): Job {
  // A collector without threads of its own leaves them to the other processes.
  const execArgv = [...loadersOf(process.execArgv), '--single-threaded-gc'];
  const child = fork(WORKER, [], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise(done => child.once('close', done).once('error', done));
  const result = new Promise<Filled>((done, fail) => {
    child.on('message', (told: Told) => {
      if (told.tell === 'read') tick();
      else if (told.tell === 'done') done(told.filled);
      else fail(revived(told.error));
    });
    child.once('error', fail);
    child.once('close', (status, signal) => fail(lost(status, signal)));
  });
  child.send(work, error => void (error && child.kill('SIGKILL')));
  return { child, result, ended };
}

/** Something else than the build has ended one of its processes. */
function lost(status: number | null, signal: string | null): WriteError {
  const how = signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
  const message = `A process that this build had started ${how}, as happens where memory runs out. The output folder is as it was.`;
  return new WriteError(message, 'ENDED', '');
}

function revived({ kind, message, stack, code, path }: Failure): Error {
  if (kind === 'write') return new WriteError(message, code, path);
  if (kind === 'project') return new ProjectError(message);
  if (kind === 'system') return Object.assign(new Error(message), { code, syscall: '' });
  return Object.assign(new Error(message), { stack });
}

/** Options of Node that say how modules are found, and not which text to run. */
function loadersOf(options: readonly string[]): string[] {
  const at = options.findIndex(option => /^(?:-e|-p|-pe|--eval|--print)$/.test(option));
  const kept = at < 0 ? options : [...options.slice(0, at), ...options.slice(at + 2)];
  return kept.filter(option => !/^--(?:eval=|print=|input-type|inspect|test|watch)/.test(option));
}
