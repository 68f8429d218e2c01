import type { Model, Row } from '../model.ts';

/**
 * The finished rows and texts of one document. A thing is in the batch of the first document that tells of it, complete with all
 * its children; batches come in document order, and the first of all holds `terms`.
 */
export interface Batch {
  /** The same for batches that are the same; absent where that isn't known. All else may be made only when it is asked for. */
  readonly key?: string | undefined;
  /** Of the document, where it is one's. */
  readonly id?: string;
  /** Rows by table name, in the order in which they are written. A table without rows may be absent. */
  readonly rows: { readonly [table: string]: readonly Row[] };
  readonly texts: readonly DocumentText[];
  /** The articles to be read, where a format asks for them. */
  readonly prose?: readonly DocumentProse[];
}

/** An article as sanitised HTML: `render.ts` says what its marks look like. */
export interface DocumentProse {
  readonly document_id: string;
  readonly blocks: readonly ProseBlock[];
}

/** One block of an article: a paragraph, a heading, a list, a table … */
export interface ProseBlock {
  readonly html: string;
  /** Numbers of the paragraphs in it, as in `sentences.paragraph`. */
  readonly paragraphs: readonly number[];
  /** `id` is the element's. */
  readonly heading: { readonly depth: number; readonly id: string } | null;
  /** Whether it holds the footnotes. */
  readonly notes: boolean;
}

/** One plain text to which offsets refer. */
export interface DocumentText {
  /** As in `documents.text_path`: relative to the output folder, e.g. `text/arctic.txt`. */
  readonly path: string;
  readonly text: string;
}

/** A person or body behind the dataset. */
export interface Party {
  readonly name: string;
  readonly type: 'Person' | 'Organization';
  /** Web address, or the IRI of an identifier such as an ORCID or a ROR. */
  readonly url: string | null;
  readonly email: string | null;
}

/** `source/dataset.yaml`, checked and completed: what the dataset as a whole is called, and on whose terms it is given. */
export interface Manifest {
  /** Short name, `[a-z][a-z0-9-]*`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Where the output folder is, or will be, hosted; ends with `/`. All IRIs begin with it. */
  readonly base: string;
  /** SPDX identifier, or the address of the terms. */
  readonly licence: string;
  readonly publisher: Party | null;
  readonly creators: readonly Party[];
  readonly version: string;
  /** Full ISO date of publication: the only date that outputs may bear, for there is no clock. */
  readonly published: string | null;
  /** BCP 47 tag of the prose. */
  readonly language: string;
  readonly keywords: readonly string[];
  /** The wording of a citation; null: made from creators, title, version and base. */
  readonly citation: string | null;
  /** Address of the sources, e.g. the Git repository. */
  readonly repository: string | null;
  readonly csv: { readonly bom: boolean };
}

/** A file being written: synchronous and buffered. Strings are written as UTF-8. */
export interface Sink {
  /** @throws {TypeError} on a string with a lone surrogate, which UTF-8 can't hold */
  write(chunk: string | Uint8Array): void;
  /** Ends the file; only then is it in `Output.written`. */
  close(): void;
  /** Bytes so far; absent where nothing is ever taken over. */
  readonly size?: number;
  /** Appends bytes of an earlier file. */
  copy?(from: EarlierFile, start: number, length: number): void;
}

/** A file that an earlier build has written, or another process for this one, by a name that is nobody's but the folder's. */
export type EarlierFile = string;

/** A finished file. `sha256` in lower-case hexadecimal. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A folder being filled. */
export interface Output {
  /**
   * Opens a new file. `path` is relative, with `/` between its parts.
   * @throws {RangeError} on a path that leaves the folder, isn't in normal form or has been opened before
   */
  file(path: string): Sink;
  /** Files closed so far, in the order of closing. */
  readonly written: readonly WrittenFile[];
  /** Takes an earlier file over as it is. */
  keep?(path: string, from: EarlierFile): void;
  /** Bytes of an earlier file. */
  earlier?(from: EarlierFile, start: number, length: number): Uint8Array;
}

/** What an emitter leaves for the next build, and what earlier ones left for this, in a form that only it knows. */
export interface Notes {
  /** By source; none where nothing can be taken over. */
  readonly earlier: readonly EarlierNotes[];
  write(bytes: Uint8Array): void;
  /** Plain data, after all bytes. */
  leave(data: unknown): void;
}

export interface EarlierNotes {
  /** Fills `into` with what was written from byte `from` on. */
  read(into: Uint8Array, from: number): void;
  /** What was left; `null` where it can't be read. */
  left(): unknown;
  /** A file of that build, where it is as it was left. */
  file(path: string): EarlierFile | null;
}

/** A batch as it was written before: where, and as which batch there. */
export interface Before {
  readonly source: number;
  readonly number: number;
}

export interface EmitContext {
  readonly model: Model;
  readonly manifest: Manifest;
  readonly output: Output;
  /** Paths of the files by which the dataset can be had as a whole, for its description in the graph. */
  readonly distributions?: readonly string[];
  /** Rows that a table will have, or more, but for a few; where it is absent, tables are taken for short. */
  readonly most?: (table: string) => number;
  /** Rows that one file of the graph holds; `parts.ts` says what follows. */
  readonly graphRows?: number | undefined;
  readonly notes?: Notes;
  /** A file that comes with the tool, by its path in `site/assets/`; those below `fonts/` come from the typeface's package. */
  readonly asset?: (path: string) => Uint8Array;
}

/** Numbers of rows by table. */
export type Counts = Readonly<Record<string, number>>;

/** Writes one format. Knows no Markdown, no file system, no other emitter, no clock and no locale. */
export interface Emitter {
  add(batch: Batch): void;
  /**
   * In place of `add`, for a batch that was written before: what the emitter then wrote has been taken over. Absent where that isn't
   * all that there is to do.
   */
  skip?(counts: Counts, before: Before, batch: Batch): void;
  /** Where what was written can't be told by batch, an emitter takes it over itself, by what it has noted. */
  readonly takesOver?: true;
  close(): void | Promise<void>;
}

export type OpenEmitter = (context: EmitContext) => Emitter;
