import type { Batch, Before, Counts, EarlierFile, EarlierNotes, Notes } from './emitter.ts';

/*
 * Documents are written in sections, runs of them that end where a document's id says so: the same whatever stands beside them, so
 * that where a document has changed the other sections are as they were, and are taken over as they are.
 */

/** Documents a section of Parquet, on average: as many as make row groups of a sensible size. */
export const SECTION = 256;

/** Whether a section of so many documents, on average, ends with this one: FNV-1a over its id lets one of `size` end a section. */
export function endsSection(id: string, size: number): boolean {
  let sum = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193);
  return (sum >>> 0) % size === 0;
}

/** The numbers of a section's batches, and what was written of it. Plain data. */
export interface Section<T> {
  readonly first: number;
  readonly last: number;
  readonly written: T;
}

/** A section that was written before, all of whose files are as they were left. */
export interface EarlierSection<T> extends Section<T> {
  readonly notes: EarlierNotes;
  readonly fileOf: (path: string) => EarlierFile;
}

/** A batch that was written before, by its number there. */
export interface EarlierBatch<T> {
  readonly section: EarlierSection<T>;
  readonly number: number;
}

export interface Sizes {
  readonly documents: number;
  readonly rows: number;
}

export interface SectionWriter<T> {
  /** Whether a section ends with a batch of that id, when it has so much in it. */
  ends(id: string | undefined, sizes: Sizes): boolean;
  /** Takes over a whole section; what is to be noted of it now. `null`: it never can be. */
  readonly keep: ((section: EarlierSection<T>) => T) | null;
  add(batch: Batch, earlier: EarlierBatch<T> | undefined): void;
  /** What was written since the last section. */
  end(): T;
  /** Files of which something written is a part. */
  paths(written: T): Iterable<string>;
}

/** Has batches written in sections; notes where, and finds sections again that were written before. */
export class Sections<T> {
  readonly #writer: SectionWriter<T>;
  readonly #earlier: readonly (readonly EarlierSection<T>[])[];
  readonly #sections: Section<T>[] = [];
  readonly #leave: Notes['leave'] | undefined;
  #first = 0;
  #next = 0;
  #rows = 0;
  #documents = 0;
  /** Batches of the section so far, while all of them were written before as the beginning of one. */
  #waiting: { readonly batch: Batch; readonly earlier: EarlierBatch<T> }[] = [];

  constructor(notes: Notes | undefined, writer: SectionWriter<T>) {
    this.#writer = writer;
    this.#leave = notes?.leave;
    this.#earlier = (notes?.earlier ?? []).map(each => this.#readable(each));
  }

  add(batch: Batch): void {
    this.#flush();
    this.#writer.add(batch, undefined);
    this.#count(
      batch,
      Object.values(batch.rows).map(({ length }) => length),
    );
  }

  /** In place of `add`, for a batch that was written before. */
  skip(counts: Counts, before: Before, batch: Batch): void {
    const earlier = this.#find(before);
    if (earlier && this.#follows(earlier)) this.#waiting.push({ batch, earlier });
    else {
      this.#flush();
      this.#writer.add(batch, earlier);
    }
    this.#count(batch, Object.values(counts));
  }

  close(): void {
    this.#end();
    this.#leave?.(this.#sections);
  }

  #readable(notes: EarlierNotes): readonly EarlierSection<T>[] {
    const sections = (notes.left() ?? []) as readonly Section<T>[];
    const paths = new Set(sections.flatMap(({ written }) => [...this.#writer.paths(written)]));
    const files = new Map([...paths].map(path => [path, notes.file(path)]));
    return sections
      .filter(({ written }) => [...this.#writer.paths(written)].every(path => files.get(path)))
      .map(section => ({ ...section, notes, fileOf: path => files.get(path)! }));
  }

  #find({ source, number }: Before): EarlierBatch<T> | undefined {
    const sections = this.#earlier[source]!;
    let [from, to] = [0, sections.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sections[middle]!.last < number) from = middle + 1;
      else to = middle;
    }
    const section = sections[from];
    return section && section.first <= number ? { section, number } : undefined;
  }

  #follows({ section, number }: EarlierBatch<T>): boolean {
    const isBegun = this.#first + this.#waiting.length < this.#next;
    if (isBegun || this.#writer.keep === null) return false;
    const before = this.#waiting.at(-1)?.earlier;
    return before ? before.section === section && number === before.number + 1 : number === section.first;
  }

  #flush(): void {
    for (const { batch, earlier } of this.#waiting) this.#writer.add(batch, earlier);
    this.#waiting = [];
  }

  #count({ id }: Batch, rows: readonly number[]): void {
    this.#next += 1;
    for (const length of rows) this.#rows += length;
    if (id !== undefined) this.#documents += 1;
    if (this.#writer.ends(id, { documents: this.#documents, rows: this.#rows })) this.#end();
  }

  #end(): void {
    if (this.#next === this.#first) return;
    const last = this.#waiting.at(-1)?.earlier;
    const whole = last?.number === last?.section.last ? last?.section : undefined;
    if (!whole) this.#flush();
    const written = whole ? this.#writer.keep!(whole) : this.#writer.end();
    this.#sections.push({ first: this.#first, last: this.#next - 1, written });
    this.#first = this.#next;
    this.#rows = 0;
    this.#documents = 0;
    this.#waiting = [];
  }
}
