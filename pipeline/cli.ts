#!/usr/bin/env node
import process from 'node:process';
import { createInterface } from 'node:readline';
import { readArguments, unexpected } from './commands/arguments.ts';
import { type Command, type ExitStatus, type Terminal, UsageError } from './commands/command.ts';
import { helpOf, helpOfAll } from './commands/help.ts';
import { ServiceError } from './link/request.ts';
import { ProjectError, toolVersion } from './project.ts';
import { SchemaError } from './schema/shapes.ts';
import { WriteError } from './write/error.ts';

/*
 * The command line, and the only user of the process: arguments in, an exit status out. A command is a module of its own, found here.
 */

const COMMANDS: { readonly [name: string]: () => Promise<{ readonly command: Command }> } = {
  init: () => import('./commands/init.ts'),
  build: () => import('./commands/build.ts'),
  merge: () => import('./commands/merge.ts'),
  check: () => import('./commands/check.ts'),
  diff: () => import('./commands/diff.ts'),
  link: () => import('./commands/link.ts'),
  watch: () => import('./commands/watch.ts'),
  explain: () => import('./commands/explain.ts'),
  suggest: () => import('./commands/suggest.ts'),
  types: () => import('./commands/types.ts'),
  lsp: () => import('./commands/lsp.ts'),
};

/** What went wrong outside of the program: the message says all. */
const PLAIN = [ProjectError, SchemaError, WriteError, ServiceError];

/** Status of a fault in the program itself (EX_SOFTWARE of sysexits.h). */
const FAULT = 70;

async function main([name, ...args]: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  if (name === '--version') return say(`${toolVersion()}\n`, terminal);
  if (name === '--help' || name === '-h') return say(await help(), terminal);
  if (name === undefined) {
    terminal.err(await help());
    return 2;
  }
  if (!Object.hasOwn(COMMANDS, name))
    throw name.startsWith('-')
      ? unexpected('option', name, ['--help', '--version'])
      : unexpected('command', name, Object.keys(COMMANDS));
  const { command } = await COMMANDS[name]!();
  const given = readArguments(name, command, args);
  return given.options.help ? say(helpOf(name, command), terminal) : command.run(given, terminal);
}

function say(text: string, terminal: Terminal): ExitStatus {
  terminal.out(text);
  return 0;
}

async function help(): Promise<string> {
  const commands = new Map<string, Command>();
  for (const [name, load] of Object.entries(COMMANDS)) commands.set(name, (await load()).command);
  return helpOfAll(commands);
}

/** What went wrong, in a paragraph; the way to a fault of ours is shown as it is. */
function explain(error: unknown, name: string | undefined): { words: string; status: number } {
  if (error instanceof UsageError) {
    const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? ` ${name}` : '';
    return { words: `${error.message}.\nSee \`lodemark${command} --help\`.`.replace(/\?\.\n/, '?\n'), status: 2 };
  }
  if (error instanceof Error && PLAIN.some(kind => error instanceof kind)) return { words: error.message, status: 2 };
  if (error instanceof Error && 'syscall' in error) return { words: `Cannot go on: ${error.message}`, status: 2 };
  const stack = error instanceof Error ? error.stack : String(error);
  return {
    words: `${stack}\nThis is a fault of lodemark itself. Please report it with the lines above.`,
    status: FAULT,
  };
}

function terminalOf(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const live = stderr.isTTY === true && env.TERM !== 'dumb';
  return {
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    colour: live && !env.NO_COLOR,
    live,
    columns: stderr.columns ?? 80,
    folder: process.cwd(),
    now: () => performance.now(),
    ...(live && stdin.isTTY === true && { ask }),
    stdio: [stdin, stdout],
    net: { fetch, wait: milliseconds => new Promise(done => setTimeout(done, milliseconds)) },
  };
}

/** A line of standard input after a question on standard error; null where there is none any more. */
function ask(question: string): Promise<string | null> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise(done => {
    lines.on('close', () => done(null));
    lines.question(question, answer => {
      done(answer);
      lines.close();
    });
  });
}

// A reader that has seen enough, such as `head`, is no fault.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', error => {
    if ('code' in error && error.code === 'EPIPE') process.exit();
    throw error;
  });

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args, terminalOf());
} catch (error) {
  const { words, status } = explain(error, args[0]);
  process.stderr.write(`${words}\n`);
  process.exitCode = status;
}
