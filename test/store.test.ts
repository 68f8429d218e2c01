import { hash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { build, type Format, merge, shard } from '../pipeline/index.ts';
import { corpusFrame } from './bench/corpus.ts';
import { readTree, temporaryFolder, writeTree } from './tree.ts';

/* What is kept of earlier builds is never taken for something else, whoever has written it. */

const FORMATS: readonly Format[] = ['csv', 'text'];
const OSLO = "oslo: {type: City, label: Oslo, country: 'NO', identifiers: {wikidata: Q585}}\n";
const root = temporaryFolder();
let projects = 0;
let folder = '';
let article = '';
let registry = '';

const articleOf = (number: number): string => `---
id: a${number}
title: Article ${number}
published: 2015-02
lang: en
licence: CC0-1.0
summary: Parliament into while.
---

# Article ${number}

The town of [Oslo][oslo] is in [Norway][norway].

[oslo]: http://www.wikidata.org/entity/Q585 "City: Oslo"
[norway]: http://www.wikidata.org/entity/Q20 "Country: Norway"
`;

function project(): string {
  const made = join(root, String(projects++));
  const articles = [0, 1, 2].map(number => ({ path: `source/a${number}.md`, text: articleOf(number) }));
  writeTree(made, new Map([...corpusFrame(), ...articles].map(({ path, text }) => [path, text])));
  return made;
}

beforeEach(() => {
  folder = project();
  article = join(folder, 'source/a0.md');
  registry = join(folder, 'source/entities.yaml');
});

const read = (path: string): string => readFileSync(path, 'utf8');
function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(read(path)));
}
const withOslo = (text: string): string => text + OSLO;
const withoutOslo = (text: string): string => text.replace(OSLO, '');

async function expectFresh(formats = FORMATS): Promise<void> {
  expect((await build(folder, { formats, out: 'fresh', cache: false })).ok).toBe(true);
  const [one, other] = ['dist', 'fresh'].map(name => readTree(join(folder, name)));
  expect([...one!.keys()]).toEqual([...other!.keys()]);
  expect([...one!].filter(([path, bytes]) => !bytes.equals(other!.get(path)!)).map(([path]) => path)).toEqual([]);
}

describe('articles read against another registry', () => {
  test('by a build into another folder', async () => {
    await build(folder, { formats: ['csv'] });
    edit(registry, withOslo);
    await build(folder, { formats: ['csv'], out: 'other' });
    edit(registry, withoutOslo);
    expect((await build(folder, { formats: FORMATS })).ok).toBe(true);
    await expectFresh();
  });

  test('by shards, which a merge then takes', async () => {
    await build(folder, { formats: FORMATS });
    edit(registry, withOslo);
    await shard(folder, { number: 1, of: 1 }, { formats: FORMATS });
    expect((await merge(folder, { formats: FORMATS })).ok).toBe(true);
    await expectFresh();
  });

  test('on this machine, and against the present one on another', async () => {
    const other = project();
    await shard(folder, { number: 1, of: 1 }, { formats: FORMATS });
    for (const each of [folder, other]) edit(join(each, 'source/entities.yaml'), withOslo);
    await shard(other, { number: 1, of: 1 }, { formats: FORMATS });
    expect((await merge(folder, { formats: FORMATS, others: [join(other, '.lodemark')] })).ok).toBe(true);
    await expectFresh();
  });
});

describe('articles gone from the store', () => {
  const forget = (): void => rmSync(join(folder, '.lodemark/articles'), { recursive: true });

  test('are missing to a merge', async () => {
    await build(folder, { formats: ['csv'] });
    forget();
    await expect(merge(folder, { formats: FORMATS })).rejects.toThrow('Unexpected absence of 3 of 3 articles');
  });

  test.each([
    ['other words', (text: string) => text.replace('The town', 'A changed town')],
    ['a mistake', (text: string) => text.replace('[oslo]: http', '[osla]: http')],
  ])('and changed before they are written: %s', async (_, change) => {
    await build(folder, { formats: ['csv'] });
    forget();
    const before = read(article);
    const progress = (done: number, total: number): void => {
      if (done === total) edit(article, change);
    };
    await expect(build(folder, { formats: FORMATS, progress })).rejects.toThrow('Unexpected change of the sources');
    writeFileSync(article, before);
    await build(folder, { formats: FORMATS });
    await expectFresh();
  });
});

describe('damage to what was built', () => {
  test('in the copy of a text for the site', async () => {
    const formats: readonly Format[] = [...FORMATS, 'site'];
    await build(folder, { formats });
    const copy = join(folder, 'dist/site/text/a0.txt');
    writeFileSync(copy, 'damaged');
    expect((await build(folder, { formats })).changed).toBe(true);
    rmSync(copy);
    expect((await build(folder, { formats })).changed).toBe(true);
    await expectFresh(formats);
  });

  test('in the list of hashes', async () => {
    await build(folder, { formats: FORMATS });
    edit(join(folder, 'dist/SHA256SUMS'), text => text.replace(/^[0-9a-f]{4}(?=[0-9a-f]{60} {2}text)/m, '0000'));
    expect((await build(folder, { formats: FORMATS })).changed).toBe(true);
    await expectFresh();
  });
});

const settled = (): Promise<void> => new Promise(done => setTimeout(done, 2100));

