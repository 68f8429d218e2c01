import { setImmediate as pause } from 'node:timers/promises';
import { collecting } from './collector.ts';
import type { Batch, EmitContext, Emitter, Output, WrittenFile } from './emit/emitter.ts';
import { distributionsOf, type Format, openFormats } from './emit/formats.ts';
import { countsOf, Takeover, Tracked } from './takeover.ts';
import { type Ledger, openAccounts } from './write/ledger.ts';

/** Formats that tell of the files of those before them; these are written by one process, after all others. */
const DESCRIBING: ReadonlySet<Format> = new Set([
  'datapackage',
  'csvw',
  'citation',
  'croissant',
  'rocrate',
  'readme',
  'site',
]);

/** How long formats take beside one another, as measured; what isn't here takes next to nothing. */
const WEIGHTS: { readonly [format in Format]?: number } = { nquads: 20, jsonld: 14, parquet: 12, csv: 2, xlsx: 60 };

/** A file by when it was closed, whichever process did it: in which step, by which of the build's formats. */
export interface Closed {
  readonly path: string;
  /** -1: when the format was opened; from 0: in that batch; `END`: when it was closed. */
  readonly step: number;
  /** The format's place among those of the build. */
  readonly at: number;
}
const END = Number.MAX_SAFE_INTEGER;

/**
 * Parts formats into as many groups as there are processes, of about the same work. The first is for the process that writes
 * what tells of files.
 */
export function partFormats(formats: readonly Format[], processes: number): Format[][] {
  const groups: Format[][] = Array.from({ length: processes }, () => []);
  const loads = groups.map(() => 0);
  const weigh = (format: Format): number => WEIGHTS[format] ?? 0.5;
  const others = formats.filter(format => !DESCRIBING.has(format));
  for (const format of [...others].sort((a, b) => weigh(b) - weigh(a))) {
    const lightest = loads.indexOf(Math.min(...loads));
    groups[lightest]!.push(format);
    loads[lightest]! += weigh(format);
  }
  groups[0]!.push(...formats.filter(format => DESCRIBING.has(format)));
  return groups.filter((group, at) => at === 0 || group.length > 0);
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
  readonly #writers: Writer[] = [];
  #others: readonly Closed[] = [];
  #step = -1;

  /** `all`: the formats of the whole build, in their order. `ledger`: where the last build may be found, if anywhere. */
  static async open(
    formats: readonly Format[],
    all: readonly Format[],
    context: EmitContext,
    ledger: Ledger | null,
  ): Promise<Part> {
    const part = new Part();
    const distributions = distributionsOf(all);
    const accounts = ledger && openAccounts(ledger);
    for (const format of all.filter(format => formats.includes(format))) {
      const files = part.#track(all.indexOf(format), context.output);
      const account = accounts?.(format) ?? null;
      const notes = account?.notes;
      const opened = await openFormats([format], {
        ...context,
        output: files.output,
        distributions,
        ...(notes && { notes }),
      });
      const emitter = opened[0]!;
      const takeover = emitter.skip && account ? new Takeover(emitter, account, files) : null;
      part.#writers.push({ format, emitter, takeover });
    }
    return part;
  }

  /** `polite`: lets others have a word between two batches. */
  async add(batches: Iterable<Batch>, polite: boolean): Promise<void> {
    const collect = collecting();
    for (const batch of batches) {
      this.#step += 1;
      collect();
      const known = this.#writers.map(({ takeover, emitter }) => takeover?.add(batch) ?? emitter.add(batch));
      const counts = known.find(counts => counts !== undefined) ?? countsOf(batch);
      for (const [table, count] of Object.entries(counts)) this.counts[table] = (this.counts[table] ?? 0) + count;
      if (polite) await pause();
    }
    this.#step = END;
  }

  /** Ends the formats that tell of nothing but the data. */
  async close(): Promise<void> {
    for (const { format, emitter, takeover } of this.#writers) {
      if (DESCRIBING.has(format)) continue;
      await emitter.close();
      takeover?.close();
    }
  }

  /** Ends the others, once the files of other processes are known. */
  async describe(others: readonly Closed[]): Promise<void> {
    this.#others = others;
    for (const { format, emitter } of this.#writers) if (DESCRIBING.has(format)) await emitter.close();
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
