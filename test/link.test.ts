import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Terminal, UsageError } from '../pipeline/commands/command.ts';
import { command } from '../pipeline/commands/link.ts';
import { check } from '../pipeline/index.ts';
import { edited, entryEdit } from '../pipeline/link/edits.ts';
import { ServiceError } from '../pipeline/link/request.ts';
import { createSource } from '../pipeline/place.ts';
import { ProjectError } from '../pipeline/project.ts';
import { plainValue, readYaml } from '../pipeline/yaml.ts';
import { answer, type Failure, type Given, startService, type TestService } from './link/service.ts';
import { temporaryFolder, writeTree } from './tree.ts';

const DATASET = 'title: Boats\nbase: https://boats.org/\nlicence: CC0-1.0\n';
const REGISTRY = `# shared
office:
  type: PublicBody   # it measures
  label: Tide Office
  country: SE

tower: {type: Facility, label: Tide Tower}   # open on Sundays
king: {type: Person, label: King, sameAs: https://www.wikidata.org/entity/Q9}
`;
const ARTICLE = `---
id: boats
title: Boats
lang: en
---

The [ferry][ferry] of the [Tide Office][office] came to [Skarn][skarn], and its [pilot](#pilot) [told](#landing) the [king](#king).

\`\`\`yaml data
pilot: {type: Person, label: the pilot}
landing: {type: Movement, label: a landing, actor: pilot}
\`\`\`

[ferry]: #ferry "Vessel: Ferry"
[skarn]: <#skarn> 'City: Skarn'
[office]: #office "PublicBody: Tide Office"
`;
const SECOND = `---
id: more
title: More boats
lang: en
---

[Skarn][skarn] slept.

[skarn]: #skarn "City: Skarn"
`;

const one = (id: string, name: string, score: number, more: Partial<Given> = {}): Given => ({
  id,
  name,
  score,
  ...more,
});
const ANSWERS: { readonly [query: string]: readonly Given[] } = {
  'Tide Office': [
    one('Q2', 'tide gauge', 40),
    one('Q1', 'Tide Office', 98, { match: true, description: 'office\u001b[31m in\nSkarn' }),
  ],
  'Tide Tower': [one('Q3', 'Tide Tower', 80), one('Q4', 'Tide Tower II', 80)],
  Ferry: [one('Q5', 'ferry', 60, { match: true, type: ['Q11446', { id: 'Q6', name: 'boat' }] })],
  Skarn: [one('Q7', 'Skarn', 91), one('Q8', 'Skarnsund', 12)],
  'the pilot': [one('Q9', 'Carl XVI Gustaf', 99, { match: true })],
};

const folder = temporaryFolder();
let number = 0;
let project: string;
let service: TestService;
beforeEach(async () => {
  number += 1;
  project = join(folder, String(number));
  writeTree(
    project,
    new Map([
      ['source/dataset.yaml', DATASET],
      ['source/entities.yaml', REGISTRY],
      ['source/boats.md', ARTICLE],
      ['source/more.md', SECOND],
    ]),
  );
  service = await startService(ANSWERS);
});
afterEach(() => service.close());

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds waited for between tries. */
  readonly waits: readonly number[];
}

/** Runs the command; with `answers` somebody sits at the terminal. */
async function link(
  options: { [name: string]: string | true } = {},
  answers?: readonly (string | null)[],
): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const waits: number[] = [];
  const rest = [...(answers ?? [])];
  const terminal: Terminal = {
    out: text => void out.push(text),
    err: text => void err.push(text),
    ...{ colour: false, live: false, columns: 80, folder, now: () => 0 },
    ...(answers && {
      ask: async (question: string) => {
        err.push(question);
        return rest.shift() ?? null;
      },
    }),
    net: {
      fetch,
      wait: async milliseconds => void waits.push(milliseconds),
    },
  };
  const given = { operands: [project], options: { service: service.address, ...options } };
  try {
    const status = await command.run(given, terminal);
    return { status, out: out.join(''), err: err.join(''), waits };
  } catch (error) {
    throw Object.assign(error as Error, { waits });
  }
}

const source = (name: string): string => readFileSync(join(project, 'source', name), 'utf8');

/** Every source as it was but for the edits given: `[file, from, to]`. */
function expectOnly(...edits: readonly (readonly [file: string, from: string, to: string])[]): void {
  const files: { [name: string]: string } = { 'entities.yaml': REGISTRY, 'boats.md': ARTICLE, 'more.md': SECOND };
  for (const [file, from, to] of edits) {
    expect(files[file]!.split(from)).toHaveLength(2);
    files[file] = files[file]!.replace(from, to);
  }
  for (const [file, text] of Object.entries(files)) expect(source(file), file).toBe(text);
  expect(check(project).ok).toBe(true);
}

