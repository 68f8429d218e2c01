import { resolve } from 'node:path';
import { locate } from '../project.ts';
import { progressOn } from '../report/progress.ts';
import { REPORT_FORMATS, type ReportFormat, reportOf } from '../report/report.ts';
import type { FixedSources } from '../write/fixes.ts';
import { unexpected } from './arguments.ts';
import { type Command, type Given, UsageError } from './command.ts';

export const command: Command = {
  operands: ['[DIR|FILE]'],
  summary: 'Check a project, or one article of it. Nothing is written, but for mends with --fix.',
  options: {
    strict: { says: 'Take warnings for errors.' },
    json: { says: 'Messages as JSON.' },
    format: {
      value: 'NAME',
      says: 'Messages as text, json, sarif, or github, whose pull requests show them in place.',
    },
    fix: { says: 'Mend in the sources what takes no decision; then tell what is left.' },
  },
  examples: [
    ['check', 'the project in this folder'],
    ['check source/arctic.md --strict', 'one article, and no warning left'],
    ['check --json 2> problems.json', 'for other programs'],
    ['check --format github', 'in a workflow on GitHub'],
    ['check --fix', 'definitions, near-misses and dates mended in the sources'],
  ],
  async run({ operands: [path = '.'], options }, terminal) {
    const format = readFormat(options);
    const { folder, article } = locate(resolve(terminal.folder, path));
    const { check } = await import('../index.ts');
    const progress = progressOn(terminal);
    const from = terminal.folder;
    const run = (): ReturnType<typeof check> =>
      check(folder, {
        from,
        strict: options.strict === true,
        progress: progress.tick,
        ...(article === null ? {} : { only: article }),
      });
    const fixed = options.fix ? (await import('../write/fixes.ts')).fixSources(from, () => run().problems) : null;
    const checked = run();
    progress.clear();
    if (fixed && format === 'text') terminal.out(fixedText(fixed));
    terminal.err(reportOf(checked, { format, colour: terminal.colour }));
    if (format === 'text' && checked.problems.length === 0) terminal.out('No problems found.\n');
    return checked.ok ? 0 : 1;
  },
};

function fixedText({ count, paths }: FixedSources): string {
  if (count === 0) return 'Nothing to mend without a decision.\n';
  return `Mended ${count} ${count === 1 ? 'problem' : 'problems'} in ${paths.join(', ')}.\n`;
}

/** @throws {UsageError} on another format, or two */
function readFormat({ json, format }: Given['options']): ReportFormat {
  if (json && format !== undefined)
    throw new UsageError('Unexpected options `--json` and `--format`, expected one of them');
  if (format === undefined) return json ? 'json' : 'text';
  const known = REPORT_FORMATS.find(name => name === format);
  if (!known) throw unexpected('format', String(format), REPORT_FORMATS);
  return known;
}
