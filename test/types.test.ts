import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Terminal } from '../pipeline/commands/command.ts';
import { command } from '../pipeline/commands/types.ts';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';

async function types(...operands: readonly string[]): Promise<string> {
  let out = '';
  const terminal: Terminal = {
    out: text => {
      out += text;
    },
    err: () => {},
    colour: false,
    live: false,
    columns: 80,
    folder: join(import.meta.dirname, 'projects'),
    now: () => 0,
  };
  expect(await command.run({ operands, options: {} }, terminal)).toBe(0);
  return out;
}

test('every type is listed once, below what it is a kind of', async () => {
  const lines = (await types()).split('\n');
  const names = lines.flatMap(line => /^ +(\w+) {2}/.exec(line)?.[1] ?? []);
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
  expect(names.toSorted()).toEqual([...model.types.keys()].sort());
  const indent = (name: string): number => lines.find(line => line.trim().startsWith(`${name} `))!.search(/\w/);
  for (const { name, broader } of model.types.values())
    expect(indent(name), name).toBe(broader === null ? 2 : indent(broader) + 2);
});

test('a type has its roles, those of broader types too, and what may fill them', async () => {
  const shown = await types('Invasion');
  expect(shown).toMatch(/^Invasion · invasion \(events\)\n/);
  expect(shown).toContain('\n  above     Attack, Action, Event\n');
  expect(shown).toMatch(/\n {2}target +one or more: Place, Agent\n/);
  expect(shown).toMatch(/\n {2}victim +any: Agent\n/);
});

test('a relation has its ends, an entity the way to declare it', async () => {
  expect(await types('memberof')).toMatch(
    /Between\n {2}subject {2}Agent, Country, Territory\n {2}object {3}Organization/,
  );
  expect(await types('Vessel')).toContain('[id]: #id "Vessel: Label"');
});

test('types are found by words', async () => {
  const found = (await types('ship')).split('\n').map(line => line.trim().split(' ')[0]);
  expect(found).toEqual(expect.arrayContaining(['Vessel', 'Warship', 'Port', 'Seizure']));
  expect(found).not.toContain('StrategicPartnerOf');
});

test('a project has types of its own', async () => {
  expect(await types('Artwork', 'museum')).toMatch(/^Artwork · /);
  await expect(types('Artwork')).rejects.toThrow('Unexpected type `Artwork`, expected one of the vocabulary');
  await expect(types('Atack')).rejects.toThrow('did you mean `Attack`?');
});
