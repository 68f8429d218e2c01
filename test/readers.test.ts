import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { PROJECT_FOLDERS } from './described.ts';
import { GRAPH_READERS } from './readers/graphs.ts';
import { type Built, type Reader, readCsv } from './readers/reader.ts';
import { SPREADSHEET_READERS } from './readers/spreadsheets.ts';
import { TABLE_READERS } from './readers/tables.ts';
import { temporaryFolder } from './tree.ts';

/*
 * Agreement, by programs that know nothing of this project: what each of them reads in the dataset of this repository and in the
 * projects of the tests is the same. A program that is missing fails its test, for a check that doesn't run proves nothing;
 * LODEMARK_SKIP_READERS=1 leaves the missing ones out, and says so. With UPDATE=1 the table in README.md is written anew.
 */
const SKIP = process.env.LODEMARK_SKIP_READERS === '1';
const UPDATE = process.env.UPDATE === '1';
const README = join(import.meta.dirname, 'README.md');
const READERS: readonly Reader[] = [...TABLE_READERS, ...GRAPH_READERS, ...SPREADSHEET_READERS];
const folder = temporaryFolder();
const datasets: Built[] = [];
const found: string[][] = [];
/** Versions by reader; null where the program isn't there. */
const versions = new Map<Reader, string | null>();

beforeAll(async () => {
  await Promise.all(READERS.map(async reader => versions.set(reader, await versionOf(reader))));
  for (const [name, project] of PROJECT_FOLDERS) {
    const dist = join(folder, 'datasets', name.replaceAll(' ', '-'));
    const { ok } = await build(project, {
      out: dist,
      formats: ['text', 'csv', 'parquet', 'jsonld', 'nquads', 'context', 'shapes', 'xlsx'],
      cache: false,
    });
    expect(ok, name).toBe(true);
    const model = createModel(
      readSchemas(BUILT_IN_SCHEMAS),
      project === join(import.meta.dirname, '..') ? new Map() : readSchemas(join(project, 'schemas')),
    );
    const texts = [...model.tables.keys()].map(
      table => [table, readCsv(readFileSync(join(dist, 'csv', `${table}.csv`), 'utf8'))] as const,
    );
    datasets.push({ name, dist, model, tables: new Map(texts) });
  }
});

async function versionOf({ version }: Reader): Promise<string | null> {
  try {
    return /\d+(?:\.\d+)+(?: with readr [\d.]+)?/.exec(await version())?.[0] ?? null;
  } catch {
    return null;
  }
}

/** How everything is had that is missing here. */
function remedy(): string {
  const missing = READERS.filter(reader => versions.get(reader) === null).map(({ from }) => from);
  const debian = missing.filter(name => !existsSync(join(import.meta.dirname, '../node_modules', name)));
  return `On Debian: apt-get install --no-install-recommends ${debian.join(' ')}
Elsewhere, or without them: LODEMARK_SKIP_READERS=1 make test, which names what it skips.`;
}

describe('the same is read by', () => {
  test.for(READERS)('$name', async (reader, { skip }) => {
    const version = versions.get(reader) ?? null;
    if (version === null && SKIP) {
      console.warn(`SKIPPED: ${reader.name} is missing (Debian package ${reader.from}); nothing is shown by it.`);
      skip(`${reader.from} is missing`);
    }
    if (version === null) throw new Error(`${reader.name} is missing. ${remedy()}`);
    const work = join(folder, reader.from.replaceAll('/', '-'));
    mkdirSync(work, { recursive: true });
    found.push([reader.name, version, reader.reads, await reader.find(datasets, work)]);
  });
});

const START = '<!-- readers: written by UPDATE=1 npx vitest run test/readers.test.ts -->';
const END = '<!-- /readers -->';

test('README.md has the table of what they found', () => {
  const readme = readFileSync(README, 'utf8');
  const [before, rest = ''] = readme.split(START);
  const [table = '', after = ''] = rest.split(END);
  if (UPDATE) {
    expect(found).toHaveLength(READERS.length);
    const rows = found.map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |\n`).join('');
    const anew = `| reader | version | reads | found |\n|---|---|---|---|\n${rows}`;
    writeFileSync(README, `${before}${START}\n${anew}${END}${after}`);
  } else {
    const named = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(match => match[1]).slice(1);
    expect(named, 'UPDATE=1 npx vitest run test/readers.test.ts').toEqual(READERS.map(({ name }) => name));
  }
});
