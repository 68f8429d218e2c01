import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '../pipeline/index.ts';
import { corpusArticle, corpusFrame } from './bench/corpus.ts';
import { temporaryFolder, writeTree } from './tree.ts';

const folder = temporaryFolder();
const articles = Array.from({ length: 40 }, (_, index) => corpusArticle(index));

describe('the corpus', () => {
  test('is the same for the same seed, on every machine', () => {
    const hash = createHash('sha256');
    for (const { path, text } of [...corpusFrame(), ...articles]) hash.update(`${path}\n${text}`);
    // Figures of different days are of the same corpus; when this changes, they aren't.
    expect(hash.digest('hex').slice(0, 16)).toBe('6dbc72133ffc4c2e');
    expect(corpusArticle(7, 2).text).not.toBe(corpusArticle(7).text);
  });

  test('is what it is said to be', () => {
    const mean = (count: (text: string) => number): number =>
      articles.reduce((sum, { text }) => sum + count(text), 0) / articles.length;
    const found = (pattern: RegExp) => (text: string) => text.match(pattern)?.length ?? 0;
    expect(mean(text => Buffer.byteLength(text))).toBeGreaterThan(10_000);
    expect(mean(text => Buffer.byteLength(text))).toBeLessThan(11_500);
    expect(mean(found(/^\[[a-z0-9-]+\]: /gm))).toBe(20);
    expect(mean(found(/\]\[[a-z0-9-]+\]|\]\(#/g))).toBeGreaterThan(40);
    expect(mean(found(/^ {2}when: \d{4}-\d{2}$/gm))).toBe(8);
    const all = articles.map(({ text }) => text).join('\n');
    for (const construct of [
      '\n| ',
      '\n- ',
      '\n> ',
      '[^n]',
      '](date:',
      '](https:',
      '**',
      ' *',
      '`',
      'geo:',
      'aliases:',
    ])
      expect(all, construct).toContain(construct);
    for (const type of ['Claim', 'Quotation', 'Quantity', 'EmployedBy', 'Summit'])
      expect(all).toContain(`type: ${type}\n`);
  });

  test('gives no error and no warning', async () => {
    const project = join(folder, 'corpus');
    writeTree(project, new Map([...corpusFrame(), ...articles].map(({ path, text }) => [path, text])));
    const { problems } = await check(project);
    expect(problems).toEqual([]);
  });
});

describe('the benchmark', () => {
  const into = join(folder, 'into');
  let said = '';

  beforeAll(() => {
    mkdirSync(into);
    writeFileSync(
      join(into, 'README.md'),
      'Before.\n<!-- results: written by bench.ts --write -->\nold\n<!-- /results -->\nAfter.\n',
    );
    const keys = 'parse,build,chain,nquads,jsonld,csv,csv-stringify,first,again,watch,node,parse-one,check';
    const words = [
      'test/bench/bench.ts',
      '3',
      '1',
      '--large',
      '3',
      '--only',
      keys,
      '--unbundled',
      '--write',
      '--into',
      into,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...words], { encoding: 'utf8' });
    expect(stderr).not.toContain('SKIPPED');
    expect(status, stderr).toBe(0);
    said = stdout;
  }, 600_000);

  test('measures what needs no network', () => {
    const rows = said.split('\n').filter(line => line.startsWith('| '));
    const cells = new Map(rows.map(row => row.slice(2, -2).split(' | ')).map(([name, ...values]) => [name, values]));
    for (const name of [
      'parse alone',
      'lodemark build',
      'the obvious chain',
      'jsonld over the same JSON-LD',
      'lodemark check, one article',
    ])
      expect(Number(cells.get(name)?.[0]), name).toBeGreaterThan(0);
    expect(cells.get('the whole build / parse alone')?.[0]).toBe('at most 1.25');
    expect(cells.get('`watch`, from a change to its message')?.[1]).toMatch(/^\d+ ms$/);
    expect(Number(cells.get('graph.nq')?.[0])).toBeGreaterThan(100);
  });

  test('writes them between their marks, and a picture', () => {
    const [before, after] = readFileSync(join(into, 'README.md'), 'utf8').split(said.trimEnd());
    expect(before).toBe('Before.\n<!-- results: written by bench.ts --write -->\n');
    expect(after).toBe('\n<!-- /results -->\nAfter.\n');
    const drawn = readFileSync(join(into, 'speed.svg'), 'utf8');
    expect(drawn.match(/<rect class="(?:own|bar)"/g)).toHaveLength(4);
  });

  test('makes the same graph and the same tables the usual way', () => {
    expect(said).toContain('\nThe same bytes: graph.nq by');
    expect(said).toContain('\nThe same bytes: csv/ by');
  });
});
