import type { Thing } from '../declare.ts';
import type { AmountFound } from './amounts.ts';
import type { Newcomer } from './newcomer-ids.ts';
import type { Definition, Entry, Proposal } from './proposal.ts';
import type { QuotedFound, Speaker } from './quotations.ts';

export interface Choice {
  /** The file. */
  readonly source: string;
  readonly things: ReadonlyMap<string, Thing>;
  /** Labels of the definitions that the article has, in small letters. */
  readonly defined: ReadonlySet<string>;
  /** Whether a thing is declared in a data block of the article. */
  readonly inBlock: (id: string) => boolean;
  readonly newcomers: ReadonlyMap<string, Newcomer>;
  readonly makeId: (label: string, kind: string) => string;
  readonly min: number;
}

/** How words are linked, and what that needs. */
export type Annotation = Pick<Proposal, 'target' | 'form' | 'declares'>;

/** A known thing: with a definition copied from where it is declared, where the article has none. */
export function mentionOf(thing: Thing, { defined, inBlock }: Choice): Annotation {
  const { id, type, label } = thing;
  if (defined.has(id)) return { target: id, form: 'reference', declares: null };
  if (inBlock(id)) return { target: id, form: 'inline', declares: null };
  const declares: Definition = { form: 'definition', id, type, label, url: addressOf(thing) };
  return { target: id, form: 'reference', declares };
}

/** The address as its author wrote it. */
function addressOf({ id, fields, addresses }: Thing): string {
  const written = [fields.sameAs ?? []].flat().find(item => typeof item === 'string');
  return typeof written === 'string' && /^https?:\/\/\S+$/i.test(written) ? written : (addresses[0]?.uri ?? `#${id}`);
}

export function introduce({ id, type, label }: Newcomer): Annotation {
  return { target: id, form: 'reference', declares: { form: 'definition', id, type, label, url: `#${id}` } };
}

export function quantityOf(words: string, { variable, value }: AmountFound, { makeId }: Choice): Annotation {
  const fields = { type: 'Quantity', label: words, ...(variable !== null && { variable }), value };
  const id = makeId(words, 'quantity');
  return { target: id, form: 'inline', declares: { form: 'entry', id, fields } };
}

export function quotationOf(words: string, { quoteKind, speaker }: QuotedFound, choice: Choice): Annotation {
  const id = choice.makeId(words, 'quotation');
  const newcomer = speaker?.id == null ? undefined : choice.newcomers.get(speaker.id);
  const fields = { type: 'Quotation', label: shortened(words), ...speakerField(speaker, newcomer), quoteKind };
  return {
    target: id,
    form: 'inline',
    declares: { form: 'entry', id, fields, ...(newcomer && { speaker: newcomer.label }) },
  };
}

function shortened(words: string): string {
  const parts = words.split(' ');
  return parts.length > 10 ? `${parts.slice(0, 9).join(' ')} …` : words;
}

function speakerField(speaker: Speaker | null, newcomer: Newcomer | undefined): Entry['fields'] {
  if (speaker === null) return {};
  return { speaker: newcomer?.id ?? speaker.id ?? { unnamed: speaker.words } };
}
