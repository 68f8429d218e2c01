/**
 * The declared word that `word` most likely stands for: within a third of its length in edits (Damerau–Levenshtein), else the only
 * one that begins with it, else `null`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  const limit = Math.floor(word.length / 3);
  const folded = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = edits(folded, candidate.toLowerCase());
    if (distance < bestDistance || (distance === bestDistance && best !== null && candidate < best))
      [best, bestDistance] = [candidate, distance];
  }
  return best ?? (word.length > 2 ? onlyOneFrom(folded, candidates) : null);
}

function onlyOneFrom(start: string, candidates: Iterable<string>): string | null {
  let only: string | null = null;
  for (const candidate of candidates) {
    if (!candidate.toLowerCase().startsWith(start)) continue;
    if (only !== null) return null;
    only = candidate;
  }
  return only;
}

const LONGEST = 100;
/** Different words of one text that an answer is looked for. */
const PATIENCE = 100;

/**
 * `nearest` for many words of one text: remembers its answers, and gives up after a hundred different words, so that ten thousand
 * mistakes cost no more than a hundred. `renamed` maps what things were called before to what they are called now.
 */
export function suggester(
  candidates: () => Iterable<string>,
  renamed: ReadonlyMap<string, string> = new Map(),
): (word: string) => string | null {
  const known = new Map<string, string | null>();
  return word => {
    const before = renamed.get(word) ?? known.get(word);
    if (before !== undefined) return before;
    if (known.size >= PATIENCE) return null;
    const found = nearest(word, candidates());
    known.set(word, found);
    return found;
  };
}

/** Optimal string alignment distance over three rows. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}
