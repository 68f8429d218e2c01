import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';

/** A real project's files of one kind, to be damaged. */
export interface Original {
  /** The project's folder: its schemas are read. */
  readonly folder: string;
  readonly path: string;
  readonly text: string;
  readonly registry: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROJECTS = ['', ...foldersIn('test/projects'), ...foldersIn('pipeline/templates')];

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).map(name => `${folder}/${name}`);
}

/** All articles, or all YAML files, of the repository's projects; the shortest first. */
export function originals(ending: '.md' | '.yaml'): readonly Original[] {
  const found = PROJECTS.flatMap(project => {
    const sources = join(ROOT, project, 'source');
    if (!existsSync(sources)) return [];
    const names = readdirSync(sources).filter(name => name.endsWith(ending) && name !== 'README.md');
    const read = (name: string): string =>
      existsSync(join(sources, name)) ? readFileSync(join(sources, name), 'utf8') : '';
    const registry = read('entities.yaml');
    return names.map(name => ({
      folder: join(ROOT, project, '/'),
      path: `source/${name}`,
      text: read(name),
      registry,
    }));
  });
  return found.sort((a, b) => a.text.length - b.text.length);
}

/** What means something to CommonMark, YAML, EDTF, the language or the machine. */
const TOKENS = [
  ...[
    '[',
    ']',
    '](',
    '](#',
    '](date:',
    '][',
    '][]',
    '![',
    '(',
    ')',
    '<',
    '>',
    '`',
    '```',
    '~~~',
    '```yaml data\n',
    '"',
    "'",
  ],
  ...[
    '*',
    '**',
    '_',
    '#',
    '# ',
    '- ',
    '1. ',
    '> ',
    '    ',
    '\t',
    '|',
    '|---|\n',
    '[^1]',
    '[^1]: ',
    '\\',
    '&amp;',
    '&#0;',
    '&#x202e;',
  ],
  ...[
    '---\n',
    '...\n',
    '<!--',
    '-->',
    '<details>',
    '</details>',
    '<div>',
    '<script>',
    '<br>',
    '<a id="x">',
    '<![CDATA[',
    '<?',
    '{',
    '}',
    ',',
  ],
  ...[
    ': ',
    ':',
    '&a ',
    '*a',
    '!!str ',
    '<<: ',
    '? ',
    '|\n',
    '>-\n',
    '# accept date-words: x',
    '<!-- accept date-words: x -->',
    '~',
    'null',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'javascript:',
    'https://',
    '2024-13',
    '../',
    '1e999',
    '-0',
    '..',
    '%',
    '?',
  ],
  ...[
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '\0',
    '\u0001',
    '\u0085',
    '\u00a0',
    '\u061c',
    '\u200b',
    '\u202e',
    '\u2028',
    '\u2066',
    '\ufeff',
    '\ufffd',
  ],
  ...['\ud83d', '\ude00', '\u{1f6e9}', '\u{20bb7}', 'e\u0301', 'ﬁ', 'ß', 'İ', 'لا', '東', '゛', '\uffff', '\u{10ffff}'],
];

type Mutation = (text: string) => string;

