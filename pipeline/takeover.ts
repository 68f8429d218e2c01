import type { Batch, Before, Counts, EarlierFile, Emitter, Output, Sink } from './emit/emitter.ts';
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

/** Batches that follow one another as they did before. */
interface Run {
  readonly earlier: Earlier;
  readonly first: number;
  /** Of the batches so far. */
  readonly keys: string[];
}

/** Hands batches to an emitter; what was written before just so is taken over. */
export class Takeover {
  readonly #emitter: Emitter;
  readonly #account: Account;
  readonly #files: Tracked;
  /** With their numbers among all. */
  readonly #sources: readonly (readonly [source: number, earlier: Earlier])[];
  /** What is still to be copied into the files that are open all the time. */
  #run: Run | null = null;

  /** `tables`: of the model. */
  constructor(emitter: Emitter, account: Account, files: Tracked, tables: readonly string[]) {
    this.#emitter = emitter;
    this.#account = account;
    this.#files = files;
    this.#sources = [...account.earlier.entries()].filter(([, { paths }]) => String(paths) === String(files.paths));
    account.begin({ paths: files.paths, starts: this.#sizes(), tables });
    files.closed();
  }

  /** Takes a batch over; the numbers of its rows, `null` where it has to be made. */
  take(batch: Batch): Counts | null {
    for (const [source, earlier] of batch.key === undefined ? [] : this.#sources) {
      const number = earlier.find(batch.key!);
      if (number !== null) return this.#skip(batch, earlier, { source, number });
    }
    return null;
  }

  add(batch: Batch): void {
    this.settle();
    this.#emitter.add(batch);
    this.#account.add(batch.key, { counts: countsOf(batch), ends: this.#sizes(), closed: this.#closed() });
  }

  /** To be called when the emitter is closed. */
  close(): void {
    this.#account.close();
  }

  #skip(batch: Batch, earlier: Earlier, before: Before): Counts {
    const run = this.#run;
    if (run?.earlier === earlier && before.number === run.first + run.keys.length) run.keys.push(batch.key!);
    else {
      this.settle();
      this.#run = { earlier, first: before.number, keys: [batch.key!] };
    }
    const counts = earlier.counts(before.number);
    for (const path of earlier.closed(before.number)) this.#files.output.keep!(path, earlier.file(path));
    this.#emitter.skip!(counts, before, batch);
    this.#closed();
    return counts;
  }

  /** Copies what is taken over; to be called before the emitter is closed. */
  settle(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = null;
    const { earlier, first, keys } = run;
    const starts = first === 0 ? earlier.starts : earlier.ends(first - 1);
    const ends = earlier.ends(first + keys.length - 1);
    const moved = this.#sizes().map((size, at) => size - starts[at]!);
    for (const [at, start] of starts.entries()) {
      const path = earlier.paths[at]!;
      this.#files.copy(path, earlier.file(path), start, ends[at]! - start);
    }
    for (const [at, key] of keys.entries()) {
      const number = first + at;
      const ends = earlier.ends(number).map((end, file) => end + moved[file]!);
      this.#account.add(key, { counts: earlier.counts(number), ends, closed: earlier.closed(number) });
    }
  }

  #sizes(): readonly number[] {
    return this.#emitter.takesOver ? [] : this.#files.sizes();
  }

  #closed(): readonly string[] {
    const closed = this.#files.closed();
    return this.#emitter.takesOver ? [] : closed;
  }
}

export function countsOf({ rows }: Batch): Counts {
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
}
