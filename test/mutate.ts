import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build as esbuild } from 'esbuild';
import ts from 'typescript';
import type { Asked } from './rules/killer.ts';

/*
 * Breaks the validating stages on purpose, in a copy, one place at a time, and sees whether a test fails.
 *
 *   npx tsx test/mutate.ts reports       takes every `report(…)` away, one after another
 *   npx tsx test/mutate.ts 300 7         300 other mutants, drawn with the seed 7
 *   npx tsx test/mutate.ts 20 1 front    20 in files whose path has `front` in it; with `quick` behind it, by the examples alone
 */

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const STAGES = [
  'front',
  'extract',
  'resolve',
  'declare',
  'evidence',
  'validate',
  'grounding',
  'accept',
  'registry',
  'dates',
];
const MORE = ['quantities', 'characters', 'limits', 'manifest', 'overview', 'yaml'];
const FOLDERS = [
  'extract',
  'resolve',
  'declare',
  'validate',
  'ground',
  'dates',
  'quantities',
  'session',
  'project',
  'yaml',
];
/** Asked about what the examples leave. */
const TESTS = ['golden', 'hostile', 'plugin', 'model', 'fuzz', 'incremental', 'suggest', 'explain', 'link'];
const SECONDS = 60;

interface Mutant {
  readonly kind: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

const [what = 'reports', seed = '1', only = '', last = ''] = process.argv.slice(2);
const thorough = last !== 'quick';

function paths(): string[] {
  const files = [...STAGES, ...MORE].map(name => `pipeline/${name}.ts`);
  const inner = FOLDERS.flatMap(folder =>
    readdirSync(join(ROOT, 'pipeline', folder)).map(name => `pipeline/${folder}/${name}`),
  );
  return [...files, ...inner].filter(path => path.endsWith('.ts') && path.includes(only));
}

const COMPARED: { readonly [operator: string]: string } = {
  ...{
    '===': '!==',
    '!==': '===',
    '<': '<=',
    '<=': '<',
    '>': '>=',
    '>=': '>',
    '&&': '||',
    '||': '&&',
    '+': '-',
    '-': '+',
    '??': '&&',
  },
};

function mutantsOf(path: string): Mutant[] {
  const file = ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (kind: string, node: ts.Node, put: string): void => {
    found.push({ kind, path, start: node.getStart(), end: node.end, put });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isCallExpression(node) && /(?:^|[.#])(?:report|say)$/.test(node.expression.getText()))
      add('report', node, 'void 0');
    if (ts.isIfStatement(node)) {
      add('condition', node.expression, `!(${node.expression.getText()})`);
      if (!node.elseStatement && ts.isReturnStatement(node.thenStatement)) add('early return', node, ';');
    }
    if (ts.isConditionalExpression(node)) add('condition', node.condition, `!(${node.condition.getText()})`);
    if (ts.isBinaryExpression(node) && COMPARED[node.operatorToken.getText()] !== undefined)
      add('operator', node.operatorToken, COMPARED[node.operatorToken.getText()]!);
    if (ts.isStringLiteral(node) && node.text !== '' && !ts.isLiteralTypeNode(node.parent)) add('string', node, "''");
    if (ts.isNumericLiteral(node)) add('number', node, String(Number(node.text) + 1));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** So many of a list, by a seed (mulberry32). */
function drawn<Item>(items: readonly Item[], many: number): Item[] {
  let state = Number(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const rest = [...items];
  return Array.from(
    { length: Math.min(many, rest.length) },
    () => rest.splice(Math.floor(next() * rest.length), 1)[0]!,
  );
}

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const left = new Set(['.git', '.lodemark', 'node_modules', 'package'].map(name => join(ROOT, name)));
  cpSync(ROOT, folder, { recursive: true, filter: path => !left.has(path) });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What fails first, or `null`: the examples of the guide and the hostile input, and where these pass the tests. */
async function killer(folder: string, first: string | null, thorough: boolean): Promise<string | null> {
  const quick = await quickly(folder, first);
  if (quick !== null || !thorough) return quick;
  const command = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--bail',
    '1',
    ...TESTS.map(name => `test/${name}.test.ts`),
  ];
  const { status } = spawnSync(process.execPath, command, {
    cwd: folder,
    timeout: 10 * SECONDS * 1000,
    stdio: 'ignore',
  });
  return status === 0 ? null : 'a test';
}

async function quickly(folder: string, first: string | null): Promise<string | null> {
  const outfile = join(folder, 'pipeline/killer.mjs');
  const entryPoints = [join(folder, 'test/rules/killer.ts')];
  await esbuild({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const guide = readFileSync(join(folder, 'source/README.md'), 'utf8');
  const worker = new Worker(outfile, { workerData: { guide, first } satisfies Asked });
  const said = await new Promise<string | null>(resolve => {
    worker.once('message', resolve);
    worker.once('error', error => resolve(`throws ${error.message}`));
    setTimeout(() => resolve('takes for ever'), SECONDS * 1000).unref();
  });
  await worker.terminate();
  return said;
}

function told(folder: string, { kind, path, start, end, put }: Mutant): string {
  const text = readFileSync(join(folder, path), 'utf8');
  const line = text.slice(0, start).split('\n').length;
  return `${path}:${line} ${kind}: ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 90)} → ${put.slice(0, 60)}`;
}

const folder = copy();
process.on('exit', () => statSync(folder, { throwIfNoEntry: false }) && rmSync(folder, { recursive: true }));
process.on('SIGINT', () => process.exit(1));
const sound = await killer(folder, null, false);
if (sound !== null) throw new Error(`Unexpected failure without any mutant: ${sound}`);
const all = paths().flatMap(mutantsOf);
const tried =
  what === 'reports'
    ? all.filter(({ kind }) => kind === 'report')
    : drawn(
        all.filter(({ kind }) => kind !== 'report'),
        Number(what),
      );
const score = new Map<string, { killed: number; of: number }>();
for (const mutant of tried) {
  const path = join(folder, mutant.path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, mutant.start) + mutant.put + text.slice(mutant.end));
  const first = /'([a-z]+(?:-[a-z]+)+)'/.exec(text.slice(mutant.start, mutant.end))?.[1] ?? null;
  const by = await killer(folder, first, thorough);
  writeFileSync(path, text);
  const of = score.get(mutant.kind) ?? { killed: 0, of: 0 };
  score.set(mutant.kind, { killed: of.killed + (by === null ? 0 : 1), of: of.of + 1 });
  console.log(`${by === null ? 'SURVIVED' : `killed by ${by}`}  ${told(folder, mutant)}`);
}
const total = [...score.values()].reduce((sum, { killed, of }) => ({ killed: sum.killed + killed, of: sum.of + of }));
console.log(
  `${all.length} mutants in ${paths().length} files, of which ${total.of} were tried: ${total.killed} killed`,
);
for (const [kind, { killed, of }] of score) console.log(`  ${kind}: ${killed} of ${of}`);
