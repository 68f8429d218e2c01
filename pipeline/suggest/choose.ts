import { type Annotation, type Choice, introduce, mentionOf, quantityOf, quotationOf } from './annotations.ts';
import type { Found } from './find.ts';
import { placeIn, type Range } from './passages.ts';
import type { Kind, Proposal } from './proposal.ts';
import { tellSpeakers } from './speakers.ts';

/** Something found at a place of the file; `make` says what annotates it, once it is chosen. */
interface Candidate extends Range {
  readonly kind: Kind;
  readonly confidence: number;
  readonly why: string;
  readonly make: (words: string) => Annotation;
}

/** What was found, as annotations: sure enough, possible where it stands, and none over another. */
export function propose(found: readonly Found[], choice: Choice): readonly Proposal[] {
  const candidates = found.flatMap(one => candidatesOf(one, choice));
  const chosen = withoutOverlaps(candidates.filter(({ confidence }) => confidence >= choice.min));
  return tellSpeakers(chosen.map(candidate => proposalOf(candidate, choice)));
}

/** Quotations first, because what is in one can't be linked beside it; then the longer, then the surer. */
function withoutOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ kind, start, end, confidence }: Candidate): number =>
    kind === 'quotation' ? 1e6 : end - start + confidence;
  const chosen: Candidate[] = [];
  for (const one of [...candidates].sort((a, b) => rank(b) - rank(a) || a.start - b.start))
    if (!chosen.some(other => other.start < one.end && one.start < other.end)) chosen.push(one);
  return chosen.sort((a, b) => a.start - b.start);
}

function proposalOf({ start, end, kind, confidence, why, make }: Candidate, { source }: Choice): Proposal {
  const words = source.slice(start, end).replace(/\s+(?:>\s*)*/g, ' ');
  return { kind, start, end, words, confidence, why, ...make(words) };
}

function candidatesOf(
  { passage, things, dates, amounts, newcomers, quoted }: Found,
  choice: Choice,
): readonly Candidate[] {
  const at = (
    range: Range & { readonly confidence: number; readonly why: string },
    kind: Kind,
    make: Candidate['make'],
  ): Candidate[] => {
    const place = placeIn(passage, range, choice.source);
    return place ? [{ ...place, kind, confidence: range.confidence, why: range.why, make }] : [];
  };
  return [
    ...things.flatMap(one => at(one, 'thing', () => mentionOf(one.thing, choice))),
    ...dates.flatMap(one => at(one, 'date', () => ({ target: `date:${one.edtf}`, form: 'inline', declares: null }))),
    ...amounts.flatMap(one => at(one, 'quantity', words => quantityOf(words, one, choice))),
    ...newcomers.flatMap(one => {
      const newcomer = choice.newcomers.get(one.label)!;
      const named =
        newcomer.label === one.label
          ? one
          : { ...one, confidence: Math.max(0.85, one.confidence), why: `the surname of ${newcomer.label}` };
      return at(named, 'entity', () => introduce(newcomer));
    }),
    ...quoted.flatMap(one => at(one, 'quotation', words => quotationOf(words, one, choice))),
  ];
}
