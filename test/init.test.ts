import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Terminal } from '../pipeline/commands/command.ts';
import { command } from '../pipeline/commands/init.ts';
import { build, check } from '../pipeline/index.ts';
import { readTemplate, templateNames } from '../pipeline/project/templates.ts';
import { asGithub } from '../pipeline/report/github.ts';
import { fromArticle } from '../pipeline/scaffold.ts';
import { readTree, temporaryFolder } from './tree.ts';

const folder = temporaryFolder();

async function init(target: string, options: { [name: string]: string } = {}): Promise<string> {
  let said = '';
  const hear = (text: string): void => {
    said += text;
  };
  const terminal: Terminal = {
    out: hear,
    err: hear,
    colour: false,
    live: false,
    columns: 80,
    folder,
    now: () => 0,
  };
  await command.run({ operands: [target], options }, terminal);
  return said;
}

describe.each(templateNames())('the template %s', template => {
  test('gives a project that builds, with nothing to say but that its host is a placeholder', async () => {
    const said = await init(template, { template });
    expect(said).toContain(`\n\n  cd ${template}\n  npx lodemark build\n\n`);
    const { ok, problems, counts } = await build(join(folder, template), { formats: ['csv', 'text'] });
    expect(ok).toBe(true);
    expect(problems.map(({ rule }) => rule)).toEqual(['base-placeholder']);
    expect(counts).toMatchObject({ documents: 1, quantities: expect.any(Number), mentions: expect.any(Number) });
  });

  test('has everything that a repository needs', () => {
    const files = readTree(join(folder, template));
    for (const path of [
      'package.json',
      'README.md',
      '.gitignore',
      '.github/workflows/dataset.yml',
      'source/dataset.yaml',
    ])
      expect([...files.keys()]).toContain(path);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(JSON.parse(files.get('package.json')!.toString())).toMatchObject({
      name: template,
      devDependencies: { lodemark: version },
    });
    for (const [path, bytes] of files)
      if (!path.startsWith('dist/')) expect(bytes.toString(), path).not.toMatch(/(?<!\$)\{\{/);
  });
});

test('templates with a vocabulary of their own are in it', async () => {
  const csv = (template: string, table: string) =>
    readFileSync(join(folder, template, `dist/csv/${table}.csv`), 'utf8');
  expect(csv('nature', 'entities')).toMatch(/red_list/);
  expect(csv('nature', 'events')).toMatch(/RingRecovery/);
  expect(csv('musik', 'entities')).toMatch(/Komposition.*Oper,/);
  expect(csv('musik', 'event_participants')).toMatch(/premiere,lenz,besetzung/);
});

describe('a project around an article', () => {
  const article = '# Notes on a bridge\r\n\r\nIt was *closed*; see [1] & "x".\r\n';

  test('keeps its words and builds', async () => {
    writeFileSync(join(folder, 'Bridge notes.txt'), article);
    const said = await init('bridge-notes', { from: 'Bridge notes.txt', lang: 'en-GB' });
    expect(said).toContain('  cd bridge-notes\n  npx lodemark suggest source/bridge-notes.md\n  npx lodemark build\n');
    const written = readFileSync(join(folder, 'bridge-notes/source/bridge-notes.md'), 'utf8');
    expect(written).toBe(
      `---\r\nid: bridge-notes\r\ntitle: "Notes on a bridge"\r\nlang: en-GB\r\n---\r\n\r\n${article}`,
    );
    const { ok, problems } = check(join(folder, 'bridge-notes'));
    expect([ok, problems.map(({ rule }) => rule)]).toEqual([true, ['base-placeholder']]);
  });

  test.each<[string, string, string, string]>([
    [
      'front matter, as comments',
      'a.md',
      '---\ntitle: "A: b"\nlayout: post\n---\nText',
      '---\nid: a\ntitle: "A: b"\nlang: en\n# title: "A: b"\n# layout: post\n---\n\nText',
    ],
    ['a byte order mark', 'a.md', '\uFEFF# T\n', '\uFEFF---\nid: a\ntitle: "T"\nlang: en\n---\n\n# T\n'],
    ['a blank first line', 'a.md', '\nText', '---\nid: a\ntitle: "a"\nlang: en\n---\n\nText'],
    [
      'an underlined heading',
      'x/Ærø 1.md',
      'Big "news"\n===\n\nText',
      '---\nid: r-1\ntitle: "Big \\"news\\""\nlang: en\n---\n\nBig "news"\n===\n\nText',
    ],
    ['a README', 'README.md', 'Text', '---\nid: article\ntitle: "README"\nlang: en\n---\n\nText'],
  ])('keeps %s', (_, path, given, expected) => {
    const files = fromArticle(
      new Map(),
      { name: 'n', version: '1.0.0' },
      { path, bytes: Buffer.from(given), language: 'en' },
    );
    const [, bytes] = [...files].find(([name]) => name.endsWith('.md'))!;
    expect(Buffer.from(bytes).toString()).toBe(expected);
  });

  test('keeps every text byte for byte', () => {
    const text = fc.array(fc.constantFrom('# a', 'b', '---', '\n', '\r\n', ' ', '[x](#y)', 'é', '😀', ':', '"'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, parts => {
        const given = Buffer.from(parts.join(''));
        const files = fromArticle(
          new Map(),
          { name: 'n', version: '1.0.0' },
          { path: 'a.md', bytes: given, language: 'en' },
        );
        const written = Buffer.from(files.get('source/a.md')!);
        const front =
          /^---[ \t]*(?:\r\n|\n|\r)([\s\S]*?)(?:\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|$)/.exec(given.toString())?.[0] ?? '';
        expect(written.subarray(-given.length + Buffer.byteLength(front) || written.length)).toEqual(
          given.subarray(Buffer.byteLength(front)),
        );
      }),
    );
  });

  test('must be UTF-8', async () => {
    writeFileSync(join(folder, 'latin1.txt'), Buffer.from([0x47, 0xfc, 0x74]));
    await expect(init('latin1', { from: 'latin1.txt' })).rejects.toThrow(
      'Unexpected bytes in `latin1.txt`, expected UTF-8',
    );
  });
});

describe('what is there', () => {
  test('stays: sources are refused', async () => {
    const before = readTree(join(folder, 'basic'));
    await expect(init('basic')).rejects.toThrow(
      /^Unexpected `source\/bridge\.md`, .* in `basic`, expected a folder without; nothing is written$/,
    );
    expect(readTree(join(folder, 'basic'))).toEqual(before);
  });

  test('stays: other files are left alone', async () => {
    mkdirSync(join(folder, 'repository'));
    writeFileSync(join(folder, 'repository/README.md'), 'Mine.\n');
    expect(await init('repository')).toContain('Left as they are: README.md.\n');
    expect(readFileSync(join(folder, 'repository/README.md'), 'utf8')).toBe('Mine.\n');
  });
});

test.each([
  [{ template: 'museums' }, /Unexpected template `museums`, expected one of `basic`/],
  [{ template: 'basic', from: 'a.md' }, /Unexpected options `--from` and `--template`/],
  [{ from: 'a.md', lang: 'english please' }, /Unexpected language/],
  [{ lang: 'de' }, /Unexpected option `--lang` without `--from`/],
])('refuses %j', async (options, message) => {
  await expect(init('refused', options as { [name: string]: string })).rejects.toThrow(message);
});

test('the workflow asks for commands that there are', () => {
  const workflow = Buffer.from(readTemplate(null).get('.github/workflows/dataset.yml')!).toString();
  expect([...workflow.matchAll(/npx lodemark (.*)/g)].map(([, line]) => line)).toEqual([
    'check --format github',
    'build',
  ]);
  const place = { path: 'a,b.md', start: { line: 2, column: 3, offset: 9 }, end: { line: 2, column: 5, offset: 11 } };
  const problem = { rule: 'id-form', severity: 'error', message: '100%: a\nb', place, related: [], fix: null } as const;
  expect(asGithub([problem])).toBe(
    '::error file=a%2Cb.md,line=2,col=3,endLine=2,endColumn=4,title=lodemark id-form::100%25: a%0Ab\n',
  );
});
