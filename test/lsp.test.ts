import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Editor, edited, uri } from './editor.ts';
import { temporaryFolder } from './tree.ts';

/* The language server as a process, asked over its protocol by the client library of editors. */

const folder = temporaryFolder();
const project = join(folder, 'project');
const start = join(project, 'source/a-start.md');
const year = join(project, 'source/b-year.md');
const registry = join(project, 'source/entities.yaml');
let editor: Editor;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL('projects/two-articles/source', import.meta.url)), join(project, 'source'), {
    recursive: true,
  });
  editor = new Editor([
    '--import',
    'tsx',
    fileURLToPath(new URL('../pipeline/cli.ts', import.meta.url)),
    'lsp',
    '--stdio',
  ]);
  afterAll(() => editor.kill());
  const { capabilities, serverInfo } = await editor.start(project);
  expect(serverInfo).toMatchObject({ name: 'lodemark' });
  expect(capabilities).toMatchObject({ hoverProvider: true, renameProvider: { prepareProvider: true } });
});
beforeEach(async () => {
  for (const path of [start, year, registry]) await editor.open(path);
});

describe('diagnostics', () => {
  const rules = (found: readonly { code?: unknown }[]): unknown[] => found.map(({ code }) => code);

  test('come while typing, with a quick fix, and go', async () => {
    await editor.type(start, '(#port-of-skarn)', '(#port-of-skran)');
    const found = await editor.diagnostics(start, all => rules(all).includes('reference-undeclared'));
    const problem = found.find(({ code }) => code === 'reference-undeclared')!;
    expect(problem).toMatchObject({
      source: 'lodemark',
      severity: 1,
      message: expect.stringContaining('`port-of-skran`'),
    });
    const [action] = await editor.actions(start, problem);
    expect(action).toMatchObject({ title: 'Write `#port-of-skarn`', kind: 'quickfix', isPreferred: true });
    const mended = edited(editor.text(start), action!.edit!.changes![uri(start)]!);
    expect(mended).toContain('[Port of Skarn](#port-of-skarn)');
    await editor.type(start, '(#port-of-skran)', '(#port-of-skarn)');
    expect(rules(await editor.diagnostics(start, all => all.every(({ severity }) => severity !== 1)))).not.toContain(
      'reference-undeclared',
    );
  });

  test('follow the registry as it is typed', async () => {
    await editor.type(registry, 'skarn-group:', 'skarn-holding:');
    const found = await editor.diagnostics(registry, all => rules(all).includes('id-unknown'));
    expect(found[0]!.message).toContain('`skarn-group`');
    await editor.type(registry, 'skarn-holding:', 'skarn-group:');
    await editor.diagnostics(registry, all => !rules(all).includes('id-unknown'));
  });

  test('name the other place, also across articles', async () => {
    await editor.type(year, 'label: launch of the Island Line', 'label: start of the Island Line');
    const found = await editor.diagnostics(year, all => rules(all).includes('articles-disagree'));
    const { relatedInformation } = found.find(({ code }) => code === 'articles-disagree')!;
    expect(relatedInformation![0]!.location.uri).toBe(uri(start));
  });
});

