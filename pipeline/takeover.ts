import type { Batch, Counts, Emitter, Output, Sink } from './emit/emitter.ts';
import type { Account, Earlier } from './write/ledger.ts';

/** Files that a format is writing, with where each of them stands; `note` is told of each that is closed. */
export class Tracked {
  readonly output: Output;
  readonly #note: (path: string) => void;
  readonly #open = new Map<string, Sink>();
  #closed: string[] = [];

  /** `written`: what the format shall take for the files closed so far. */
  constructor(output: Output, note: (path: string) => void, written: () => Output['written']) {
    this.#note = note;
    this.output = {
      ...output,
      file: path => this.#tracked(path, output.file(path)),
      get written() {
        return written();
      },
      keep: path => {
        output.keep!(path);
        this.#close(path);
      },
    };
  }

  #tracked(path: string, sink: Sink): Sink {
    this.#open.set(path, sink);
    return {
      write: chunk => sink.write(chunk),
      close: () => {
        sink.close();
        this.#open.delete(path);
        this.#close(path);
      },
      get size() {
        return sink.size!;
      },
      copy: (from, start, length) => sink.copy!(from, start, length),
    };
  }

  #close(path: string): void {
    this.#closed.push(path);
    this.#note(path);
  }

  get paths(): string[] {
    return [...this.#open.keys()];
  }

  sizes(): number[] {
    return [...this.#open.values()].map(sink => sink.size!);
  }

  /** Files closed since this was asked last. */
  closed(): readonly string[] {
    const closed = this.#closed;
    this.#closed = [];
    return closed;
  }

  copy(path: string, start: number, length: number): void {
    if (length > 0) this.#open.get(path)!.copy!(path, start, length);
  }
}

/** Hands batches to an emitter, except those that the last build wrote just so: what it wrote is taken over. */
export class Takeover {
  readonly #emitter: Emitter;
  readonly #account: Account;
  readonly #files: Tracked;
  readonly #earlier: Earlier | null;

  constructor(emitter: Emitter, account: Account, files: Tracked) {
    const { earlier } = account;
    const isAlike = earlier !== null && String(earlier.paths) === String(files.paths);
    this.#emitter = emitter;
    this.#account = account;
    this.#files = files;
    this.#earlier = emitter.skip && isAlike ? earlier : null;
    account.begin({ paths: files.paths });
    files.closed();
  }

  /** Numbers of the batch's rows. */
  add(batch: Batch): Counts {
    const starts = this.#files.sizes();
    const counts = this.#known(batch) ?? this.#made(batch);
    const ends = this.#emitter.takesOver ? [] : this.#files.sizes();
    const spans = ends.map((end, at) => [starts[at]!, end - starts[at]!] as const);
    this.#account.add(batch.key, { counts, spans, closed: this.#emitter.takesOver ? [] : this.#files.closed() });
    return counts;
  }

  /** To be called when the emitter is closed. */
  close(): void {
    this.#account.close();
  }

  #known(batch: Batch): Counts | null {
    const known = batch.key === undefined ? null : this.#earlier?.find(batch.key);
    if (!known) return null;
    const { entry, number } = known;
    for (const [at, [start, length]] of entry.spans.entries())
      this.#files.copy(this.#earlier!.paths[at]!, start, length);
    for (const path of entry.closed) this.#files.output.keep!(path);
    this.#emitter.skip!(entry.counts, number, batch);
    return entry.counts;
  }

  #made(batch: Batch): Counts {
    this.#emitter.add(batch);
    return countsOf(batch);
  }
}

export function countsOf({ rows }: Batch): Counts {
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
}
