/** Runs one program at a time and says what the system counted. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Figure {
  readonly seconds: number;
  /** Of processor time, with all that the program started; NaN where the system doesn't say. */
  readonly cpu: number;
  /** The most memory resident at once, in MB, with all that the program started; NaN where the system doesn't say. */
  readonly megabytes: number;
  /** What it printed on standard output. */
  readonly printed: string;
}

/** How often memory is looked at, in milliseconds; a process's own peak is kept by the system in between. */
const EVERY = 20;
/** Of /proc: clock ticks a second, which Linux fixes for programs. */
const TICKS = 100;

/** @throws where the program can't be started or fails, with the end of what it said */
export async function run(command: readonly string[], cwd: string): Promise<Figure> {
  const [program, ...words] = command;
  const before = childTicks();
  const start = process.hrtime.bigint();
  // Some take the folder that they work in from the shell's word for it.
  const child = spawn(program!, words, { cwd, env: { ...process.env, PWD: cwd }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const memory = watchMemory(child);
  const status = await new Promise<number | string | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const megabytes = memory();
  const said = Buffer.concat([...stdout, ...stderr]).toString();
  if (status !== 0) throw new Error(`${command.join(' ').slice(0, 200)} ended with ${status}:\n${said.slice(-2000)}`);
  const cpu = (childTicks() - before) / TICKS;
  return { seconds, cpu, megabytes, printed: Buffer.concat(stdout).toString() };
}

let kept = 0;

/**
 * Puts files out of the way until the run is over. They are not deleted: a file system without a journal looks through what was deleted
 * in the last minutes before it makes a new file.
 */
export function putAside(paths: readonly string[], folder: string): void {
  for (const path of paths.filter(each => existsSync(each))) {
    const to = join(folder, 'aside', String(kept++));
    mkdirSync(dirname(to), { recursive: true });
    renameSync(path, to);
  }
}

/** Has the system write what it still holds of the files of others, so that nobody waits for that who didn't write them. */
export function settleDisk(): void {
  spawnSync('sync');
}

/** The size of a file, or of all files in a folder; 0 where there is none. */
export function bytesOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

/** Ticks of processor time of all programs that this process started and that have ended. */
function childTicks(): number {
  const fields = read('/proc/self/stat')?.split(') ')[1]?.split(' ');
  return fields ? Number(fields[13]) + Number(fields[14]) : Number.NaN;
}

/** Looks at the memory of a process and of all that it starts, until asked for the most it was. */
function watchMemory({ pid }: ChildProcess): () => number {
  let most = 0;
  const look = (): void => {
    const all = pid === undefined ? [] : family(String(pid)).map(id => read(`/proc/${id}/status`) ?? '');
    const together = all.reduce((sum, status) => sum + kilobytes(status, 'VmRSS'), 0);
    most = Math.max(most, together, ...all.map(status => kilobytes(status, 'VmHWM')));
  };
  look();
  const timer = setInterval(look, EVERY);
  return () => {
    clearInterval(timer);
    return most > 0 ? most / 1024 : Number.NaN;
  };
}

function family(pid: string): string[] {
  let threads: string[] = [];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {}
  const children = threads.flatMap(id => read(`/proc/${pid}/task/${id}/children`)?.split(' ') ?? []);
  return [pid, ...children.filter(id => id !== '').flatMap(family)];
}

function kilobytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
