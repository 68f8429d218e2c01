import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';
import { Editor } from './editor.ts';

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

describe('the settings of an editor', () => {
  /** A folder with the command as an installation puts it on the path. */
  const bin = path.join(folder, 'bin');
  const article = path.join(folder, 'source/patrol.md');

  beforeAll(() => {
    fs.mkdirSync(bin);
    const cli = path.join(repository, 'pipeline/cli.ts');
    fs.writeFileSync(path.join(bin, 'lodemark'), `#!/bin/sh\nexec node --import tsx '${cli}' "$@"\n`, { mode: 0o755 });
  });

  const [code] = blocks('json').slice(1);
  const { 'glspc.server.command': command, 'glspc.server.commandArguments': args, ...others } = JSON.parse(code!);
  const [lua] = blocks('lua');
  const [toml] = blocks('toml').map(tables);

  test('name the languages of articles and of the registry', () => {
    expect(others['glspc.server.languageId']).toEqual(['markdown', 'yaml']);
    expect(wordsOf(/filetypes = \{(.*)\}/.exec(lua!)![1]!)).toEqual(['markdown', 'yaml']);
    const languages = toml!.filter(({ table }) => table === 'language');
    expect(languages.map(({ name }) => name)).toEqual(['markdown', 'yaml']);
    for (const language of languages) expect(language['language-servers']).toContain('lodemark');
  });

  const server = toml!.find(({ table }) => table === 'language-server.lodemark')!;
  test.each<[string, string[]]>([
    ['VS Code', [command, ...args]],
    ['Neovim', wordsOf(/cmd = \{(.*)\}/.exec(lua!)![1]!)],
    ['Helix', [server.command as string, ...(server.args as string[])]],
  ])('of %s start the language server', async (_, [program, ...words]) => {
    const editor = new Editor(words, program, { ...process.env, PATH: `${bin}:${process.env.PATH}` });
    try {
      const { serverInfo } = await editor.start(folder);
      expect(serverInfo?.name).toBe('lodemark');
      await editor.open(article, fs.readFileSync(article, 'utf8').replace('[NORAD][norad]', '[NORAD][nroad]'));
      const [problem] = await editor.diagnostics(article, found => found.length > 0);
      expect(problem?.message).toMatch(/^Unexpected undeclared id `nroad`/);
      expect(await editor.stop()).toBe(0);
    } finally {
      editor.kill();
    }
  });

  test('name JSON Schemas that are there', () => {
    const [line] = blocks('yaml').filter(block => block.startsWith('# yaml-language-server:'));
    const [, schema] = /\$schema=\.\.\/node_modules\/lodemark\/(.*)\n/.exec(line!)!;
    for (const name of ['registry.json', /the same with `(.*?)`/.exec(readme)![1]!])
      expect(fs.existsSync(path.join(repository, path.dirname(schema!), name)), name).toBe(true);
    expect(path.basename(schema!)).toBe('registry.json');
  });

  /** Texts in single quotes, as Lua has them. */
  function wordsOf(list: string): string[] {
    return [...list.matchAll(/'([^']*)'/g)].map(match => match[1]!);
  }

  /** The tables of a text in TOML, as far as settings use it: values are texts and lists of texts on one line. */
  function tables(text: string): { [key: string]: unknown }[] {
    const found: { [key: string]: unknown }[] = [];
    for (const line of text.split('\n').filter(line => line !== '')) {
      const [, table, key, value] = /^(?:\[{1,2}([\w.-]+)\]{1,2}|([\w-]+) = (.+))$/.exec(line)!;
      if (table !== undefined) found.push({ table });
      else found.at(-1)![key!] = JSON.parse(value!);
    }
    return found;
  }
});

describe('the library', () => {
  const code = path.join(folder, 'code');
  const [chain, functions] = blocks('js');

  beforeAll(() => {
    const index = pathToFileURL(path.join(repository, 'pipeline/index.ts')).href;
    const lodemark = path.join(code, 'node_modules/lodemark');
    fs.mkdirSync(lodemark, { recursive: true });
    fs.writeFileSync(
      path.join(lodemark, 'package.json'),
      '{"name": "lodemark", "type": "module", "exports": "./index.js"}',
    );
    fs.writeFileSync(path.join(lodemark, 'index.js'), `export * from '${index}';\n`);
    fs.cpSync(path.join(folder, 'source'), path.join(code, 'my-data/source'), { recursive: true });
    fs.copyFileSync(path.join(folder, 'source/patrol.md'), path.join(code, 'patrol.md'));
  });

  /** Runs an example, and gives what a value comes to after it. */
  function run(example: string, value: string): unknown {
    fs.writeFileSync(path.join(code, 'example.mjs'), `${example}\nconsole.log(JSON.stringify(${value}));\n`);
    const { stdout, stderr } = spawnSync('node', ['--import', 'tsx', 'example.mjs'], { cwd: code, encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  test('is a plugin that writes what the page shows', () => {
    const value = '[file.messages.map(String), file.data.lodemark.rows.events, String(file)]';
    const [messages, events, html] = run(chain!, value) as [string[], { event_id: string }[], string];
    expect(messages).toEqual([]);
    expect(events.map(row => row.event_id)).toEqual(['patrol-2024']);
    const [shown] = blocks('html');
    expect(html).toContain(shown!.trimEnd().replaceAll('\n', ' '));
    expect(html).not.toContain('attributedTo');
  });

  test('has the commands as functions', () => {
    const [ok, problems, changed, counts] = run(functions!, '[ok, problems, changed, counts]') as unknown[];
    expect([ok, problems, changed]).toEqual([true, [], true]);
    expect(counts).toMatchObject({ documents: 1, events: 1 });
    expect(fs.readdirSync(path.join(code, 'my-data/dist'))).toEqual(expect.arrayContaining(['csv', 'graph.jsonld']));
    expect(fs.existsSync(path.join(code, 'my-data/dist/parquet'))).toBe(false);
  });
});

test('the action takes what the page gives it', () => {
  const [steps] = blocks('yaml').filter(block => block.includes('uses:'));
  const step = (load(steps!) as { uses: string; with?: object }[]).find(({ uses }) => uses.includes('/lodemark@'))!;
  const { inputs } = load(fs.readFileSync(path.join(repository, 'action.yml'), 'utf8')) as { inputs: object };
  expect(Object.keys(step.with!).length).toBeGreaterThan(0);
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with!)));
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
