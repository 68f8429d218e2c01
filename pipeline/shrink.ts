import type { RootContent } from 'mdast';
import type { Source } from './place.ts';
import { plainParts } from './shrink/blocks.ts';
import type { Inline } from './shrink/prose.ts';

/*
 * The Markdown parser goes through a text letter by letter, several times, and most of an article is plain without that. It is
 * taken out before the parse, with one letter in its place, and put into the tree after (shrink/restore.ts), which then equals the
 * tree of the whole text:
 *
 *   blocks   plain ones that follow each other, between empty lines (shrink/blocks.ts); the parser is told the labels of their
 *            definitions and notes, so that references find them
 *   runs     words and plain inline marks in paragraphs that aren't plain throughout (shrink/prose.ts)
 *
 * Whether lines are what they look like depends on what they stand in (raw HTML, a fence). The tree tells: where the letter isn't a
 * paragraph of the top level, or a label isn't defined after all, the text is parsed whole.
 */

/** Stands for what was taken out: for private use, and like a letter to CommonMark. A text that has it is left alone. */
export const STAND_IN = '\uE000';
/** That, what the parser replaces, and what it doesn't count. */
const UNFIT = /[\uE000\0]|^\uFEFF|&#(?:0*57344|x0*e000);/i;

/** What was taken out of a text, by offsets in it, half-open; nodes have their places in it, too. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  /** One of the two: all that was taken out, or what stands between the words of a run. */
  readonly blocks: readonly RootContent[] | null;
  readonly inlines: readonly Inline[] | null;
}

export interface Shrunken {
  readonly text: string;
  /** As they stood in the text. */
  readonly cuts: readonly Cut[];
  /** Labels of the definitions that were taken out, and `^` with those of the notes. */
  readonly defined: ReadonlySet<string>;
  /** Likewise of the references. */
  readonly linked: ReadonlySet<string>;
}

export function shrink(source: Source): Shrunken {
  const { text } = source;
  if (UNFIT.test(text)) return { text, cuts: [], defined: new Set(), linked: new Set() };
  const { cuts, defined, linked } = plainParts(source);
  let shrunken = '';
  let kept = 0;
  for (const { start, end } of cuts) {
    shrunken += text.slice(kept, start) + STAND_IN;
    kept = end;
  }
  return { text: shrunken + text.slice(kept), cuts, defined, linked };
}
