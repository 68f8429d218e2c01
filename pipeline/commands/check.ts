import { resolve } from 'node:path';
import { locate } from '../project.ts';
import { progressOn } from '../report/progress.ts';
import { REPORT_FORMATS, type ReportFormat, reportOf } from '../report/report.ts';
import { unexpected } from './arguments.ts';
import { type Command, type Given, UsageError } from './command.ts';

export const command: Command = {
  operands: ['[DIR|FILE]'],
  summary: 'Check a project, or one article of it, and write nothing.',
  options: {
    strict: { says: 'Take warnings for errors.' },
    json: { says: 'Messages as JSON.' },
    format: { value: 'NAME', says: 'Messages as text, json, or github: for a pull request to show at their places.' },
  },
  examples: [
    ['check', 'the project in this folder'],
    ['check source/arctic.md --strict', 'one article, and no warning left'],
    ['check --json 2> problems.json', 'for other programs'],
    ['check --format github', 'in a workflow on GitHub'],
  ],
  async run({ operands: [path = '.'], options }, terminal) {
    const format = readFormat(options);
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
    terminal.err(reportOf(checked, { format, colour: terminal.colour }));
    if (format !== 'json' && checked.problems.length === 0) terminal.out('No problems found.\n');
    return checked.ok ? 0 : 1;
  },
};

/** @throws {UsageError} on another format, or two */
function readFormat({ json, format }: Given['options']): ReportFormat {
  if (json && format !== undefined)
    throw new UsageError('Unexpected options `--json` and `--format`, expected one of them');
  if (format === undefined) return json ? 'json' : 'text';
  const known = REPORT_FORMATS.find(name => name === format);
  if (!known) throw unexpected('format', String(format), REPORT_FORMATS);
  return known;
}
