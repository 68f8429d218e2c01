import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCorpusAhead } from '../pipeline/corpus.ts';
import type { Format } from '../pipeline/emit/formats.ts';
import { openProject } from '../pipeline/project.ts';
import { openSession } from '../pipeline/session.ts';
import { memberOf, type Range, spread } from '../pipeline/spread.ts';
import { openStore } from '../pipeline/write/store.ts';
import {
  bundled,
  childrenOf,
  corpus,
  differences,
  entriesOf,
  isAlive,
  run,
  staleIn,
  start,
  until,
} from './shards/corpus.ts';
import { temporaryFolder } from './tree.ts';

/*
 * A corpus that several processes or machines read and write gives what one process gives, whatever is killed on the way.
 */

/** More than one process reads by itself. */
const ARTICLES = 46;
const FORMATS = 'readme,text,csv,parquet,jsonld,nquads,geojson,datapackage';
const folder = temporaryFolder();
const project = join(folder, 'project');
const reference = join(folder, 'reference');
const dist = join(project, 'dist');
let cli = '';
let messages = '';

const lodemark = (...args: string[]) => run([cli, ...args], folder);
const sorted = (files: ReadonlyMap<string, number>): string[] => [...files.keys()];
const inSource = (index: number): string => join(project, `source/000/article-${index}.md`);
function forget(): void {
  for (const path of ['.lodemark', 'dist']) rmSync(join(project, path), { recursive: true, force: true });
}

beforeAll(async () => {
  cli = await bundled(join(folder, 'tool'));
  corpus(project, ARTICLES);
  const { status, err } = lodemark('build', project, '--no-cache', '--formats', FORMATS, '--out', reference);
  expect(status).toBe(0);
  expect(err).toContain('warnings');
  messages = err;
});
beforeEach(forget);

function expectSame(): void {
  expect(differences(reference, dist)).toBe('');
}

