import { relative, resolve } from 'node:path';
import { FORMATS, type Format } from '../emit/formats.ts';
import type { Built } from '../index.ts';
import { reportOf } from '../report/report.ts';
import { summaryOf } from '../report/summary.ts';
import { unexpected } from './arguments.ts';
import { type Command, type ExitStatus, type Given, type Terminal, UsageError } from './command.ts';

/** Options of the commands that write a dataset. */
export const OUTPUT_OPTIONS: Command['options'] = {
  out: { value: 'FOLDER', says: "Write there; the project's dist/ if not given." },
  formats: { value: 'LIST', says: `Write these alone, parted by commas: ${FORMATS.join(', ')}.` },
  strict: { says: 'Take warnings for errors.' },
  jobs: { value: 'N', says: 'Let up to N processes work at once; 1 if not given. The files are the same.' },
  'graph-rows': {
    value: 'N',
    says: 'Let a file of the graph hold up to N rows; 50000 if not given. A larger graph is a folder of parts.',
  },
  json: { says: 'Messages and summary as JSON.' },
};

/** What those options ask for; folders are absolute, but for `shown`. */
export interface Output {
  readonly project: string;
  readonly out: string;
  /** The output folder as messages name it. */
  readonly shown: string;
  readonly formats: readonly Format[];
  readonly from: string;
  readonly strict: boolean;
  readonly jobs: number;
  readonly graphRows: number | undefined;
}

/** @throws {UsageError} on values that mean nothing */
export function readOutput({ operands: [folder = '.'], options }: Given, terminal: Terminal): Output {
  const project = resolve(terminal.folder, folder);
  const wanted = typeof options.out === 'string' ? options.out : null;
  const out = wanted === null ? resolve(project, 'dist') : resolve(terminal.folder, wanted);
  return {
    project,
    out,
    shown: wanted ?? relative(terminal.folder, out).replaceAll('\\', '/'),
    formats: typeof options.formats === 'string' ? readFormats(options.formats) : FORMATS,
    from: terminal.folder,
    strict: options.strict === true,
    jobs: typeof options.jobs === 'string' ? readNumber('jobs', options.jobs, MOST_JOBS) : 1,
    graphRows:
      typeof options['graph-rows'] === 'string'
        ? readNumber('graph-rows', options['graph-rows'], MOST_ROWS)
        : undefined,
  };
}

/** @throws {UsageError} on what is no format */
export function readFormats(list: string): Format[] {
  const formats = list.split(',').map(name => {
    const format = FORMATS.find(known => known === name.trim());
    if (format === undefined) throw unexpected('format', name.trim(), FORMATS);
    return format;
  });
  if (new Set(formats).size < formats.length)
    throw new UsageError(`Unexpected second mention of a format in \`${list}\``);
  return formats;
}

/** More would each hold a Node of its own. */
const MOST_JOBS = 256;

/** Nobody has a graph of so many in one file. */
const MOST_ROWS = 1_000_000_000;

function readNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new UsageError(`Unexpected \`--${option} ${text}\`, expected a number from 1 to ${most}`);
}

/** Says how it went. */
export function reportBuilt(built: Built, { shown }: Output, { options }: Given, terminal: Terminal): ExitStatus {
  terminal.err(reportOf(built, { format: options.json ? 'json' : 'text', colour: terminal.colour }));
  if (!built.ok) {
    if (!options.json) terminal.err(`Nothing is written; \`${shown}\` is as it was.\n`);
    return 1;
  }
  const { changed, counts } = built;
  terminal.out(options.json ? `${JSON.stringify({ out: shown, changed, counts })}\n` : summaryOf(shown, built));
  return 0;
}
