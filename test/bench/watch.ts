/** How long `lodemark watch` takes from the change of an article to the message for it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { corpusArticle } from './corpus.ts';

/** So long it may take to say something, in milliseconds, for any corpus. */
const PATIENCE = 600_000;
/** Between one change and the next, so that files have settled. */
const REST = 3000;
/** The last that it says of a build with errors. */
const DONE = /Nothing is written/;

/**
 * Seconds for each of so many changes, each to another article: an error is written into it, and taken out again. Another error stands in the
 * last article all the time, so that no format is written in between: with all formats, site and workbook that takes minutes, and none of it
 * comes before the message.
 * @throws where it ends, or says nothing for ten minutes
 */
export async function watchLatencies(
  lodemark: readonly string[],
  project: string,
  articles: number,
  changes: number,
): Promise<number[]> {
  const mend = mistake(project, articles - 1, 'standing');
  const [program, ...words] = [...lodemark, 'watch', project];
  const child = spawn(program!, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const heard = new Ear(child);
    await heard.hears(DONE);
    const latencies: number[] = [];
    for (let change = 0; change < changes; change++) {
      await pause(REST);
      const told = heard.hears(new RegExp(`nowhere-${change}\\b`));
      const start = process.hrtime.bigint();
      const mendIt = mistake(project, change % Math.max(articles - 1, 1), String(change));
      await told;
      latencies.push(Number(process.hrtime.bigint() - start) / 1e9);
      await pause(REST);
      const built = heard.hears(DONE);
      mendIt();
      await built;
    }
    return latencies;
  } finally {
    const ended = new Promise(resolve => child.once('close', resolve));
    if (child.exitCode === null && child.kill()) await ended;
    mend();
  }
}

/** Writes an error into an article; what it gives back takes it out. */
function mistake(project: string, index: number, name: string): () => void {
  const path = join(project, corpusArticle(index).path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/\n\n(?=## )/, `\n\nIt [went](#nowhere-${name}).\n\n`));
  return () => writeFileSync(path, text);
}

/** Waits for words in what a process says from now on. */
class Ear {
  readonly #child: ChildProcess;
  #said = '';
  #listen = (): void => {};

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        this.#said += chunk;
        this.#listen();
      });
  }

  hears(words: RegExp): Promise<void> {
    this.#said = '';
    return new Promise((resolve, reject) => {
      const fail = (why: string) => () => {
        clearTimeout(timer);
        reject(new Error(`lodemark watch ${why} before it said ${words}:\n${this.#said.slice(-2000)}`));
      };
      const timer = setTimeout(fail('was given up'), PATIENCE);
      const ended = fail('ended');
      this.#child.once('close', ended);
      this.#listen = () => {
        if (!words.test(this.#said)) return;
        clearTimeout(timer);
        this.#child.off('close', ended);
        this.#listen = () => {};
        resolve();
      };
    });
  }
}
