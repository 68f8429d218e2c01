import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { watchProject } from '../pipeline/project/watch.ts';
import { type Server, serve } from '../pipeline/serve/server.ts';
import { watch } from '../pipeline/watch.ts';
import { temporaryFolder, writeTree } from './tree.ts';

const folder = temporaryFolder();
const PROJECT = fileURLToPath(new URL('projects/minimal/source', import.meta.url));

describe('changes of a project', () => {
  const project = join(folder, 'watched');
  const article = join(project, 'source/article.md');
  let told = 0;
  let close = (): void => {};

  beforeAll(() => {
    mkdirSync(join(project, 'source'), { recursive: true });
    writeFileSync(article, '1');
    ({ close } = watchProject(project, () => told++));
    return () => close();
  });

  /** Whether doing something is told, and only once. */
  async function isTold(act: () => void): Promise<boolean> {
    await pause(150);
    const before = told;
    act();
    for (let waited = 0; told === before && waited < 500; waited += 20) await pause(20);
    await pause(150);
    expect(told - before).toBeLessThan(2);
    return told > before;
  }

  test.each<[string, boolean, () => void]>([
    ['a file is written', true, () => writeFileSync(article, '2')],
    ['a file takes its place', true, () => replace(article, '3')],
    ['it is written after that', true, () => writeFileSync(article, '4')],
    ['a folder comes', true, () => writeTree(project, new Map([['source/more/other.md', '1']]))],
    ['a file in it is written', true, () => writeFileSync(join(project, 'source/more/other.md'), '2')],
    ['schemas come', true, () => writeTree(project, new Map([['schemas/vocabulary.yaml', '1']]))],
    ['they are written', true, () => writeFileSync(join(project, 'schemas/vocabulary.yaml'), '2')],
    ['a folder goes', true, () => rmSync(join(project, 'source/more'), { recursive: true })],
    ['it comes again', true, () => writeTree(project, new Map([['source/more/other.md', '1']]))],
    ['an editor keeps a file beside', false, () => writeFileSync(join(project, 'source/.article.md.swp'), '1')],
    ['the output changes', false, () => writeTree(project, new Map([['dist/text/a.txt', '1']]))],
  ])('%s', async (_, expected, act) => {
    expect(await isTold(act)).toBe(expected);
  });

  test('what changes during a rebuild is told by one more', async () => {
    const stop = new AbortController();
    let rebuilt = 0;
    await watch(
      project,
      async () => {
        rebuilt += 1;
        if (rebuilt === 1) for (const text of ['5', '6', '7']) writeFileSync(article, text);
        await pause(300);
        if (rebuilt === 2) stop.abort();
      },
      stop.signal,
    );
    expect(rebuilt).toBe(2);
  });
});

