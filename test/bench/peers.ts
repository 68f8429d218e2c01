/**
 * Programs by others, each doing the nearest thing to its own job on the same articles. Those of npm are installed here, in exact versions,
 * into the folder of the run; pandoc and hugo are the system's.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { putAside } from './measure.ts';
import type { Program } from './programs.ts';

interface Peer {
  readonly key: string;
  /** Of npm; absent for a program of the system. */
  readonly version?: string;
  readonly does: string;
  /** Files to be put beside it, by name. */
  readonly files?: (articles: string) => { readonly [name: string]: string };
  readonly command: (articles: string) => readonly string[];
  /** What it writes, within its folder. */
  readonly out: readonly string[];
}

const FIELDS = ['id', 'title', 'published', 'lang', 'licence', 'summary'];

const PEERS: readonly Peer[] = [
  {
    key: 'velite',
    version: '0.4.0',
    does: 'checks front matter and renders the Markdown to HTML, into one JSON file',
    files: articles => ({
      'velite.config.js': `import { defineCollection, defineConfig, s } from 'velite';
const fields = Object.fromEntries(${JSON.stringify(FIELDS)}.map(name => [name, s.string()]));
const articles = defineCollection({ name: 'Article', pattern: '**/*.md', schema: s.object({ ...fields, body: s.markdown() }) });
export default defineConfig({ root: ${JSON.stringify(articles)}, output: { data: 'out', assets: 'out/static' }, collections: { articles } });
`,
    }),
    command: () => ['node', 'node_modules/velite/bin/velite.js', 'build', '--silent'],
    out: ['out'],
  },
  {
    key: 'mddb',
    version: '0.9.5',
    does: 'reads front matter, links, tags and tasks, into SQLite and JSON',
    command: articles => ['node', 'node_modules/mddb/dist/src/bin/index.js', articles],
    out: ['markdown.db', '.markdowndb'],
  },
  {
    key: 'contentlayer2',
    version: '0.5.8',
    does: 'checks front matter and renders the Markdown to HTML, into a JSON file an article',
    files: articles => ({
      'contentlayer.config.js': `import { defineDocumentType, makeSource } from 'contentlayer2/source-files';
const fields = Object.fromEntries(${JSON.stringify(FIELDS)}.map(name => [name, { type: 'string', required: true }]));
const Article = defineDocumentType(() => ({ name: 'Article', filePathPattern: '**/*.md', fields }));
export default makeSource({ contentDirPath: ${JSON.stringify(articles)}, documentTypes: [Article], disableImportAliasWarning: true });
`,
    }),
    command: () => ['node', 'node_modules/contentlayer2/bin/cli.cjs', 'build'],
    out: ['.contentlayer'],
  },
  {
    key: 'pandoc',
    does: 'parses each file as CommonMark with front matter, tables and footnotes, and writes one tree of all as JSON',
    command: articles => [
      'pandoc',
      '--from=commonmark+yaml_metadata_block+pipe_tables+footnotes',
      '--to=json',
      '--file-scope',
      '--quiet',
      '--output=tree.json',
      ...readdirSync(articles, { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.md'))
        .sort()
        .map(name => join(articles, name)),
    ],
    out: ['tree.json'],
  },
  {
    key: 'hugo',
    does: 'renders each article to a page (Go, several threads)',
    files: articles => ({
      'config.toml': `baseURL = "https://corpus.example/"
contentDir = ${JSON.stringify(articles)}
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404"]
`,
      'layouts/_default/single.html': '<h1>{{ .Title }}</h1>\n{{ .Content }}\n',
    }),
    command: () => ['hugo', '--quiet'],
    out: ['public', 'resources'],
  },
];

export const PEER_KEYS: readonly string[] = PEERS.map(({ key }) => key);

/**
 * The peers that are wanted and can be had, as programs; `missing` is told of the others.
 * @param folder of the run
 * @param source the project's articles, which are copied without the files that only Lodemark reads
 */
export function peers(
  folder: string,
  source: string,
  wanted: (key: string) => boolean,
  missing: (key: string, why: string) => void,
): Program[] {
  const chosen = PEERS.filter(({ key }) => wanted(key));
  const articles = join(folder, 'articles');
  if (chosen.length > 0) cpSync(source, articles, { recursive: true, filter: path => !path.endsWith('.yaml') });
  return chosen.flatMap(({ key, version, does, files, command, out }) => {
    const own = join(folder, 'peers', key);
    mkdirSync(join(own, 'layouts/_default'), { recursive: true });
    for (const [name, text] of Object.entries(files?.(articles) ?? {})) writeFileSync(join(own, name), text);
    const found = version === undefined ? installedVersion(key) : install(own, key, version);
    if (found === undefined) {
      missing(key, version === undefined ? `it isn't installed (Debian: ${key})` : 'npm could not install it');
      return [];
    }
    const paths = out.map(path => join(own, path));
    const before = (): void => putAside(paths, folder);
    return [
      { key, name: `${key} ${found}`, does, of: 'parse', before, command: command(articles), cwd: own, out: paths },
    ];
  });
}

function install(folder: string, key: string, version: string): string | undefined {
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  try {
    // Some compile what they need when they are installed, which npx keeps them from in a project that says so.
    const words = ['install', '--ignore-scripts=false', '--no-audit', '--no-fund', `${key}@${version}`];
    execFileSync('npm', words, { cwd: folder, stdio: 'pipe' });
    return version;
  } catch {
    return undefined;
  }
}

function installedVersion(key: string): string | undefined {
  const { stdout, status } = spawnSync(key, [key === 'hugo' ? 'version' : '--version'], { encoding: 'utf8' });
  return status === 0 ? (/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '') : undefined;
}
