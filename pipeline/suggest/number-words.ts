const SMALL: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS: readonly string[] = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: { readonly [word: string]: number } = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const GROUPS: { readonly [word: string]: number } = { dozen: 12, pair: 2, couple: 2, score: 20 };

const UNIT = [...SMALL.slice(1), ...TENS.slice(2)].join('|');
const SCALE = Object.keys(SCALES).join('|');
const SPOKEN = `(?:(?:${UNIT})(?:[ -](?:${UNIT}|${SCALE}|and(?= (?:${UNIT}))))*|(?:an?|half a) (?:${SCALE}|${Object.keys(GROUPS).join('|')})|an? (?:pair|couple)|(?:${SCALE})s?(?= of\\b))`;
const DIGITS = `\\d{1,3}(?:[, ]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?`;

/** A number in digits or English words, without its sign: `4,310`, `2.4 million`, `twenty-five`, `a dozen`. */
export const NUMBER = `(?:(?:${DIGITS})(?: (?:${SCALE}|dozen))?|${SPOKEN})`;

/** The value of words that `NUMBER` fits; null for what says none, such as `thousands`. */
export function numberOf(words: string): number | null {
  const digits = /^([\d,. ]*\d)(?: ([a-z]+))?$/.exec(words);
  if (digits)
    return (
      Number(digits[1]!.replace(/[, ]/g, '')) *
      (digits[2] === undefined ? 1 : (SCALES[digits[2]] ?? GROUPS[digits[2]]!))
    );
  const parts = words.toLowerCase().split(/[ -]+/);
  if (parts.at(-1)!.endsWith('s') && parts.length === 1 && !SMALL.includes(parts[0]!)) return null;
  return spoken(parts);
}

function spoken(parts: readonly string[]): number | null {
  let total = 0;
  let group = 0;
  for (const part of parts) {
    const scale = SCALES[part] ?? GROUPS[part];
    const small = SMALL.indexOf(part);
    if (part === 'and') continue;
    if (part === 'a' || part === 'an') group = 1;
    else if (part === 'half') group = 0.5;
    else if (scale === 100) group = Math.max(group, 1) * 100;
    else if (scale !== undefined) [total, group] = [total + (group || 1) * scale, 0];
    else if (small >= 0) group += small;
    else if (TENS.includes(part)) group += TENS.indexOf(part) * 10;
    else return null;
  }
  // `half a million`: the article after `half` is no one.
  return parts[0] === 'half' ? total / 2 || null : total + group;
}
