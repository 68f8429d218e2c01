import { COMMON } from './arguments.ts';
import type { Command } from './command.ts';

const STATUS = 'Exit status: 0 done, 1 problems in the sources, 2 wrong use. Messages go to standard error.';

/** What `lodemark --help` shows. */
export function helpOfAll(commands: ReadonlyMap<string, Command>): string {
  const usages = [...commands].map(([name, command]): Pair => [usageOf(name, command), command.summary]);
  return paragraphs(
    'Lodemark publishes prose as data: articles whose links say what their words speak of\nbecome JSON-LD, N-Quads, CSV and Parquet.',
    section('Commands', usages),
    section('Options', [
      ['--help', 'Show this; after a command, its options.'],
      ['--version', 'Show the version.'],
    ]),
    section(
      'Examples',
      [...commands.values()].flatMap(({ examples }) => examples.slice(0, 1).map(example)),
    ),
    STATUS,
  );
}

/** What `lodemark <command> --help` shows. */
export function helpOf(name: string, command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON }).map(
    ([option, { value, says }]): Pair => [value === undefined ? `--${option}` : `--${option} ${value}`, says],
  );
  return paragraphs(
    `Usage: lodemark ${usageOf(name, command)} [OPTION…]`,
    command.summary,
    section('Options', options),
    section('Examples', command.examples.map(example)),
    STATUS,
  );
}

type Pair = readonly [left: string, right: string];

function usageOf(name: string, { operands }: Command): string {
  return [name, ...operands].join(' ');
}

function example([line, does]: Pair): Pair {
  return [`lodemark ${line}`, does];
}

/** Characters a line. */
const WIDTH = 100;

/** Two columns under a heading; a left side that is too wide has its right side on the next line. */
function section(heading: string, pairs: readonly Pair[]): string {
  const wide = Math.min(46, Math.max(...pairs.map(([left]) => left.length)));
  const margin = ' '.repeat(wide + 4);
  const lines = pairs.map(([left, right]) => {
    const gap = left.length > wide ? `\n${margin}` : ' '.repeat(wide + 2 - left.length);
    return `  ${left}${gap}${wrap(right, WIDTH - margin.length).join(`\n${margin}`)}`;
  });
  return `${heading}:\n${lines.join('\n')}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function paragraphs(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
