import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../pipeline/limits.ts';
import { rules } from '../pipeline/messages.ts';
import { createModel, type Model } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { againstRegistry } from './rules/against.ts';
import { readPage } from './rules/page.ts';
import { articleOf, fixed, messagesOf, rulesOf } from './rules/run.ts';

/*
 * The authoring guide is held to what the program does: each rule's examples give what stands below them, all rules and all fields are
 * in it, and so are the bounds.
 */

const guide = readFileSync(new URL('../source/README.md', import.meta.url), 'utf8');
const page = readPage(guide);
const against = againstRegistry(page.registry);

test('every rule is on the page once, with its severity, an example of it and one without', () => {
  const severities = Object.entries(rules).map(([id, { severity }]) => `${id} ${severity}`);
  expect(page.rules.map(({ id, severity }) => `${id} ${severity}`).sort()).toEqual(severities.sort());
  const lacking = page.rules.filter(
    ({ examples }) => !['bad', 'good'].every(kind => examples.some(one => one.kind === kind)),
  );
  expect(lacking.map(({ id }) => id)).toEqual([]);
});

describe.each(page.rules)('$id', ({ id, examples }) => {
  test.each(examples.map(example => [`line ${example.line}`, example] as const))('%s', (_, example) => {
    expect(messagesOf(example, against)).toEqual(example.messages);
    expect(example.messages.length > 0).toBe(example.kind === 'bad');
  });

  test('gives no other rule', () => {
    const bad = examples.filter(({ kind }) => kind === 'bad');
    expect(bad.flatMap(example => rulesOf(example, against))).toEqual(
      bad.flatMap(({ messages }) => messages.filter(line => !line.startsWith('also ')).map(() => id)),
    );
  });

  const mends = examples.flatMap((example, at) =>
    example.flags.has('fixed') ? [[examples[at - 1]!, example] as const] : [],
  );
  if (mends.length > 0)
    test('is mended as the page says', () => {
      for (const [bad, good] of mends) expect(fixed(bad, against)).toBe(articleOf(good));
    });
});

test('the fields of each kind are those that authors may write', () => {
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
  const common = namesIn('every thing');
  for (const kind of ['entity', 'event', 'relation', 'quantity', 'quotation', 'claim'] as const)
    expect(new Set([...common, ...namesIn(kind)]), kind).toEqual(new Set(fieldsOf(model, kind)));
});

test('the bounds are those of the program', () => {
  const bounds = /\n## Bounds\n([\s\S]*?)\n## /.exec(guide)![1]!;
  for (const bound of [LIMITS.article, LIMITS.yaml]) expect(bounds).toContain(bound.toLocaleString('en'));
  expect(bounds).toContain(`at most ${LIMITS.depth} deep`);
  expect(bounds).toContain(`${LIMITS.indent} columns`);
});

/** Names in code in a row of the table of fields. */
function namesIn(kind: string): string[] {
  const row = new RegExp(`^\\| ${kind} \\| (.*) \\|$`, 'm').exec(guide)![1]!;
  return [...row.replace(/\([^()]*\)/g, '').matchAll(/`([A-Za-z]+)`/g)].map(found => found[1]!);
}

/** Fields but for roles and what only the registry may have. */
function fieldsOf({ authoring, roles }: Model, kind: string): string[] {
  const { properties } = authoring.$defs[kind] as { properties: object };
  return Object.keys(properties).filter(field => (!roles.has(field) || field === 'about') && field !== 'formerIds');
}
