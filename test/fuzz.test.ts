import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Against, analyse } from '../pipeline/analyse.ts';
import { build } from '../pipeline/index.ts';
import { type Problem, reportTo } from '../pipeline/messages.ts';
import { createModel } from '../pipeline/model.ts';
import { createSource } from '../pipeline/place.ts';
import { readText } from '../pipeline/project/read.ts';
import { BUILT_IN_SCHEMAS, openProject, readSchemas } from '../pipeline/project.ts';
import { readRegistry } from '../pipeline/registry.ts';
import { render } from '../pipeline/render.ts';
import { readDataset, readEntities } from '../pipeline/session/shared.ts';
import { tabulate } from '../pipeline/tabulate.ts';
import { createValidators } from '../pipeline/validators.ts';
import { type Draft, draft, type Layout, layout, PLAIN, reordered, written } from './fuzz/articles.ts';
import { type BuiltArticle, builtIn, builtOf, filesOf } from './fuzz/built.ts';
import { counted, effort, long, patience, summary } from './fuzz/effort.ts';
import { expectMended } from './fuzz/mended.ts';
import { type Damaged, damaged, damagedBytes, originals } from './fuzz/mutations.ts';
import { expectPlaced, expectSliced } from './fuzz/placed.ts';
import { articleWith, expectBack, scalar, strange } from './fuzz/strange.ts';
import { temporaryFolder, writeTree } from './tree.ts';

/*
 * Nothing that an author, or a broken disk, writes can make the program throw, hang or lie: properties over generated articles and over
 * real ones that are damaged. `make fuzz` goes on with other inputs for as long as you like.
 */

afterAll(() => {
  if (long) process.stdout.write(`${summary()}\n`);
});

const folder = temporaryFolder();
const articles = originals('.md');

describe('any text is built or answered with placed messages', { timeout: patience }, () => {
  test('articles, damaged', () => {
    const answered = (input: Damaged) => counted('damaged articles', () => expectAnswered(input));
    fc.assert(fc.property(damaged(articles), answered), effort(100, 0.3));
  });

  test('generated articles, damaged', () => {
    const generated = fc
      .tuple(draft, layout)
      .chain(([of, how]) =>
        damaged([
          { folder: '', path: 'source/made.md', text: written(of, how), registry: '' },
          ...articles.slice(0, 1),
        ]),
      );
    const answered = (input: Damaged) => counted('damaged generated articles', () => expectAnswered(input));
    fc.assert(fc.property(generated, answered), effort(60, 0.1));
  });

  test('registries and dataset.yaml, damaged', () => {
    const answered = (input: Damaged) => counted('damaged YAML files', () => expectFileAnswered(input));
    fc.assert(fc.property(damaged(originals('.yaml')), answered), effort(80, 0.05));
  });

  test('files, byte by byte', () => {
    const answered = (bytes: Uint8Array) => counted('damaged bytes', () => expectBytesAnswered(bytes));
    fc.assert(fc.property(damagedBytes(articles), answered), effort(80, 0.05));
  });
});

const known = new Map<string, Against>();

/** What a project's articles are read against: its schemas and its registry. */
function againstOf({ folder: project, registry }: { folder: string; registry: string }): Against {
  if (project === '') return builtIn;
  const before = known.get(project);
  if (before) return before;
  const { schemas } = openProject(project, project);
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS), schemas);
  const source = createSource('source/entities.yaml', registry);
  const against = { model, validators: createValidators(model), registry: readRegistry(source, model, () => {}) };
  known.set(project, against);
  return against;
}

function expectAnswered(input: Damaged): void {
  const against = againstOf(input);
  const source = createSource(input.path, input.damaged);
  const { ok, problems, resolved, tree } = analyse(source, { ...against, fast: true });
  expectPlaced(problems, source, createSource('source/entities.yaml', input.registry));
  expect(ok).toBe(problems.every(({ severity }) => severity === 'warning'));
  if (!ok) return;
  const { rows } = tabulate(resolved, against.model, 'https://lodemark.example/');
  expectSliced(rows, resolved.prose.text);
  render(tree, resolved, rows);
}

function expectFileAnswered(input: Damaged): void {
  const source = createSource(input.path, input.damaged);
  const project = {
    folder,
    dataset: source,
    registry: source,
    unread: [],
    articles: [],
    schemas: new Map(),
    problems: [],
  };
  const against = againstOf(input);
  const { problems, manifest } = readDataset(project, against);
  expectPlaced(problems, source);
  expect(manifest === null).toBe(problems.some(({ severity }) => severity === 'error'));
  expectPlaced(readEntities(project, against).problems, source);
}

function expectBytesAnswered(bytes: Uint8Array): void {
  const path = join(folder, 'bytes.md');
  writeFileSync(path, bytes);
  const problems: Problem[] = [];
  const source = readText(path, folder, reportTo(problems));
  const lenient = createSource('bytes.md', Buffer.from(bytes).toString('utf8'));
  expectPlaced(problems, source ?? lenient);
  expect(problems.length === 0).toBe(source !== null);
  if (source) expectPlaced(analyse(source, { ...builtIn, fast: true }).problems, source);
}