describe('jobs', () => {
  test.each([true, false])(
    'others are asked once: for all where they are there (%s), or for what is left after a few',
    async isThere => {
      const store = openStore(join(project, '.lodemark/articles'));
      const session = openSession(openProject(project, project), { from: project, store });
      const asked: number[] = [];
      const { keys } = await readCorpusAhead(session, session.project.articles, { store }, () => {}, {
        isThere,
        async read(rest, take) {
          asked.push(rest.length);
          for (const path of [...rest].reverse()) take(path, session.read(path));
        },
      });
      expect(asked).toEqual([isThere ? ARTICLES : ARTICLES - 32]);
      expect(new Set(keys).size).toBe(ARTICLES);
    },
  );

  test.each(['3', '2 --no-cache'])('%s: the same bytes and messages', options => {
    const { status, err, out } = lodemark('build', project, '--formats', FORMATS, '--jobs', ...options.split(' '));
    expect({ status, err }).toEqual({ status: 0, err: messages });
    expect(out).toMatch(/^project\/dist now holds 46 documents,/);
    expectSame();
    expect(entriesOf(project).size).toBe(options.includes('--no-cache') ? 0 : ARTICLES);
  });

  test('what the last build wrote and what others write are put together', () => {
    const jobs = (...more: string[]) => lodemark('build', project, '--formats', FORMATS, '--jobs', '2', ...more);
    expect(jobs().status).toBe(0);
    expect(staleIn(project)).toEqual([]);
    const changed = Array.from({ length: 34 }, (_, at) => inSource(at + 10));
    const before = changed.map(path => readFileSync(path, 'utf8'));
    for (const path of changed) appendFileSync(path, '\nOne more sentence.\n');
    const again = jobs();
    const fresh = lodemark('build', project, '--formats', FORMATS, '--no-cache', '--out', 'fresh');
    for (const [at, path] of changed.entries()) writeFileSync(path, before[at]!);
    expect(again).toEqual({ ...fresh, out: again.out });
    expect(differences(join(folder, 'fresh'), dist)).toBe('');
    expect(jobs().status).toBe(0);
    expectSame();
  });

  test('through a loader of TypeScript, with all formats and the proof', () => {
    const small = corpus(join(folder, 'small'), 3);
    const tsx = ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, '../pipeline/cli.ts')];
    for (const jobs of ['1', '2'])
      expect(run([...tsx, 'build', small, '--no-cache', '--out', `small-${jobs}`, '--jobs', jobs], folder).status).toBe(
        0,
      );
    expect(differences(join(folder, 'small-1'), join(folder, 'small-2'))).toBe('');
    expect(readdirSync(join(folder, 'small-2/site')).length).toBeGreaterThan(5);
  });

  test('an error is told once, and as one process tells it', () => {
    const before = readFileSync(inSource(42), 'utf8');
    appendFileSync(inSource(42), '\n[words](#nobody-declares-this)\n');
    const one = lodemark('build', project, '--no-cache', '--formats', 'csv');
    const two = lodemark('build', project, '--no-cache', '--formats', 'csv', '--jobs', '2');
    writeFileSync(inSource(42), before);
    expect(one.status).toBe(1);
    expect(one.err).toContain('nobody-declares-this');
    expect(two).toEqual(one);
    expect(readdirSync(project)).not.toContain('dist');
  });

  test('a process that is killed ends the build; dist/ stays, and no process does', async () => {
    mkdirSync(dist);
    const { child, ended } = start([cli, 'build', project, '--formats', FORMATS, '--jobs', '3'], folder);
    await until('the helpers read', () => entriesOf(project).size > 8);
    const helpers = childrenOf(child.pid!);
    expect(helpers).toHaveLength(2);
    process.kill(helpers[0]!, 'SIGKILL');
    const { status, err } = await ended;
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining('was ended by SIGKILL') });
    expect(helpers.filter(isAlive)).toEqual([]);
    expect(readdirSync(dist)).toEqual([]);
    expect(readdirSync(project).filter(name => name.startsWith('.dist-'))).toEqual([]);
    expect(lodemark('build', project, '--formats', FORMATS, '--jobs', '2').status).toBe(0);
    expectSame();
  });

  test('a process that is killed while it writes leaves dist/ as it was', async () => {
    expect(lodemark('build', project, '--formats', 'csv').status).toBe(0);
    const before = readFileSync(join(dist, 'SHA256SUMS'), 'utf8');
    const { child, ended } = start([cli, 'build', project, '--formats', FORMATS, '--jobs', '3'], folder);
    await until('a helper writes', () => readdirSync(project).some(name => /^\.dist-\d+-\w+$/.test(name)));
    await until('there is one', () => childrenOf(child.pid!).length > 0);
    process.kill(childrenOf(child.pid!)[0]!, 'SIGKILL');
    expect((await ended).status).toBe(2);
    expect(readFileSync(join(dist, 'SHA256SUMS'), 'utf8')).toBe(before);
    expect(readdirSync(project).filter(name => name.startsWith('.dist-'))).toEqual([]);
  });

  test.each(['SIGINT', 'SIGKILL'] as const)('%s for the build ends its helpers too', async signal => {
    const { child, ended } = start([cli, 'build', project, '--formats', FORMATS, '--jobs', '3'], folder);
    await until('the helpers read', () => entriesOf(project).size > 8);
    const helpers = childrenOf(child.pid!);
    expect(helpers).toHaveLength(2);
    child.kill(signal);
    expect((await ended).signal).toBe(signal);
    await until('they have ended', () => !helpers.some(isAlive));
    expect(readdirSync(project)).not.toContain('dist');
  });
});

