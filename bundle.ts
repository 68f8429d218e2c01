/**
 * Makes the published package in package/ and packs it: `npm run package`.
 *
 *   lib/        the command and the library, bundled with all that they import; what only some commands need in files of its own
 *   types/      declarations of the library
 *   schemas/    as they are here
 *   source/     the guide of the language
 *   LICENSES    of what is bundled
 *
 * Paths between lib/, schemas/ and package.json are those between pipeline/ and its neighbours, so that the code finds its files in
 * both. Its only dependencies are the packages that the declarations name, and those whose files are read as they are.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin, transform } from 'esbuild';
import ts from 'typescript';
import { createModel } from './pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from './pipeline/project.ts';
import { freeze, keyOf } from './pipeline/schema/frozen.ts';
import { fieldsCode } from './pipeline/validate/standalone.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const OUT = join(ROOT, 'package');
/** Where a declaration names another module: `from '…'` and `import("…")`. */
const IMPORTED = /(?:\bfrom |\bimport(?:\(| ))['"]([^'"]+)['"]/g;
const manifest = readJson('package.json') as {
  readonly [field: string]: unknown;
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
};
type Versions = { readonly [name: string]: string };

const files = readSchemas(BUILT_IN_SCHEMAS);
const builtIn = { files, model: createModel(files) };
/** Packages whose files are read as they are. */
const READ = ['@fontsource-variable/source-serif-4', 'world-atlas'];
const KINDS = ['document', 'entity', 'event', 'relation', 'quantity', 'quotation', 'claim', 'dataset'];

rmSync(OUT, { recursive: true, force: true });
const meta = await bundle();
const imported = declare();
for (const path of ['README.md', 'CHANGELOG.md', 'LICENSE', 'schemas', 'source/README.md']) copy(path, path);
copy('pipeline/site/assets', 'lib/site/assets');
copy('pipeline/templates', 'lib/templates');
write('LICENSES', licences(meta));
write('package.json', `${JSON.stringify(published(new Set([...imported, ...READ])), null, 2)}\n`);
const [packed] = JSON.parse(run('npm', ['pack', './package', '--json', '--loglevel=error'])) as [
  { filename: string; size: number; unpackedSize: number; files: object[] },
];
console.log(
  `${packed.filename}: ${packed.files.length} files, ${kb(packed.size)} packed, ${kb(packed.unpackedSize)} unpacked`,
);

/** The code for Node, in as few files as laziness allows. */
async function bundle(): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['pipeline/cli.ts', 'pipeline/index.ts', 'pipeline/worker.ts'],
    outdir: 'package/lib',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.12',
    mainFields: ['module', 'main'],
    plugins: [prepared(), late(), named()],
    minifySyntax: true,
    minifyWhitespace: true,
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const { path, text } of outputFiles)
    write(path.slice(OUT.length + 1), text.includes('__require') ? withRequire(text) : text);
  return metafile;
}

/** Puts into `prepared.ts` what it is about. */
function prepared(): Plugin {
  return {
    name: 'prepared',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^lodemark:formats$/ }, () => ({ path: join(ROOT, 'pipeline/validate/formats.ts') }));
      onResolve({ filter: /^lodemark:fields$/ }, ({ path }) => ({ path, namespace: 'prepared' }));
      onLoad({ filter: /pipeline[\\/]prepared\.ts$/ }, () => ({ resolveDir: ROOT, contents: preparedCode() }));
      onLoad({ filter: /^lodemark:fields$/, namespace: 'prepared' }, () => ({
        resolveDir: ROOT,
        contents: fieldsCode(builtIn.model, KINDS),
      }));
    },
  };
}

function preparedCode(): string {
  const { model, files } = builtIn;
  return `import * as fields from 'lodemark:fields';
export const prepared = ${JSON.stringify({ key: keyOf(files), model: freeze(model) }).slice(0, -1)}, fields };`;
}

/** Ajv is read and run only where a project has schemas of its own. */
function late(): Plugin {
  return {
    name: 'late',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^ajv\/dist\/2020\.js$/ }, ({ kind, path }) =>
        kind === 'import-statement' ? { path, namespace: 'late' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
        resolveDir: ROOT,
        contents: `export function Ajv2020(options) { return new (require(${JSON.stringify(path)}).Ajv2020)(options); }`,
      }));
    },
  };
}

