import type { Proposal } from './proposal.ts';

/** Quotations of a new speaker: one who isn't declared with these proposals is told in the article's words. */
export function tellSpeakers(proposals: readonly Proposal[]): readonly Proposal[] {
  const declared = new Set(proposals.filter(({ kind }) => kind === 'entity').map(({ target }) => target));
  return proposals.map(proposal => {
    const { declares } = proposal;
    if (declares?.form !== 'entry' || declares.speaker === undefined) return proposal;
    const { speaker } = declares.fields;
    if (typeof speaker !== 'string' || declared.has(speaker)) return proposal;
    return {
      ...proposal,
      declares: { ...declares, fields: { ...declares.fields, speaker: { unnamed: declares.speaker } } },
    };
  });
}