const OFFICE = [
  'entities.yaml',
  '  label: Tide Office\n',
  '  label: Tide Office\n  sameAs: https://www.wikidata.org/entity/Q1\n',
] as const;
const FERRY = ['boats.md', '#ferry "Vessel', 'https://www.wikidata.org/entity/Q5 "Vessel'] as const;
const SKARN = [
  ['boats.md', '<#skarn>', 'https://www.wikidata.org/entity/Q7'],
  ['more.md', '#skarn', 'https://www.wikidata.org/entity/Q7'],
] as const;

describe('asking', () => {
  test('asks in one batch of the standard, with the class to look in', async () => {
    await link({ limit: '2' });
    expect(service.batches).toEqual([
      {
        q0: { query: 'Tide Office', type: 'Q327333', limit: 2 },
        q1: { query: 'Tide Tower', limit: 2 },
        q2: { query: 'Ferry', type: 'Q11446', limit: 2 },
        q3: { query: 'Skarn', type: 'Q515', limit: 2 },
        q4: { query: 'the pilot', type: 'Q5', limit: 2 },
      },
    ]);
  });

  test('asks for many in batches of ten', async () => {
    const many = Array.from({ length: 23 }, (_, at) => `p${at}: {type: Person, label: Person ${at}}\n`).join('');
    writeTree(project, new Map([['source/entities.yaml', REGISTRY + many]]));
    await link({ type: 'Person' });
    expect(service.batches.map(batch => Object.keys(batch).length)).toEqual([10, 10, 4]);
  });

  test('lists candidates where nobody is asked, and writes nothing', async () => {
    const { out, err, status } = await link();
    expect(status).toBe(0);
    expect(out).toContain(`office  Tide Office (public body, SE)
  The ferry of the Tide Office came to Skarn, and its pilot told the king.
    1   98.0  Q1  Tide Office; office[31m in Skarn [match]
    2   40.0  Q2  tide gauge
`);
    expect(out).toContain('    1   60.0  Q5  ferry; Q11446, boat [match]\n');
    expect(out).toContain('    1   99.0  Q9  Carl XVI Gustaf [match, it is `king`]\n');
    expect(err).toContain('5 things without an address.');
    expectOnly();
  });

  test('lists them as JSON, whatever else is given', async () => {
    const { out } = await link({ json: true, yes: true }, ['1']);
    const { service: asked, things } = JSON.parse(out) as {
      service: string;
      things: { id: string; declared: string[]; candidates: { id: string; address: string }[] }[];
    };
    expect(asked).toBe(service.address);
    expect(things.map(({ id }) => id)).toEqual(['office', 'tower', 'ferry', 'skarn', 'pilot']);
    expect(things[3]!.declared).toHaveLength(2);
    expect(things[3]!.candidates[0]).toMatchObject({
      id: 'Q7',
      address: 'https://www.wikidata.org/entity/Q7',
      match: false,
    });
    expectOnly();
  });

  test('asks about events too, if told to, and about nothing where all have an address', async () => {
    expect(JSON.parse((await link({ type: 'Event', json: true })).out).things).toMatchObject([{ id: 'landing' }]);
    const { err } = await link({ type: 'Company' });
    expect(err).toBe('Everything of type Company has an address.\n');
    expect(service.batches).toHaveLength(1);
  });
});

