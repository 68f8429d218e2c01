import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publint } from 'publint';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, check } from '../pipeline/index.ts';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { freeze, thaw } from '../pipeline/schema/frozen.ts';
import { Editor } from './editor.ts';
import { readTree, temporaryFolder } from './tree.ts';

/* The package as its users get it: made, packed, installed in an empty folder, and run there. */

const folder = temporaryFolder();
const user = join(folder, 'user');
const root = process.cwd();
const installed = join(user, 'node_modules/lodemark');
const cli = join(installed, 'lib/cli.js');
const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
const tarball = join(root, `lodemark-${version}.tgz`);

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [cli, ...args], { cwd: user, encoding: 'utf8' });
}

beforeAll(() => {
  execFileSync(process.execPath, ['--import', 'tsx', 'bundle.ts'], { cwd: root });
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{"private": true, "type": "module"}\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball], {
    cwd: user,
    stdio: 'pipe',
  });
}, 600_000);

test('a model is the same when it was frozen', () => {
  const { isA, unitOf, expand, ...facts } = createModel(readSchemas(BUILT_IN_SCHEMAS));
  expect(thaw(freeze(facts))).toEqual(facts);
  expect(() => freeze({ bytes: new Int8Array(1) })).toThrow('Unexpected Int8Array');
});

