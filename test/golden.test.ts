import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Format } from '../pipeline/index.ts';
import { asText } from '../pipeline/report/text.ts';
import { decodeParquet } from './parquet.ts';
import { readTree, type Tree, temporaryFolder, writeTree } from './tree.ts';

/*
 * A folder in projects/ is a case: a project, and in expected/ what a build must make of it, file by file. `make update` writes
 * expected/ anew; review what it changes. Left out are SHA256SUMS and, of the four files that tell the vocabulary, the lines that are in
 * every dataset: dist/ itself shows them.
 */
const PROJECTS = fileURLToPath(new URL('projects/', import.meta.url));
const FORMATS: readonly Format[] = ['text', 'csv', 'parquet', 'jsonld', 'nquads'];
const TELL_VOCABULARY = new Set(['csv/terms.csv', 'parquet/terms.json', 'graph.jsonld', 'graph.nq']);
const UPDATE = process.env.UPDATE === '1';
if (UPDATE && process.env.CI) throw new Error('Unexpected UPDATE under CI: expected outputs are written by hand alone');

const base = (name: string): string => `https://data.lodemark.example/${name}/`;
const folder = temporaryFolder();
let everywhere: ReadonlyMap<string, string>;

beforeAll(async () => {
  const empty = join(folder, 'empty');
  writeTree(empty, new Map([['source/dataset.yaml', `title: Empty\nlicence: CC0-1.0\nbase: ${base('empty')}\n`]]));
  everywhere = (await outputOf(empty)).files;
});

describe.each(readdirSync(PROJECTS))('%s', name => {
  test('gives the expected files', async () => {
    const project = join(PROJECTS, name);
    const { files, problems } = await outputOf(project);
    const found = new Map([...files].map(([path, text]) => [path, ownLines(path, text, name)]));
    found.set('problems.txt', problems);
    const expected = join(project, 'expected');
    if (UPDATE) {
      rmSync(expected, { recursive: true, force: true });
      writeTree(expected, found);
    }
    const wanted = textsOf(readTree(expected));
    expect([...found.keys()].sort(), 'files, of which expected/ has others').toEqual([...wanted.keys()].sort());
    for (const [path, text] of wanted) expect(found.get(path), `${path} (if it is right: make update)`).toBe(text);
  });

  test('gives the same files again', async () => {
    const { changed } = await build(join(PROJECTS, name), { out: join(folder, name), formats: FORMATS, cache: false });
    expect(changed).toBe(false);
  });
});

/** Builds a project; binary files decoded. */
async function outputOf(project: string): Promise<{ files: ReadonlyMap<string, string>; problems: string }> {
  const out = join(folder, project.split('/').at(-1) === 'empty' ? 'empty-dist' : project.split('/').at(-1)!);
  const { ok, problems } = await build(project, { out, formats: FORMATS, cache: false });
  expect(ok, asText(problems, false)).toBe(true);
  const files = new Map<string, string>();
  for (const [path, bytes] of readTree(out)) {
    if (path === 'SHA256SUMS') continue;
    if (path.endsWith('.parquet')) files.set(path.replace(/\.parquet$/, '.json'), await decodeParquet(bytes));
    else files.set(path, bytes.toString());
  }
  return { files, problems: asText(problems, false) };
}

/** Without the lines that an empty dataset has too; a header stays. */
function ownLines(path: string, text: string, name: string): string {
  if (!TELL_VOCABULARY.has(path)) return text;
  const bare = (line: string): string => line.replaceAll(base(name), base('empty')).replace(/,?\r?$/, '');
  const known = new Set(everywhere.get(path)!.split('\n').map(bare));
  const [first, ...rest] = text.split('\n');
  return [first, ...rest.filter(line => line === '' || !known.has(bare(line)))].join('\n');
}

function textsOf(tree: Tree): ReadonlyMap<string, string> {
  return new Map([...tree].map(([path, bytes]) => [path, bytes.toString()]));
}
