import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '../pipeline/index.ts';
import { type Problem, reportTo } from '../pipeline/messages.ts';
import { readText } from '../pipeline/project/read.ts';
import { asText } from '../pipeline/report/text.ts';
import { fixSources } from '../pipeline/write/fixes.ts';
import { ARTICLES } from './hostile/articles.ts';
import { DATASETS, REGISTRIES } from './hostile/files.ts';
import { temporaryFolder, writeTree } from './tree.ts';

/*
 * What is made to break a program is answered with messages, within the bounds that the guide states, and nothing of it reaches what is
 * published.
 */

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const folder = temporaryFolder();
const SOUND = 'title: A\nbase: https://data.lodemark.example/a/ # accept base-placeholder: a test\nlicence: CC0-1.0\n';
const MEGABYTES = 1024;
const SECONDS = 120;

/** All articles at once, read by a process with little memory. */
describe('an article', () => {
  let problems: readonly Problem[] = [];
  beforeAll(() => {
    const project = join(folder, 'articles');
    const files = ARTICLES.map(([name, content]) => [`source/${name}.md`, content] as const);
    writeTree(project, new Map<string, string | Buffer>([['source/dataset.yaml', SOUND], ...files]));
    const command = [`--max-old-space-size=${MEGABYTES}`, '--import', 'tsx', join(ROOT, 'pipeline/cli.ts')];
    const run = spawnSync(process.execPath, [...command, 'check', project, '--json'], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: SECONDS * 1000,
      maxBuffer: 1 << 28,
    });
    expect([run.signal, run.status, run.stderr.slice(0, 1)], run.stderr.slice(0, 2000)).toEqual([null, 1, '{']);
    ({ problems } = JSON.parse(run.stderr) as { problems: readonly Problem[] });
  });

  test.each(ARTICLES)('%s', (name, _, rules) => {
    const own = problems.filter(({ place }) => place.path.endsWith(`/source/${name}.md`));
    expect(rulesOf(own), asText(own.slice(0, 10), false)).toEqual([...rules].sort());
  });
});

describe('dataset.yaml', () => {
  test.each(DATASETS)('%s', (_, content, rules) => expectRules('dataset.yaml', content, rules));
});

describe('the registry', () => {
  test.each(REGISTRIES)('%s', (_, content, rules) => expectRules('entities.yaml', content, rules));
});

function expectRules(name: string, content: string, rules: readonly string[]): void {
  const { problems } = checked({ [`source/${name}`]: content });
  const own = problems.filter(({ place }) => place.path === `source/${name}`);
  expect(rulesOf(own), asText(own.slice(0, 10), false)).toEqual([...rules].sort());
}

function rulesOf(problems: readonly Problem[]): string[] {
  return [...new Set(problems.map(({ rule }) => rule))].filter(rule => rule !== 'base-placeholder').sort();
}

/** What is said of a project with these files; where the value is `→ path` a symbolic link. */
function checked(files: { readonly [path: string]: string | Buffer }): ReturnType<typeof check> {
  const project = join(folder, 'project');
  rmSync(project, { recursive: true, force: true });
  const links = Object.entries(files).filter(([, content]) => String(content).startsWith('→ '));
  const rest = Object.entries(files).filter(([, content]) => !String(content).startsWith('→ '));
  writeTree(project, new Map<string, string | Buffer>([['source/dataset.yaml', SOUND], ...rest]));
  for (const [path, content] of links) {
    mkdirSync(join(project, path, '..'), { recursive: true });
    symlinkSync(String(content).slice(2), join(project, path));
  }
  return check(project);
}

const ARTICLE = '---\nid: a\ntitle: A\n---\n\nWords.\n';

describe('source/', () => {
  test.each<[string, { [path: string]: string }, string[]]>([
    ['a link out of it', { 'source/a.md': '→ /etc/hostname' }, ['file-outside source/a.md']],
    ['a link to a folder out of it', { 'source/a': '→ /etc' }, ['file-outside source/a']],
    [
      'a relative link out of it',
      { 'secret.md': ARTICLE, 'source/a.md': '→ ../secret.md' },
      ['file-outside source/a.md'],
    ],
    [
      'a link to a link out of it',
      { 'source/a.md': '→ b.txt', 'source/b.txt': '→ /etc/hostname' },
      ['file-outside source/a.md', 'file-outside source/b.txt'],
    ],
    ['a link to the project', { 'source/a': '→ ..' }, ['file-outside source/a']],
    ['a link to itself', { 'source/a.md': '→ a.md' }, ['file-unreadable source/a.md']],
    [
      'links in a circle',
      { 'source/a.md': '→ b.md', 'source/b.md': '→ a.md' },
      ['file-unreadable source/a.md', 'file-unreadable source/b.md'],
    ],
    ['a link to nothing', { 'source/a.md': '→ nowhere.md' }, ['file-unreadable source/a.md']],
    ['a link to a device', { 'source/a.md': '→ /dev/zero' }, ['file-outside source/a.md']],
    [
      'a registry that is a link out of it',
      { 'source/entities.yaml': '→ /etc/hostname' },
      ['file-outside source/entities.yaml'],
    ],
    ['a link to its own folder', { 'source/a/b.md': ARTICLE, 'source/a/again': '→ .' }, []],
    ['a folder called like an article', { 'source/a.md/b.md': ARTICLE }, []],
    ['a file with a line break in its name', { 'source/a\nb.md': 'a' }, ['front-matter-missing source/a\nb.md']],
  ])('%s', (_, files, expected) => {
    expect(checked(files).problems.map(({ rule, place }) => `${rule} ${place.path}`)).toEqual(expected);
  });

  test('a file of more bytes than any source may have', () => {
    checked({ 'source/a.md': '' });
    truncateSync(join(folder, 'project/source/a.md'), 30_000_000);
    const { problems } = check(join(folder, 'project'));
    expect(problems.map(({ rule }) => rule)).toEqual(['input-too-long']);
  });

  test('a file that is gone when it is read', () => {
    const problems: Problem[] = [];
    expect(readText(join(folder, 'nowhere.md'), folder, reportTo(problems))).toBeNull();
    expect(problems.map(({ rule, place }) => `${rule} ${place.path}`)).toEqual(['file-unreadable nowhere.md']);
  });

  test.skipIf(process.platform === 'win32')('a pipe, of which nobody writes the other end', () => {
    checked({});
    const path = join(folder, 'project/source/a.md');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const { problems } = check(join(folder, 'project'));
    expect(problems.map(({ rule }) => rule)).toEqual(['file-unreadable']);
  });
});

describe('characters that can’t be seen', () => {
  const text = ARTICLE.replace('Words.', 'Words.\n');
  test.each([
    ['a second byte order mark', `\uFEFF\uFEFF${text}`, `\uFEFF${text}`],
    ['many on many lines', `${text}${'\u0001\n'.repeat(50)}`, `${text}${'\n'.repeat(50)}`],
    ['thousands on one line', `${text}${'\0a'.repeat(5000)}`, `${text}${'a'.repeat(5000)}`],
    ['those behind direction controls', `${text}${'\u202e'.repeat(50)}\0`, `${text}${'\u202e'.repeat(50)}`],
  ])('are all taken away, and nothing else: %s', (_, broken, mended) => {
    const { problems } = checked({ 'source/a.md': broken });
    expect(problems.length).toBeLessThanOrEqual(42);
    const project = join(folder, 'project');
    fixSources(project, () => check(project).problems);
    expect(readFileSync(join(project, 'source/a.md'), 'utf8')).toBe(mended);
  });
});
