import { resolve } from 'node:path';
import { locate } from '../project.ts';
import { progressOn } from '../report/progress.ts';
import { reportOf } from '../report/report.ts';
import type { Command } from './command.ts';

export const command: Command = {
  operands: ['[DIR|FILE]'],
  summary: 'Check a project, or one article of it, and write nothing.',
  options: {
    strict: { says: 'Take warnings for errors.' },
    json: { says: 'Messages as JSON.' },
  },
  examples: [
    ['check', 'the project in this folder'],
    ['check source/arctic.md --strict', 'one article, and no warning left'],
    ['check --json 2> problems.json', 'for other programs'],
  ],
  async run({ operands: [path = '.'], options }, terminal) {
    const { folder, article } = locate(resolve(terminal.folder, path));
    const { check } = await import('../index.ts');
    const progress = progressOn(terminal);
    const checked = check(folder, {
      from: terminal.folder,
      strict: options.strict === true,
      progress: progress.tick,
      ...(article === null ? {} : { only: article }),
    });
    progress.clear();
    terminal.err(reportOf(checked, { json: options.json === true, colour: terminal.colour }));
    if (!options.json && checked.problems.length === 0) terminal.out('No problems found.\n');
    return checked.ok ? 0 : 1;
  },
};