/** A place in a text, as a share of it; small spans often. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const span = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 400 }));
const words = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TOKENS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const at = (text: string, share: number): number => Math.floor(share * text.length);

function mutation(others: readonly string[]): fc.Arbitrary<Mutation> {
  const other = fc.constantFrom(...others);
  return fc.oneof(
    named('insert', [place, words], (text, share, put) => splice(text, at(text, share), 0, put)),
    named('delete', [place, span], (text, share, long) => splice(text, at(text, share), long, '')),
    named('replace', [place, span, words], (text, share, long, put) => splice(text, at(text, share), long, put)),
    named('copy', [place, span, place], (text, from, long, to) =>
      splice(text, at(text, to), 0, text.slice(at(text, from), at(text, from) + long)),
    ),
    named(
      'repeat',
      [place, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 300 })],
      (text, share, long, times) =>
        splice(text, at(text, share), 0, text.slice(at(text, share), at(text, share) + long).repeat(times)),
    ),
    named('repeat token', [place, words, fc.integer({ min: 2, max: 300 })], (text, share, put, times) =>
      splice(text, at(text, share), 0, put.repeat(times)),
    ),
    named('graft', [place, other, place, span], (text, to, from, share, long) =>
      splice(text, at(text, to), 0, from.slice(at(from, share), at(from, share) + long)),
    ),
    named('truncate', [place], (text, share) => text.slice(0, at(text, share))),
    named('behead', [place], (text, share) => text.slice(at(text, share))),
    named('delete line', [place], (text, share) => lines(text, share, (_, next) => [next])),
    named('double line', [place], (text, share) => lines(text, share, (line, next) => [line, line, next])),
    named('swap lines', [place], (text, share) => lines(text, share, (line, next) => [next, line])),
    named('indent line', [place, fc.constantFrom(' ', '  ', '    ', '\t', '> ', '- ')], (text, share, put) =>
      lines(text, share, (line, next) => [put + line, next]),
    ),
    named('join lines', [place], (text, share) => lines(text, share, (line, next) => [line.trimEnd() + next])),
    named('CRLF', [], text => text.replace(/\r?\n/g, '\r\n')),
    named('CR', [], text => text.replace(/\r?\n/g, '\r')),
    named('BOM', [], text => `\uFEFF${text}`),
  );
}

function named<Given extends unknown[]>(
  name: string,
  given: { [At in keyof Given]: fc.Arbitrary<Given[At]> },
  change: (text: string, ...given: Given) => string,
): fc.Arbitrary<Mutation> {
  return fc.tuple<Given>(...given).map(values => {
    const mutate: Mutation = text => change(text, ...values);
    return Object.assign(mutate, { [fc.toStringMethod]: () => `${name} ${fc.stringify(values)}` });
  });
}

function splice(text: string, start: number, long: number, put: string): string {
  return text.slice(0, start) + put + text.slice(start + long);
}

/** Changes a line and the one after it. */
function lines(text: string, share: number, change: (line: string, next: string) => readonly string[]): string {
  const all = text.split(/(?<=\n)/);
  const number = Math.min(Math.floor(share * all.length), all.length - 1);
  const changed = change(all[number]!, all[number + 1] ?? '');
  return [...all.slice(0, number), ...changed, ...all.slice(number + 2)].join('');
}

export interface Damaged extends Original {
  readonly damaged: string;
}

/** An original with a few mutations, or some dozens. */
export function damaged(texts: readonly Original[]): fc.Arbitrary<Damaged> {
  const few = fc.array(mutation(texts.map(({ text }) => text)), { minLength: 1, maxLength: 6 });
  const many = fc.array(mutation(texts.map(({ text }) => text)), { minLength: 1, maxLength: 40 });
  return fc
    .tuple(fc.constantFrom(...texts), fc.oneof({ weight: 4, arbitrary: few }, { weight: 1, arbitrary: many }))
    .map(([original, mutations]) => {
      const damaged = mutations.reduce((text, mutate) => mutate(text), original.text);
      const told = (): string => `${original.folder}${original.path} after ${fc.stringify(mutations)}`;
      return Object.assign({ ...original, damaged }, { [fc.toStringMethod]: told });
    });
}

/** The bytes of an original, some of them changed, taken away or put in. */
export function damagedBytes(texts: readonly Original[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: place, long: fc.nat({ max: 3 }), put: fc.uint8Array({ maxLength: 3 }) });
  return fc
    .tuple(fc.constantFrom(...texts.slice(0, 5)), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([{ text }, changes]) =>
      changes.reduce((bytes: Buffer, { at: share, long, put }) => {
        const start = Math.floor(share * bytes.length);
        return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + long)]);
      }, Buffer.from(text)),
    );
}
