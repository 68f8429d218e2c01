import type { Range } from './passages.ts';

/** `thing` is known already, `entity` is new. */
export type Kind = 'thing' | 'date' | 'quantity' | 'quotation' | 'entity';
export const KINDS: readonly Kind[] = ['thing', 'date', 'quantity', 'quotation', 'entity'];

export interface Definition {
  readonly form: 'definition';
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly url: string;
}
export interface Entry {
  readonly form: 'entry';
  readonly id: string;
  readonly fields: { readonly [field: string]: string | { readonly unnamed: string } };
  /** What the speaker is called, where it is new: without a definition of its own it has no id. */
  readonly speaker?: string;
}
/** What an annotation needs declared. */
export type Declaration = Definition | Entry;

/**
 * An annotation that an author may want. Offsets are those of its words in the file without its byte order mark, in UTF-16 units.
 * `target` is an id, or `date:…`.
 */
export interface Proposal extends Range {
  readonly kind: Kind;
  readonly words: string;
  readonly target: string;
  /** 0 to 1: how likely it is that the author would write this annotation. */
  readonly confidence: number;
  readonly why: string;
  /** `[words][id]`, which has a definition, or `[words](#id)`. */
  readonly form: 'reference' | 'inline';
  readonly declares: Declaration | null;
}
