import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { build, FORMATS, type Format } from '../pipeline/index.ts';
import { asText } from '../pipeline/report/text.ts';
import { EVIL, HOSTILE } from './site-hostile.ts';
import { readPages } from './site-pages.ts';
import { readTree, type Tree, temporaryFolder, writeTree } from './tree.ts';

/*
 * Hostile words, ids and addresses that may be written reach what is published as what they are, and run nowhere.
 */

const folder = temporaryFolder();
const SOUND = 'title: A\nbase: https://data.lodemark.example/a/ # accept base-placeholder: a test\nlicence: CC0-1.0\n';

describe('what is published', () => {
  /** The files of a build, which leaves nothing but them in the project. */
  async function built(files: ReadonlyMap<string, string>, formats: readonly Format[] = FORMATS): Promise<Tree> {
    const project = join(folder, 'built');
    rmSync(project, { recursive: true, force: true });
    writeTree(project, files);
    const { ok, problems } = await build(project, { cache: false, formats });
    expect(ok, asText(problems, false)).toBe(true);
    expect(readdirSync(project).sort()).toEqual(['dist', 'source']);
    return readTree(join(project, 'dist'));
  }

  const cellsOf = (tree: Tree, table: string): Record<string, string>[] =>
    parse(tree.get(`csv/${table}.csv`)!, { bom: true, columns: true, record_delimiter: '\r\n' });

  test('has things whose ids every object has, like any other', async () => {
    const text = `---\nid: prototype\ntitle: A\n---\n\n[She](#constructor) came.\n\n${'```'}yaml data\nconstructor: {type: Person, label: she, seeAlso: [{uri: https://a.example/, match: close}]}\n${'```'}\n`;
    const tree = await built(
      new Map([
        ['source/dataset.yaml', SOUND],
        ['source/a.md', text],
      ]),
    );
    expect(cellsOf(tree, 'entities').map(row => [row.entity_id, row.mention_count])).toEqual([['constructor', '1']]);
    expect(cellsOf(tree, 'entity_links').map(row => [row.uri, row.match])).toEqual([['https://a.example/', 'close']]);
    expect([...tree.keys()]).toEqual(expect.arrayContaining(['text/prototype.txt', 'site/id/constructor/index.html']));
  });

  test.each([
    "https://data.lodemark.example/a'b(c)/",
    'https://data.lodemark.example/a;b=c,d/',
    'https://data.lodemark.example/%22%3Cscript%3E/&amp;/',
    'https://data.lodemark.example:8080/~a/$b/@c!*+/',
    'http://[2001:db8::1]/',
  ])('stands below the base %s', async base => {
    const tree = await built(
      new Map([...HOSTILE, ['source/dataset.yaml', SOUND.replace(/https\S+/, JSON.stringify(base))]]),
    );
    expect(cellsOf(tree, 'entities').every(row => row.iri!.startsWith(base))).toBe(true);
    expect(readPages(tree).size).toBeGreaterThan(10);
  });

  test('runs nothing in a spreadsheet', async () => {
    for (const formula of ['=cmd|"/C calc"!A0', '+1+1', '-1+1', '@SUM(1)', '\t=1', '\r=1', '＝1']) {
      const tree = await built(withWords(formula), ['csv', 'xlsx']);
      const tables = [...tree.keys()].filter(path => /^csv\/.*\.csv$/.test(path)).map(path => path.slice(4, -4));
      const cells = tables.flatMap(table => cellsOf(tree, table).flatMap(row => Object.values(row)));
      expect(cells.filter(cell => /^\s*[=+@\t\r＝＋＠-]/.test(cell) && !/^-?\d+(?:\.\d+)?$/.test(cell))).toEqual([]);
      expect(cells.filter(cell => cell.includes(formula.trim())).length).toBeGreaterThan(8);
      const workbook = unzipSync(tree.get([...tree.keys()].find(path => path.endsWith('.xlsx'))!)!);
      for (const [path, bytes] of Object.entries(workbook))
        if (/worksheets\/.*\.xml$/.test(path)) expect(strFromU8(bytes), path).not.toMatch(/<f[ >/]/);
    }
  });

  test('has no script but the tool’s own, whatever the words are', async () => {
    const tree = await built(HOSTILE);
    for (const [path, bytes] of tree) {
      if (!/\.(?:html|svg|xml|md)$/.test(path)) continue;
      const text = bytes.toString();
      expect(text, path).not.toMatch(/(?<!\\)<(?:script>pwned|img src=x)|href=["']?\s*(?:javascript|data|vbscript):/i);
      const scripts = [...text.matchAll(/(?<!\\)<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(
        scripts.filter(tag => !/ src="[^":]*\.js"| type="application\/ld\+json"/.test(tag)),
        path,
      ).toEqual([]);
    }
  });
});

/** A project that says the same words wherever words may stand. */
function withWords(words: string): ReadonlyMap<string, string> {
  const said = JSON.stringify(words);
  return new Map([...HOSTILE].map(([path, text]) => [path, text.replaceAll(JSON.stringify(EVIL), said)]));
}