describe('accepting', () => {
  test('by score: not equals, and not an address that another thing has', async () => {
    const { out, err } = await link({ 'accept-above': '80' });
    expectOnly(OFFICE, ...SKARN);
    expect(out).toBe(
      'office  https://www.wikidata.org/entity/Q1  Tide Office\nskarn  https://www.wikidata.org/entity/Q7  Skarn\n',
    );
    expect(err).toContain('2 of 5 things without an address have one now.');
  });

  test('by what the service is sure of', async () => {
    await link({ yes: true });
    expectOnly(OFFICE, FERRY);
  });

  test('one by one, asking again where the answer is none of the numbers', async () => {
    const { err } = await link({}, ['7', 'what?', '1', '', 'q']);
    expect(err.split('Which one is it? [1-2], Enter for none of them, [q]uit: ')).toHaveLength(5);
    expect(err).toContain('Which one is it? [1], Enter for none of them, [q]uit: ');
    expectOnly(OFFICE);
  });

  test('one by one, but for what another thing has, until there is no answer', async () => {
    const { err } = await link({}, ['1', '2', '', '1', '1', null]);
    const tower = 'label: Tide Tower, sameAs: https://www.wikidata.org/entity/Q4}';
    expectOnly(OFFICE, ['entities.yaml', 'label: Tide Tower}', tower], ...SKARN);
    expect(err).toContain('3 of 5 things without an address have one now.');
    expect((await link({}, ['q'])).err).toContain('0 of 2 things without an address have one now.');
  });

  test('writes what a person can read: a second run finds nothing to do', async () => {
    await link({ yes: true, 'accept-above': '80' });
    await link({ yes: true, 'accept-above': '80' });
    expect(Object.values(service.batches.at(-1)!).map(({ query }) => query)).toEqual(['Tide Tower', 'the pilot']);
  });

  test('keeps line ends, byte order marks and permissions', async () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    const files = { 'source/entities.yaml': `\uFEFF${crlf(REGISTRY)}`, 'source/boats.md': `\uFEFF${crlf(ARTICLE)}` };
    writeTree(project, new Map(Object.entries(files)));
    await link({ yes: true });
    expect(source('entities.yaml')).toBe(`\uFEFF${crlf(REGISTRY.replace(OFFICE[1], OFFICE[2]))}`);
    expect(source('boats.md')).toBe(`\uFEFF${crlf(ARTICLE.replace(FERRY[1], FERRY[2]))}`);
  });

  test('writes addresses of services that the vocabulary does not know by what they say of themselves', async () => {
    await service.close();
    service = await startService(ANSWERS, {
      name: 'Gazetteer',
      identifierSpace: 'urn:gazetteer:',
      schemaSpace: 'urn:types:',
      view: { url: 'https://gazetteer.example/place/{{id}}?a=(b)' },
    });
    await link({ type: 'City', 'accept-above': '90' });
    expect(Object.values(service.batches[0]!)[0]).toEqual({ query: 'Skarn', limit: 5 });
    const address = 'https://gazetteer.example/place/Q7?a=(b)';
    expectOnly(['boats.md', '<#skarn>', `<${address}>`], ['more.md', '#skarn', `<${address}>`]);
  });
});

describe('a service that fails', () => {
  const status =
    (code: number, headers: object = {}): Failure =>
    response =>
      answer(response, 'x', code, headers);
  const json =
    (value: unknown): Failure =>
    response =>
      answer(response, value);

  test('is asked again, with growing pauses', async () => {
    service.fail(status(503), response => response.destroy(), status(500));
    const { waits, out } = await link();
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(out).toContain('Tide Office');
  });

  test('is asked again when it says, but not after hours', async () => {
    service.fail(status(429, { 'retry-after': '7' }), status(429, { 'retry-after': '86400' }));
    expect((await link()).waits).toEqual([7000, 60_000]);
  });

  test('is given up after four times', async () => {
    service.fail(...Array.from({ length: 4 }, () => status(502)));
    await expect(link()).rejects.toThrow(
      `Cannot reach \`${service.address}\`: it answers 502 Bad Gateway; tried 4 times`,
    );
  });

  test('is given up when it takes too long', async () => {
    const slow = (): void => {};
    service.fail(slow, slow, slow, slow);
    await expect(link({ timeout: '0.05' })).rejects.toThrow('no answer within 0.05 seconds; tried 4 times');
  });

  test('is not asked again where that would not help', async () => {
    service.fail(status(404));
    const failure = (await link().catch(error => error)) as ServiceError & { waits: number[] };
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure.message).toBe(`Cannot reach \`${service.address}\`: it answers 404 Not Found`);
    expect(failure.waits).toEqual([]);
  });

  test('that is not there is told as that', async () => {
    await service.close();
    await expect(link()).rejects.toThrow(
      /^Cannot reach `http:\/\/127\.0\.0\.1:\d+\/api`: .*ECONNREFUSED.*; tried 4 times$/,
    );
    service = await startService(ANSWERS);
  });

  test.each([
    ['a page', '<html>\n<title>Down</title>', 'expected JSON; it begins with `<html> <title>Down</title>`'],
    ['a list', [], 'expected a service manifest'],
    ['another thing', { name: 'X' }, 'expected a service manifest with `name` and `identifierSpace`'],
    ['an error', { status: 'error', message: 'out of order' }, 'answers with an error: out of order'],
    ['another version', { ...{ name: 'X', identifierSpace: 'y' }, versions: ['3.0'] }, 'Unexpected versions 3.0'],
  ])('gives %s for its manifest', async (_, value, words) => {
    service.fail(json(value));
    await expect(link()).rejects.toThrow(words);
  });

  test.each([
    ['no result for a query', {}, 'expected a result for every query'],
    ['a result that is no list', { q0: { result: {} } }, 'expected a list of candidates for every query'],
    [
      'a candidate without a name',
      { q0: { result: [{ id: 'Q1', score: 1 }] } },
      'expected candidates with `id`, `name` and `score`',
    ],
    ['a score that is a text', { q0: { result: [{ id: 'Q1', name: 'x', score: '9' }] } }, 'expected candidates with'],
    ['an error', { error: { code: 1 } }, 'answers with an error'],
  ])('gives %s', async (_, value, words) => {
    service.fail(
      response => answer(response, { name: 'X', identifierSpace: 'http://www.wikidata.org/entity/' }),
      json(value),
    );
    await expect(link({ type: 'PublicBody' })).rejects.toThrow(words);
    expectOnly();
  });
});

