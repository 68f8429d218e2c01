import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, type Format } from '../pipeline/index.ts';
import { openProject } from '../pipeline/project.ts';
import { openSession } from '../pipeline/session.ts';
import { type Entry, openStore, type Store } from '../pipeline/write/store.ts';

/*
 * Builds that take what they can from earlier ones give what a build from nothing gives.
 */

const FORMATS: readonly Format[] = ['text', 'csv', 'jsonld', 'nquads'];
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incremental-'));
  fs.cpSync(path.join(import.meta.dirname, 'projects/two-articles/source'), path.join(folder, 'source'), {
    recursive: true,
  });
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const inSource = (name: string): string => path.join(folder, 'source', name);
function edit(name: string, change: (text: string) => string): void {
  const before = fs.readFileSync(inSource(name), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  fs.writeFileSync(inSource(name), after);
}

/** All files of a folder, by path. */
function tree(root: string): Record<string, string> {
  const files = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(entry => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map(file => [path.relative(root, file), fs.readFileSync(file, 'latin1')]));
}

async function expectSameAsFresh(): Promise<void> {
  const built = await build(folder, { formats: FORMATS });
  const fresh = await build(folder, { formats: FORMATS, out: 'fresh', cache: false });
  expect(built.problems).toEqual(fresh.problems);
  expect(built.counts).toEqual(fresh.counts);
  expect(tree(path.join(folder, 'dist'))).toEqual(tree(path.join(folder, 'fresh')));
}

const EDITS: readonly (readonly [string, () => void])[] = [
  ['nothing', () => {}],
  ['a word of an article', () => edit('a-start.md', text => `${text}\nOne more sentence.\n`)],
  ['a label in the registry', () => edit('entities.yaml', text => text.replace(/label: (.)/, 'label: New $1'))],
  [
    'a new thing in the registry',
    () => fs.appendFileSync(inSource('entities.yaml'), 'brand-new: {type: City, label: Brand New}\n'),
  ],
  [
    'the base',
    () => edit('dataset.yaml', text => text.replace(/base: .*/, 'base: https://elsewhere.example.net/set/')),
  ],
  ['an article gone', () => fs.rmSync(inSource('b-year.md'))],
  ['an article renamed', () => fs.renameSync(inSource('b-year.md'), inSource('c-year.md'))],
  [
    'the cache damaged',
    () => forEachEntry(file => fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/label/g, 'babel'))),
  ],
  ['the cache cut short', () => forEachEntry(file => fs.truncateSync(file, 100))],
  ['the output damaged', () => fs.appendFileSync(path.join(folder, 'dist/csv/events.csv'), 'more\n')],
  ['the output gone', () => fs.rmSync(path.join(folder, 'dist'), { recursive: true })],
];

function forEachEntry(act: (file: string) => void): void {
  const root = path.join(folder, '.lodemark/articles');
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries) act(path.join(entry.parentPath, entry.name));
}

test.each(EDITS)('after a build and an edit, the next gives what a fresh one gives: %s', async (_, change) => {
  await build(folder, { formats: FORMATS });
  change();
  await expectSameAsFresh();
});

/** A store that says which articles it had to be given anew. */
function counted(store: Store): Store & { readonly missed: Entry[] } {
  const missed: Entry[] = [];
  return {
    ...store,
    missed,
    set(key, entry) {
      missed.push(entry);
      return store.set(key, entry);
    },
  };
}

function missedOf(): string[] {
  const store = counted(openStore(path.join(folder, '.lodemark/articles')));
  const session = openSession(openProject(folder, folder), { from: folder, store });
  for (const article of session.project.articles) session.read(article);
  return store.missed.map(({ article }) => article.path).sort();
}

test('only what changed is read again', () => {
  const [first, second] = ['source/a-start.md', 'source/b-year.md'];
  expect(missedOf()).toEqual([first, second]);
  expect(missedOf()).toEqual([]);
  edit('a-start.md', text => `${text}\nOne more sentence.\n`);
  expect(missedOf()).toEqual([first]);
  fs.appendFileSync(inSource('entities.yaml'), 'nobody-names-it: {type: City, label: Nowhere}\n');
  expect(missedOf()).toEqual([]);
});

test('a thing of the registry concerns the articles that ask for it', () => {
  missedOf();
  const used = (file: string, id: string): boolean => fs.readFileSync(inSource(file), 'utf8').includes(id);
  const registry = fs.readFileSync(inSource('entities.yaml'), 'utf8');
  const ids = [...registry.matchAll(/^([a-z][a-z0-9-]*):/gm)].map(([, id]) => id!);
  for (const id of ids) {
    const only = ['a-start.md', 'b-year.md'].filter(file => used(file, id)).map(file => `source/${file}`);
    edit('entities.yaml', text => text.replace(new RegExp(`^(${id}:[\\s\\S]*?label: )`, 'm'), '$1Renamed '));
    expect(
      missedOf().filter(file => !only.includes(file)),
      id,
    ).toEqual([]);
  }
});
