/** What is measured of Lodemark, and what it is compared with: each a process of its own, bundled alike. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, createReadStream, createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { corpusArticle } from './corpus.ts';
import { bytesOf, putAside, run } from './measure.ts';

export interface Program {
  readonly key: string;
  readonly name: string;
  readonly does: string;
  /** The program that its time is given as a multiple of. */
  readonly of?: string;
  readonly before?: () => void | Promise<void>;
  readonly command: readonly string[];
  readonly cwd?: string;
  /** What it writes; its size is told. */
  readonly out?: readonly string[];
  /** So often in a run, of which the median counts: for what is over in a moment. */
  readonly times?: number;
}

export interface Workspace {
  readonly folder: string;
  /** Projects: the articles that everything is measured on, the larger one for what is done again, and one article. */
  readonly project: string;
  readonly large: string;
  readonly one: string;
  /** How Lodemark is started. */
  readonly lodemark: readonly string[];
}

/** Of `lodemark build`; what the programs that Lodemark is compared with write too, and Parquet. */
const FORMATS = ['--formats', 'text,csv,parquet,context,jsonld,nquads'];
/** Files that were changed a moment ago are looked at again, so that moment must pass. */
const SETTLED = 2500;

export function programs({ folder, project, large, one, lodemark }: Workspace): Program[] {
  const help = execFileSync(lodemark[0]!, [...lodemark.slice(1), 'build', '--help'], { encoding: 'utf8' });
  const jobs = help.includes('--jobs');
  const build = (target: string, ...words: string[]): string[] => [...lodemark, 'build', target, ...FORMATS, ...words];
  const program = (name: string): string[] => ['node', join(folder, `${name}.mjs`)];
  const out = (name: string): string => join(folder, 'out', name);
  const empty = (name: string) => () => {
    putAside([out(name)], folder);
    mkdirSync(out(name), { recursive: true });
  };
  const fresh = (target: string) => () =>
    putAside(
      ['.lodemark', 'dist'].map(path => join(target, path)),
      folder,
    );
  const single = jobs ? ['--jobs', '1'] : [];
  const known = (key: string, formats: string, of: string | undefined, does: string): Program => ({
    key,
    name: `lodemark build --formats ${formats}`,
    does,
    ...(of && { of }),
    before: empty(key),
    command: [...lodemark, 'build', project, '--formats', formats, '--out', join(out(key), 'dist'), ...single],
    out: [out(key)],
  });
  const all: (Program | false)[] = [
    {
      key: 'parse',
      name: 'parse alone',
      does: 'remark-parse and remark-frontmatter, nothing done with the trees',
      command: [...program('parse'), project],
    },
    help.includes('--shard') && {
      key: 'shard',
      name: 'lodemark build --shard 1/2',
      does: 'the part of one of two machines',
      of: 'build',
      before: fresh(project),
      command: build(project, '--shard', '1/2'),
      out: [],
    },
    {
      key: 'build',
      name: 'lodemark build',
      does: 'everything, from nothing: sentences, mentions and evidence with offsets, 20 tables as CSV and Parquet, JSON-LD, canonical N-Quads',
      of: 'parse',
      before: fresh(project),
      command: build(project, ...single),
      out: [join(project, 'dist')],
    },
    jobs && {
      key: 'jobs',
      name: 'lodemark build --jobs 2',
      does: 'the same by two workers',
      of: 'build',
      before: fresh(project),
      command: build(project, '--jobs', '2'),
      out: [join(project, 'dist')],
    },
    {
      key: 'chain',
      name: 'the obvious chain',
      does: 'remark, js-yaml, Ajv, jsonld.toRDF and csv-stringify by article, written plainly; things, events and which article mentions what; no sentences, no evidence, no Parquet',
      of: 'parse',
      before: empty('chain'),
      command: [...program('chain'), project, out('chain')],
      out: [out('chain')],
    },
    known(
      'nquads',
      'nquads',
      'parse',
      'graph.nq from rows, articles known: reads the store, joins the articles, writes',
    ),
    {
      key: 'jsonld',
      name: 'jsonld over the same JSON-LD',
      does: "graph.nq from Lodemark's own graph.jsonld: jsonld.toRDF (safe) and rdf-canonize in batches of 200 nodes, then sort; the same bytes",
      of: 'nquads',
      before: empty('jsonld'),
      command: [...program('jsonld'), join(project, 'dist/graph.jsonld'), out('jsonld')],
      out: [join(out('jsonld'), 'graph.nq')],
    },
    known('csv', 'csv', 'parse', 'csv/ from rows, articles known: reads the store, joins the articles, writes'),
    {
      key: 'csv-stringify',
      name: 'csv-stringify over the same rows',
      does: 'csv/ from rows that stand ready as JSON, streamed; the same bytes',
      of: 'csv',
      before: empty('csv-stringify'),
      command: [...program('csv'), join(folder, 'rows'), out('csv-stringify')],
      out: [out('csv-stringify')],
    },
    known('known', 'text', 'parse', 'plain texts alone, articles known: what the two above it take before they write'),
    {
      key: 'parse-more',
      name: 'parse alone, more articles',
      does: 'remark-parse and remark-frontmatter, nothing done with the trees',
      command: [...program('parse'), large],
    },
    jobs && {
      key: 'jobs-more',
      name: 'lodemark build --jobs 2, more articles',
      does: 'everything, from nothing, by two workers',
      of: 'first',
      before: fresh(large),
      command: build(large, '--jobs', '2'),
      out: [join(large, 'dist')],
    },
    {
      key: 'first',
      name: 'lodemark build, more articles',
      does: 'everything, from nothing',
      of: 'parse-more',
      before: fresh(large),
      command: build(large, ...single),
      out: [join(large, 'dist')],
    },
    {
      key: 'again',
      name: 'lodemark build, one of them changed',
      does: 'a sentence was added to one article',
      of: 'first',
      before: async () => {
        appendFileSync(join(large, corpusArticle(0).path), '\nOne more sentence.\n');
        await pause(SETTLED);
      },
      command: build(large, ...single),
    },
    {
      key: 'unchanged',
      name: 'lodemark build, nothing changed',
      does: '',
      of: 'first',
      before: () => pause(SETTLED),
      command: build(large, ...single),
    },
    { key: 'node', name: 'node -e 0', does: 'starts Node and stops', command: ['node', '-e', '0'], times: 5 },
    {
      key: 'parse-one',
      name: 'parse alone, one article',
      does: 'starts Node, loads remark, parses one article',
      of: 'node',
      command: [...program('parse'), one],
      times: 5,
    },
    {
      key: 'check',
      name: 'lodemark check, one article',
      does: 'all messages for it',
      of: 'node',
      command: [...lodemark, 'check', join(one, corpusArticle(0).path)],
      times: 5,
    },
  ];
  return all.filter(program => program !== false);
}