describe('wrong use', () => {
  test.each([
    [{ service: 'wikidata' }, 'Unexpected `--service wikidata`'],
    [{ type: 'Boat' }, 'Unexpected type `Boat`'],
    [{ limit: 'many' }, 'Unexpected `--limit many`'],
    [{ 'accept-above': '-1' }, 'Unexpected `--accept-above -1`'],
  ])('%o', async (options: { [name: string]: string }, words) => {
    await expect(link(options)).rejects.toThrow(UsageError);
    await expect(link(options)).rejects.toThrow(words);
  });

  test('a project with errors is shown them and left alone', async () => {
    writeTree(project, new Map([['source/more.md', SECOND.replace('City', 'Ctiy')]]));
    const { status, err } = await link({ yes: true });
    expect(status).toBe(1);
    expect(err).toContain('Ctiy');
    expect(service.batches).toEqual([]);
  });

  test('a folder that is no project', async () => {
    project = join(folder, 'nowhere');
    await expect(link()).rejects.toThrow(ProjectError);
  });
});

describe('an address in an entry', () => {
  const ADDRESS = 'https://x.example/a';
  test.each([
    ['lines', 'a:\n  type: T\n  label: L\n  note: n\n', 'a:\n  type: T\n  label: L\n  sameAs: @\n  note: n\n'],
    [
      'no more fields',
      'a:\n  type: T\n  label: L # why\nb: {}\n',
      'a:\n  type: T\n  label: L # why\n  sameAs: @\nb: {}\n',
    ],
    ['the end of the file', 'a:\n  type: T\n  label: L', 'a:\n  type: T\n  label: L\n  sameAs: @'],
    [
      'a folded label',
      'a:\n    type: T\n    label: >-\n      L\n      M\n\nb: {}',
      'a:\n    type: T\n    label: >-\n      L\n      M\n    sameAs: @\n\nb: {}',
    ],
    ['braces', "a: {type: T, label: 'L}'}  # x\n", "a: {type: T, label: 'L}', sameAs: @}  # x\n"],
    ['braces over lines', 'a: {type: T,\n  label: L,\n  }\n', 'a: {type: T,\n  label: L, sameAs: @,\n  }\n'],
    ['a quoted last value', 'a:\n  type: T\n  label: "L # l"\n', 'a:\n  type: T\n  label: "L # l"\n  sameAs: @\n'],
    [
      'aliases in a list',
      'a:\n  label: L\n  aliases:\n    - x\n    - y\n',
      'a:\n  label: L\n  aliases:\n    - x\n    - y\n  sameAs: @\n',
    ],
    [
      'an inexact link',
      'a: {sameAs: {uri: http://y, match: close}}',
      'a: {sameAs: [@, {uri: http://y, match: close}]}',
    ],
    [
      'inexact links',
      'a:\n  sameAs: [{uri: http://y, match: close}]\n',
      'a:\n  sameAs: [@, {uri: http://y, match: close}]\n',
    ],
    [
      'fields of other lines',
      'a:\n  type: T\n\n  # why\n  note: n\n',
      'a:\n  type: T\n\n  # why\n  sameAs: @\n  note: n\n',
    ],
  ])('of %s', (_, before, after) => {
    const text = createSource('entities.yaml', before);
    const { root } = readYaml(text, 0, before.length, () => {});
    const node = root!.entries[0]!.value;
    const edit = entryEdit(text, node as Parameters<typeof entryEdit>[1], ADDRESS)!;
    const changed = edited(before, [edit]);
    expect(changed).toBe(after.replace('@', ADDRESS));
    const again = readYaml(createSource('entities.yaml', changed), 0, changed.length, () => {}).root!;
    const fields = plainValue(again.entries[0]!.value) as { sameAs: unknown };
    expect([fields.sameAs].flat()[0]).toBe(ADDRESS);
    expect({ ...fields, sameAs: 0 }).toEqual({ ...(plainValue(node) as object), sameAs: 0 });
  });

  test('takes its author where links stand in lines', () => {
    const text = createSource('entities.yaml', 'a:\n  sameAs:\n    - {uri: http://y, match: close}\n');
    const { root } = readYaml(text, 0, text.text.length, () => {});
    expect(entryEdit(text, root!.entries[0]!.value as Parameters<typeof entryEdit>[1], ADDRESS)).toBe(null);
  });
});
