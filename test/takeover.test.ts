import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BuildOptions, build, type Format } from '../pipeline/index.ts';
import { readAccount } from '../pipeline/write/accounts.ts';
import { stampOf } from '../pipeline/write/last.ts';
import { corpusArticle, corpusFrame } from './bench/corpus.ts';
import { bundled, differences, run, staleIn } from './shards/corpus.ts';
import { readTree, temporaryFolder, writeTree } from './tree.ts';

/*
 * A build takes over what the last one wrote for documents that stay the same, and its files are those of a build from nothing.
 */

const FORMATS: readonly Format[] = ['text', 'csv', 'parquet', 'context', 'jsonld', 'nquads'];
/** Articles whose neighbours share things with them; the ids of 71 and 307 each end a section of Parquet's row groups. */
const ARTICLES = [2, 3, 70, 71, 306, 307];
const root = temporaryFolder();
let projects = 0;
let tool: string | undefined;

interface Project {
  readonly folder: string;
  readonly article: (index: number) => string;
  readonly build: (options?: BuildOptions) => Promise<void>;
  /** Builds again and from nothing, and compares. */
  readonly compare: (options?: BuildOptions) => Promise<void>;
  readonly edit: (path: string, change: (text: string) => string) => void;
}

/** `graphRows`: as of a build; six articles have some fourteen hundred. */
function project(graphRows?: number, articles = ARTICLES): Project {
  const folder = join(root, String(projects++));
  const files = [...corpusFrame(), ...articles.map(index => corpusArticle(index))];
  writeTree(folder, new Map(files.map(({ path, text }) => [path, text])));
  const make = async (options: BuildOptions = {}): Promise<void> =>
    expect((await build(folder, { formats: FORMATS, graphRows, ...options })).ok).toBe(true);
  return {
    folder,
    article: index => join(folder, corpusArticle(index).path),
    build: make,
    async compare(options) {
      const again = await build(folder, { formats: FORMATS, graphRows, ...options });
      const fresh = await build(folder, { formats: FORMATS, graphRows, out: 'fresh', cache: false });
      expect(again.problems).toEqual(fresh.problems);
      if (!fresh.ok) return;
      expect(again.counts).toEqual(fresh.counts);
      const [one, other] = ['dist', 'fresh'].map(name => readTree(join(folder, name)));
      expect([...one!.keys()]).toEqual([...other!.keys()]);
      expect([...one!].filter(([path, bytes]) => !bytes.equals(other!.get(path)!)).map(([path]) => path)).toEqual([]);
    },
    edit: (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8'))),
  };
}

/** Where a project's last build is noted, and the keys of its batches. */
function ledgerOf({ folder }: Project): { readonly last: string; readonly keys: readonly string[] } {
  const kept = join(folder, '.lodemark');
  const [last] = readdirSync(kept)
    .map(name => join(kept, name, 'last.json'))
    .filter(file => existsSync(file));
  const { name } = JSON.parse(readFileSync(last!, 'utf8')) as { name: string };
  const account = join(last!, '..', name, 'csv');
  const { keys } = readAccount(account, { folder: join(folder, 'dist'), isSame: () => true });
  return { last: last!, keys: [...keys.keys()] };
}

const word = (index: number) => fc.constantFrom('One more sentence.', 'Words, of “all” kinds; 10 km.', `Nº ${index}.`);

/** Edits that an author makes, each of some article. */
const EDITS: Readonly<Record<string, (project: Project, index: number, words: string) => void>> = {
  'more words': ({ edit, article }, index, words) =>
    existsSync(article(index)) && edit(article(index), text => `${text}\n${words}\n`),
  'an article gone': ({ article }, index) => rmSync(article(index), { force: true }),
  'an article new, or as it was': ({ article }, index) => writeFileSync(article(index), corpusArticle(index).text),
  'another article in its place': ({ article }, index) =>
    writeFileSync(article(index), corpusArticle(index, 2).text.replaceAll('common-', `other-${index}-`)),
  'a label in the registry': ({ folder, edit }, index) =>
    edit(join(folder, 'source/entities.yaml'), text => {
      const labels = [...text.matchAll(/label: /g)];
      const at = labels[index % labels.length]!.index + 'label: '.length;
      return `${text.slice(0, at)}New ${text.slice(at)}`;
    }),
  'a thing more in the registry': ({ folder }, index, words) =>
    appendFileSync(
      join(folder, 'source/entities.yaml'),
      `\n${'x'.repeat(words.length)}-${index}: {type: City, label: X}\n`,
    ),
};
const NAMES = Object.keys(EDITS);

describe('after any edits the files are those of a build from nothing', () => {
  test.each([undefined, 400])('one after another, with %s rows a file of the graph', async graphRows => {
    const step = fc
      .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...ARTICLES))
      .chain(([name, index]) => fc.tuple(fc.constant(name), fc.constant(index), word(index)));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async steps => {
        const made = project(graphRows);
        await made.build();
        for (const [name, index, words] of steps) {
          EDITS[name]!(made, index, words);
          if (registryIsSound(made)) await made.compare();
        }
        rmSync(made.folder, { recursive: true });
      }),
      { numRuns: graphRows ? 4 : 2, seed: 20 },
    );
  });

  test('by several processes', async () => {
    tool ??= await bundled(join(root, 'tool'));
    const cli = tool;
    const made = project();
    const words = [cli, 'build', made.folder, '--jobs', '2', '--formats', FORMATS.join(','), '--graph-rows', '400'];
    expect(run(words, root).status).toBe(0);
    EDITS['more words']!(made, 70, 'More.');
    expect(run(words, root).status).toBe(0);
    EDITS['an article gone']!(made, 71, '');
    expect(run(words, root).status).toBe(0);
    rmSync(join(made.folder, '.lodemark'), { recursive: true });
    expect(run([...words, '--out', join(made.folder, 'fresh')], root).status).toBe(0);
    expect(differences(join(made.folder, 'dist'), join(made.folder, 'fresh'))).toBe('');
  });

  test('with all formats', async () => {
    const made = project();
    await build(made.folder);
    EDITS['more words']!(made, 70, 'More.');
    await build(made.folder);
    await build(made.folder, { out: 'fresh', cache: false });
    const [one, other] = ['dist', 'fresh'].map(name => readTree(join(made.folder, name)));
    expect([...one!].filter(([path, bytes]) => !bytes.equals(other!.get(path)!)).map(([path]) => path)).toEqual([]);
    expect(one!.size).toBe(other!.size);
  });
});

