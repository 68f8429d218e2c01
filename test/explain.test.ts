import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { thingsOnLine } from '../pipeline/editor/line.ts';
import { type Explanation, explain, readDataset } from '../pipeline/explain.ts';
import { openProject } from '../pipeline/project.ts';
import { explanationText } from '../pipeline/report/explanation.ts';
import { openSession } from '../pipeline/session.ts';

const PROJECTS = fileURLToPath(new URL('projects/', import.meta.url));
const folder = join(PROJECTS, 'two-articles');
const dataset = readDataset(openSession(openProject(folder, folder), { from: folder }));
/** Number of the line that begins so. */
const lineOf = (name: string, words: string): number =>
  readFileSync(join(folder, 'source', name), 'utf8')
    .split('\n')
    .findIndex(line => line.trim().startsWith(words)) + 1;
const of = (id: string): Explanation => explain(id, dataset)!;

describe('a record', () => {
  test('has its fields, with labels for ids', () => {
    const { table, label, fields, parts } = of('ferry-launch');
    expect([table, label]).toEqual(['events', 'launch of the Island Line']);
    expect(fields).toContainEqual({ column: 'when_edtf', value: '2019-05-03' });
    expect(fields).toContainEqual({ column: 'place_id', value: 'skarn', label: 'Skarn' });
    expect(parts.map(({ table, fields }) => [table, fields[0]])).toEqual([
      ['event_participants', { column: 'entity_id', value: 'port-of-skarn', label: 'Port of Skarn' }],
      ['event_participants', { column: 'entity_id', value: 'island-line', label: 'Island Line' }],
    ]);
  });

  test('has its evidence in every article, with the trigger marked', () => {
    const found = of('ferry-launch').evidence.map(({ path, sentence, marks, basis }) => [
      path,
      basis,
      marks.map(([start, end]) => sentence.slice(start, end)),
    ]);
    expect(found).toEqual([
      ['source/a-start.md', 'trigger', ['launched']],
      ['source/b-year.md', 'trigger', ['set out']],
    ]);
  });

  test('has its declarations and mentions with their places', () => {
    expect(of('skarn').declared.map(({ path, start }) => `${path}:${start.line}`)).toEqual(['source/entities.yaml:2']);
    expect(of('skarn').mentions.map(({ path, line, column }) => [path, line, column])).toEqual([
      ['source/b-year.md', 12, 34],
    ]);
  });

  test('has what refers to it, and how', () => {
    const referrers = of('port-of-skarn').referrers.map(({ id, as }) => [id, as]);
    expect(referrers).toEqual([
      ['ferry-launch', ['actor']],
      ['electric-ship', ['actor']],
    ]);
    expect(of('lind').referrers).toEqual([
      { id: 'start', table: 'documents', label: 'A ferry to the outer islands', as: ['authors'] },
    ]);
  });

  test('may be a document', () => {
    expect(of('start')).toMatchObject({ table: 'documents', label: 'A ferry to the outer islands' });
  });

  test('may not be there', () => {
    expect(explain('nonesuch', dataset)).toBeNull();
  });
});

test('text marks the words, in colour on a screen', () => {
  const plain = explanationText(of('ferry-launch'), false);
  expect(plain).toContain('    The Port of Skarn «launched» the Island Line on 3 May 2019.\n');
  expect(plain).toMatch(
    /^ferry-launch · launch of the Island Line \(events\)\nsource\/a-start\.md:\d+:1\nsource\/b-year\.md:\d+:1\n/,
  );
  expect(plain).toMatch(/\nReferred to by\n|\nMentions\n/);
  expect(explanationText(of('ferry-launch'), true)).toContain('\u001B[1;4mlaunched\u001B[22;24m');
});

describe('a line', () => {
  const on = (name: string, words: string): string[] =>
    thingsOnLine(join(folder, 'source', name), folder, lineOf(name, words));

  test('tells of what its links name', () => {
    expect(on('a-start.md', 'The [Port')).toEqual(['port-of-skarn', 'ferry-launch', 'island-line']);
  });

  test('tells of what it declares, or whose fields stand there', () => {
    expect(on('a-start.md', '[island-line]:')).toEqual(['island-line']);
    expect(on('a-start.md', 'status:')).toEqual(['electric-ship']);
    expect(on('entities.yaml', 'aliases:')).toEqual(['skarn']);
    expect(on('a-start.md', '# A ferry')).toEqual([]);
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('../pipeline/cli.ts', import.meta.url)), 'explain', ...args],
      {
        encoding: 'utf8',
        cwd: fileURLToPath(new URL('..', import.meta.url)),
      },
    );

  test('writes one JSON object a record', () => {
    const { stdout, status } = run(
      `test/projects/two-articles/source/a-start.md:${lineOf('a-start.md', 'A single')}`,
      '--json',
    );
    expect(status).toBe(0);
    const records = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Explanation);
    expect(records.map(({ id }) => id)).toEqual(['fare']);
    expect(records[0]!.declared[0]!.path).toBe('test/projects/two-articles/source/a-start.md');
  });

  test('refuses an unknown id, and says what it may be', () => {
    const { stderr, status } = run('skarm', folder);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('Unexpected id `skarm`, expected that of a record; did you mean `skarn`?'),
    ]);
  });
});
