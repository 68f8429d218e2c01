export type Severity = 'error' | 'warning';

/** What a rule says of the words at fault: "Unexpected X, expected Y", then the mend. */
export interface Rule<Words> {
  readonly severity: Severity;
  readonly say: (words: Words) => string;
}

export function error<Words>(say: (words: Words) => string): Rule<Words> & { severity: 'error' } {
  return { severity: 'error', say };
}

export function warning<Words>(say: (words: Words) => string): Rule<Words> & { severity: 'warning' } {
  return { severity: 'warning', say };
}

/** Author's text as it stands in a message: in backticks, on one line, cut at 60 characters. */
export function q(words: string): string {
  const line = words
    .slice(0, 200)
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD');
  const cut = [...line].length > 60 ? `${[...line].slice(0, 59).join('')}…` : line;
  return `\`${cut.replaceAll('`', 'ˋ')}\``;
}

/** "one of `a`, `b`", or "`a`". */
export function one(words: readonly string[]): string {
  const shown = words.slice(0, 8).map(q).join(', ');
  if (words.length === 1) return shown;
  return `one of ${shown}${words.length > 8 ? ' …' : ''}`;
}

/** "; did you mean `china`?", or nothing. */
export function near(words: string | null): string {
  return words === null ? '' : `; did you mean ${q(words)}?`;
}

export interface Id {
  readonly id: string;
}
export interface Near {
  readonly near: string | null;
}
