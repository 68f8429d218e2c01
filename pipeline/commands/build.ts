import { resolve } from 'node:path';
import { FORMATS } from '../emit/formats.ts';
import { progressOn } from '../report/progress.ts';
import { reportOf } from '../report/report.ts';
import { type Command, type ExitStatus, type Given, type Terminal, UsageError } from './command.ts';
import { OUTPUT_OPTIONS, readFormats, readOutput, reportBuilt } from './output.ts';

export const command: Command = {
  operands: ['[DIR]'],
  summary: 'Build the dataset of a project: source/ becomes dist/. With an error nothing is written.',
  options: {
    ...OUTPUT_OPTIONS,
    'no-cache': { says: 'Read every article anew, and keep none in .lodemark/.' },
    shard: {
      value: 'I/N',
      says: 'Read share I of N of the articles into .lodemark/ and build nothing; `merge` does, when all are read.',
    },
  },
  examples: [
    ['build', 'the project in this folder'],
    ['build articles --out public/data', 'another one, to another place'],
    ['build --formats csv,parquet --strict', 'tables only, and no warning left'],
    ['build --jobs 4', 'by four processes'],
    ['build --shard 2/8', 'one of eight shares, on one of several machines'],
  ],
  async run(given, terminal) {
    if (given.options.shard !== undefined) return readShard(given, terminal);
    const output = readOutput(given, terminal);
    const { build } = await import('../index.ts');
    const progress = progressOn(terminal);
    const cache = given.options['no-cache'] !== true;
    const built = await build(output.project, { ...output, cache, progress: progress.tick }).finally(progress.clear);
    return reportBuilt(built, output, given, terminal);
  },
};

/** What has no meaning where nothing is written. */
const OF_OUTPUT = ['out', 'jobs', 'graph-rows', 'no-cache'];

async function readShard({ operands: [folder = '.'], options }: Given, terminal: Terminal): Promise<ExitStatus> {
  const which = shardIn(String(options.shard));
  for (const option of OF_OUTPUT)
    if (options[option] !== undefined)
      throw new UsageError(`Unexpected \`--${option}\` together with \`--shard\`, expected one of the two`);
  const formats = typeof options.formats === 'string' ? readFormats(options.formats) : FORMATS;
  const { shard } = await import('../index.ts');
  const progress = progressOn(terminal);
  const checked = await shard(resolve(terminal.folder, folder), which, {
    formats,
    from: terminal.folder,
    strict: options.strict === true,
    progress: progress.tick,
  }).finally(progress.clear);
  terminal.err(reportOf(checked, { format: options.json ? 'json' : 'text', colour: terminal.colour }));
  return checked.ok ? 0 : 1;
}

/** @throws {UsageError} on anything but two whole numbers, the first from 1 to the second */
function shardIn(text: string): { number: number; of: number } {
  const [, number = 0, of = 0] = /^(\d{1,9})\/(\d{1,9})$/.exec(text)?.map(Number) ?? [];
  if (number >= 1 && number <= of) return { number, of };
  throw new UsageError(`Unexpected \`--shard ${text}\`, expected I/N as in \`1/8\`, with I from 1 to N`);
}