/** What some programs begin with: a build of the project, and the rows of its tables as JSON. */
export async function prepare({ folder, project, lodemark }: Workspace): Promise<void> {
  await run([...lodemark, 'build', project, ...FORMATS], folder);
  const rows = join(folder, 'rows');
  mkdirSync(rows, { recursive: true });
  for (const name of readdirSync(join(project, 'dist/csv'))) {
    const writer = createWriteStream(join(rows, name.replace(/csv$/, 'jsonl')));
    const reader = createReadStream(join(project, 'dist/csv', name)).pipe(parse({ bom: true }));
    for await (const row of reader) writer.write(`${JSON.stringify(row)}\n`);
    await new Promise(resolve => writer.end(resolve));
  }
}

/** Bytes an article of each kind of output, of the store, and of the sources themselves. */
export function sizes({ project }: Workspace, articles: number): ReadonlyMap<string, number> {
  const paths = {
    'the article itself': 'source',
    'text/': 'dist/text',
    'csv/': 'dist/csv',
    'parquet/': 'dist/parquet',
    'graph.jsonld': 'dist/graph.jsonld',
    'graph.nq': 'dist/graph.nq',
    'the store, .lodemark/': '.lodemark',
  };
  return new Map(Object.entries(paths).map(([name, path]) => [name, bytesOf(join(project, path)) / articles]));
}

/** Whether the programs that make Lodemark's files the usual way made the same bytes, by name. */
export function sameBytes(
  { folder, project }: Workspace,
  wanted: (key: string) => boolean,
): ReadonlyMap<string, boolean> {
  const dist = join(project, 'dist');
  const made = (key: string, path: string): string => join(folder, 'out', key, path);
  const same = (path: string, key: string, name: string): boolean =>
    spawnSync('cmp', ['-s', join(dist, path), made(key, name)]).status === 0;
  const graph = statSync(join(dist, 'graph.nq')).isDirectory() ? 'LC_ALL=C sort -mu graph.nq/*' : 'cat graph.nq';
  const isSameGraph = (): boolean =>
    spawnSync('sh', ['-c', `${graph} | cmp -s - "$0"`, made('jsonld', 'graph.nq')], { cwd: dist }).status === 0;
  const tables = readdirSync(join(dist, 'csv'));
  return new Map([
    ...(wanted('jsonld') ? [['graph.nq by jsonld and by Lodemark', isSameGraph()] as const] : []),
    ...(wanted('csv-stringify')
      ? [
          [
            'csv/ by csv-stringify and by Lodemark',
            tables.every(name => same(`csv/${name}`, 'csv-stringify', name)),
          ] as const,
        ]
      : []),
  ]);
}
