import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundled, corpus, differences, entriesOf, run } from './shards/corpus.ts';
import { temporaryFolder } from './tree.ts';

/*
 * The recipes of pipeline/SCALE.md, as they stand there: with a real Slurm of one controller and two nodes on this machine, with GNU
 * parallel, and those for services read as what they are. A program that is missing fails its test, unless
 * LODEMARK_SKIP_READERS=1 says to go without.
 */

const RECIPES = readFileSync(join(import.meta.dirname, '../pipeline/SCALE.md'), 'utf8');
const SKIP = process.env.LODEMARK_SKIP_READERS === '1';
const ARTICLES = 40;
const folder = temporaryFolder();
const reference = join(folder, 'reference');
let cli = '';

/** Blocks of a section with an info string. */
function blocks(section: string, info: string): string[] {
  const text = RECIPES.split(/^## /m).find(part => part.startsWith(`${section}\n`))!;
  return [...text.matchAll(new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, content]) => content!);
}

/** A corpus in which `npx lodemark` is the command under test. */
function project(name: string): string {
  const path = corpus(join(folder, name), ARTICLES);
  mkdirSync(join(path, 'node_modules/.bin'), { recursive: true });
  chmodSync(cli, 0o755);
  symlinkSync(cli, join(path, 'node_modules/.bin/lodemark'));
  return path;
}

function isMissing(programs: readonly string[], packages: string): boolean {
  const path = `${process.env.PATH}:/usr/sbin:/sbin`.split(':');
  const missing = programs.filter(program => !path.some(at => existsSync(join(at, program))));
  if (missing.length === 0) return false;
  const words = `${missing.join(', ')} missing (Debian packages ${packages})`;
  if (!SKIP) throw new Error(`${words}: install them (.ci/run does), or set LODEMARK_SKIP_READERS=1 to go without`);
  console.warn(`SKIPPED: ${words}; nothing is shown by it.`);
  return true;
}

beforeAll(async () => {
  cli = await bundled(join(folder, 'tool'));
  const path = project('whole');
  expect(run([cli, 'build', path, '--out', reference], folder).status).toBe(0);
});

test('Slurm: an array of shards, one killed half-way and requeued, and a merge that waits for them', ({ skip }) => {
  if (isMissing(['slurmctld', 'slurmd', 'sbatch', 'munged'], 'slurm-wlm and munge')) skip('Slurm is missing');
  const path = project('slurm');
  const [script, submission] = blocks('Slurm', 'sh');
  writeFileSync(join(path, 'shard.sh'), script!.replace('1-8', '1-4'));
  writeFileSync(join(path, 'submit.sh'), submission!);
  const state = join(folder, 'cluster');
  mkdirSync(state);
  const { status, stdout, stderr } = spawnSync(
    join(import.meta.dirname, 'slurm/with-cluster.sh'),
    [state, join(import.meta.dirname, 'slurm/kill-one.sh')],
    { cwd: path, encoding: 'utf8', timeout: 280_000 },
  );
  expect(status, stderr.slice(-3000) + stdout).toBe(0);
  expect(stdout).toMatch(/^killed \d+, restarts 1$/m);
  expect(entriesOf(path).size).toBe(ARTICLES);
  expect(differences(reference, join(path, 'dist'))).toBe('');
  const left = spawnSync('pgrep', ['-f', state], { encoding: 'utf8' }).stdout;
  expect(left).toBe('');
});

test('GNU parallel', ({ skip }) => {
  if (isMissing(['parallel'], 'parallel')) skip('parallel is missing');
  const path = project('parallel');
  const [line] = blocks('GNU parallel', 'sh');
  execFileSync('bash', ['-c', line!], { cwd: path, stdio: 'pipe' });
  expect(differences(reference, join(path, 'dist'))).toBe('');
});

describe('recipes that no program here can run are what they should be', () => {
  interface Step {
    readonly run?: string;
    readonly with?: { readonly [name: string]: unknown };
  }
  test('GitHub Actions', () => {
    const { jobs } = load(blocks('GitHub Actions', 'yaml')[0]!) as {
      jobs: { [name: string]: { steps: Step[]; needs?: string; strategy?: { matrix: { shard: number[] } } } };
    };
    const { shard, merge } = jobs;
    const { shard: numbers } = shard!.strategy!.matrix;
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    const [command] = shard!.steps.flatMap(step => (step.run?.includes('--shard') ? step.run : []));
    expect(command).toBe(`npx lodemark build --shard \${{ matrix.shard }}/${numbers.length}`);
    expect(shard!.steps.at(-1)!.with).toMatchObject({ path: '.lodemark', 'include-hidden-files': true });
    expect(merge!.needs).toBe('shard');
    expect(merge!.steps.find(step => step.with?.pattern)!.with).toMatchObject({
      path: '.lodemark',
      'merge-multiple': true,
    });
    expect(merge!.steps.map(step => step.run)).toContain('npx lodemark merge');
  });

  test('Kubernetes', () => {
    const { apiVersion, kind, spec } = load(blocks('Kubernetes', 'yaml')[0]!) as {
      apiVersion: string;
      kind: string;
      spec: {
        completionMode: string;
        completions: number;
        template: { spec: { restartPolicy: string; containers: { command: string[] }[] } };
      };
    };
    expect([apiVersion, kind, spec.completionMode]).toEqual(['batch/v1', 'Job', 'Indexed']);
    expect(spec.template.spec.restartPolicy).toBe('Never');
    const [, , line] = spec.template.spec.containers[0]!.command;
    const shards = Array.from({ length: spec.completions }, (_, index) =>
      execFileSync('sh', ['-c', line!.replace('npx', 'echo')], {
        env: { ...process.env, JOB_COMPLETION_INDEX: String(index) },
        encoding: 'utf8',
      }),
    );
    expect(shards).toEqual(shards.map((_, at) => `lodemark build --shard ${at + 1}/${spec.completions}\n`));
  });
});
