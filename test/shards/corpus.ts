import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { stampOf } from '../../pipeline/write/last.ts';
import { corpusArticle, corpusFrame } from '../bench/corpus.ts';
import { writeTree } from '../tree.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A project of that many articles, with a warning of its description and one in every fifth article. */
export function corpus(folder: string, articles: number): string {
  const frame = corpusFrame().map(({ path, text }) => [path, text.replace(/ # accept .*/, '')] as const);
  const files = Array.from({ length: articles }, (_, index) => {
    const { path, text } = corpusArticle(index);
    return [path, index % 5 === 0 ? `${text}\n\n[lull-${index}]: #lull-${index} "Place: Lull"\n` : text] as const;
  });
  writeTree(folder, new Map([...frame, ...files]));
  return folder;
}

/** The command as the package has it, in a folder; the path of its file. */
export async function bundled(folder: string): Promise<string> {
  mkdirSync(join(folder, 'lib'), { recursive: true });
  for (const path of ['schemas', 'node_modules', 'package.json']) symlinkSync(join(ROOT, path), join(folder, path));
  for (const path of ['templates', 'site']) symlinkSync(join(ROOT, 'pipeline', path), join(folder, 'lib', path));
  await esbuild({
    entryPoints: ['cli', 'worker'].map(name => join(ROOT, `pipeline/${name}.ts`)),
    outdir: join(folder, 'lib'),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  return join(folder, 'lib/cli.js');
}

/** Files of a project's `dist/` that aren't as its last build has noted them: the next would make them again. */
export function staleIn(project: string): readonly string[] {
  const kept = join(project, '.lodemark');
  const lists = readdirSync(kept).map(name => join(kept, name, 'last.json'));
  const { stamps } = JSON.parse(readFileSync(lists.find(file => existsSync(file))!, 'utf8'));
  const files = Object.entries(stamps as Readonly<Record<string, string>>);
  return files.filter(([path, stamp]) => stamp !== stampOf(join(project, 'dist', path))).map(([path]) => path);
}

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export function run(program: readonly string[], cwd: string): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, out: stdout, err: stderr };
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly status: number | null; readonly signal: string | null; readonly err: string }>;
}

export function start(program: readonly string[], cwd: string): Running {
  const child = spawn(process.execPath, program, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', chunk => (err += chunk));
  const ended = new Promise<Awaited<Running['ended']>>(done =>
    child.once('close', (status, signal) => done({ status, signal, err })),
  );
  return { child, ended };
}

/** Entries of a project's store by path, with what tells whether one was written again. */
export function entriesOf(project: string): Map<string, number> {
  const root = join(project, '.lodemark/articles');
  if (!existsSync(root)) return new Map();
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path => /\.json$/.test(path));
  return new Map(paths.sort().map(path => [path, statSync(join(root, path)).ino]));
}

/** Processes that a process has started and that are still there. */
export function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

export function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/^\d+ \(.*\) [ZX]/.test(readFileSync(file, 'latin1'));
}

/** Waits for what must come; fails after two minutes, for a machine may be busy. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 120_000; !holds(); await new Promise(done => setTimeout(done, 5)))
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}`);
}

/** Differences between two folders, as diff(1) tells them; '' for none. */
export function differences(one: string, other: string): string {
  const { stdout, stderr } = spawnSync('diff', ['-rq', one, other], { encoding: 'utf8' });
  return stdout + stderr;
}
