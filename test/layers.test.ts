import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import { type Import, type Module, readModules } from './modules.ts';

/*
 * What must never be (pipeline/README.md). A rule says which modules it is for, and which of their imports break it.
 */

const modules = readModules();
const all = [...modules.values()];
const valuesOf = (module: Module): readonly Import[] => module.imports.filter(({ typeOnly }) => !typeOnly);
const isPackage = (from: string): boolean => !modules.has(from) && !isBuiltin(from);

/** Modules that are a format: those that `formats.ts` opens. */
const formats = modules
  .get('emit/formats.ts')!
  .imports.map(({ from }) => from)
  .filter(from => from !== 'emit/emitter.ts');

const MARKDOWN = /^(?:unified|vfile|remark|mdast|micromark|unist|hast|rehype)/;
const isOneOf =
  (...names: readonly string[]) =>
  (path: string): boolean =>
    names.some(name => (name.endsWith('/') ? path.startsWith(name) : path === name));

interface Rule {
  readonly says: string;
  readonly of: (path: string) => boolean;
  readonly breaks: (imported: Import, path: string) => boolean;
}

const RULES: readonly Rule[] = [
  {
    says: 'formats know the dataset and the model alone: no stage, no Markdown, no file system',
    // formats.ts is the list of them all, of which the site is one.
    of: path => path.startsWith('emit/') && path !== 'emit/formats.ts',
    breaks: ({ from, typeOnly }) =>
      isBuiltin(from) || (modules.has(from) && !from.startsWith('emit/') && !(from === 'model.ts' && typeOnly)),
  },
  {
    says: 'the site knows the dataset and the model alone: no stage, no Markdown, no file system',
    of: isOneOf('site/'),
    breaks: ({ from, typeOnly }) =>
      from.startsWith('node:fs') ||
      (modules.has(from) && !/^(?:site|emit)\//.test(from) && !(from === 'model.ts' && typeOnly)),
  },
  {
    says: 'no format knows another',
    of: () => true,
    // The context is a file of its own, and the head of all JSON-LD.
    breaks: ({ from }, path) =>
      formats.includes(from) &&
      path !== 'emit/formats.ts' &&
      from !== 'emit/context.ts' &&
      !(path.startsWith('site/') && from.startsWith('site/')),
  },
  {
    says: 'Markdown packages are for parsing and rendering',
    of: path => !isOneOf('parse.ts', 'render.ts', 'render/', 'plugin.ts', 'plugin/')(path),
    breaks: ({ from, typeOnly }) => isPackage(from) && MARKDOWN.test(from) && !typeOnly,
  },
  {
    says: 'only validation knows Ajv',
    of: path => !isOneOf('validate.ts', 'validate/', 'validators.ts')(path),
    breaks: ({ from }) => /^ajv\b/.test(from),
  },
  {
    says: 'only the model reads schemas',
    of: path => !isOneOf('model.ts', 'schema/', 'generate.ts')(path),
    // Names and types of the schemas' own keywords, and the error, hold no schema.
    breaks: ({ from, typeOnly }) =>
      from.startsWith('schema/') &&
      !typeOnly &&
      !['schema/shapes.ts', 'schema/columns.ts', 'schema/tables.ts'].includes(from),
  },
  {
    says: 'only writing, the project, the server and the command line touch the file system',
    of: path =>
      !isOneOf('write.ts', 'write/', 'project.ts', 'project/', 'serve/', 'jobs.ts', 'cli.ts', 'generate.ts')(path),
    breaks: ({ from }) => /^(?:node:)?(?:fs|child_process|net|http|https|dns|os|tls)(?:\/|$)/.test(from),
  },
  {
    says: 'only the command line and helping processes know the process',
    // The lock says who builds.
    of: path => !isOneOf('cli.ts', 'jobs.ts', 'worker.ts', 'write.ts', 'write/lock.ts')(path),
    breaks: ({ from }) => /^(?:node:)?process$/.test(from),
  },
  {
    says: 'commands are called by the command line alone',
    of: path => !isOneOf('cli.ts', 'commands/')(path),
    breaks: ({ from, typeOnly }) => from.startsWith('commands/') && !typeOnly,
  },
  {
    says: 'no module but the public one passes on what others export',
    of: path => path !== 'index.ts',
    breaks: ({ passedOn }) => passedOn,
  },
];

test.each(RULES)('$says', ({ of, breaks }) => {
  const broken = all
    .filter(({ path }) => of(path))
    .flatMap(module =>
      module.imports
        .filter(imported => breaks(imported, module.path))
        .map(({ from }) => `${module.path} imports ${from}`),
    );
  expect(broken).toEqual([]);
});

test.each(['parse.ts', 'text.ts', 'extract.ts', 'resolve.ts'])(
  '%s knows no format and no validation, not even through others',
  path => {
    const reached = reachedFrom(path);
    expect(
      [...reached].filter(other =>
        /^(?:emit|site|write|commands)\/|^(?:validate|validators|write|project|cli)\.ts$|^ajv\b/.test(other),
      ),
    ).toEqual([]);
  },
);

test('no clock, no console, no chance and no locale but in the command line', () => {
  const allowed: { readonly [path: string]: readonly string[] } = {
    'cli.ts': ['process', 'performance', 'fetch', 'setTimeout'],
    'project/watch.ts': ['setTimeout'],
    'editor/server.ts': ['setTimeout'],
    'jobs.ts': ['process'],
    'worker.ts': ['process'],
    'write.ts': ['process'],
    'write/lock.ts': ['process'],
  };
  const found = all.flatMap(({ path, effects }) =>
    [...effects].filter(effect => !allowed[path]?.includes(effect)).map(effect => `${path} uses ${effect}`),
  );
  expect(found).toEqual([]);
});

test('no circles', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (done.has(path) || way.includes(path)) return;
    for (const { from } of valuesOf(modules.get(path)!)) if (modules.has(from)) visit(from, [...way, path]);
    done.add(path);
  };
  for (const { path } of all) visit(path, []);
  expect(circles).toEqual([]);
});

