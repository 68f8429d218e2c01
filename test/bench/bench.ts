/**
 * Speed as ratios within one run: `make bench`, or `tsx test/bench/bench.ts [ARTICLES] [RUNS]`. Every program is a process of its own,
 * bundled alike; they take turns, so that a machine that slows down slows all of them. Nothing is asserted.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { corpusArticle, corpusFrame } from './corpus.ts';

const [articles, runs] = [Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 3)];
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'lodemark-bench-'));
const project = join(folder, 'project');
const FORMATS = 'text,csv,parquet,context,jsonld,nquads';

interface Figure {
  readonly seconds: number;
  readonly megabytes: number;
}
interface Program {
  readonly name: string;
  readonly before?: () => void;
  readonly command: readonly string[];
}

try {
  for (const { path, text } of [
    ...corpusFrame(),
    ...Array.from({ length: articles }, (_, index) => corpusArticle(index)),
  ])
    write(path, text);
  execFileSync('npm', ['run', 'package'], { cwd: root, stdio: 'ignore' });
  await bundlePrograms();
  writeFileSync(join(folder, 'peak.mjs'), PEAK());
  const figures = measure(programs());
  console.log(table(figures));
} finally {
  rmSync(folder, { recursive: true });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

async function bundlePrograms(): Promise<void> {
  const entryPoints = ['parse', 'chain'].map(name => join(import.meta.dirname, `programs/${name}.ts`));
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints,
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
}

/** A module that notes a process's peak memory, as the system counts it, when it ends. */
function PEAK(): string {
  return "import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS)));";
}

function programs(): Program[] {
  const lodemark = ['node', join(root, 'package/lib/cli.js'), 'build', project, '--formats', FORMATS];
  const fresh = (): void => rmSync(join(project, '.lodemark'), { recursive: true, force: true });
  const change = (): void => appendFileSync(join(project, corpusArticle(0).path), '\nOne more sentence.\n');
  return [
    { name: 'remark-parse and front matter alone', command: ['node', join(folder, 'parse.mjs'), project] },
    { name: 'the obvious chain', command: ['node', join(folder, 'chain.mjs'), project, join(folder, 'chain')] },
    { name: 'lodemark build, from nothing', before: fresh, command: lodemark },
    { name: 'lodemark build, one article changed', before: change, command: lodemark },
    { name: 'lodemark build, nothing changed', before: wait, command: lodemark },
  ];
}

/** Files that were changed a moment ago are looked at again, so that moment must pass. */
function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
}

function measure(all: readonly Program[]): Map<string, Figure[]> {
  const figures = new Map<string, Figure[]>(all.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const { name, before, command } of all) {
      before?.();
      figures.get(name)!.push(time(command));
    }
  }
  return figures;
}

function time([program, ...words]: readonly string[]): Figure {
  const peak = join(folder, 'peak.txt');
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program!, ['--import', join(folder, 'peak.mjs'), ...words], {
    env: { ...process.env, PEAK: peak },
    maxBuffer: 1 << 30,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${words[0]} ended with ${status}: ${stderr.toString().slice(-2000)}`);
  return { seconds, megabytes: Number(readFileSync(peak, 'utf8')) / 1024 };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function table(figures: ReadonlyMap<string, readonly Figure[]>): string {
  const seconds = (name: string): number[] => figures.get(name)!.map(figure => figure.seconds);
  const [floor] = figures.keys();
  const lines = [...figures].map(([name, runs]) => {
    const ratio = median(seconds(name).map((value, run) => value / seconds(floor!)[run]!));
    return `| ${name} | ${median(seconds(name)).toFixed(2)} | ${ratio.toFixed(3)} | ${Math.round(median(runs.map(run => run.megabytes)))} |`;
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  return [
    `${articles} articles, ${runs} runs, medians; ${machine}`,
    '',
    '| program | s | of the parse alone | peak MB |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n');
}
