import { placeOf, type Source } from '../place.ts';
import type { Entry, Proposal } from '../suggest/proposal.ts';

/*
 * 12:5-12:10   0.97  thing     [China][china]                its name is `China`
 * 12:15-12:26  0.85  entity    [Ferries Ltd][ferries-ltd]    Company: a name with `Ltd` in it
 * 14:3-14:12   0.65  date      [last year](date:2022)        counted from 2023-09-20; …
 */

/** Proposals for people to read, a line each. */
export function suggestionsText(source: Source, proposals: readonly Proposal[]): string {
  const lines = proposals.map(proposal => [rangeOf(source, proposal), linkOf(proposal)] as const);
  const [wide, long] = [0, 1].map(column => Math.max(0, ...lines.map(line => line[column as 0 | 1].length)));
  return proposals
    .map((proposal, index) => {
      const { kind, confidence } = proposal;
      const [range, link] = lines[index]!;
      return `  ${range.padEnd(wide!)}  ${confidence.toFixed(2)}  ${kind.padEnd(9)}  ${link.padEnd(Math.min(long!, 60))}  ${reasonOf(proposal)}\n`;
    })
    .join('');
}

/** A proposal as a question, with the words around it. */
export function questionOf(source: Source, proposal: Proposal): string {
  const { start, end, kind, confidence } = proposal;
  const fold = (text: string): string => text.replace(/\s+/g, ' ');
  const before = fold(source.text.slice(Math.max(0, start - 40), start));
  const after = fold(source.text.slice(end, end + 40));
  return `\n…${before}${linkOf(proposal)}${after}…\n${kind}, ${confidence.toFixed(2)}; ${reasonOf(proposal)}\nTake it? [y]es, [n]o, [q]uit: `;
}

/** Proposals for programs: one line that holds one JSON object. */
export function suggestionsJson(source: Source, proposals: readonly Proposal[], written: readonly Proposal[]): string {
  const listed = proposals.map(({ start, end, ...proposal }) => {
    const place = placeOf(source, start, end);
    return { ...proposal, start: place.start, end: place.end, written: written.some(one => one.start === start) };
  });
  return `${JSON.stringify({ path: source.path, proposals: listed })}\n`;
}

/** Why, and before it the type or value that would be written; a thing that is known keeps its own. */
function reasonOf({ kind, declares, why }: Proposal): string {
  const declared =
    declares === null || kind === 'thing' ? null : declares.form === 'definition' ? declares.type : saidOf(declares);
  return declared === null ? why : `${declared}: ${why}`;
}

/** What tells one entry from another: how much a quantity is, who says a quotation. */
function saidOf({ fields: { value, speaker }, speaker: newcomer }: Entry): string | null {
  if (typeof value === 'string') return value;
  const who = newcomer ?? (typeof speaker === 'object' ? speaker.unnamed : speaker);
  return who === undefined ? null : `said by ${who}`;
}

function linkOf({ words, form, target }: Proposal): string {
  return `[${words}]${form === 'reference' ? `[${target}]` : `(${target.startsWith('date:') ? target : `#${target}`})`}`;
}

function rangeOf(source: Source, proposal: Proposal): string {
  const { start, end } = placeOf(source, proposal.start, proposal.end);
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}
