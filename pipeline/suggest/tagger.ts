import type { Range } from './passages.ts';

/** A word and what it may be: compromise's tags, such as `Noun`, `Verb`, `FirstName`, `City`. */
export interface Tagged extends Range {
  readonly text: string;
  readonly tags: ReadonlySet<string>;
}

/** Tags the words of a text. */
export type Tagger = (text: string) => readonly Tagged[];

interface Term {
  readonly text: string;
  readonly tags: readonly string[];
  readonly offset: { readonly start: number; readonly length: number };
}

/** The English tagger, or one that knows nothing for other languages. */
export async function taggerOf(language: string): Promise<Tagger> {
  if (!/^en\b/i.test(language)) return () => [];
  const { default: nlp } = await import('compromise');
  return text => {
    const sentences = nlp(text).json({ offset: true }) as readonly { readonly terms: readonly Term[] }[];
    return sentences.flatMap(({ terms }) => terms.filter(term => term.text !== '').map(term => taggedOf(text, term)));
  };
}

function taggedOf(text: string, { text: words, tags, offset: { start, length } }: Term): Tagged {
  const end = start + length;
  return { start, end, text: text.slice(start, end) || words, tags: new Set(tags) };
}

/** The tagged word that covers a place of the text, or begins after it. */
export function wordFrom(words: readonly Tagged[], at: number): Tagged | undefined {
  return words.find(({ end }) => end > at);
}
