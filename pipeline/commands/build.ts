import { relative, resolve } from 'node:path';
import { FORMATS, type Format } from '../emit/formats.ts';
import { progressOn } from '../report/progress.ts';
import { reportOf } from '../report/report.ts';
import { summaryOf } from '../report/summary.ts';
import { unexpected } from './arguments.ts';
import { type Command, UsageError } from './command.ts';

export const command: Command = {
  operands: ['[DIR]'],
  summary: 'Build the dataset of a project: source/ becomes dist/. With an error nothing is written.',
  options: {
    out: { value: 'FOLDER', says: "Write there; the project's dist/ if not given." },
    formats: { value: 'LIST', says: `Write these alone, parted by commas: ${FORMATS.join(', ')}.` },
    strict: { says: 'Take warnings for errors.' },
    'no-cache': { says: 'Read every article anew, and keep none in .lodemark/.' },
    json: { says: 'Messages and summary as JSON.' },
  },
  examples: [
    ['build', 'the project in this folder'],
    ['build articles --out public/data', 'another one, to another place'],
    ['build --formats csv,parquet --strict', 'tables only, and no warning left'],
  ],
  async run({ operands: [folder = '.'], options }, terminal) {
    const formats = typeof options.formats === 'string' ? readFormats(options.formats) : FORMATS;
    const project = resolve(terminal.folder, folder);
    const wanted = typeof options.out === 'string' ? options.out : null;
    const out = wanted === null ? resolve(project, 'dist') : resolve(terminal.folder, wanted);
    const shown = wanted ?? relative(terminal.folder, out).replaceAll('\\', '/');
    const { build } = await import('../index.ts');
    const progress = progressOn(terminal);
    const built = await build(project, {
      out,
      formats,
      from: terminal.folder,
      strict: options.strict === true,
      cache: options['no-cache'] !== true,
      progress: progress.tick,
    }).finally(progress.clear);
    terminal.err(reportOf(built, { format: options.json ? 'json' : 'text', colour: terminal.colour }));
    if (!built.ok) {
      if (!options.json) terminal.err(`Nothing is written; \`${shown}\` is as it was.\n`);
      return 1;
    }
    const { changed, counts } = built;
    terminal.out(options.json ? `${JSON.stringify({ out: shown, changed, counts })}\n` : summaryOf(shown, built));
    return 0;
  },
};

/** @throws {UsageError} on what is no format */
function readFormats(list: string): Format[] {
  const formats = list.split(',').map(name => {
    const format = FORMATS.find(known => known === name.trim());
    if (format === undefined) throw unexpected('format', name.trim(), FORMATS);
    return format;
  });
  if (new Set(formats).size < formats.length)
    throw new UsageError(`Unexpected second mention of a format in \`${list}\``);
  return formats;
}
