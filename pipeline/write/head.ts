import type { Digest } from '../digest.ts';
import type { Problem } from '../messages.ts';
import type { Needs } from '../needs.ts';

/** What others ask of an entry of the store. */
export interface Head {
  readonly digest: Digest;
  readonly problems: readonly Problem[];
  readonly needs: Needs;
  /** Of the entry. */
  readonly mark: Mark;
}

/** By what an entry is known again. */
export interface Mark {
  /** SHA-256 of the entry. */
  readonly hash: string;
  /** Its head as a line of text. */
  readonly line: string;
}

/** A head in lists: objects that have ids for keys take four times as long to decode. */
interface Lists {
  readonly id: string;
  readonly path: string;
  readonly declared: readonly (readonly [id: string, part: string | null, ...addresses: string[]])[];
  readonly mentioned: readonly (readonly [id: string, count: number, sentence: string | null, ...words: string[]])[];
  readonly counts: Digest['counts'];
  readonly lookups: readonly string[];
  readonly problems: readonly Problem[];
  readonly needs: Needs;
}

export function encodeHead({ digest, problems, needs }: Omit<Head, 'mark'>): string {
  const { declared, mentioned, ...others } = digest;
  const lists: Lists = {
    ...others,
    declared: declared.map(({ id, part, addresses }) => [id, part, ...addresses]),
    mentioned: mentioned.map(({ id, count, firstSentence, words }) => [id, count, firstSentence, ...words]),
    problems,
    needs,
  };
  return JSON.stringify(lists);
}

/** The head of an entry by its mark; of its texts none is a part of a longer one. */
export function decodeHead(mark: Mark): Head {
  const { problems, needs, declared, mentioned, ...others } = JSON.parse(mark.line) as Lists;
  const digest: Digest = {
    ...others,
    declared: declared.map(([id, part, ...addresses]) => ({ id, part, addresses })),
    mentioned: mentioned.map(([id, count, firstSentence, ...words]) => ({ id, count, firstSentence, words })),
  };
  return { digest, problems, needs, mark };
}
