import { setImmediate as pause } from 'node:timers/promises';
import { collecting } from './collector.ts';
import type { Batch, Counts, EmitContext, Emitter, Output, WrittenFile } from './emit/emitter.ts';
import { distributionsOf, type Format, openFormats } from './emit/formats.ts';
import { isParted } from './emit/parts.ts';
import { countsOf, Takeover, Tracked } from './takeover.ts';
import type { Account } from './write/accounts.ts';

/** Formats that tell of the files of those before them; these are written by one process, after all others. */
export const DESCRIBING: ReadonlySet<Format> = new Set([
  'datapackage',
  'csvw',
  'citation',
  'croissant',
  'rocrate',
  'readme',
  'site',
]);

/** A file by when it was closed, whichever process did it: in which step, by which of the build's formats. */
export interface Closed {
  readonly path: string;
  /** -1: when the format was opened; from 0: in that batch; `END`: when it was closed. */
  readonly step: number;
  /** The format's place among those of the build. */
  readonly at: number;
}
const END = Number.MAX_SAFE_INTEGER;

/** A round in which formats are written. */
export interface Round {
  readonly formats: readonly Format[];
  readonly batches: Iterable<Batch>;
  readonly account: (format: Format) => Account;
  /** Where a format goes; where it is absent, to the output of the whole. */
  readonly output?: (format: Format) => Output;
  /** Whether a format has the batch of this number to write; where it is absent, every one. */
  readonly has?: (format: Format, batch: number) => boolean;
  /** Whether rows are counted: those of batches that no format wants would be made for that. */
  readonly counts: boolean;
  /** Whether others have a word between two batches. */
  readonly polite: boolean;
  /** Ends it before the next batch, where it is polite. */
  readonly signal?: AbortSignal;
}

interface Writer {
  readonly format: Format;
  readonly emitter: Emitter;
  readonly takeover: Takeover | null;
}

/** Some of a build's formats, fed with its batches. */
export class Part {
  /** In the order of closing. */
  readonly closed: Closed[] = [];
  readonly counts: Record<string, number> = {};
  readonly #all: readonly Format[];
  readonly #context: EmitContext;
  readonly #waiting: Writer[] = [];
  #others: readonly Closed[] = [];
  #step = -1;

  /** `all`: the formats of the whole build, in their order. */
  constructor(all: readonly Format[], context: EmitContext) {
    this.#all = all;
    this.#context = { ...context, distributions: distributionsOf(all, isParted(context)) };
  }

  /** Writes formats, and ends those that tell of nothing but the data. */
  async write(round: Round): Promise<void> {
    this.#step = -1;
    const writers: Writer[] = [];
    for (const format of this.#all.filter(each => round.formats.includes(each)))
      writers.push(await this.#open(format, round));
    await this.#add(writers, round);
    for (const { format, emitter, takeover } of writers) {
      if (DESCRIBING.has(format)) continue;
      takeover?.settle();
      await emitter.close();
      takeover?.close();
    }
    this.#waiting.push(...writers.filter(({ format }) => DESCRIBING.has(format)));
  }

  /** Ends the others, once the files of other processes are known. */
  async describe(others: readonly Closed[]): Promise<void> {
    this.#others = others;
    for (const { emitter } of this.#waiting) await emitter.close();
  }

  async #open(format: Format, { account: accountOf, output = () => this.#context.output }: Round): Promise<Writer> {
    const files = this.#track(this.#all.indexOf(format), output(format));
    const account = accountOf(format);
    const { notes } = account;
    const [emitter] = await openFormats([format], {
      ...this.#context,
      output: files.output,
      ...(notes && { notes }),
    });
    const takeover = emitter!.skip
      ? new Takeover(emitter!, account, files, [...this.#context.model.tables.keys()])
      : null;
    return { format, emitter: emitter!, takeover };
  }

  async #add(writers: readonly Writer[], { batches, has = () => true, counts, polite, signal }: Round): Promise<void> {
    const collect = collecting();
    for (const batch of batches) {
      this.#step += 1;
      const fed = writers.filter(({ format }) => has(format, this.#step));
      const taken = fed.map(writer => feed(writer, batch));
      if (counts) this.#count(taken.find(each => each !== null) ?? countsOf(batch));
      if (taken.includes(null)) collect();
      if (!polite || fed.length === 0) continue;
      await pause();
      signal?.throwIfAborted();
    }
    this.#step = END;
  }

  #count(counts: Counts): void {
    for (const [table, count] of Object.entries(counts)) this.counts[table] = (this.counts[table] ?? 0) + count;
  }

  #track(at: number, output: Output): Tracked {
    const note = (path: string): void => void this.closed.push({ path, step: this.#step, at });
    return new Tracked(output, note, () => this.#before(at, output.written));
  }

  /** What would be there by now if one process wrote everything, in the order in which it would. */
  #before(at: number, written: readonly WrittenFile[]): readonly WrittenFile[] {
    const files = new Map(written.map(file => [file.path, file]));
    return [...this.#others, ...this.closed]
      .filter(closed => closed.step < END || closed.at <= at)
      .sort((a, b) => a.step - b.step || a.at - b.at)
      .flatMap(({ path }) => files.get(path) ?? []);
  }
}

/** Takes a batch over, or has it written; the numbers of its rows where it was taken over. */
function feed({ takeover, emitter }: Writer, batch: Batch): Counts | null {
  const counts = takeover?.take(batch) ?? null;
  if (counts === null) (takeover ?? emitter).add(batch);
  return counts;
}