describe('shards', () => {
  const shard = (which: string, where = project) => lodemark('build', where, '--shard', which, '--formats', FORMATS);
  const merge = (...more: string[]) => lodemark('merge', project, '--formats', FORMATS, ...more);

  test.each([[[]], [['--jobs', '2']]])('and merge %j: the same bytes and messages', more => {
    const told = ['1/3', '2/3', '3/3'].map(which => shard(which));
    expect(told.map(({ status, out }) => [status, out])).toEqual(Array.from({ length: 3 }, () => [0, '']));
    const lines = (text: string): string[] =>
      text
        .split('\n')
        .filter(line => line.startsWith('  '))
        .sort();
    const squeezed = (texts: string[]): string[] => texts.map(line => line.replace(/ +/g, ' ')).sort();
    expect(squeezed(told.flatMap(({ err }) => lines(err)))).toEqual(squeezed(lines(messages)));
    expect(readdirSync(project)).not.toContain('dist');
    const { status, err } = merge(...more);
    expect({ status, err }).toEqual({ status: 0, err: messages });
    expectSame();
  });

  test('from copies of the project, read from elsewhere, their stores given', () => {
    const stores = ['one', 'two'].map((name, at) => {
      const copy = join(folder, 'elsewhere', name);
      cpSync(join(project, 'source'), join(copy, 'source'), { recursive: true });
      expect(run([cli, 'build', '--shard', `${at + 1}/2`, '--formats', FORMATS], copy).status).toBe(0);
      return join(copy, '.lodemark');
    });
    const { status } = merge(...stores.flatMap(store => ['--from', store]));
    expect(status).toBe(0);
    expectSame();
    forget();
    for (const store of stores) cpSync(store, join(project, '.lodemark'), { recursive: true });
    expect(merge().status).toBe(0);
    expectSame();
  });

  test('one that is killed and run again reads what is missing', async () => {
    const { child, ended } = start([cli, 'build', project, '--shard', '1/2', '--formats', FORMATS], folder);
    await until('it reads', () => entriesOf(project).size > 5);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    const before = entriesOf(project);
    expect(before.size).toBeLessThan(ARTICLES / 2);
    expect(shard('1/2').status).toBe(0);
    const after = entriesOf(project);
    expect(after.size).toBe(ARTICLES / 2);
    for (const [path, inode] of before) expect(after.get(path)).toBe(inode);
    expect(shard('2/2').status).toBe(0);
    expect(merge().status).toBe(0);
    expectSame();
  });

  test('merge refuses while one is missing, and names it', () => {
    for (const which of ['1/3', '3/3']) expect(shard(which).status).toBe(0);
    const { status, out, err } = merge();
    expect({ status, out, err }).toEqual({
      status: 2,
      out: '',
      err: 'Unexpected absence of 15 of 46 articles, expected them from shards. Run again: `build --shard 2/3`\n',
    });
    expect(readdirSync(project)).not.toContain('dist');
    expect(shard('2/3').status).toBe(0);
    const [first] = sorted(entriesOf(project));
    renameSync(join(project, '.lodemark/articles', first!), join(folder, 'taken.json'));
    expect(merge().err).toMatch(/^Unexpected absence of 1 of 46 articles,.*`build --shard [123]\/3`\n$/);
  });

  test('merge without any says that all are missing', () => {
    const { status, err } = merge();
    expect(status).toBe(2);
    expect(err).toMatch(/^Unexpected absence of 46 of 46 articles, .*Run again: every shard; give shards and merge/);
  });

  test('errors are told by the shard that has them, and by merge as by build', () => {
    const before = readFileSync(inSource(7), 'utf8');
    appendFileSync(inSource(7), '\n[words](#nobody-declares-this)\n');
    const one = lodemark('build', project, '--no-cache', '--formats', FORMATS);
    const told = ['1/2', '2/2'].map(which => shard(which));
    const merged = merge();
    writeFileSync(inSource(7), before);
    expect(told.map(({ status }) => status).sort()).toEqual([0, 1]);
    expect(told.filter(({ err }) => err.includes('nobody-declares-this'))).toHaveLength(1);
    expect(merged).toEqual(one);
    expect(merged.status).toBe(1);
  });

  test('an error of what all share is told by each, a warning by the first', () => {
    const registry = join(project, 'source/entities.yaml');
    const before = readFileSync(registry, 'utf8');
    expect(shard('1/40').err).toContain('base-placeholder');
    expect(shard('2/40').err).not.toContain('base-placeholder');
    appendFileSync(registry, 'atlantis: {type: Kountry, label: Atlantis}\n');
    const told = ['1/40', '2/40'].map(which => shard(which));
    writeFileSync(registry, before);
    expect(told.map(({ status, err }) => [status, err.includes('Kountry')])).toEqual([
      [1, true],
      [1, true],
    ]);
  });

  test('a share may be empty', () => {
    expect(shard('99/100')).toEqual({ status: 0, out: '', err: '' });
  });
});

test.each([
  [['build', '--shard', '0/3'], 'Unexpected `--shard 0/3`, expected I/N as in `1/8`, with I from 1 to N'],
  [['build', '--shard', '4/3'], 'Unexpected `--shard 4/3`'],
  [['build', '--shard', '1'], 'Unexpected `--shard 1`'],
  [['build', '--shard', '1/3/4'], 'Unexpected `--shard 1/3/4`'],
  [['build', '--shard', '-1/3'], 'Unexpected `-1/3` after `--shard`'],
  [['build', '--shard', '1/3', '--out', 'x'], 'Unexpected `--out` together with `--shard`'],
  [['build', '--shard', '1/3', '--no-cache'], 'Unexpected `--no-cache` together with `--shard`'],
  [['build', '--jobs', '0'], 'Unexpected `--jobs 0`, expected a number from 1 to 256'],
  [['build', '--jobs', 'two'], 'Unexpected `--jobs two`'],
  [['merge', '--from', 'nowhere'], 'Unexpected `--from nowhere` without `articles/`'],
])('%j is wrong use', (args, message) => {
  const { status, out, err } = lodemark(...args);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err.startsWith(message), err).toBe(true);
});

