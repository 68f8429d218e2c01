import type { Range } from './passages.ts';

/** A word with a capital, such as `Berger`, `Hapag-Lloyd`, `P&I` or `el-Sisi` (which begins no name). */
const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}]*(?:(?:['’-]\\p{Lu}?|&\\p{Lu})[\\p{L}\\p{M}]*(?<=[\\p{L}\\p{M}]))*";
const LATER = `(?:(?:a[dlnrstz]|ash|el|ez)-)?${CAPITAL}`;
const PARTICLES = '(?:de|du|van|von|der|den|la|al|el|bin|bint|ibn)(?: la| der)?';
/** Capitalised words one after another, with the particles of names and `&` between them. */
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}'’&-])(?:${CAPITAL}|\\p{Lu}\\.)(?:(?: ${PARTICLES}| &)? (?:${LATER}|\\p{Lu}\\.(?= \\p{Lu})))*`,
  'gu',
);

/** Words after which `of X` or `for X` belongs to the name. */
const HEAD =
  /^(?:Academy|Archbishop|Association|Bank|Bay|Bureau|Cape|Centre|Center|Chamber|Church|City|College|Commission|Confederation|Convention|Council|County|Court|Department|Duchy|Duke|Embassy|Faculty|Federation|Foundation|Fund|Government|Gulf|House|Institute|Isle|King|Kingdom|League|Ministry|Mount|Museum|Office|Parliament|Port|Prince|Queen|Republic|School|Sea|Society|State|States|Strait|Treaty|Tribunal|Union|University)$/;
/** Words that end names with an `and` in them. */
const BODY =
  /^(?:Agency|Association|Authority|Board|Bureau|Commission|Committee|Council|Department|Directorate|Federation|Fund|Institute|Laboratory|Office|Trust|Union)$/;

export function isHead(word: string): boolean {
  return HEAD.test(word);
}

/** What may be a name by its capitals: `Institute for Coastal Ecology`, `Competition and Markets Authority`. */
export function runsIn(text: string): readonly Range[] {
  const runs: Range[] = [];
  for (const { index, 0: words } of text.matchAll(RUN)) {
    const run = { start: index, end: index + words.length };
    const last = runs.at(-1);
    if (last && joins(text.slice(last.start, last.end), text.slice(last.end, run.start), words))
      runs[runs.length - 1] = { start: last.start, end: run.end };
    else runs.push(run);
  }
  return runs;
}

function joins(before: string, gap: string, words: string): boolean {
  if (/^ (?:of|for)(?: the)? $/.test(gap)) return before.split(' ').some(isHead);
  if (gap === ' and ' && /^(?:Ministry|Department|Office|Committee) (?:of|for) /.test(before)) return true;
  return (
    gap === ' and ' &&
    BODY.test(words.split(' ').at(-1)!) &&
    !BODY.test(before.split(' ').at(-1)!) &&
    words.includes(' ')
  );
}
