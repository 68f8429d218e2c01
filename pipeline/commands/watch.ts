import { join, relative, resolve } from 'node:path';
import type { Problem } from '../messages.ts';
import { ProjectError } from '../project.ts';
import { reportOf } from '../report/report.ts';
import { summaryOf } from '../report/summary.ts';
import { SchemaError } from '../schema/shapes.ts';
import { WriteError } from '../write/error.ts';
import { type Command, type Terminal, UsageError } from './command.ts';

export const command: Command = {
  operands: ['[DIR]'],
  summary: 'Build a project, and build again what changes as it changes, until stopped.',
  options: {
    out: { value: 'FOLDER', says: "Write there; the project's dist/ if not given." },
    serve: { says: 'Show the site on this machine, and load open pages again when it changes.' },
    port: { value: 'NUMBER', says: 'Show it at this port; 4400 if not given, or one that is free.' },
    strict: { says: 'Take warnings for errors.' },
  },
  examples: [
    ['watch', 'the project in this folder'],
    ['watch --serve', 'with the site at http://127.0.0.1:4400/'],
  ],
  async run({ operands: [folder = '.'], options }, terminal) {
    const project = resolve(terminal.folder, folder);
    const out = typeof options.out === 'string' ? resolve(terminal.folder, options.out) : join(project, 'dist');
    const [{ build }, { openProject }, { Live }, { watch }] = await Promise.all([
      import('../index.ts'),
      import('../project.ts'),
      import('../live.ts'),
      import('../watch.ts'),
    ]);
    openProject(project, terminal.folder);
    const server = options.serve || options.port ? await serveOn(join(out, 'site'), options.port, terminal) : null;
    const shown = relative(terminal.folder, out).replaceAll('\\', '/') || '.';
    const strict = options.strict === true;
    const live = new Live(project, { from: terminal.folder, strict });
    const told = new Told();
    const tell = (problems: readonly Problem[]): void => {
      const ok = problems.every(({ severity }) => severity !== 'error');
      terminal.err(reportOf({ ok, problems }, { format: 'text', colour: terminal.colour }));
      if (!ok) terminal.err(`Nothing is written; \`${shown}\` is as it was.\n`);
    };
    const rebuild = async (changed: ReadonlySet<string>): Promise<void> => {
      const begun = terminal.now();
      const edited = changed.size === 0 ? null : live.check(changed);
      if (edited) tell(told.all(edited));
      if (edited?.some(({ severity }) => severity === 'error')) return;
      const built = await build(project, { out, from: terminal.folder, strict });
      tell(built.ok ? told.news(built.problems) : told.all(built.problems));
      if (!built.ok) return;
      terminal.out(`${summaryOf(shown, built).trimEnd()} (${Math.round(terminal.now() - begun)} ms)\n`);
      if (built.changed) server?.reload();
      // Opened now, so that the first change is answered as fast as the others.
      if (changed.size === 0) live.check(changed);
    };
    await watch(project, changed => rebuild(changed).catch(error => terminal.err(`${wordsOf(error)}\n`)));
    return 0;
  },
};

/** What has been told already, wherever in its file it stands now: an author needn't read old warnings after every change. */
class Told {
  #keys = new Set<string>();

  /** All problems, which count as told from now on. */
  all(problems: readonly Problem[]): readonly Problem[] {
    for (const problem of problems) this.#keys.add(keyOf(problem));
    return problems;
  }

  /** Those that haven't been told; what is gone will be told when it comes again. */
  news(problems: readonly Problem[]): readonly Problem[] {
    const fresh = problems.filter(problem => !this.#keys.has(keyOf(problem)));
    this.#keys = new Set(problems.map(keyOf));
    return fresh;
  }
}

function keyOf({ rule, message, place }: Problem): string {
  return [place.path, rule, message].join('\u0000');
}

const PORT = 4400;

async function serveOn(folder: string, port: string | true | undefined, terminal: Terminal): ReturnType<typeof serve> {
  const { serve } = await import('../serve/server.ts');
  const asked = typeof port === 'string' ? portOf(port) : null;
  const server = await serve(folder, asked ?? PORT).catch(error => {
    if (asked !== null || error.code !== 'EADDRINUSE') throw error;
    return serve(folder, 0);
  });
  terminal.out(`The site is at ${server.address}\n`);
  return server;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`Unexpected port \`${text}\`, expected a number from 0 to 65535`);
}

/** What keeps a build from running may be mended while it is watched: a schema, say, or a folder that is being written. */
function wordsOf(error: unknown): string {
  if (error instanceof ProjectError || error instanceof SchemaError || error instanceof WriteError)
    return error.message;
  throw error;
}