/** Two of the same key are a mistake of the registry, and this is about other things. */
function registryIsSound({ folder }: Project): boolean {
  const ids = readFileSync(join(folder, 'source/entities.yaml'), 'utf8').match(/^[^:\n]+(?=:)/gm)!;
  return new Set(ids).size === ids.length;
}

test('a batch that nothing has changed in keeps its key', async () => {
  const made = project();
  await made.build();
  const before = ledgerOf(made).keys;
  EDITS['more words']!(made, 70, 'More.');
  await made.build();
  const changed = ledgerOf(made).keys.filter((key, at) => key !== before[at]);
  // Beside the articles': the vocabulary, and the registry's things that none mentions.
  expect(before.length).toBe(ARTICLES.length + 2);
  expect(changed.length).toBe(1);
});

test('what a build that changes nothing leaves can be taken over', async () => {
  const made = project(600);
  await made.build();
  EDITS['an article new, or as it was']!(made, 3, '');
  expect((await build(made.folder, { formats: FORMATS, graphRows: 600 })).changed).toBe(false);
  expect(staleIn(made.folder)).toEqual([]);
});

test.each(['csv/sentences.csv', 'graph.jsonld', 'graph.nq'])(
  '%s is not made again: it has what the last build left',
  async path => {
    // So many that the graphs are not proved, which would tell.
    const made = project(undefined, [...ARTICLES, 10, 11, 12, 13, 14, 15]);
    await made.build();
    const file = join(made.folder, 'dist', path);
    const text = readFileSync(join(made.folder, 'dist/text/article-3.txt'), 'utf8');
    const found = /[A-Z][a-z]+ [a-z]+(?= [a-z])/.exec(text)![0];
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(found, found.toUpperCase()));
    EDITS['more words']!(made, 70, 'More.');
    const { last } = ledgerOf(made);
    const note = JSON.parse(readFileSync(last, 'utf8'));
    // As if nobody had touched it.
    note.stamps[path] = stampOf(file);
    writeFileSync(last, JSON.stringify(note));
    await made.build();
    expect(readFileSync(file, 'utf8')).toContain(found.toUpperCase());
  },
);