describe('completion', () => {
  const labels = (items: readonly { label: string }[]): string[] => items.map(({ label }) => label);

  test('of ids in links, with label and type', async () => {
    await editor.type(start, 'A single ticket', '[Skarn](# A single ticket');
    const items = await editor.complete(start, '[Skarn](#| A single');
    expect(items.find(({ label }) => label === 'skarn')).toMatchObject({
      detail: 'City: Skarn',
      labelDetails: { description: 'Skarn · City' },
      textEdit: { newText: 'skarn)' },
    });
    expect(labels(items)).toEqual(expect.arrayContaining(['ferry-launch', 'island-line', 'port-of-skarn']));
  });

  test('of ids in references: those with a definition, and those of the registry, which get one', async () => {
    await editor.type(start, 'A single ticket', '[Skarn][] A single ticket');
    const items = await editor.complete(start, '[Skarn][|] A single');
    expect(labels(items)).toEqual(expect.arrayContaining(['island-line', 'skarn']));
    expect(labels(items)).not.toContain('ferry-launch');
    const skarn = items.find(({ label }) => label === 'skarn')!;
    expect(skarn.textEdit!.newText).toBe('skarn');
    expect(skarn.additionalTextEdits![0]!.newText).toBe('\n[skarn]: #skarn "City: Skarn"\n');
  });

  test('of types: in definitions those of entities, in data blocks all', async () => {
    await editor.type(start, '"Person: Ester Lind"', '"Pers');
    expect(labels(await editor.complete(start, '"Pers|'))).toEqual(expect.arrayContaining(['Person', 'Company']));
    expect(labels(await editor.complete(start, '"Pers|'))).not.toContain('Launch');
    await editor.type(start, 'type: Launch', 'type: La');
    expect(labels(await editor.complete(start, 'type: La|'))).toEqual(
      expect.arrayContaining(['Launch', 'Person', 'Claim']),
    );
  });

  test('of the fields and roles that a type has', async () => {
    await editor.type(start, '  status: planned', '  st');
    const found = labels(await editor.complete(start, '\n  st|'));
    expect(found).toEqual(expect.arrayContaining(['status', 'product', 'when', 'about']));
    expect(found).not.toEqual(expect.arrayContaining(['victim']));
    expect(found).not.toContain('geo');
  });

  test('of ids as values, those that fit before the others', async () => {
    await editor.type(start, 'product: island-line}', 'product: }');
    const found = labels(await editor.complete(start, 'product: |}'));
    expect(found[0]).toBe('island-line');
    expect(found.indexOf('skarn')).toBeGreaterThan(found.indexOf('island-line'));
  });

  test('of words from a list, of parts of a field, and in the registry', async () => {
    await editor.type(start, 'status: planned', 'status: ');
    expect(labels(await editor.complete(start, 'status: |\n'))).toEqual(
      expect.arrayContaining(['occurred', 'planned']),
    );
    await editor.type(registry, 'geo: {lat: 57.5', 'geo: {la');
    expect(labels(await editor.complete(registry, 'geo: {la|'))).toEqual(
      expect.arrayContaining(['lat', 'lon', 'precision']),
    );
  });

  test('of nothing in plain prose', async () => {
    expect(await editor.complete(start, 'A single| ticket')).toEqual([]);
  });
});

describe('hover', () => {
  test('shows a card of a thing', async () => {
    const card = await editor.hover(start, 'The [Port| of Skarn]');
    expect(card).toContain('**Port of Skarn** `port-of-skarn`');
    expect(card).toContain('Company · ');
    expect(card).toMatch(/declared in source\/entities\.yaml:\d+/);
    expect(await editor.hover(start, '[laun|ched]')).toContain('*actor* `port-of-skarn`');
  });

  test('shows what a date, a type, a role and a field mean', async () => {
    expect(await editor.hover(start, '[3 M|ay 2019]')).toBe('**2019-05-03** · 2019-05-03 to 2019-05-03');
    expect(await editor.hover(start, 'type: Lau|nch')).toMatch(/\*\*Launch\*\*.*- `product` \(\+\)/s);
    expect(await editor.hover(start, 'ac|tor: port')).toMatch(/^\*\*actor\*\*\n\n./);
    expect(await editor.hover(start, '# A fe|rry')).toBeNull();
  });
});

