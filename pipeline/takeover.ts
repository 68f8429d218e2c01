import type { Batch, Counts, EarlierFile, Emitter, Output, Sink } from './emit/emitter.ts';
import type { Account, Earlier } from './write/accounts.ts';

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
      keep: (path, from) => {
        output.keep!(path, from);
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

  copy(path: string, from: EarlierFile, start: number, length: number): void {
    if (length > 0) this.#open.get(path)!.copy!(from, start, length);
  }
}

/** Hands batches to an emitter, except those that were written just so before: what was written is taken over. */
export class Takeover {
  readonly #emitter: Emitter;
  readonly #account: Account;
  readonly #files: Tracked;
  /** With their numbers among all. */
  readonly #sources: readonly (readonly [source: number, earlier: Earlier])[];

  constructor(emitter: Emitter, account: Account, files: Tracked) {
    this.#emitter = emitter;
    this.#account = account;
    this.#files = files;
    this.#sources = [...account.earlier.entries()].filter(([, { paths }]) => String(paths) === String(files.paths));
    account.begin({ paths: files.paths });
    files.closed();
  }

  /** Numbers of the batch's rows. */
  add(batch: Batch): Counts {
    if (!this.#account.isKept) return this.#known(batch) ?? this.#made(batch);
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
    if (batch.key === undefined) return null;
    for (const [source, earlier] of this.#sources) {
      const known = earlier.find(batch.key);
      if (!known) continue;
      const { counts, spans, closed } = known.entry;
      for (const [at, [start, length]] of spans.entries()) {
        const path = earlier.paths[at]!;
        this.#files.copy(path, earlier.file(path), start, length);
      }
      for (const path of closed) this.#files.output.keep!(path, earlier.file(path));
      this.#emitter.skip!(counts, { source, number: known.number }, batch);
      return counts;
    }
    return null;
  }

  #made(batch: Batch): Counts {
    this.#emitter.add(batch);
    return countsOf(batch);
  }
}

export function countsOf({ rows }: Batch): Counts {
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
}
