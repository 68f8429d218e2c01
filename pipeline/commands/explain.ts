import { resolve } from 'node:path';
import { nearest } from '../near.ts';
import { ProjectError } from '../project.ts';
import { explanationText } from '../report/explanation.ts';
import { type Command, type ExitStatus, type Terminal, UsageError } from './command.ts';

export const command: Command = {
  operands: ['ID|FILE:LINE', '[DIR]'],
  summary: 'Show a record: its fields, the words it rests on, and what refers to it.',
  options: { json: { says: 'The record as JSON, one line each.' } },
  examples: [
    ['explain china', 'the thing of that id in the project in this folder'],
    ['explain source/arctic.md:41', 'the things that a line of an article tells of'],
    ['explain air-patrol-2024 articles --json', 'a record of another project, for other programs'],
  ],
  async run({ operands: [what = '', folder], options }, terminal) {
    const at = /^(.+):([1-9]\d*)(?::[1-9]\d*)?$/.exec(what);
    const ids = at ? await thingsAt(at[1]!, Number(at[2]), terminal) : [what];
    const [{ openProject, locate }, { openSession }, { explain, readDataset }] = await Promise.all([
      import('../project.ts'),
      import('../session.ts'),
      import('../explain.ts'),
    ]);
    const project = at ? locate(resolve(terminal.folder, at[1]!)).folder : resolve(terminal.folder, folder ?? '.');
    const dataset = readDataset(openSession(openProject(project, terminal.folder), { from: terminal.folder }));
    const explanations = ids.map(id => explain(id, dataset) ?? refuse(id, [...dataset.declared.keys()]));
    const texts = explanations.map(one =>
      options.json ? `${JSON.stringify(one)}\n` : explanationText(one, terminal.colour),
    );
    terminal.out(texts.join(options.json ? '' : '\n'));
    return 0 satisfies ExitStatus;
  },
};

async function thingsAt(file: string, line: number, { folder }: Terminal): Promise<string[]> {
  const { thingsOnLine } = await import('../editor/line.ts');
  const ids = thingsOnLine(resolve(folder, file), folder, line);
  if (ids.length === 0)
    throw new ProjectError(`Unexpected line ${line} of \`${file}\`, expected one with an annotation or a field`);
  return ids;
}

/** @throws {UsageError} always */
function refuse(id: string, known: readonly string[]): never {
  const near = nearest(id, known);
  const hint =
    near === null ? '; `lodemark check` tells whether its article has errors' : `; did you mean \`${near}\`?`;
  throw new UsageError(`Unexpected id \`${id}\`, expected that of a record${hint}`);
}