describe('navigation', () => {
  test('goes to the declaration', async () => {
    expect(await editor.definition(start, '[Port| of Skarn]')).toEqual(['entities.yaml: port-of-skarn']);
    expect(await editor.definition(year, 'actor: port|-of-skarn')).toEqual(['entities.yaml: port-of-skarn']);
    expect(await editor.definition(start, '[laun|ched]')).toEqual(['a-start.md: ferry-launch']);
  });

  test('finds all mentions', async () => {
    expect(await editor.references(year, '[Skarn](#ska|rn)', false)).toEqual([
      'b-year.md: [Skarn](#skarn)',
      'b-year.md: skarn',
    ]);
    const found = await editor.references(start, '[Island Li|ne]', true);
    expect(found).toEqual([
      'a-start.md: [Island Line][island-line]',
      'a-start.md: island-line',
      'a-start.md: island-line',
      'a-start.md: island-line',
      'b-year.md: [Island Line][island-line]',
      'b-year.md: [Island Line][island-line]',
      'b-year.md: island-line',
      'b-year.md: island-line',
      'b-year.md: island-line',
    ]);
    expect(await editor.highlights(start, 'fa|re:')).toEqual(['a-start.md: [9.50 euros](#fare)', 'a-start.md: fare']);
  });

  test('renames an id everywhere: articles, data blocks, registry', async () => {
    expect(await editor.prepareRename(year, '[Skarn](#ska|rn)')).toMatchObject({ placeholder: 'skarn' });
    const { changes } = (await editor.rename(year, '[Skarn](#ska|rn)', 'skarn-town'))!;
    expect(Object.keys(changes!).sort()).toEqual([uri(year), uri(registry)]);
    const texts = new Map([year, registry].map(path => [path, edited(editor.text(path), changes![uri(path)]!)]));
    expect(texts.get(year)).toContain('from [Skarn](#skarn-town) in');
    expect(texts.get(year)).toContain('where: skarn-town, actor: port-of-skarn');
    expect(texts.get(registry)).toContain('\nskarn-town:\n  formerIds: [skarn]\n  type: City\n');
  });

  test('renames what has a definition, and what is its own name', async () => {
    await editor.type(start, '[Island Line][island-line]', '[island-line][]');
    const { changes } = (await editor.rename(start, '[island|-line]:', 'ferry-line'))!;
    const text = edited(editor.text(start), changes![uri(start)]!);
    expect(text).toContain('the [island-line][ferry-line] on');
    expect(text).toContain('[ferry-line]: https://ferry.example/island-line "Programme: Island Line"');
    expect(text).toContain('product: ferry-line}');
    const grown = (await editor.rename(registry, 'port|-of-skarn:', 'harbour'))!.changes!;
    expect(edited(editor.text(registry), grown[uri(registry)]!)).toContain(
      'formerIds: [skarn-harbour, port-of-skarn]}',
    );
  });

  test('refuses names that are none, or taken', async () => {
    await expect(editor.rename(start, '[laun|ched]', 'Ferry Launch')).rejects.toThrow('Unexpected id `Ferry Launch`');
    await expect(editor.rename(start, '[laun|ched]', 'fare')).rejects.toThrow('expected one that nothing else has');
    expect(await editor.prepareRename(start, 'A sin|gle')).toBeNull();
  });
});

describe('structure', () => {
  test('is an outline of what is declared', async () => {
    const symbols = await editor.symbols(start);
    expect(symbols.map(({ name, detail }) => `${name} (${detail})`)).toEqual([
      'Island Line (Programme island-line)',
      'electric ship (Vessel electric-ship-kind)',
      'Ester Lind (Person lind)',
      'launch of the Island Line (Launch ferry-launch)',
      'single fare (Quantity fare)',
      'order of an electric ship (Procurement electric-ship)',
    ]);
    expect(new Set(symbols.map(({ kind }) => kind)).size).toBe(3);
    expect((await editor.symbols(registry)).map(({ name }) => name)).toEqual(['Skarn', 'Port of Skarn', 'Skarn Group']);
  });

  test('folds front matter, definitions, data blocks and what is in them', async () => {
    const lines = editor.text(start).split('\n');
    const found = (await editor.foldings(start)).map(({ startLine, endLine }) => [lines[startLine], lines[endLine]]);
    expect(found).toEqual([
      ['---', '---'],
      [
        '[island-line]: https://ferry.example/island-line "Programme: Island Line"',
        '[lind]: #lind "Person: Ester Lind"',
      ],
      ['```yaml data', '```'],
      ['electric-ship:', '  evidence: paragraph'],
    ]);
  });
});

test('files that are in no project are left alone', async () => {
  const other = join(folder, 'notes.md');
  writeFileSync(other, '[x](#y)');
  await editor.open(other);
  expect(await editor.complete(other, '[x](#|y)')).toEqual([]);
  expect(await editor.hover(other, '[x|](#y)')).toBeNull();
});

test('ends when it is asked to', async () => {
  expect(await editor.stop()).toBe(0);
});
