import { join, resolve } from 'node:path';
import type { Model } from '../model.ts';
import { nearest } from '../near.ts';
import { typesAboutText, typesText, typeText } from '../report/types.ts';
import { type Command, UsageError } from './command.ts';

export const command: Command = {
  operands: ['[TYPE|WORD]', '[DIR]'],
  summary: 'List the types that a project can use, those that are about a word, or one with its roles.',
  options: {},
  examples: [
    ['types', 'all types, each below what it is a kind of'],
    ['types Attack', 'who and what can take part in an attack'],
    ['types ship', 'types with that word in their name or definition'],
    ['types Bequest my-data', 'a type of another project'],
  ],
  async run({ operands: [name, folder = '.'] }, terminal) {
    const [{ createModel }, { BUILT_IN_SCHEMAS, readSchemas }] = await Promise.all([
      import('../model.ts'),
      import('../project.ts'),
    ]);
    const own = readSchemas(join(resolve(terminal.folder, folder), 'schemas'));
    const model = createModel(readSchemas(BUILT_IN_SCHEMAS), own);
    terminal.out(name === undefined ? typesText(model) : (told(name, model) ?? refuse(name, model)));
    return 0;
  },
};

/** The type of that name, whatever its case, or those that are about the word. */
function told(name: string, model: Model): string | null {
  const folded = name.toLowerCase();
  const type = [...model.types.values()].find(one => one.name.toLowerCase() === folded);
  return type ? typeText(type, model) : typesAboutText(name, model);
}

/** @throws {UsageError} always */
function refuse(name: string, { types }: Model): never {
  const near = nearest(name, types.keys());
  const hint = near === null ? '; `lodemark types` lists all' : `; did you mean \`${near}\`?`;
  throw new UsageError(`Unexpected type \`${name}\`, expected one of the vocabulary${hint}`);
}
