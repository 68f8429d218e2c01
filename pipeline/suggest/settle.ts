import { type Against, type Analysis, analyse } from '../analyse.ts';
import { apply } from './apply.ts';
import type { Proposal } from './proposal.ts';

export interface Settled {
  readonly text: string;
  readonly written: readonly Proposal[];
  /** Those that would have changed how the article reads, or made an error. */
  readonly refused: readonly Proposal[];
}

/** Writes proposals into an article, but for those with which it would read otherwise or have an error that it hasn't now. */
export function settle(before: Analysis, proposals: readonly Proposal[], against: Against): Settled {
  const { source, prose } = before;
  const errors = new Set(errorsOf(before));
  const bears = (some: readonly Proposal[]): boolean => {
    const after = analyse({ ...source, text: apply(source.text, some) }, against);
    return after.prose.text === prose.text && errorsOf(after).every(error => errors.has(error));
  };
  const written = bearable(proposals, [], bears);
  return { text: apply(source.text, written), written, refused: proposals.filter(one => !written.includes(one)) };
}

/** The proposals that go together with `kept`, halved until each is judged. */
function bearable(
  some: readonly Proposal[],
  kept: readonly Proposal[],
  bears: (all: readonly Proposal[]) => boolean,
): readonly Proposal[] {
  if (some.length === 0) return kept;
  const all = [...kept, ...some].sort((a, b) => a.start - b.start);
  if (bears(all)) return all;
  if (some.length === 1) return kept;
  const middle = some.length >> 1;
  return bearable(some.slice(middle), bearable(some.slice(0, middle), kept, bears), bears);
}

function errorsOf({ problems }: Analysis): readonly string[] {
  return problems.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule} ${message}`);
}
