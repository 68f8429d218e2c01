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
  let count = 0;
  let last = BETWEEN;
  let beforeLast = BETWEEN;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at)!;
    if (code > LAST_UNIT) at += 1;
    const kind = KINDS[code] || kindOf(code);
    const goesOn = last === PART || (last === JOINT && beforeLast === PART);
    if (kind === WHOLE || (kind === PART && !goesOn)) count += 1;
    beforeLast = last;
    last = kind;
  }
  return count;
}

/** What a character is to words: part of one, a whole one, what joins two parts (`it's`), or nothing. */
const [PART, WHOLE, JOINT, BETWEEN] = [1, 2, 3, 4];
const LAST_UNIT = 0xffff;
/** By code point, as far as they have come up: to ask the expressions takes ten times as long. */
const KINDS = new Uint8Array(LAST_UNIT + 1);
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /[\p{L}\p{N}\p{M}]/u;

function kindOf(code: number): number {
  const character = String.fromCodePoint(code);
  const kind = UNSPACED.test(character)
    ? WHOLE
    : LETTER.test(character)
      ? PART
      : "'’.,‐-".includes(character)
        ? JOINT
        : BETWEEN;
  if (code <= LAST_UNIT) KINDS[code] = kind;
  return kind;
}