describe('generated articles', { timeout: patience }, () => {
  test('are built, however they are written', () => {
    const holds = (of: Draft, how: Layout) => counted('generated articles', () => void builtFrom(of, how));
    fc.assert(fc.property(draft, layout, holds), effort(50, 0.1));
  });

  test('say the same in another layout, but for lines and columns', () => {
    const holds = (of: Draft, a: Layout, b: Layout) =>
      counted('other layouts', () => {
        const { definitionsFirst } = a;
        expect(tablesOf(builtFrom(of, { ...b, definitionsFirst }))).toEqual(tablesOf(builtFrom(of, a)));
      });
    fc.assert(fc.property(draft, layout, layout, holds), effort(30, 0.05));
  });

  test('say the same in another order of what they declare', () => {
    const pair = draft.chain(of => fc.tuple(fc.constant(of), reordered(of)));
    const holds = ([of, other]: [Draft, Draft], how: Layout) =>
      counted('other orders', () => {
        expect(sorted(tablesOf(builtFrom(other, how)))).toEqual(sorted(tablesOf(builtFrom(of, PLAIN))));
      });
    fc.assert(fc.property(pair, layout, holds), effort(30, 0.05));
  });

  test('keep their records, and all ids, when other text comes in', () => {
    const holds = (of: Draft, how: Layout, at: number) =>
      counted('more text', () => {
        const more = { kind: 'paragraph', text: 'Nobody␣has␣written␣this␣before.␣Nor␣this.' } as const;
        const longer = { ...of, blocks: [...of.blocks.slice(0, at), more, ...of.blocks.slice(at)] };
        const before = tablesOf(builtFrom(of, how), MOVES);
        const after = tablesOf(builtFrom(longer, how), MOVES);
        for (const [table, rows] of Object.entries(before))
          if (table !== 'documents')
            expect(
              rows.filter(row => !after[table]?.includes(row)),
              table,
            ).toEqual([]);
      });
    fc.assert(fc.property(draft, layout, fc.nat({ max: 12 }), holds), effort(30, 0.05));
  });
});

function builtFrom(of: Draft, how: Layout): BuiltArticle {
  const source = createSource('source/made.md', written(of, how));
  const built = builtOf(source);
  expectPlaced(built.problems, source);
  expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expectSliced(built.article!.rows, built.text);
  return built;
}

/** What tells where words stand in the file, and what tells where they stand in the text. */
const PLACES = ['line', 'column', 'source_sha256'];
const MOVES = [...PLACES, 'char_start', 'char_end', 'paragraph', 'position'];

function tablesOf({ tables }: BuiltArticle, without: readonly string[] = PLACES): Record<string, string[]> {
  const told = (row: object): string => JSON.stringify(Object.entries(row).filter(([name]) => !without.includes(name)));
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.map(told)]));
}

function sorted(tables: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, [...rows].sort()]));
}

describe('any text in a field', { timeout: patience }, () => {
  test('comes back from CSV, Parquet, JSON-LD and N-Quads, or is refused', async () => {
    const holds = (strings: readonly string[], escaped: boolean) =>
      counted('round trips', async () => {
        const source = createSource('source/strange.md', articleWith(strings, escaped));
        const { problems, batches } = builtOf(source);
        expectPlaced(problems, source);
        if (batches.length > 0)
          await expectBack(await filesOf(batches, ['csv', 'parquet', 'jsonld', 'nquads']), strings);
      });
    await fc.assert(fc.asyncProperty(strange, fc.boolean(), holds), effort(20, 0.1));
  });

  test('passes through a whole build, and the same build again changes nothing', async () => {
    const holds = (strings: readonly string[], of: Draft, how: Layout) =>
      counted('whole builds', async () => {
        const project = join(folder, 'whole');
        writeTree(project, wholeProject(strings, of, how));
        const { ok, problems } = await build(project, { cache: false });
        expect(ok).toBe(problems.every(({ severity }) => severity === 'warning'));
        if (ok) expect((await build(project, { cache: false })).changed).toBe(false);
      });
    await fc.assert(fc.asyncProperty(strange, draft, layout, holds), effort(2, 0.1));
  });
});

function wholeProject(strings: readonly string[], of: Draft, how: Layout): ReadonlyMap<string, string> {
  const [title, description, name] = strings.map(text => scalar(text, false));
  const dataset = `title: ${title}\ndescription: ${description}\nbase: https://data.example/a/\nlicence: CC0-1.0\ncreators: [{name: ${name}}]\n`;
  return new Map([
    ['source/dataset.yaml', dataset],
    ['source/strange.md', articleWith(strings, false).replace('china: {', 'china: {sameAs: https://a.example/, ')],
    ['source/made.md', written(of, how).replaceAll('china', 'china-too')],
  ]);
}

describe('mends', { timeout: patience }, () => {
  test('come to an end, make no errors, and leave other lines alone', () => {
    const holds = (input: Damaged) =>
      counted('mended articles', () => expectMended(folder, input.path, input.damaged, againstOf(input)));
    fc.assert(fc.property(damaged(articles), holds), effort(30, 0.15));
  });
});
