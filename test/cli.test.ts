import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArguments } from '../pipeline/commands/arguments.ts';
import { command as build } from '../pipeline/commands/build.ts';
import { UsageError } from '../pipeline/commands/command.ts';
import type { Problem } from '../pipeline/messages.ts';
import { createSource, placeOf } from '../pipeline/place.ts';
import { barOf, progressOn } from '../pipeline/report/progress.ts';
import { asText } from '../pipeline/report/text.ts';
import { temporaryFolder, writeTree } from './tree.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = temporaryFolder();

const DATASET = 'title: Boats\nbase: https://boats.org/\nlicence: CC0-1.0\n';
const ARTICLE = `---
id: boats
title: Boats
lang: en
---

The [ferry][ferry] came.

[ferry]: #ferry "Vessel: Ferry"
`;

/** A project in a folder of its own. */
function project(name: string, files: { readonly [path: string]: string } = {}): string {
  const path = join(folder, name);
  writeTree(path, new Map(Object.entries({ 'source/dataset.yaml': DATASET, 'source/boats.md': ARTICLE, ...files })));
  return path;
}

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The command line in one file, which starts in a quarter of the time; beside pipeline/, so that it finds schemas/ as that does. */
const BUNDLE = join(ROOT, `.lodemark/cli-${process.pid}.mjs`);
beforeAll(async () => {
  const entryPoints = [join(ROOT, 'pipeline/cli.ts')];
  mkdirSync(join(ROOT, '.lodemark'), { recursive: true });
  for (const beside of ['templates', 'site']) {
    if (!existsSync(join(ROOT, '.lodemark', beside)))
      symlinkSync(join(ROOT, 'pipeline', beside), join(ROOT, '.lodemark', beside));
  }
  await esbuild({ entryPoints, outfile: BUNDLE, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
});
afterAll(() => rmSync(BUNDLE, { force: true }));

/** Runs the command line as its users do. */
function lodemark(args: readonly string[], cwd = folder, program: readonly string[] = [BUNDLE]): Promise<Ended> {
  return new Promise(resolve =>
    execFile(process.execPath, [...program, ...args], { cwd }, (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    ),
  );
}

describe.concurrent('what is asked in vain', () => {
  test.for([
    [[], /^Lodemark publishes prose as data/],
    [
      ['biuld'],
      /^Unexpected command `biuld`, expected one of .*`build`.*; did you mean `build`\?\nSee `lodemark --help`\.$/,
    ],
    [['--verison'], /^Unexpected option `--verison`, .*; did you mean `--version`\?/],
    [
      ['build', '--strct'],
      /^Unexpected option `--strct`, .*; did you mean `--strict`\?\nSee `lodemark build --help`\.$/,
    ],
    [['constructor'], /^Unexpected command `constructor`/],
    [['check', 'nowhere'], /^Unexpected path `.*nowhere`, expected a project's folder/],
    [['build', '.'], /^Unexpected folder `.*` without `source\/`, expected a project/],
  ] as const)('%j', async ([args, message], { expect }) => {
    const { status, out, err } = await lodemark(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.trimEnd()).toMatch(message);
    expect(err).not.toMatch(/^ +at /m);
  });

  test.for([
    [['--out'], /^Unexpected `--out` without a value, expected `--out FOLDER`$/],
    [['--out', ''], /^Unexpected `--out` without a value/],
    [['--out', '--strict'], /^Unexpected `--strict` after `--out`, expected FOLDER; write `--out=--strict`/],
    [['--strict=yes'], /^Unexpected value `yes` of `--strict`, expected none/],
    [['-x'], /^Unexpected option `-x`/],
    [['-s'], /^Unexpected option `-s`/],
    [['--__proto__'], /^Unexpected option `--__proto__`/],
    [['a', 'b'], /^Unexpected operand `b`, expected `lodemark build \[DIR\]`$/],
  ] as const)('build %j', ([args, message], { expect }) => {
    expect(() => readArguments('build', build, args)).toThrow(UsageError);
    expect(() => readArguments('build', build, args)).toThrow(message);
  });

  test('a format that there is not', async ({ expect }) => {
    const { status, err } = await lodemark(['build', project('format'), '--formats', 'csv,parket']);
    expect(status).toBe(2);
    expect(err).toMatch(/^Unexpected format `parket`, expected one of .*; did you mean `parquet`\?/);
  });

  test('a file that is no article', async ({ expect }) => {
    const path = project('no-article', { 'source/README.md': '# Notes\n' });
    const { status, err } = await lodemark(['check', join(path, 'source/README.md')]);
    expect(status).toBe(2);
    expect(err).toMatch(/^Unexpected file `.*README\.md`, expected an article/);
  });

  test('a schema that is none', async ({ expect }) => {
    const { status, err } = await lodemark([
      'check',
      project('schema', { 'schemas/vocabulary.yaml': 'entitys: {}\n' }),
    ]);
    expect(status).toBe(2);
    expect(err).toMatch(/vocabulary\.yaml/);
    expect(err).not.toMatch(/^ +at /m);
  });

  test('a folder of somebody else as output', async ({ expect }) => {
    const path = project('foreign', { 'dist/thesis.txt': 'years of work' });
    const { status, err } = await lodemark(['build', path]);
    expect(status).toBe(2);
    expect(err).not.toMatch(/^ +at /m);
    expect(readdirSync(join(path, 'dist'))).toEqual(['thesis.txt']);
  });

  test('a source that is not there', async ({ expect }) => {
    const path = project('gone');
    symlinkSync('nowhere.md', join(path, 'source/gone.md'));
    const { status, err } = await lodemark(['check', path]);
    expect(status).toBe(1);
    expect(err).toMatch(/gone\.md\n.*there is none.*file-unreadable/);
    expect(err).not.toMatch(/^ +at /m);
  });
});

describe.concurrent('help', () => {
  test('of all commands', async ({ expect }) => {
    const { status, out, err } = await lodemark(['--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    for (const name of commands()) {
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
      expect(out, 'an example').toMatch(new RegExp(`^ {2}lodemark ${name}\\b`, 'm'));
    }
  });

  test.for(commands().map(name => [name]))('of %s', async ([name], { expect }) => {
    const { status, out, err } = await lodemark([name!, '--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: lodemark ${name}\\b`));
    expect(out, 'an example').toMatch(new RegExp(`^Examples:\n {2}lodemark ${name}\\b`, 'm'));
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('the version is the package’s', async ({ expect }) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const inRepository = ['--import', 'tsx', join(ROOT, 'pipeline/cli.ts')];
    expect(await lodemark(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' });
    expect(await lodemark(['--version'], ROOT, inRepository)).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });
});

/** Names of the commands: their modules, and not what they share. */
function commands(): string[] {
  const shared = ['arguments.ts', 'command.ts', 'help.ts', 'output.ts'];
  const names = readdirSync(join(ROOT, 'pipeline/commands')).filter(
    name => name.endsWith('.ts') && !shared.includes(name),
  );
  return names.map(name => name.replace('.ts', ''));
}

describe.concurrent('build', () => {
  test('writes dist/, says what it holds, and finds it unchanged', async ({ expect }) => {
    const path = project('plain');
    expect(await lodemark(['build', '--formats', 'text,csv'], path)).toEqual({
      status: 0,
      out: 'dist now holds 1 document, 1 entity, 1 mention.\n',
      err: '',
    });
    expect(readdirSync(join(path, 'dist')).sort()).toEqual(['SHA256SUMS', 'csv', 'text']);
    expect(readdirSync(path).sort()).toEqual(['.lodemark', 'dist', 'source']);
    const again = await lodemark(['build', '--formats=text,csv', '--json', 'plain']);
    expect({ ...again, err: JSON.parse(again.err), out: JSON.parse(again.out) }).toMatchObject({
      status: 0,
      out: { out: 'plain/dist', changed: false, counts: { documents: 1, entities: 1 } },
      err: { ok: true, errors: 0, warnings: 0, problems: [] },
    });
  });

  test('writes elsewhere, where the caller is', async ({ expect }) => {
    project('elsewhere');
    const { status, out } = await lodemark(['build', 'elsewhere', '--out', 'here/data', '--formats', 'text']);
    expect({ status, out }).toEqual({ status: 0, out: 'here/data now holds 1 document, 1 entity, 1 mention.\n' });
    expect(existsSync(join(folder, 'here/data/text/boats.txt'))).toBe(true);
  });

  test('keeps nothing but dist/ where that is asked', async ({ expect }) => {
    const path = project('no-cache');
    expect((await lodemark(['build', '--formats', 'text', '--no-cache'], path)).status).toBe(0);
    expect(readdirSync(path).sort()).toEqual(['dist', 'source']);
  });

  test('leaves dist/ as it was where the sources have an error', async ({ expect }) => {
    const path = project('broken');
    await lodemark(['build', '--formats', 'text'], path);
    writeFileSync(join(path, 'source/boats.md'), ARTICLE.replace('][ferry]', '][fery]'));
    const { status, out, err } = await lodemark(['build', '--formats', 'text'], path);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(
      /^source\/boats\.md\n {2}7:13-7:17 {2}error {4}Unexpected undeclared id `fery`.*did you mean `ferry`/,
    );
    expect(err).toMatch(/^1 error/m);
    expect(err).toMatch(/Nothing is written; `dist` is as it was\.\n$/);
    expect(readFileSync(join(path, 'dist/text/boats.txt'), 'utf8')).toBe('The ferry came.\n');
  });

  test('takes warnings for errors where that is asked', async ({ expect }) => {
    const path = project('strict', { 'source/dataset.yaml': DATASET.replace('boats.org', 'boats.example') });
    expect((await lodemark(['build', path, '--formats', 'text'])).status).toBe(0);
    const { status, err } = await lodemark(['check', path, '--strict']);
    expect(status).toBe(1);
    expect(err).toMatch(/^strict\/source\/dataset\.yaml\n.* error .*base-placeholder\n\n1 error\n$/);
  });
});

describe.concurrent('check', () => {
  test('writes nothing', async ({ expect }) => {
    const path = project('checked');
    expect(await lodemark(['check'], path)).toEqual({ status: 0, out: 'No problems found.\n', err: '' });
    expect(readdirSync(path)).toEqual(['source']);
  });

  test('looks at one article where that is asked', async ({ expect }) => {
    const path = project('one', { 'source/more/other.md': ARTICLE.replace('id: boats', 'id: Other') });
    mkdirSync(join(path, 'elsewhere'));
    expect((await lodemark(['check', '../source/boats.md'], join(path, 'elsewhere'))).status).toBe(0);
    const { status, err } = await lodemark(['check', '../source/more/other.md', '--json'], join(path, 'elsewhere'));
    expect(status).toBe(1);
    const { ok, problems } = JSON.parse(err) as { ok: boolean; problems: Problem[] };
    expect(ok).toBe(false);
    expect(problems.map(({ place }) => place.path)).toContain('../source/more/other.md');
  });
});

describe('report', () => {
  const source = createSource('a.md', 'one\ntwo words\n');
  const problem = (more: Partial<Problem>): Problem => ({
    rule: 'id-form',
    severity: 'error',
    message: 'Unexpected X, expected Y',
    place: placeOf(source, 4, 7),
    related: [],
    fix: null,
    ...more,
  });

  test('groups by file, shows related places and counts', () => {
    const related = [{ place: placeOf(createSource('b.yaml', 'x: 1'), 0, 1), says: 'first declaration' }];
    const warning = problem({ severity: 'warning', place: placeOf(source, 0), message: 'Odd' });
    expect(asText([warning, problem({ related })], false)).toBe(
      'a.md\n' +
        '  1:1      warning  Odd  id-form\n' +
        '  2:1-2:4  error    Unexpected X, expected Y  id-form\n' +
        '           b.yaml:1:1-1:2  first declaration\n' +
        '\n1 error, 1 warning\n',
    );
  });

  test('is coloured only where that is wanted, and lets no text steer the screen', () => {
    const steering = [problem({ message: 'a \u001B[2J b \u202E c' })];
    expect(asText(steering, false)).toContain('a \\u001b[2J b \\u202e c');
    for (const character of '\u001B\u202E') expect(asText(steering, false)).not.toContain(character);
    expect(asText(steering, true)).toContain('\u001B[31merror');
    expect(asText([], true)).toBe('');
  });
});

describe('progress', () => {
  const run = (live: boolean, times: readonly number[]): string => {
    let text = '';
    let time = 0;
    const bar = progressOn({ live, columns: 80, now: () => time, err: words => (text += words) });
    times.forEach((now, index) => {
      time = now;
      bar.tick(index + 1, times.length);
    });
    bar.clear();
    return text;
  };

  test('shows nothing of short work, and nothing without a screen', () => {
    expect(run(true, [10, 20, 999])).toBe('');
    expect(run(false, [1000, 2000, 3000])).toBe('');
  });

  test('is drawn ten times a second and taken away', () => {
    const drawn = run(true, [500, 1000, 1050, 1100, 1101]).split('\r\u001B[2K');
    expect(drawn).toEqual(['', barOf(2, 5, 1, 80), barOf(4, 5, 1.1, 80), barOf(5, 5, 1.101, 80), '']);
  });

  test('tells count, rate and time left', () => {
    expect(barOf(500, 1000, 10, 80)).toBe(
      `[${'█'.repeat(15)}${'░'.repeat(15)}] 500/1000 articles, 50 a second, 0:10 left`,
    );
    expect(barOf(1, 10000, 2, 60)).toMatch(/\] 1\/10000 articles, 0\.5 a second, 5:33:18 left$/);
    expect(barOf(500, 1000, 10, 20)).toBe('500/1000 articles, ');
  });
});