test('a link that leads to another file is another source', async () => {
  const articles = [8, 9].map(number => [`source/_kept/${number}.md`, articleOf(number)] as const);
  writeTree(folder, new Map(articles));
  const link = join(folder, 'source/linked.md');
  symlinkSync('_kept/8.md', link);
  await settled();
  await build(folder, { formats: FORMATS });
  rmSync(link);
  symlinkSync('_kept/9.md', link);
  expect((await build(folder, { formats: FORMATS })).changed).toBe(true);
  await expectFresh();
});

describe('sources that look as they did', () => {
  const headsFile = (): string => {
    const [name] = readdirSync(join(folder, '.lodemark')).filter(each => each.endsWith('.heads'));
    return join(folder, '.lodemark', name!);
  };
  /** The lines of the last build, an article each: key, hash, sign and head. */
  const heads = (): string[][] =>
    read(headsFile())
      .split('\n')
      .slice(0, -1)
      .map(line => line.split('\t'));
  const keys = (): string[] => heads().map(([key]) => key!);
  /** Gives the last two articles the signs of one another. */
  function swapSigns(): void {
    const [first, second, third] = heads();
    const lines = [first!, second!.with(2, third![2]!), third!.with(2, second![2]!)];
    const text = lines.map(line => `${line.join('\t')}\n`).join('');
    writeFileSync(headsFile(), text + hash('sha256', text, 'hex'));
  }

  test('are not read', async () => {
    await settled();
    await build(folder, { formats: FORMATS });
    const before = keys();
    swapSigns();
    edit(article, text => text.replace('The town', 'A changed town'));
    await build(folder, { formats: FORMATS });
    expect(keys()).toEqual([expect.not.stringContaining(before[0]!), before[2], before[1]]);
    await expectFresh();
  });

  test('are read where they had changed shortly before they were looked at', async () => {
    await build(folder, { formats: FORMATS });
    expect(heads().map(([, , sign]) => sign!.trim())).toEqual(['', '', '']);
    await build(folder, { formats: ['csv'] });
    await expectFresh(['csv']);
  });

  test.each<[string, () => void]>([
    [
      'the source has as many characters and as old a date',
      () => {
        const { atime, mtime } = statSync(article);
        edit(article, text => text.replace('The town', 'One town'));
        utimesSync(article, atime, mtime);
      },
    ],
    ['the registry has a thing more', () => edit(registry, withOslo)],
    [
      'the vocabulary has a type more',
      () =>
        writeTree(
          folder,
          new Map([
            ['schemas/vocabulary.yaml', 'entities: {Wharf: {label: wharf, definition: For ships., broader: City}}\n'],
          ]),
        ),
    ],
  ])('are not taken for what they were: %s', async (_, change) => {
    await settled();
    await build(folder, { formats: FORMATS });
    change();
    const { problems, ok } = await build(folder, { formats: FORMATS });
    const fresh = await build(folder, { formats: FORMATS, out: 'fresh', cache: false });
    expect(problems).toEqual(fresh.problems);
    if (ok) await expectFresh();
  });
});

test('what is changed after it was read is for the next build, however long this one takes', async () => {
  const progress = (done: number, total: number): void => {
    if (done !== total) return;
    edit(article, text => text.replace('The town', 'A changed town'));
    const past = new Date(Date.now() - 10_000);
    utimesSync(article, past, past);
  };
  await build(folder, { formats: FORMATS, progress });
  expect((await build(folder, { formats: FORMATS })).changed).toBe(true);
  await expectFresh();
});

test('what a killed process left beside the output is removed', async () => {
  await build(folder, { formats: FORMATS });
  for (const end of ['', '.apart0', '.apart0.spool770', '.spool0'])
    writeFileSync(join(folder, `.dist-77-0123456789ab${end}`), '');
  edit(article, text => text.replace('The town', 'A changed town'));
  await build(folder, { formats: FORMATS });
  expect(readdirSync(folder).filter(name => name.startsWith('.dist-'))).toEqual([]);
});

test('what nobody is likely to ask for again is swept out: the oldest entries beyond many, and old leftovers', async () => {
  const kept = join(folder, '.lodemark');
  const inStore = (): string[] => [...readTree(kept).keys()].filter(path => path.startsWith('articles/')).sort();
  await build(folder, { formats: FORMATS });
  const used = inStore();
  const dayOf = (day: number): Date => new Date(Date.UTC(2020, 0, day));
  const put = (path: string, day?: number): void => {
    writeTree(kept, new Map([[path, '']]));
    if (day !== undefined) utimesSync(join(kept, path), dayOf(day), dayOf(day));
  };
  const entries = Array.from({ length: 1010 }, (_, at) => `articles/ab/${String(at).padStart(62, '0')}.json`);
  for (const [at, path] of entries.entries()) put(path, at + 1);
  put('a.heads.0123456789ab', 1);
  put('b.merged.0123456789ab', 1);
  put('articles/ab/c.json.0123456789ab', 1);
  put('d.heads.0123456789ab');
  edit(article, text => `${text}\nMore.\n`);
  await build(folder, { formats: FORMATS });
  const left = inStore();
  expect(left).toHaveLength(1000 + 2 * used.length);
  expect(left).toEqual(expect.arrayContaining([...used, ...entries.slice(10)]));
  expect([...readTree(kept).keys()].filter(path => path.endsWith('0123456789ab'))).toEqual(['d.heads.0123456789ab']);
});
