import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Against, type Analysis, analyse } from '../../pipeline/analyse.ts';
import { createSource } from '../../pipeline/place.ts';
import { openProject, readSource } from '../../pipeline/project.ts';
import { readQuantity } from '../../pipeline/quantities.ts';
import { openSession } from '../../pipeline/session.ts';
import { KINDS, type Kind, type Proposal } from '../../pipeline/suggest/proposal.ts';
import { SURE, suggest } from '../../pipeline/suggest/suggest.ts';
import { type Link, strip } from './strip.ts';

/*
 * How good suggestions are: annotated articles lose their annotations, and what is proposed is held against what they had.
 * `npx tsx test/suggest/measure.ts` prints the figures of test/README.md; `-v` also what was wrong and what was missed.
 */

export interface Score {
  /** Proposals, those of them that are right, and annotations that there were. */
  proposed: number;
  right: number;
  expected: number;
}
export type Scores = { readonly [kind in Kind]: Score };

interface Expected extends Link {
  readonly kind: Kind;
}

export interface Text {
  readonly against: Against;
  readonly gold: Analysis;
  /** The article without its annotations. */
  readonly bare: Analysis;
  readonly expected: readonly Expected[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const TEXTS: { readonly [name: string]: string } = {
  arctic: ROOT,
  ferries: join(ROOT, 'test/suggest/ferries'),
  kittiwakes: join(ROOT, 'test/suggest/kittiwakes'),
  excavation: join(ROOT, 'test/suggest/excavation'),
};
export const NOTHING_ELSE = { things: [], ids: new Set<string>() };

export function readText(name: string): Text {
  const folder = TEXTS[name]!;
  const { shared: against } = openSession(openProject(folder, folder), { from: folder });
  const source = readSource(join(folder, `source/${name}.md`), folder);
  const gold = analyse(source, against);
  const stripped = strip(source.text);
  const bare = analyse(createSource(source.path, stripped.text), against);
  const expected = stripped.links.flatMap(link => {
    const kind = kindOf(link.target, gold, against);
    return kind === null ? [] : [{ ...link, kind }];
  });
  return { against, gold, bare, expected };
}

/** Events, relations and claims are nothing that is proposed. */
function kindOf(target: string, { resolved }: Analysis, { model, registry }: Against): Kind | null {
  if (target.startsWith('date:')) return 'date';
  if (registry.things.has(target)) return 'thing';
  const type = resolved.things.get(target)?.type ?? '';
  if (type === 'Quantity') return 'quantity';
  if (type === 'Quotation') return 'quotation';
  return model.types.get(type)?.family === 'entities' ? 'entity' : null;
}

export async function measure(
  text: Text,
  min: number,
): Promise<{ readonly scores: Scores; readonly wrong: readonly Proposal[]; readonly missed: readonly Expected[] }> {
  const proposals = await suggest(text.bare, { ...text.against, others: NOTHING_ELSE }, min);
  const scores = Object.fromEntries(KINDS.map(kind => [kind, { proposed: 0, right: 0, expected: 0 }])) as Scores;
  for (const { kind } of text.expected) scores[kind].expected++;
  const met = new Set<Expected>();
  const wrong: Proposal[] = [];
  for (const proposal of proposals) {
    const match = text.expected.find(one => !met.has(one) && isRight(proposal, one, text, proposals));
    scores[proposal.kind].proposed++;
    if (!match) wrong.push(proposal);
    else scores[proposal.kind].right++;
    if (match) met.add(match);
  }
  return { scores, wrong, missed: text.expected.filter(one => !met.has(one)) };
}

/** Dates and things: the same words and target; quantities: the number; quotations: the words, and no wrong speaker; new things: the words and a fitting type. */
function isRight(
  proposal: Proposal,
  expected: Expected,
  { gold, against: { model } }: Text,
  all: readonly Proposal[],
): boolean {
  const { kind, start, end, target, declares } = proposal;
  if (kind !== expected.kind) return false;
  const same = start === expected.start && end === expected.end;
  const thing = gold.resolved.things.get(expected.target);
  if (kind === 'quantity')
    return start < expected.end && expected.start < end && sameNumber(declares, thing?.fields.value);
  if (kind === 'quotation') return same && speakerFits(declares, thing?.fields.speaker, gold, all);
  if (kind !== 'entity') return same && target === expected.target;
  const type = declares?.form === 'definition' ? declares.type : '';
  return same && (model.isA(type, thing!.type) || model.isA(thing!.type, type));
}

function sameNumber(declares: Proposal['declares'], value: unknown): boolean {
  const read = (text: unknown): string => {
    const quantity = typeof text === 'string' ? readQuantity(text) : null;
    return JSON.stringify(quantity && { ...quantity, unit: null });
  };
  return declares?.form === 'entry' && read(declares.fields.value) === read(value);
}

/** A speaker whom the proposal doesn't name is not wrong; one whom it names must be the article's, by id or by label. */
function speakerFits(
  declares: Proposal['declares'],
  speaker: unknown,
  gold: Analysis,
  all: readonly Proposal[],
): boolean {
  const named = declares?.form === 'entry' ? declares.fields.speaker : undefined;
  if (named === undefined || typeof named !== 'string') return true;
  if (named === speaker) return true;
  const label = all.flatMap(one =>
    one.declares?.id === named && one.declares.form === 'definition' ? [one.declares.label] : [],
  )[0];
  return label !== undefined && typeof speaker === 'string' && gold.resolved.things.get(speaker)?.label === label;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of Object.keys(TEXTS)) {
    const text = readText(name);
    for (const min of [0.5, SURE]) {
      const { scores, wrong, missed } = await measure(text, min);
      console.log(`${name}, from ${min}`);
      for (const kind of KINDS) {
        const { proposed, right, expected } = scores[kind];
        console.log(
          `  ${kind.padEnd(10)} precision ${share(right, proposed)} (${right}/${proposed})  recall ${share(right, expected)} (${right}/${expected})`,
        );
      }
      const sum = (of: keyof Score): number => KINDS.reduce((all, kind) => all + scores[kind][of], 0);
      const total = [sum('right'), sum('proposed'), sum('expected')] as const;
      console.log(
        `  ${'all'.padEnd(10)} precision ${share(total[0], total[1])} (${total[0]}/${total[1]})  recall ${share(total[0], total[2])} (${total[0]}/${total[2]})`,
      );
      if (!process.argv.includes('-v')) continue;
      for (const { kind, words, target, confidence, why, start } of wrong)
        console.log(
          `    wrong   ${kind} ${confidence} [${words}] ${target} (${why}) …${text.bare.source.text.slice(Math.max(0, start - 30), start + 40).replace(/\s+/g, ' ')}`,
        );
      for (const { kind, start, end, target } of missed)
        console.log(`    missed  ${kind} [${text.bare.source.text.slice(start, end)}] ${target}`);
    }
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? ' n/a' : (part / whole).toFixed(2);
}
