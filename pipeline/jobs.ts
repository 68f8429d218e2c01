import { type ChildProcess, fork } from 'node:child_process';
import process from 'node:process';
import { setImmediate as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Known } from './corpus.ts';
import type { Filled, Filling } from './fill.ts';
import type { Problem } from './messages.ts';
import { ProjectError } from './project.ts';
import { WriteError } from './write/error.ts';
import type { Mark } from './write/head.ts';

/** What a process that helps has to know, as plain data. Paths are absolute. */
export interface Work {
  readonly folder: string;
  /** Folders of stores; the first takes what is new. */
  readonly stores: readonly string[];
  /** Whether articles are rendered too. */
  readonly render: boolean;
  /** `Session.fingerprint` of who asks: a process that finds other sources can't help. */
  readonly fingerprint: string;
}
/** Put articles into the store. */
export interface ReadTask {
  readonly do: 'read';
  readonly paths: readonly string[];
}
/** Learn what all articles ask of one another: done at once, and gone on with while others do their part. */
export interface LearnTask {
  readonly do: 'learn';
  /** All of them, in the order of the project's. */
  readonly articles: readonly Known[];
  /** The file of heads, if there is one. */
  readonly heads: string | null;
}
/** Write a share of the formats, once all has been learnt. */
export interface FillTask extends Filling {
  readonly do: 'fill';
  /** The file of things that were merged, if there is one. */
  readonly merges: string | null;
  readonly graphRows: number | undefined;
}
export type Task = ReadTask | LearnTask | FillTask;

/** What came of a task. */
export interface Done {
  readonly told: readonly Told[];
  readonly filled: Filled | null;
}

/** What was read of an article: its key, and its mark in the store; where there is none, the problems. */
export interface Told {
  readonly path: string;
  readonly key: string;
  readonly mark: Mark | null;
  readonly problems: readonly Problem[];
}

/** What a process says of a task. */
export type Message =
  | { readonly say: 'done'; readonly done: Done }
  | { readonly say: 'failed'; readonly error: Failure };
export interface Failure {
  readonly kind: 'write' | 'project' | 'system' | 'fault';
  readonly message: string;
  readonly stack: string;
  readonly code: string;
  readonly path: string;
}

/** `worker.ts` beside this module, or what it became in the package. */
const WORKER = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? 'worker.ts' : 'worker.js', import.meta.url));

/** Articles that a process is given at once. */
const CHUNK = 32;

/** Several processes that help with one build. */
export class Crew {
  readonly #helpers: readonly Helper[];

  /** `size`: processes besides this. */
  constructor(size: number, work: Work) {
    this.#helpers = Array.from({ length: size }, () => new Helper(work));
  }

  /**
   * Has articles read, each process those that follow one another as far as it gets, the first ones by `here`; `take` is told of what
   * others read.
   * @throws what the first process that fails says, once all have ended
   */
  async read(paths: readonly string[], take: (told: Told) => void, here: (path: string) => void): Promise<void> {
    const processes = this.#helpers.length + 1;
    const queues = Array.from({ length: processes }, (_, at) => chunksOf(paths, at, processes));
    const next = (at: number): readonly string[] | undefined =>
      queues[at]!.shift() ?? [...queues].sort((a, b) => b.length - a.length)[0]!.pop();
    const others = this.#all(async (helper, at) => {
      for (let chunk = next(at + 1); chunk; chunk = next(at + 1))
        (await helper.do({ do: 'read', paths: chunk })).told.forEach(take);
    });
    let isLost = false;
    others.catch(() => {
      isLost = true;
    });
    for (let chunk = next(0); chunk; chunk = next(0)) {
      for (const path of chunk) {
        here(path);
        await pause();
        if (isLost) return others;
      }
    }
    await others;
  }

  /** @throws what the first process that fails says, once all have ended */
  async learn(task: LearnTask): Promise<void> {
    await this.#all(async helper => void (await helper.do(task)));
  }

  /**
   * Has each process do a task.
   * @throws what the first process that fails says, once all have ended
   */
  async fill(tasks: readonly FillTask[]): Promise<readonly Filled[]> {
    const filled: Filled[] = [];
    await this.#all(async (helper, at) => {
      filled[at] = (await helper.do(tasks[at]!)).filled!;
    });
    return filled;
  }

  /** Ends them all, and waits until they have. */
  async stop(): Promise<void> {
    for (const { child } of this.#helpers) child.kill('SIGKILL');
    await Promise.all(this.#helpers.map(({ ended }) => ended));
  }

  async #all(task: (helper: Helper, at: number) => Promise<void>): Promise<void> {
    try {
      await Promise.all(this.#helpers.map(task));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }
}

/** The chunks of one of `of` runs of about the same length. */
function chunksOf(paths: readonly string[], at: number, of: number): (readonly string[])[] {
  const [from, to] = [at, at + 1].map(number => Math.round((paths.length * number) / of)) as [number, number];
  const chunks: (readonly string[])[] = [];
  for (let start = from; start < to; start += CHUNK) chunks.push(paths.slice(start, Math.min(to, start + CHUNK)));
  return chunks;
}

class Helper {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  #done: (done: Done) => void = () => {};
  #fail: (error: Error) => void = () => {};
  #lost: Error | null = null;

  constructor(work: Work) {
    // A collector without threads of its own leaves them to the other processes.
    const execArgv = [...loadersOf(process.execArgv), '--single-threaded-gc'];
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
    this.child = fork(WORKER, [], { execArgv, stdio: [...stdio], serialization: 'advanced' });
    this.ended = new Promise(done => this.child.once('close', done).once('error', done));
    this.child.on('message', (message: Message) => {
      if (message.say === 'done') this.#done(message.done);
      else this.#fail(revived(message.error));
    });
    this.child.once('error', error => this.#lose(error));
    this.child.once('close', (status, signal) => this.#lose(lost(status, signal)));
    this.child.send(work, error => void (error && this.child.kill('SIGKILL')));
  }

  do(task: Task): Promise<Done> {
    return new Promise((done, fail) => {
      this.#done = done;
      this.#fail = fail;
      if (this.#lost) fail(this.#lost);
      else this.child.send(task, error => void (error && this.child.kill('SIGKILL')));
    });
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    this.#fail(this.#lost);
  }
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
