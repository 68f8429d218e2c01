import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from 'oxigraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';
import { prove } from '../pipeline/prove.ts';
import { corpusArticle, corpusFrame } from './bench/corpus.ts';
import { writeTree } from './tree.ts';

/* A large graph is a folder of parts, which say together what one file would. */

const FORMATS = ['text', 'csv', 'jsonld', 'nquads', 'croissant', 'rocrate', 'readme'] as const;
/** Nine articles give some two thousand rows. */
const ROWS = 600;
const project = mkdtempSync(join(tmpdir(), 'lodemark-test-'));
const inProject = (...path: string[]): string => join(project, ...path);

beforeAll(async () => {
  const files = [...corpusFrame(), ...Array.from({ length: 9 }, (_, index) => corpusArticle(index))];
  writeTree(project, new Map(files.map(({ path, text }) => [path, text])));
  expect((await build(project, { formats: FORMATS, graphRows: ROWS })).ok).toBe(true);
  expect((await build(project, { formats: FORMATS, out: 'whole', cache: false })).ok).toBe(true);
});
afterAll(() => rmSync(project, { recursive: true }));

const partsOf = (path: string): string[] => readdirSync(inProject('dist', path)).sort();
/** The only difference: a folder can be looked into, and not downloaded. */
const told = (nquads: string): string[] => nquads.split('\n').filter(line => !line.includes('#file-graph-'));

test('things that no document mentions are in parts too, none of them empty', async () => {
  const listed = mkdtempSync(join(tmpdir(), 'lodemark-test-'));
  const things = Array.from({ length: 1500 }, (_, at) => `place-${at}: {type: City, label: Place ${at}}\n`).join('');
  const [dataset] = corpusFrame();
  writeTree(
    listed,
    new Map([
      [dataset!.path, dataset!.text],
      ['source/entities.yaml', things],
    ]),
  );
  await build(listed, { formats: ['jsonld', 'nquads'], graphRows: 2000 });
  const parts = readdirSync(join(listed, 'dist/graph.nq')).sort();
  const numbers = parts.map(part => {
    const nquads = readFileSync(join(listed, 'dist/graph.nq', part), 'utf8');
    return new Set(nquads.match(/^<[^>]*\/place-\d+>/gm)).size;
  });
  expect(numbers).toEqual([0, 1000, 500]);
  expect(readdirSync(join(listed, 'dist/graph.jsonld'))).toHaveLength(3);
  rmSync(listed, { recursive: true });
});

describe('together', () => {
  test('N-Quads are those of one file, by the command of the README', () => {
    expect(readFileSync(inProject('dist/README.md'), 'utf8')).toContain('`LC_ALL=C sort -mu graph.nq/*`');
    const sorted = execFileSync('sh', ['-c', 'LC_ALL=C sort -mu graph.nq/*'], {
      cwd: inProject('dist'),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(told(sorted)).toEqual(told(readFileSync(inProject('whole/graph.nq'), 'utf8')));
  });

  test('JSON-LD and N-Quads are the same graph to others', () => {
    const stores = (['graph.jsonld', 'graph.nq'] as const).map(path => {
      const store = new Store();
      const format = path === 'graph.nq' ? 'application/n-quads' : 'application/ld+json';
      for (const part of partsOf(path)) store.load(readFileSync(inProject('dist', path, part), 'utf8'), { format });
      return store;
    });
    expect(stores[0]!.size).toBeGreaterThan(5000);
    expect(stores[0]!.size).toBe(stores[1]!.size);
    expect(stores[0]!.match().every(quad => stores[1]!.has(quad))).toBe(true);
  });
});

describe('each', () => {
  test('says the same in JSON-LD and in N-Quads', async () => {
    const parts = partsOf('graph.jsonld');
    expect(parts.length).toBeGreaterThan(3);
    expect(parts).toEqual(partsOf('graph.nq').map(name => name.replace('.nq', '.jsonld')));
    for (const part of parts) {
      const [jsonld, nquads] = [`graph.jsonld/${part}`, `graph.nq/${part.replace('.jsonld', '.nq')}`].map(path =>
        readFileSync(inProject('dist', path), 'utf8'),
      );
      expect(await prove(jsonld!, nquads!)).toEqual([]);
    }
  });

  test('has whole documents, and the first what no row says', () => {
    const documents = partsOf('graph.nq').map(part => {
      const nquads = readFileSync(inProject('dist/graph.nq', part), 'utf8');
      return new Set([...nquads.matchAll(/^<[^>]*\/doc\/(article-\d+)[#>]/gm)].map(([, id]) => id));
    });
    expect(documents[0]!.size).toBe(0);
    expect(documents.flatMap(ids => [...ids])).toHaveLength(9);
    const first = readFileSync(inProject('dist/graph.nq/part-00000.nq'), 'utf8');
    const places = [...first.matchAll(/dcat#(\w+URL)> <[^>]*\/data\/(graph[^>]*)> /g)].map(([, ...found]) => found);
    expect(places).toEqual([
      ['accessURL', 'graph.jsonld/'],
      ['accessURL', 'graph.nq/'],
    ]);
  });

  test('is told of where the files are described', () => {
    const paths = ['graph.jsonld', 'graph.nq'].flatMap(path => partsOf(path).map(part => `${path}/${part}`));
    for (const description of ['croissant.json', 'ro-crate-metadata.json', 'SHA256SUMS']) {
      const text = readFileSync(inProject('dist', description), 'utf8');
      for (const path of paths) expect(text).toContain(path);
    }
    expect(readFileSync(inProject('dist/README.md'), 'utf8')).toContain('--file graph.nq/*\n');
  });

  test('stays the file that it was where none of its documents has changed', async () => {
    const inodes = (): Map<string, number> =>
      new Map(
        ['graph.jsonld', 'graph.nq'].flatMap(path =>
          partsOf(path).map(part => [part, statSync(inProject('dist', path, part)).ino] as const),
        ),
      );
    const before = inodes();
    const { path, text } = corpusArticle(4);
    writeFileSync(inProject(path), text.replace(/$/, '\nOne more sentence of no thing.\n'));
    await build(project, { formats: FORMATS, graphRows: ROWS });
    const changed = [...inodes()].filter(([part, inode]) => before.get(part) !== inode).map(([part]) => part);
    const of = (ending: string): string[] => changed.filter(part => part.endsWith(ending)).sort();
    // What is counted stands in the first.
    for (const ending of ['.nq', '.jsonld']) {
      expect(of(ending)).toHaveLength(2);
      expect(of(ending)[0]).toBe(`part-00000${ending}`);
    }
  });
});
