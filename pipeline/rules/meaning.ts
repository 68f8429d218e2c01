import { type Id, q, warning } from './rule.ts';

/** Whether the words bear out the data: warnings, which the author may accept. */
export const meaning = {
  'when-ungrounded': warning(
    ({ when, id }: Id & { when: string }) =>
      `Unexpected date ${q(when)} of ${q(id)}, expected a date value in its evidence; mark the words with ${q(`[words](date:${when})`)} or set \`whenBasis\``,
  ),
  'date-words': warning(
    ({ words, date, near }: { words: string; date: string; near: string | null }) =>
      `Unexpected date ${q(date)} for the words ${q(words)}, expected ${near === null ? 'a date that they can mean' : q(near)}`,
  ),
  'filler-unmentioned': warning(
    ({ filler, id }: Id & { filler: string }) =>
      `Unexpected ${q(filler)} in ${q(id)}, expected a mention of it in the evidence; mark its words or widen \`evidence\``,
  ),
  'thing-unmentioned': warning(
    ({ id }: Id) =>
      `Unexpected declaration of ${q(id)} that nothing mentions, expected a mention; mark its words or remove it`,
  ),
  'number-words': warning(
    ({ value, words, near }: { value: string; words: string; near: string | null }) =>
      `Unexpected quantity ${q(value)} for the words ${q(words)}, expected ${near === null ? 'the number that they state' : q(near)}`,
  ),
  'precision-missing': warning(
    ({ id }: Id) => `Unexpected coordinates of ${q(id)} without precision, expected \`precision\` (1 to 7)`,
  ),
};