describe('work is spread', () => {
  const FORMATS: readonly Format[] = ['text', 'csv', 'parquet', 'jsonld', 'nquads', 'xlsx', 'geojson', 'readme'];
  const numbers = (size: number): number[] => Array.from({ length: size }, (_, number) => number);
  const numbersIn = (size: number, ranges: readonly Range[] | undefined): number[] =>
    numbers(size).filter(memberOf(ranges));

  test('so that each new batch, each section with one, and each format is one process’s', () => {
    const writing = fc
      .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 })
      .chain(lengths =>
        fc.tuple(fc.constant(lengths), fc.subarray([...FORMATS]), fc.nat({ max: 3 }), fc.integer({ min: 1, max: 5 })),
      );
    fc.assert(
      fc.property(writing, ([lengths, formats, every, processes]) => {
        const ends = lengths.map((_, at) => lengths.slice(0, at + 1).reduce((sum, length) => sum + length, 0));
        const sections = ends.map((end, at): Range => [ends[at - 1] ?? 0, end]);
        const size = ends.at(-1)!;
        const unit = every === 0 ? 1 : 7;
        const units = numbers(Math.ceil(size / unit)).map((at): Range => [unit * at, Math.min(size, unit * at + unit)]);
        const isNew = (batch: number): boolean => every === 0 || batch % (37 * every) === 0;
        const shares = spread({ formats, sections, units, isNew }, processes);
        if (!shares) return;
        const sorted = (all: number[]): number[] => all.sort((a, b) => a - b);
        for (const format of formats.filter(each => ['text', 'csv', 'jsonld', 'nquads'].includes(each))) {
          const made = shares.flatMap(({ ranges }) => numbersIn(size, ranges[format]));
          expect(sorted(made)).toEqual(numbers(size).filter(isNew));
          const unitsOf = (ranges: readonly Range[] | undefined): Set<number> =>
            new Set(numbersIn(size, ranges).map(batch => Math.floor(batch / unit)));
          const among = shares.flatMap(({ ranges }) => [...unitsOf(ranges[format])]);
          const parted = among.filter((each, at) => among.indexOf(each) !== at);
          expect(parted).toEqual([]);
        }
        if (formats.includes('parquet')) {
          const made = shares.flatMap(({ ranges }) => numbersIn(size, ranges.parquet));
          const parted = sections.filter(([from, to]) => numbers(size).slice(from, to).some(isNew));
          expect(sorted(made)).toEqual(parted.flatMap(([from, to]) => numbers(size).slice(from, to)));
        }
        const whole = shares.flatMap(share => share.whole);
        expect(whole.sort()).toEqual(formats.filter(format => ['xlsx', 'geojson'].includes(format)).sort());
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test('evenly, with less for those who write a workbook', () => {
    const sections: readonly Range[] = [0, 1, 2, 3].map(at => [250 * at, 250 * at + 250]);
    const lengths = (formats: readonly Format[]): number[] =>
      spread({ formats, sections, units: numbers(1000).map(at => [at, at + 1]), isNew: () => true }, 2)!.map(
        ({ ranges }) => numbersIn(1000, ranges.nquads).length,
      );
    expect(lengths(['csv', 'parquet', 'nquads'])).toEqual([500, 500]);
    const [less, more] = lengths(['csv', 'parquet', 'nquads', 'xlsx']);
    expect(less!).toBeLessThan(more!);
  });

  test('not at all where there is little', () => {
    const [few, many]: readonly Range[][] = [[[0, 5]], [[0, 5000]]];
    expect(spread({ formats: FORMATS, sections: few!, units: few!, isNew: () => true }, 2)).toBe(null);
    expect(spread({ formats: ['readme', 'csv'], sections: many!, units: many!, isNew: () => false }, 2)).toBe(null);
  });
});
