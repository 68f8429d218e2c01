import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Against, analyse } from '../../pipeline/analyse.ts';
import { applyFixes } from '../../pipeline/fix.ts';
import { check } from '../../pipeline/index.ts';
import type { Problem } from '../../pipeline/messages.ts';
import { createSource, type Place } from '../../pipeline/place.ts';
import type { Example } from './page.ts';

const FRONT = '---\nid: example\ntitle: Example\nlang: en\n---\n\n';
const FRONT_LINES = FRONT.split('\n').length - 1;
const DATASET = 'title: Example\nbase: https://patrols.org/\nlicence: CC-BY-4.0\n';

/** What is said of an example, as it stands in the guide: `1:2-1:7` and a message, and below it other places. */
export function messagesOf(example: Example, against: Against): string[] {
  if (isOnDisk(example)) return lines(problemsIn(example), place => `${place.path} ${range(place)}`);
  return lines(problemsOf(articleOf(example), against), place => range(place, shiftOf(example)));
}

export function rulesOf(example: Example, against: Against): string[] {
  const problems = isOnDisk(example) ? problemsIn(example) : problemsOf(articleOf(example), against);
  return problems.map(({ rule }) => rule);
}

function isOnDisk({ text }: Example): boolean {
  return text.startsWith('── ') || text.includes('\\x{');
}

function problemsIn(example: Example): readonly Problem[] {
  return inFolder(example, folder => check(folder).problems);
}

/** An example's article after `check --fix`. */
export function fixed(example: Example, against: Against): string {
  let text = articleOf(example);
  for (let round = 0; round < 20; round++) {
    const { text: next, applied } = applyFixes(text, problemsOf(text, against));
    if (applied.length === 0) break;
    text = next;
  }
  return text;
}

export function articleOf(example: Example): string {
  const text = example.flags.has('escaped') ? unescaped(example.text) : example.text;
  return example.flags.has('whole') ? text : FRONT + text;
}

export function problemsOf(text: string, against: Against): readonly Problem[] {
  return analyse(createSource('source/example.md', text), against).problems;
}

function unescaped(text: string): string {
  return text
    .replace(/\{(.+?) × (\d+)\}/g, (_, words: string, times: string) => words.repeat(Number(times)))
    .replace(/\\u\{([0-9A-F]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

function shiftOf(example: Example): number {
  return example.flags.has('whole') ? 0 : FRONT_LINES;
}

function lines(problems: readonly Problem[], where: (place: Place) => string): string[] {
  const ordered = [...problems].sort((a, b) => a.place.start.offset - b.place.start.offset);
  return ordered.flatMap(({ place, message, related }) => [
    `\`${where(place)}\` ${message}`,
    ...related.map(other => `also \`${where(other.place)}\`: ${other.says}`),
  ]);
}

function range({ start, end, path }: Place, shift = 0): string {
  const file = shift > 0 && path !== 'source/example.md' ? `${path} ` : '';
  const by = file === '' ? shift : 0;
  const from = `${start.line - by}:${start.column}`;
  return file + (start.offset === end.offset ? from : `${from}-${end.line - by}:${end.column}`);
}

/** `── path` begins a file, `── path → target` is a symbolic link, `── path → nothing` takes away what there would be. */
function inFolder<Result>(example: Example, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    mkdirSync(join(folder, 'source'));
    const files = new Map<string, string | Buffer>([['source/dataset.yaml', DATASET]]);
    for (const [heading, text] of partsOf(example)) {
      const [path, target] = heading.split(' → ') as [string, string?];
      if (target === 'nothing') files.delete(path);
      else if (target === undefined) files.set(path, bytesOf(text));
      else link(folder, path, target);
    }
    for (const [path, text] of files) write(folder, path, text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function partsOf({ text }: Example): [heading: string, text: string][] {
  if (!text.startsWith('── ')) return [['source/example.md', FRONT + text]];
  const parts = text.split(/^── (.*)\n/m).slice(1);
  return parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1]!] as [string, string]] : []));
}

function bytesOf(text: string): Buffer {
  const bytes = text.split(/\\x\{([0-9A-F]{2})\}/);
  return Buffer.concat(bytes.map((part, at) => (at % 2 === 0 ? Buffer.from(part) : Buffer.from(part, 'hex'))));
}

function link(folder: string, path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path));
}

function write(folder: string, path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
