import { resolve } from 'node:path';
import { progressOn } from '../report/progress.ts';
import { isKept } from '../write/stores.ts';
import { type Command, UsageError } from './command.ts';
import { OUTPUT_OPTIONS, readOutput, reportBuilt } from './output.ts';

export const command: Command = {
  operands: ['[DIR]'],
  summary: 'Build from the articles that shards have read (`build --shard`); none is read anew.',
  options: {
    from: {
      value: 'FOLDER',
      many: true,
      says: "Look into the `.lodemark` folder of another machine too, after the project's own. May be given several times.",
    },
    ...OUTPUT_OPTIONS,
  },
  examples: [
    ['merge', 'when shards have shared the folder of the project'],
    ['merge --from one/.lodemark --from two/.lodemark', 'when they have not'],
  ],
  async run(given, terminal) {
    const others = (given.lists?.from ?? []).map(folder => {
      const path = resolve(terminal.folder, folder);
      if (isKept(path)) return path;
      throw new UsageError(`Unexpected \`--from ${folder}\` without \`articles/\`, expected a \`.lodemark\` folder`);
    });
    const output = readOutput(given, terminal);
    const { merge } = await import('../index.ts');
    const progress = progressOn(terminal);
    const built = await merge(output.project, { ...output, others, progress: progress.tick }).finally(progress.clear);
    return reportBuilt(built, output, given, terminal);
  },
};