describe('the server', () => {
  const site = join(folder, 'site');
  let server: Server;
  beforeAll(async () => {
    writeTree(
      site,
      new Map([
        [
          'index.html',
          '<!doctype html><head><meta http-equiv="content-security-policy" content="default-src \'none\'"></head><body>Hello',
        ],
        ['id/a b/index.html', '<p>Thing'],
        ['data.jsonld', '{}'],
        ['.hidden', 'secret'],
      ]),
    );
    writeFileSync(join(folder, 'outside.txt'), 'secret');
    server = await serve(site, 0);
    return () => server.close();
  });

  test('shows pages with a script that is not in the files', async () => {
    const page = await ask('/?x=1');
    expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('<script src="/.lodemark/reload.js" defer></script></head><body>Hello');
    expect(page.body).toContain(`content="connect-src 'self'; default-src 'none'"`);
    expect(readFileSync(join(site, 'index.html'), 'utf8')).not.toContain('script');
    expect((await ask('/.lodemark/reload.js')).body).toContain('EventSource');
    expect((await ask('/id/a%20b/')).body).toBe('<p>Thing<script src="/.lodemark/reload.js" defer></script>');
  });

  test('sends files as they are, with their types', async () => {
    expect(await ask('/data.jsonld')).toMatchObject({
      status: 200,
      type: 'application/ld+json; charset=utf-8',
      body: '{}',
    });
  });

  test.each([
    ['/id/a%20b', 301],
    ['/nothing', 404],
    ['/../outside.txt', 404],
    ['/%2e%2e/outside.txt', 404],
    ['/..%5Coutside.txt', 404],
    ['/.hidden', 404],
    ['/%', 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });

  test('answers this machine alone', async () => {
    expect((await ask('/', { host: 'evil.example' })).status).toBe(403);
    expect((await ask('/', { host: 'localhost:1' })).status).toBe(200);
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test('tells open pages to load again', async () => {
    const told = new Promise<string>((resolve, reject) => {
      const request = get(`${server.address}.lodemark/events`, response => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          if (text.includes('retry')) server.reload();
          if (text.includes('data: changed')) {
            resolve(text);
            request.destroy();
          }
        });
      }).on('error', reject);
    });
    expect(await told).toBe('retry: 500\n\ndata: changed\n\n');
  });

  function ask(
    path: string,
    headers: { [name: string]: string } = {},
  ): Promise<{ status: number; type: string; body: string }> {
    const { port } = new URL(server.address);
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers }, response => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => (body += part));
        response.on('end', () =>
          resolve({ status: response.statusCode!, type: response.headers['content-type'] ?? '', body }),
        );
      }).on('error', reject);
    });
  }
});

describe('the command', () => {
  const project = join(folder, 'project');
  const article = join(project, 'source/storm.md');
  let child: ChildProcess;
  let output = '';
  afterEach(() => child.kill());

  /** Waits for words in what the command has written since the last time. */
  async function says(words: RegExp): Promise<string> {
    for (let waited = 0; waited < 40_000; waited += 50) {
      if (words.test(output)) {
        const said = output;
        output = '';
        return said;
      }
      await pause(50);
    }
    throw new Error(`Unexpected silence, expected ${words} in: ${output}`);
  }

  test('builds, reports, builds again and shows the site', async () => {
    cpSync(PROJECT, join(project, 'source'), { recursive: true });
    const cli = fileURLToPath(new URL('../pipeline/cli.ts', import.meta.url));
    child = spawn(process.execPath, ['--import', 'tsx', cli, 'watch', project, '--serve', '--port', '0'], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    });
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (part: string) => (output += part));
    const address = /http:\S+/.exec(await says(/The site is at .*\n/))![0];
    await says(/now holds 1 document.* ms\)\n/);

    writeFileSync(
      article,
      readFileSync(article, 'utf8').replace('[holmvik][', '[holmvik][').replace('(#storm)', '(#strom)'),
    );
    const said = await says(/Nothing is written/);
    expect(said).toMatch(/storm\.md\n.*Unexpected undeclared id `strom`/s);

    replace(
      article,
      readFileSync(article, 'utf8').replace('(#strom)', '(#storm)').replace('adrift and', 'adrift, and'),
    );
    await says(/now holds 1 document/);
    expect(readFileSync(join(project, 'dist/text/storm-report.txt'), 'utf8')).toContain('adrift, and');
    if (existsSync(join(project, 'dist/site/index.html'))) expect((await fetch(address)).status).toBe(200);

    writeTree(project, new Map([['source/calm.md', CALM]]));
    expect(await says(/now holds 2 documents/)).toContain('thing-unmentioned');
    replace(article, readFileSync(article, 'utf8').replace('adrift, and', 'adrift and'));
    expect(await says(/now holds 2 documents/)).not.toContain('thing-unmentioned');

    writeTree(project, new Map([['schemas/vocabulary.yaml', 'entities: {Wharf: {label: wharf}}\n']]));
    await says(/schemas\/vocabulary\.yaml/);
    rmSync(join(project, 'schemas'), { recursive: true });
    await says(/is unchanged/);
  });
});

const CALM = `---
id: calm
title: The calm
---

Nothing happened.

[lull]: #lull "Place: The Lull"
`;

/** As editors save: a new file, then its name. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}
