import { type Abbreviations, abbreviationsOf } from './abbreviations.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/*
 * Sentence boundaries after Unicode UAX #29 (rules SB6-SB11), by an expression of our own rather than by Intl.Segmenter:
 * the same text must give the same sentences whatever ICU a Node was built with, and abbreviations must not break.
 */
const CLOSING = '["\'”’»›)\\]}」』】）〉》]*';
// A run of stops is looked at once, from its first: ten thousand dots would take the square of their number.
const SPACED = '[.!?…؟۔।॥።։။‽‼⁇⁈⁉]';
const SPACED_STOP = `(?<!${SPACED})${SPACED}+${CLOSING}[ \\t]+`;
const UNSPACED_STOP = `[。！？｡．]+${CLOSING}[ \\t]*`;
const BOUNDARY = new RegExp(`${SPACED_STOP}|${UNSPACED_STOP}`, 'gu');
const CONTINUES = /^["'“‘«‹([{]*\p{Ll}/u;
/** Japanese goes on after a quoted sentence with a particle: 「…！」と述べた. */
const QUOTED = /[。！？｡．][」』）〉》]+$/u;
const PARTICLE = /^(?:と(?!ころ)|って|を|に|の|は|が(?!、)|など|へ)/u;

/** The sentences of each block; a table row is one sentence, and no sentence ends inside an annotation. */
export function breakSentences(
  text: string,
  language: string,
  blocks: readonly (Range & { readonly row: boolean })[],
  spans: readonly (Range & { readonly block: number })[],
): Range[][] {
  const abbreviations = abbreviationsOf(language);
  const inside = new Map<number, Range[]>();
  for (const span of spans) inside.set(span.block, [...(inside.get(span.block) ?? []), span]);
  return blocks.map((block, index) => {
    if (block.row) return [{ start: block.start, end: block.end }];
    const words = text.slice(block.start, block.end);
    const annotated = inside.get(index) ?? [];
    const covered = (at: number): boolean => annotated.some(span => span.start < at && at < span.end);
    return cut(words, block.start, at => covered(at) || continues(words, at - block.start, abbreviations));
  });
}

function cut(words: string, shift: number, joined: (at: number) => boolean): Range[] {
  const sentences: Range[] = [];
  let start = 0;
  for (const stop of words.matchAll(BOUNDARY)) {
    const next = stop.index + stop[0].length;
    if (next >= words.length || joined(shift + next)) continue;
    sentences.push({ start: shift + start, end: shift + stop.index + stop[0].trimEnd().length });
    start = next;
  }
  sentences.push({ start: shift + start, end: shift + words.length });
  return sentences;
}

/** Whether the sentence goes on at `next` although a stop stands before it. */
function continues(words: string, next: number, abbreviations: Abbreviations): boolean {
  const rest = words.slice(next, next + 32);
  if (CONTINUES.test(rest)) return true;
  const before = words.slice(Math.max(0, next - 24), next).trimEnd();
  if (QUOTED.test(before) && PARTICLE.test(rest)) return true;
  if (!before.endsWith('.') || before.endsWith('..')) return false;
  const word = /[\p{L}\p{N}.]+$/u.exec(before.slice(0, -1))?.[0] ?? '';
  if (abbreviations.ordinals && /^\d{1,2}$/.test(word)) return true;
  const lower = word.toLowerCase();
  if (abbreviations.never.has(lower)) return true;
  if (!abbreviations.seldom.has(lower) && !/^\p{Lu}(?:\.\p{Lu})*$/u.test(word)) return false;
  return !abbreviations.starters.has(/^["'“‘«(]*([\p{L}]+)/u.exec(rest)?.[1] ?? '');
}

/** Words of a text; in scripts that write no spaces each character counts as one. */
export function countWords(text: string): number {
  return text.match(UNSPACED_SCRIPT.test(text) ? UNSPACED_WORD : WORD)?.length ?? 0;
}
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const UNSPACED_SCRIPT = new RegExp(`[${UNSPACED}]`, 'u');
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])`;
const UNSPACED_WORD = new RegExp(`[${UNSPACED}]|${LETTER}+(?:['’.,‐-]${LETTER}+)*`, 'gu');
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.,‐-][\p{L}\p{N}\p{M}]+)*/gu;