describe('the package', () => {
  test('is small, and brings little with it', () => {
    expect(execFileSync('du', ['-k', tarball], { encoding: 'utf8' })).toMatch(/^\d{1,4}\s/);
    const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual([
      '@fontsource-variable/source-serif-4',
      '@types/mdast',
      'vfile',
      'world-atlas',
    ]);
    expect(readdirSync(join(user, 'node_modules')).filter(name => !name.startsWith('.'))).toHaveLength(7);
  });

  test('has all that it needs, and the licences of what is in it', () => {
    for (const path of [
      'README.md',
      'LICENSE',
      'LICENSES',
      'CHANGELOG.md',
      'schemas/vocabulary.yaml',
      'source/README.md',
      'schemas/editor/data.json',
    ])
      expect(existsSync(join(installed, path)) || !existsSync(join(root, path)), path).toBe(true);
    expect(readFileSync(join(installed, 'LICENSES'), 'utf8')).toMatch(/^micromark [\d.]+ \(MIT\)$/m);
    const code = readTree(join(installed, 'lib'));
    for (const [path, bytes] of code) if (path.endsWith('.js')) expect(bytes.includes(root), path).toBe(false);
  });

  test('passes publint', async () => {
    const { messages } = await publint({ pkgDir: join(root, 'package'), strict: true });
    expect(messages.filter(({ code }) => code !== 'LOCAL_DEPENDENCY')).toEqual([]);
  });

  test('has types that are found where its code is', () => {
    const { stdout, status } = spawnSync(
      join(root, 'node_modules/.bin/attw'),
      [tarball, '--profile', 'esm-only', '--format', 'json'],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toContain('"problems"');
    expect(status, stdout.slice(0, 2000)).toBe(0);
  });

  test('has types that its users can build on', () => {
    writeFileSync(
      join(user, 'use.ts'),
      `import { build, check, remarkLodemark, type Built, type PluginOptions, type Problem } from 'lodemark';
const options: PluginOptions = { base: 'https://a.example/', href: ({ id }) => id };
const built: Built = await build('.', { formats: ['csv'], strict: true });
const problems: readonly Problem[] = check('.').problems;
export const plugin = remarkLodemark(options);
export const first: number | undefined = problems[0]?.place.start.line ?? built.counts.events;
`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', 'false'];
    const { stdout, status } = spawnSync(join(root, 'node_modules/.bin/tsc'), [...options, 'use.ts'], {
      cwd: user,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

describe('the installed command', () => {
  test('is there for npx, and knows its version', () => {
    expect(run('--version').stdout).toBe(`${version}\n`);
    expect(execFileSync(join(user, 'node_modules/.bin/lodemark'), ['--version'], { encoding: 'utf8' })).toBe(
      `${version}\n`,
    );
  });

  test.each(['basic', 'nature', 'musik'])(
    'starts the project %s and builds it as the repository does',
    async template => {
      expect(run('init', template, '--template', template).status).toBe(0);
      const { status, stderr } = run('build', template);
      expect([status, stderr]).toEqual([0, expect.stringContaining('1 warning')]);
      const out = join(folder, `${template}-dist`);
      await build(join(user, template), { out });
      const [theirs, ours] = [readTree(join(user, template, 'dist')), readTree(out)];
      expect([...theirs.keys()]).toEqual([...ours.keys()]);
      for (const [path, bytes] of ours) expect(theirs.get(path)!.equals(bytes), path).toBe(true);
    },
  );

  test('reads every kind of date as the repository does', async () => {
    const project = join(user, 'dates');
    const dates = ['2024', '2024-07', '2024-07-14', '2024-21', '198X', '19XX', '2022~/2023', '2014/..', '{2020,2022}'];
    mkdirSync(join(project, 'source'), { recursive: true });
    writeFileSync(join(project, 'source/dataset.yaml'), 'title: Dates\nbase: https://dates.org/\nlicence: CC-BY-4.0\n');
    writeFileSync(
      join(project, 'source/dates.md'),
      `---\nid: dates\ntitle: Dates\n---\n\n${dates.map((_, index) => `It [happened](#e${index}).\n`).join('\n')}
\`\`\`yaml data
${dates.map((date, index) => `e${index}: {type: Event, label: event, when: '${date}', whenBasis: inferred}`).join('\n')}
\`\`\`
`,
    );
    expect(run('build', project).stderr).toMatch(/^$|^dist now/);
    const out = join(folder, 'dates-dist');
    await build(project, { out, formats: ['csv'] });
    const events = readFileSync(join(project, 'dist/csv/events.csv'), 'utf8');
    for (const precision of ['year', 'month', 'day', 'season', 'decade', 'century', 'interval', 'set'])
      expect(events).toContain(`,${precision},`);
    expect(events).toBe(readFileSync(join(out, 'csv/events.csv'), 'utf8'));
  });

  test('finds the mistakes that the repository finds', () => {
    const project = join(user, 'wrong');
    cpSync(join(root, 'test/projects/minimal/source'), join(project, 'source'), { recursive: true });
    const article = join(project, 'source/storm.md');
    const text = readFileSync(article, 'utf8')
      .replace('lat: 70.4', 'lat: north')
      .replace('country: "NO"', 'contry: NO')
      .replace('mode: denied', 'mode: denyed')
      .replace('when: 2021-11-12,', 'when: 12.11.2021,')
      .replace('published: 2021-11-20', 'published: yesterday');
    writeFileSync(article, text);
    const expected = check(project).problems;
    expect(expected.length).toBeGreaterThan(4);
    const { status, stderr } = run('check', project, '--json');
    expect(status).toBe(1);
    const found = (JSON.parse(stderr) as { problems: typeof expected }).problems;
    expect(found.map(({ rule, message, place }) => [rule, message, place.start])).toEqual(
      expected.map(({ rule, message, place }) => [rule, message, place.start]),
    );
  });

  test('reads its own repository, whose schemas are the built-in ones', () => {
    const clone = join(user, 'clone');
    for (const part of ['source', 'schemas']) cpSync(join(root, part), join(clone, part), { recursive: true });
    const { status, stderr } = run('check', clone, '--json');
    expect([status, JSON.parse(stderr)]).toMatchObject([0, { problems: check(clone, { from: user }).problems }]);
    writeFileSync(join(clone, 'schemas/tables/tides.json'), readFileSync(join(clone, 'schemas/tables/events.json')));
    const other = run('check', clone);
    expect([other.status, other.stderr]).toEqual([
      2,
      expect.stringContaining('schemas of another version of lodemark'),
    ]);
  });

  test('serves editors', async () => {
    const editor = new Editor([cli, 'lsp', '--stdio']);
    const article = join(user, 'basic/source/bridge.md');
    await editor.start(join(user, 'basic'));
    await editor.open(article);
    expect(await editor.hover(article, '[prom|ised]')).toContain(
      '**the council promises to repair the bridge** `pledge`',
    );
    expect(await editor.stop()).toBe(0);
  });

  test('loads what is heavy only where it is needed', () => {
    const loaded = readdirSync(join(installed, 'lib')).filter(name => name.endsWith('.js'));
    const heavy = loaded.filter(name =>
      /languageserver|require_main/.test(readFileSync(join(installed, 'lib', name), 'utf8')),
    );
    expect(heavy.length).toBeGreaterThan(0);
    const code = `const before = new Set(); await import(${JSON.stringify(pathToFileURL(join(installed, 'lib/index.js')).href)}); console.log(process.memoryUsage.rss() < 150e6)`;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })).toBe('true\n');
  });
});

test('leaves nothing behind that is committed', () => {
  rmSync(tarball);
  expect(
    execFileSync('git', ['status', '--porcelain', '--', 'package', '*.tgz'], { cwd: root, encoding: 'utf8' }),
  ).toBe('');
});
