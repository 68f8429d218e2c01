import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';

/*
 * The README of the repository, sentence by sentence where it makes a promise: its files are built, its commands run.
 */

const repository = path.join(import.meta.dirname, '..');
const readme = fs.readFileSync(path.join(repository, 'README.md'), 'utf8');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'front-page-'));

/** Contents of the fenced blocks with an info string. */
function blocks(info: string): string[] {
  const fence = new RegExp(`^(\`{3,})${info}\\n([\\s\\S]*?)^\\1$`, 'gm');
  return [...readme.matchAll(fence)].map(([, , content]) => content!);
}

function lodemark(...words: string[]): { out: string; status: number | null } {
  const cli = path.join(repository, 'pipeline/cli.ts');
  const { stdout, stderr, status } = spawnSync('node', ['--import', 'tsx', cli, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { out: stderr + stdout, status };
}

beforeAll(() => {
  fs.symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  fs.mkdirSync(path.join(folder, 'source'));
  const dataset = blocks('yaml').find(block => block.startsWith('# source/dataset.yaml'))!;
  fs.writeFileSync(path.join(folder, 'source/dataset.yaml'), dataset);
  fs.writeFileSync(path.join(folder, 'source/patrol.md'), blocks('markdown')[0]!);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('the example', () => {
  const [built, wrong] = blocks('console');

  test('builds, and says what the page says', () => {
    const { out, status } = lodemark('build');
    expect(status).toBe(0);
    expect(out).toContain(built!.split('\n')[1]);
  });

  test('gives the row that the page shows', () => {
    const table = readme.split('\n').filter(line => line.startsWith('| '));
    const [names, , values] = [table[0]!, '', table[1]!].map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
    const [row] = parse(fs.readFileSync(path.join(folder, 'dist/csv/events_flat.csv')), {
      bom: true,
      columns: true,
    }) as Record<string, string>[];
    expect(Object.fromEntries(names!.map((name, index) => [name, values![index]]))).toEqual(
      Object.fromEntries(names!.map(name => [name, row![name]])),
    );
  });

  test('gives the node that the page shows', () => {
    const shown = JSON.parse(blocks('json')[0]!);
    const graph = JSON.parse(fs.readFileSync(path.join(folder, 'dist/graph.jsonld'), 'utf8'));
    expect(graph['@graph'].find((node: { id: string }) => node.id === shown.id)).toMatchObject(shown);
  });

  test('a slip is answered as the page says', () => {
    const file = path.join(folder, 'source/patrol.md');
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace('[NORAD][norad]', '[NORAD][nroad]'));
    const { out, status } = lodemark('check');
    fs.writeFileSync(file, text);
    expect(status).toBe(1);
    const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
    expect(folded(out)).toBe(folded(wrong!.slice(wrong!.indexOf('\n'))));
  });

  test('stays the same prose without its annotations', () => {
    const prose = fs.readFileSync(path.join(folder, 'dist/text/patrol.txt'), 'utf8');
    expect(prose).toBe(
      'In July 2024, NORAD said that Chinese and Russian bombers had flown together about 320 km off Alaska.\n',
    );
  });
});

test('the question about the Arctic is answered', async () => {
  await build(repository, { out: path.join(folder, 'arctic'), formats: ['parquet'], cache: false });
  const sql = blocks('sql')[0]!.replaceAll("'dist/", `'${folder}/arctic/`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  expect(rows.length).toBeGreaterThanOrEqual(4);
  expect(rows.map(row => row[0])).toContain('2024');
});

test('the counts of the first publication are true', async () => {
  const { counts } = await build(repository, { out: path.join(folder, 'counted'), formats: ['csv'], cache: false });
  const claimed =
    /: (\d+) entities, (\d+) events, (\d+) claims, (\d+) relations, (\d+) quantities and (\d+) quotations/.exec(
      readme,
    )!;
  const tables = ['entities', 'events', 'claims', 'relations', 'quantities', 'quotations'];
  expect(claimed.slice(1).map(Number)).toEqual(tables.map(table => counts[table]));
});

test('every command that the page names exists', () => {
  const help = lodemark('--help').out;
  for (const [, command] of blocks('sh')
    .join('')
    .matchAll(/^lodemark ([a-z]+)/gm))
    expect(help).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  const scripts = JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8')).scripts;
  for (const [, script] of readme.matchAll(/npm run ([a-z]+)/g)) expect(Object.keys(scripts)).toContain(script);
  for (const [, target] of readme.matchAll(/`make ([a-z]+)`/g))
    execFileSync('make', ['-n', target!], { cwd: repository });
});

test('every file that the page points to exists', () => {
  const prose = readme.replace(/^(`{3,})[\s\S]*?^\1$/gm, '');
  for (const [, target] of prose.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
    if (!target!.startsWith('dist/')) expect(fs.existsSync(path.join(repository, target!)), target).toBe(true);
  }
});
