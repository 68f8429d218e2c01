import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Terminal } from '../pipeline/commands/command.ts';
import { command } from '../pipeline/commands/diff.ts';
import type { Diff } from '../pipeline/diff.ts';
import { build } from '../pipeline/index.ts';
import { ProjectError } from '../pipeline/project.ts';
import { PROJECTS } from './diff/projects.ts';
import { readTree, temporaryFolder, writeTree } from './tree.ts';

/*
 * diff/expected/ holds what is said of each project of diff/projects.ts beside the first one, as text and as Markdown. `make update`
 * writes it anew.
 */
const EXPECTED = join(import.meta.dirname, 'diff', 'expected');
const UPDATE = process.env.UPDATE === '1';
const names = Object.keys(PROJECTS);
const folder = temporaryFolder();

beforeAll(async () => {
  for (const [name, files] of Object.entries(PROJECTS)) {
    writeTree(join(folder, 'projects', name), files);
    const { ok, problems } = await build(join(folder, 'projects', name), {
      out: join(folder, name),
      formats: ['text', 'csv', 'datapackage'],
      cache: false,
    });
    expect(ok, JSON.stringify(problems)).toBe(true);
  }
  if (UPDATE) rmSync(EXPECTED, { recursive: true, force: true });
});

/** What the command writes, and its exit status. */
async function run(old: string, now: string, options: { [name: string]: string | true } = {}) {
  let out = '';
  const write = (text: string): void => {
    out += text;
  };
  const terminal = { out: write, folder } as unknown as Terminal;
  const status = await command.run({ operands: [old, now], options }, terminal);
  return { out, status };
}

async function difference(old: string, now: string): Promise<Diff> {
  return JSON.parse((await run(old, now, { format: 'json' })).out) as Diff;
}

/** A dataset with other texts in some of its files. */
function variant(name: string, of: string, edit: (path: string, text: string) => string | null): string {
  const files = [...readTree(join(folder, of))].flatMap(([path, bytes]): [string, string][] => {
    const text = edit(path, bytes.toString());
    return text === null ? [] : [[path, text]];
  });
  writeTree(join(folder, name), new Map(files));
  return name;
}

describe.each(names)('first and %s', name => {
  test.each(['text', 'markdown'])('as %s', async format => {
    const { out, status } = await run('first', name, { format });
    const path = `${name}.${format === 'text' ? 'txt' : 'md'}`;
    if (UPDATE) writeTree(EXPECTED, new Map([[path, out]]));
    expect(out, `${path} (if it is right: make update)`).toBe(readFileSync(join(EXPECTED, path), 'utf8'));
    expect(status).toBe(0);
  });
});

test.each([
  ['first', 'none', '1.0.0', true],
  ['again', 'patch', '1.0.1', true],
  ['added', 'minor', '1.1.0', true],
  ['changed', 'major', '2.0.0', false],
  ['gone', 'major', '2.0.0', false],
  ['renamed', 'major', '2.0.0', true],
  ['moved', 'major', '2.0.0', false],
  ['mended', 'major', '2.0.0', false],
] as const)('%s asks for a version: %s', async (name, level, version, enough) => {
  expect((await difference('first', name)).due).toMatchObject({ level, version, enough });
  expect((await run('first', name, { check: true })).status).toBe(enough ? 0 : 1);
});

test('as JSON it has every record and field', async () => {
  const { tables } = await difference('first', 'changed');
  const entities = tables.find(({ table }) => table === 'entities')!;
  expect(entities.changed).toEqual([
    {
      key: ['office'],
      label: 'Tide Office',
      part: false,
      fields: [
        { column: 'description', old: 'It measures `tides`.', new: expect.stringMatching(/^It .* on Sundays\.$/) },
        { column: 'part_of', old: 'skarn-council', new: '' },
      ],
    },
  ]);
});

test('a rename is one, and not a change wherever the thing is referred to', async () => {
  const { tables } = await difference('first', 'renamed');
  const written = tables.filter(({ derived }) => !derived);
  expect(written.flatMap(({ changed, added, gone }) => [...changed, ...added, ...gone])).toEqual([]);
  expect(written.flatMap(({ renamed }) => renamed)).toEqual([
    { key: ['tide-office'], formerId: 'office', label: 'Tide Office', part: false },
  ]);
});

test('a new article only adds: counts and offsets that follow from it are no change', async () => {
  const { tables } = await difference('first', 'added');
  expect(tables.flatMap(({ changed, gone }) => [...changed, ...gone])).toEqual([]);
  expect(tables.find(({ table }) => table === 'entities')).toMatchObject({ moved: 1 });
});

test('columns and tables that come and go', async () => {
  const header = (text: string, from: RegExp, to: string): string => text.replace(from, to);
  const wider = variant('wider', 'first', (path, text) =>
    path === 'csv/places.csv'
      ? header(text, /within/, 'inside')
      : path === 'csv/claims.csv'
        ? null
        : path === 'SHA256SUMS'
          ? null
          : text,
  );
  writeTree(join(folder, wider), new Map([['csv/wishes.csv', 'wish,by\r\nmore,all\r\n']]));
  const { tables, due } = await difference('first', wider);
  expect(due.level).toBe('major');
  expect(due.reasons).toEqual([
    '1 table gone (claims)',
    '1 column gone (places)',
    '1 table added (wishes)',
    '1 column added (places)',
    '1 record added (wishes)',
  ]);
  expect(tables.find(({ table }) => table === 'wishes')).toMatchObject({
    came: true,
    added: [{ key: ['more', 'all'] }],
  });
  expect((await difference(wider, 'first')).due.reasons).toContain('1 table gone (wishes)');
});

test('--all lists what follows from the prose', async () => {
  const { out } = await run('first', 'gone', { all: true });
  expect(out).toContain('  - s_');
  expect((await run('first', 'gone')).out).not.toContain('  - s_');
});

test('versions that say nothing leave the judgement open', async () => {
  const plain = variant('plain', 'added', (path, text) => (path === 'datapackage.json' ? null : text));
  const { due } = await difference('first', plain);
  expect(due).toMatchObject({ level: 'minor', version: '1.1.0', enough: null });
  expect((await run('first', plain, { check: true })).status).toBe(0);
  expect((await difference(plain, 'first')).due.version).toBe(null);
});

test('text from the data steers no terminal and no Markdown', async () => {
  const hostile = variant('hostile', 'first', (path, text) =>
    path === 'csv/entities.csv' ? text.replace('Skarn,', '\u001b[31m*Sk*`arn,') : text,
  );
  expect((await run('first', hostile)).out).toContain('\\u001b[31m*Sk*`arn');
  const { out } = await run('first', hostile, { format: 'markdown' });
  expect(out).toContain('\\\\u001b\\[31m\\*Sk\\*\\`arn (`skarn`)');
  expect(out).toContain('`` \\u001b[31m*Sk*`arn ``');
});

test('what is no dataset is wrong use', async () => {
  await expect(run('first', 'nowhere')).rejects.toThrow(ProjectError);
  await expect(run('first', 'nowhere')).rejects.toThrow('Unexpected folder `nowhere` without tables');
  const broken = variant('broken', 'first', (path, text) => (path === 'csv/events.csv' ? `${text}"` : text));
  await expect(run('first', broken)).rejects.toThrow(/Unexpected text in `broken\/csv\/events.csv`/);
  await expect(run('first', 'again', { format: 'html' })).rejects.toThrow('Unexpected format `html`');
});
