/**
 * Speed as ratios within one run: `make bench`, or `tsx test/bench/bench.ts [ARTICLES] [RUNS] [OPTIONS]`. Every program is a process of its
 * own; they take turns, so that a machine that slows down slows all of them. Nothing is asserted.
 *
 *   --large N      so many articles for what is done again and for `watch`; 2000
 *   --only KEYS    these programs alone, parted by commas: the keys in README.md
 *   --write        put the results into README.md, and the picture into speed.svg
 *   --into FOLDER  of those two files; this one
 *   --unbundled    run Lodemark from its sources: for tests, and not for figures
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build, stop } from 'esbuild';
import { corpusArticle, corpusFrame } from './corpus.ts';
import { bytesOf, type Figure, run, settleDisk } from './measure.ts';
import { PEER_KEYS, peers } from './peers.ts';
import { picture } from './picture.ts';
import { type Program, prepare, programs, sameBytes, sizes, type Workspace } from './programs.ts';
import { type Measured, median, report } from './report.ts';
import { watchLatencies } from './watch.ts';

const ROOT = join(import.meta.dirname, '../..');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: 'string', default: '2000' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    into: { type: 'string', default: import.meta.dirname },
    unbundled: { type: 'boolean', default: false },
  },
});
const [articles, runs, large] = [positionals[0] ?? '500', positionals[1] ?? '3', options.large].map(count);
const only = options.only?.split(',');
const wanted = (key: string): boolean => only?.includes(key) ?? true;

const WATCH: Program = { key: 'watch', name: 'lodemark watch, from a change to its message', does: '', command: [] };
const folder = mkdtempSync(join(tmpdir(), 'lodemark-bench-'));
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const measured = await measure();
console.log(report(measured));
if (options.write) write(measured);

async function measure(): Promise<Measured> {
  const space: Workspace = {
    folder,
    project: makeCorpus('project', articles!),
    large: makeCorpus('large', large!),
    one: makeCorpus('one', 1),
    lodemark: options.unbundled ? fromSources() : fromPackage(),
  };
  await bundlePrograms();
  const missing = new Map<string, string>();
  const miss = (key: string, why: string): void => {
    missing.set(key, why);
    console.error(`SKIPPED: ${key}, because ${why}.`);
  };
  const own = programs(space);
  for (const key of ['jobs', 'jobs-more', 'shard'])
    if (wanted(key) && !own.some(program => program.key === key)) miss(key, '`build` has no such option yet');
  const all = [...own.filter(({ key }) => wanted(key)), ...peers(folder, join(space.project, 'source'), wanted, miss)];
  refuseUnknown([...own.map(({ key }) => key), 'jobs', 'jobs-more', 'shard', 'watch', ...PEER_KEYS]);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)} before`;
  /** What a program by others fails at is told, and the others are measured all the same. */
  const failOrMiss =
    ({ key }: Program) =>
    (error: Error) => {
      if (!PEER_KEYS.includes(key)) throw error;
      console.error(error.message);
      miss(key, 'it failed');
      figures.delete(key);
    };
  await prepare(space);
  const figures = new Map<string, Figure[]>(all.map(({ key }) => [key, []]));
  const written = new Map<string, number>();
  for (let turn = 1; turn <= runs!; turn++) {
    for (const program of all.filter(({ key }) => !missing.has(key))) {
      const figure = await take(program).catch(failOrMiss(program));
      if (!figure) continue;
      figures.get(program.key)!.push(figure);
      if (program.out)
        written.set(
          program.key,
          program.out.reduce((sum, path) => sum + bytesOf(path), 0),
        );
      console.error(`${turn}/${runs} ${program.name}: ${figure.seconds.toFixed(2)} s`);
    }
  }
  if (wanted('watch')) figures.set('watch', await watched(space));
  const kept = sizes(space, articles!);
  const date = new Date().toISOString().slice(0, 10);
  const shown = figures.has('watch') ? [...all, WATCH] : all;
  return {
    articles: articles!,
    large: large!,
    runs: runs!,
    machine,
    date,
    programs: shown,
    figures,
    written,
    sizes: kept,
    same: sameBytes(space, wanted),
    missing,
  };
}

async function watched({ lodemark, large: project }: Workspace): Promise<Figure[]> {
  const latencies = await watchLatencies(lodemark, project, large!, runs!);
  return latencies.map(seconds => ({ seconds, cpu: Number.NaN, megabytes: Number.NaN, printed: '' }));
}

/** One turn of a program: that of the middle, where it is run several times. */
async function take({ before, command, cwd, times = 1 }: Program): Promise<Figure> {
  const figures: Figure[] = [];
  for (let time = 0; time < (options.unbundled ? 1 : times); time++) {
    await before?.();
    settleDisk();
    figures.push(await run(command, cwd ?? folder));
  }
  const middle = median(figures.map(({ seconds }) => seconds));
  return figures.find(({ seconds }) => seconds === middle)!;
}

function makeCorpus(name: string, count: number): string {
  const project = join(folder, name);
  const files = [...corpusFrame(), ...Array.from({ length: count }, (_, index) => corpusArticle(index))];
  for (const { path, text } of files) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  return project;
}

/** The package as it is published, copied so that nothing changes it while it is measured. */
function fromPackage(): string[] {
  execFileSync('npm', ['run', 'package'], { cwd: ROOT, stdio: 'ignore' });
  cpSync(join(ROOT, 'package'), join(folder, 'tool'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'tool/node_modules'));
  return ['node', join(folder, 'tool/lib/cli.js')];
}

function fromSources(): string[] {
  return ['node', '--import', import.meta.resolve('tsx'), join(ROOT, 'pipeline/cli.ts')];
}

async function bundlePrograms(): Promise<void> {
  const names = ['parse', 'chain', 'jsonld', 'csv'];
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: names.map(name => join(import.meta.dirname, `programs/${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  await stop();
}

function count(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`Unexpected count \`${text}\`, expected a number from 1 on`);
}

function refuseUnknown(known: readonly string[]): void {
  const unknown = only?.filter(key => !known.includes(key)) ?? [];
  if (unknown.length > 0) throw new Error(`Unexpected ${unknown.join(', ')}, expected some of ${known.join(', ')}`);
}

function write(results: Measured): void {
  const path = join(options.into, 'README.md');
  const [begin, end] = ['<!-- results: written by bench.ts --write -->', '<!-- /results -->'];
  const text = readFileSync(path, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`Unexpected ${path} without its marks, expected ${begin} and ${end}`);
  writeFileSync(path, `${text.slice(0, from)}${begin}\n${report(results)}\n${text.slice(to)}`);
  const drawn = picture(results);
  if (drawn !== undefined) writeFileSync(join(options.into, 'speed.svg'), drawn);
}