describe('what is damaged is made again', () => {
  const DAMAGE: Readonly<Record<string, (project: Project) => void>> = {
    'a file of the output': ({ folder }) => appendFileSync(join(folder, 'dist/graph.nq'), '<a> <b> <c> .\n'),
    'a text of the output': ({ folder, edit }) => edit(join(folder, 'dist/text/article-3.txt'), text => `${text}.`),
    'a file gone from the output': ({ folder }) => rmSync(join(folder, 'dist/csv/sentences.csv')),
    'the output gone': ({ folder }) => rmSync(join(folder, 'dist'), { recursive: true }),
    'the list of the last build': made => truncateSync(ledgerOf(made).last, 20),
    'no list': made => rmSync(ledgerOf(made).last),
    'accounts cut short': made => forAccounts(made, file => truncateSync(file, readFileSync(file).length >> 1)),
    'accounts gone': made => forAccounts(made, file => rmSync(file)),
    'merged things altered': ({ folder }) => {
      const [name] = readdirSync(join(folder, '.lodemark')).filter(each => each.endsWith('.merged'));
      const file = join(folder, '.lodemark', name!);
      const text = readFileSync(file, 'utf8');
      expect(text).toContain('"common-1"');
      writeFileSync(file, text.replaceAll('"label":"', '"label":"Not '));
    },
    'heads of articles altered': made =>
      forHeads(made, file => writeFileSync(file, altered(readFileSync(file, 'utf8')))),
    'heads of articles cut short': made => forHeads(made, file => truncateSync(file, readFileSync(file).length >> 1)),
    'articles gone from the store, and not their heads': ({ folder }) =>
      rmSync(join(folder, '.lodemark/articles'), { recursive: true }),
    'another description of the dataset': ({ folder, edit }) =>
      edit(join(folder, 'source/dataset.yaml'), text => text.replace('corpus.example', 'other.example')),
  };
  function forAccounts(made: Project, act: (file: string) => void): void {
    const folder = join(ledgerOf(made).last, '..');
    for (const path of readTree(folder).keys()) if (path !== 'last.json') act(join(folder, path));
  }

  function forHeads({ folder }: Project, act: (file: string) => void): void {
    const names = readdirSync(join(folder, '.lodemark')).filter(name => name.endsWith('.heads'));
    expect(names).toHaveLength(1);
    act(join(folder, '.lodemark', names[0]!));
  }
  function altered(text: string): string {
    expect(text).toContain('"mentioned":[["');
    return text.replaceAll('"mentioned":[["', '"mentioned":[["no-');
  }

  test.each(Object.entries(DAMAGE))('%s', async (_, damage) => {
    const made = project();
    await made.build();
    EDITS['more words']!(made, 70, 'More.');
    damage(made);
    await made.compare();
  });

  test.each(['part-00000', 'part-00002'])('%s of the graph', async part => {
    const made = project(400);
    await made.build();
    EDITS['more words']!(made, 70, 'More.');
    appendFileSync(join(made.folder, `dist/graph.nq/${part}.nq`), '<a> <b> <c> .\n');
    rmSync(join(made.folder, `dist/graph.jsonld/${part}.jsonld`));
    await made.compare();
  });

  test('a part of the graph, and no other but the one whose article changed', async () => {
    const made = project(400);
    await made.build();
    EDITS['more words']!(made, 70, 'More.');
    appendFileSync(join(made.folder, 'dist/graph.nq/part-00002.nq'), '<a> <b> <c> .\n');
    const before = new Set(partsOf(made));
    await made.compare();
    const again = partsOf(made).filter(part => !before.has(part));
    const expected = ['part-00000', 'part-00002', ...partsWith(made, 'article-70')];
    expect(again.filter(part => !expected.some(name => part.includes(name)))).toEqual([]);
    expect(again.length).toBeLessThan(before.size);
  });

  /** The files of the graphs, with their inodes. */
  function partsOf({ folder }: Project): string[] {
    const graphs = [...readTree(join(folder, 'dist')).keys()].filter(path => path.startsWith('graph.'));
    return graphs.map(path => `${path} ${statSync(join(folder, 'dist', path)).ino}`);
  }

  /** The names of parts that say something of a document. */
  function partsWith({ folder }: Project, name: string): string[] {
    const parts = readdirSync(join(folder, 'dist/graph.nq')).filter(file =>
      readFileSync(join(folder, 'dist/graph.nq', file), 'utf8').includes(name),
    );
    return parts.map(file => file.slice(0, file.indexOf('.')));
  }

  test('notes that are not what they were', async () => {
    const made = project();
    await made.build();
    EDITS['more words']!(made, 70, 'More.');
    forAccounts(made, file => file.endsWith('.notes') && writeFileSync(file, 'nothing of the kind'));
    await made.compare();
  });
});