/**
 * Gives edtf's classes their names, which it goes by, where the bundle has to call them otherwise. For all code (`keepNames`) that would
 * be done to every function whenever it is made, which takes a hundredth of a build.
 */
function named(): Plugin {
  return {
    name: 'named',
    setup({ onLoad }) {
      onLoad({ filter: /node_modules[\\/]edtf[\\/].*\.js$/ }, async ({ path }) => ({
        contents: (await transform(readFileSync(path, 'utf8'), { keepNames: true })).code,
      }));
    },
  };
}

/** CommonJS packages ask for Node's own modules by `require`, which modules haven't got. */
function withRequire(text: string): string {
  const [, hashbang, code] = /^(#![^\n]*\n)?([\s\S]*)$/.exec(text)!;
  return `${hashbang ?? ''}import{createRequire as nodeRequire}from"node:module";const require=nodeRequire(import.meta.url);${code}`;
}

/** Writes the declarations that the library's own lead to; the packages that they name. */
function declare(): ReadonlySet<string> {
  const emitted = emitTypes();
  const packages = new Set<string>();
  const written = new Set<string>();
  const visit = (path: string): void => {
    if (written.has(path)) return;
    written.add(path);
    const text = emitted.get(path)!;
    write(
      join('types', path),
      text.replace(IMPORTED, words => words.replace(/\.ts(?=['"])/, '.js')),
    );
    for (const [, from] of text.matchAll(IMPORTED)) {
      if (from!.startsWith('.')) visit(posix.join(posix.dirname(path), from!).replace(/\.ts$/, '.d.ts'));
      else packages.add(from!);
    }
  };
  visit('index.d.ts');
  return packages;
}

/** Declarations of the library and of all that it imports, by path relative to pipeline/. */
function emitTypes(): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const ambient = readdirSync(join(ROOT, 'pipeline')).filter(name => name.endsWith('.d.ts'));
  const program = ts.createProgram(
    ['index.ts', ...ambient].map(name => join(ROOT, 'pipeline', name)),
    {
      ...options,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: OUT,
      rootDir: join(ROOT, 'pipeline'),
    },
  );
  const emitted = new Map<string, string>();
  program.emit(undefined, (path, text) => emitted.set(path.slice(OUT.length + 1), text));
  return emitted;
}

/** The texts of the licences of all packages whose code is in the bundle. */
function licences({ inputs }: Metafile): string {
  const folders = new Set(
    Object.keys(inputs).flatMap(path => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const parts = [...folders].sort().map(folder => {
    const { name, version, license } = readJson(join(folder, 'package.json')) as {
      name: string;
      version: string;
      license?: string;
    };
    const file = readdirSync(join(ROOT, folder)).find(path => /^licen[cs]e/i.test(path));
    return `${name} ${version} (${license ?? 'see below'})\n\n${file ? readFileSync(join(ROOT, folder, file), 'utf8').trim() : ''}`;
  });
  return `The files in lib/ contain these packages, each under its own licence.\n\n${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** package.json as it is published. */
function published(packages: ReadonlySet<string>): object {
  const { name, version, description, license, type, engines } = manifest;
  const versions = { ...manifest.devDependencies, ...manifest.dependencies };
  const needed = [...packages].map(from => (versions[`@types/${from}`] ? `@types/${from}` : from)).sort();
  const unknown = needed.filter(from => !versions[from]);
  if (unknown.length > 0) throw new Error(`Unexpected package in declarations: ${unknown.join(', ')}`);
  return {
    name,
    version,
    description,
    keywords: ['markdown', 'annotation', 'linked-data', 'json-ld', 'csv', 'parquet', 'remark-plugin', 'dataset'],
    license,
    type,
    engines,
    bin: { lodemark: 'lib/cli.js' },
    exports: { '.': { types: './types/index.d.ts', default: './lib/index.js' }, './package.json': './package.json' },
    dependencies: Object.fromEntries(needed.map(from => [from, versions[from]])),
  };
}

function copy(from: string, to: string): void {
  if (existsSync(join(ROOT, from))) cpSync(join(ROOT, from), join(OUT, to), { recursive: true });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(OUT, path)), { recursive: true });
  writeFileSync(join(OUT, path), text);
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

function kb(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