test('every module is reached from the command line or the library', () => {
  const reached = new Set(ENTRIES.flatMap(entry => [entry, ...reachedFrom(entry, () => true)]));
  expect(all.map(({ path }) => path).filter(path => !reached.has(path))).toEqual([]);
});

test('the command line loads no package to show its help', () => {
  const commands = all.map(({ path }) => path).filter(path => path.startsWith('commands/'));
  const early = ['cli.ts', ...commands].flatMap(path => [
    ...reachedFrom(path, ({ typeOnly, lazy }) => !typeOnly && !lazy),
  ]);
  expect(early.filter(isPackage)).toEqual([]);
});

/** Modules that something outside pipeline/ starts from; the last two are tools of this repository. */
const ENTRIES = ['cli.ts', 'index.ts', 'worker.ts', 'generate.ts', 'validate/standalone.ts'];

const manifest = readJson('package.json') as {
  readonly dependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
};

test('versions are exact', () => {
  const inexact = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
  );
  expect(inexact).toEqual([]);
});

test('every dependency is used, and nothing that is none', () => {
  const packagesIn = (imports: readonly Import[]): string[] =>
    imports
      .map(({ from }) => from)
      .filter(isPackage)
      .map(packageOf);
  const imported = new Set(all.flatMap(({ imports }) => packagesIn(imports)));
  const named = new Set(all.flatMap(({ texts }) => [...texts].filter(text => text.includes('/')).map(packageOf)));
  const known = Object.keys(manifest.dependencies);
  const unused = known.filter(name => !imported.has(name) && !named.has(name));
  expect(unused, 'dependencies that nothing uses').toEqual([]);
  const needed = new Set(all.flatMap(module => packagesIn(valuesOf(module))));
  const missing = [...needed].filter(name => !known.includes(name));
  expect(missing, 'imports that are no dependency').toEqual([]);
});

test('the packages of the contract are there', () => {
  const known = { ...manifest.dependencies, ...manifest.devDependencies };
  const wanted = [
    'unified',
    'remark-parse',
    'remark-frontmatter',
    'ajv',
    'edtf',
    'jsonld',
    'hyparquet-writer',
    'csv-stringify',
  ];
  expect(wanted.filter(name => !Object.hasOwn(known, name))).toEqual([]);
});

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: { readonly [name: string]: string };
}

test('the lock file holds no address of a registry, and the packages of every platform', () => {
  const { packages } = readJson('package-lock.json') as { readonly packages: { readonly [path: string]: Locked } };
  const addressed = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(addressed.map(([path]) => path)).toEqual([]);
  // A registry that mirrors one platform alone makes a lock file with which `npm ci` fails.
  const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  const locked = new Set(Object.keys(packages).map(path => path.replace(/^.*node_modules\//, '')));
  expect(optional.filter(name => !locked.has(name))).toEqual([]);
});

/** What a module comes from, however far away: by default what its values do. */
function reachedFrom(path: string, counts = ({ typeOnly }: Import): boolean => !typeOnly): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (module: Module): void => {
    for (const { from } of module.imports.filter(counts)) {
      if (reached.has(from)) continue;
      reached.add(from);
      const next = modules.get(from);
      if (next) visit(next);
    }
  };
  visit(modules.get(path)!);
  return reached;
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function readJson(path: string): object {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as object;
}
