import type { Thing } from '../declare.ts';
import type { Found } from './find.ts';
import type { Newcomer } from './newcomer-ids.ts';
import { placeIn, type Range } from './passages.ts';
import type { Definition, Entry, Kind, Proposal } from './proposal.ts';
import type { Speaker } from './quotations.ts';

export interface Choice {
  /** The file. */
  readonly source: string;
  readonly things: ReadonlyMap<string, Thing>;
  /** Labels of the definitions that the article has, in small letters. */
  readonly defined: ReadonlySet<string>;
  /** Whether a thing is declared in a data block of the article. */
  readonly inBlock: (id: string) => boolean;
  readonly newcomers: ReadonlyMap<string, Newcomer>;
  readonly makeId: (label: string) => string;
  readonly min: number;
}

/** Something found at a place of the file; `make` says what annotates it, once it is chosen. */
interface Candidate extends Range {
  readonly kind: Kind;
  readonly confidence: number;
  readonly why: string;
  readonly make: (words: string) => Pick<Proposal, 'target' | 'form' | 'declares'>;
}

/** What was found, as annotations: sure enough, possible where it stands, and none over another. */
export function propose(found: readonly Found[], choice: Choice): readonly Proposal[] {
  const candidates = found.flatMap(one => candidatesOf(one, choice));
  const chosen = withoutOverlaps(candidates.filter(({ confidence }) => confidence >= choice.min));
  const proposals = chosen.map(candidate => proposalOf(candidate, choice));
  const there = new Set([
    ...choice.things.keys(),
    ...proposals.filter(({ kind }) => kind === 'entity').map(({ target }) => target),
  ]);
  return proposals.map(proposal => withSpeaker(proposal, there, choice));
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
    ...amounts.flatMap(one =>
      at(one, 'quantity', words =>
        record(
          words,
          { type: 'Quantity', label: words, ...(one.variable && { variable: one.variable }), value: one.value },
          choice,
        ),
      ),
    ),
    ...newcomers.flatMap(one => at(one, 'entity', () => introduce(choice.newcomers.get(one.label)!))),
    ...quoted.flatMap(one =>
      at(one, 'quotation', words =>
        record(
          words,
          {
            type: 'Quotation',
            label: shortened(words),
            ...speakerField(one.speaker, choice),
            quoteKind: one.quoteKind,
          },
          choice,
        ),
      ),
    ),
  ];
}

/** A known thing: with a definition copied from where it is declared, where the article has none. */
function mentionOf(thing: Thing, { defined, inBlock }: Choice): Pick<Proposal, 'target' | 'form' | 'declares'> {
  const { id, type, label } = thing;
  if (defined.has(id)) return { target: id, form: 'reference', declares: null };
  if (inBlock(id)) return { target: id, form: 'inline', declares: null };
  const declares: Definition = { form: 'definition', id, type, label, url: addressOf(thing) };
  return { target: id, form: 'reference', declares };
}

/** The address as its author wrote it. */
function addressOf({ id, fields, addresses }: Thing): string {
  const written = [fields.sameAs ?? []].flat().find(item => typeof item === 'string');
  return typeof written === 'string' && /^https?:\/\/\S+$/i.test(written) ? written : (addresses[0]?.uri ?? `#${id}`);
}

function introduce({ id, type, label }: Newcomer): Pick<Proposal, 'target' | 'form' | 'declares'> {
  return { target: id, form: 'reference', declares: { form: 'definition', id, type, label, url: `#${id}` } };
}

function record(
  words: string,
  fields: Entry['fields'],
  { makeId }: Choice,
): Pick<Proposal, 'target' | 'form' | 'declares'> {
  const id = makeId(words);
  return { target: id, form: 'inline', declares: { form: 'entry', id, fields } };
}

function shortened(words: string): string {
  const parts = words.split(' ');
  return parts.length > 10 ? `${parts.slice(0, 9).join(' ')} …` : words;
}

function speakerField(speaker: Speaker | null, { newcomers }: Choice): Entry['fields'] {
  if (speaker === null) return {};
  return speaker.id === null
    ? { speaker: { unnamed: speaker.words } }
    : { speaker: newcomers.get(speaker.id)?.id ?? speaker.id };
}

/** A speaker who isn't declared after all is told in the article's words. */
function withSpeaker(proposal: Proposal, there: ReadonlySet<string>, { newcomers }: Choice): Proposal {
  const { declares } = proposal;
  if (declares?.form !== 'entry') return proposal;
  const { speaker } = declares.fields;
  if (typeof speaker !== 'string' || there.has(speaker)) return proposal;
  const unnamed = [...newcomers.values()].find(({ id }) => id === speaker)!.label;
  return { ...proposal, declares: { ...declares, fields: { ...declares.fields, speaker: { unnamed } } } };
}
