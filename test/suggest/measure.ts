import { dirname, join } from 'node:path';
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
/** Articles by name: those that suggestions were made with, and those of this repository that were written for other ends. */
export const TEXTS: { readonly [name: string]: string } = {
  arctic: 'source/arctic.md',
  ferries: 'test/suggest/ferries/source/ferries.md',
  kittiwakes: 'test/suggest/kittiwakes/source/kittiwakes.md',
  excavation: 'test/suggest/excavation/source/excavation.md',
  clinic: 'test/suggest/clinic/source/clinic.md',
};
export const OTHERS: { readonly [name: string]: string } = {
  bridge: 'pipeline/templates/basic/source/bridge.md',
  spring: 'pipeline/templates/nature/source/spring.md',
  storm: 'test/projects/minimal/source/storm.md',
  'winter-mill': 'test/projects/museum/source/winter-mill.md',
  start: 'test/projects/two-articles/source/a-start.md',
  year: 'test/projects/two-articles/source/b-year.md',
};
export const NOTHING_ELSE = { things: [], ids: new Set<string>() };

export function readText(name: string): Text {
  const path = join(ROOT, { ...TEXTS, ...OTHERS }[name]!);
  const folder = dirname(dirname(path));
  const { shared: against } = openSession(openProject(folder, folder), { from: folder });
  const source = readSource(path, folder);
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

export interface Measured {
  readonly scores: Scores;
  readonly wrong: readonly Proposal[];
  readonly missed: readonly Expected[];
}

export function totalOf(scores: Scores): Score {
  const sum = (of: keyof Score): number => KINDS.reduce((all, kind) => all + scores[kind][of], 0);
  return { proposed: sum('proposed'), right: sum('right'), expected: sum('expected') };
}

export async function measure(text: Text, min: number): Promise<Measured> {
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

/**
 * Whether an annotation says what the author's says. Dates and things: the same target, of words that share some; quantities: the same
 * number; quotations: the same words, and no wrong speaker; new things: the same words, and a type that fits.
 */
function isRight(
  proposal: Proposal,
  expected: Expected,
  { gold, against: { model } }: Text,
  all: readonly Proposal[],
): boolean {
  const { kind, start, end, target, declares } = proposal;
  if (kind !== expected.kind) return false;
  const same = start === expected.start && end === expected.end;
  const meets = start < expected.end && expected.start < end;
  const thing = gold.resolved.things.get(expected.target);
  if (kind === 'quantity')
    return start < expected.end && expected.start < end && sameNumber(declares, thing?.fields.value);
  if (kind === 'quotation') return same && speakerFits(declares, thing?.fields.speaker, gold, all);
  if (kind !== 'entity') return meets && target === expected.target;
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

/** A speaker whom the proposal leaves open is not wrong; one whom it names must be the article's, by id or by name. */
function speakerFits(
  declares: Proposal['declares'],
  speaker: unknown,
  gold: Analysis,
  all: readonly Proposal[],
): boolean {
  const named = declares?.form === 'entry' ? declares.fields.speaker : undefined;
  if (named === undefined || named === speaker) return true;
  const definition = all.find(one => one.declares?.id === named && one.declares?.form === 'definition')?.declares;
  const called =
    typeof named === 'string' ? (definition?.form === 'definition' ? definition.label : named) : named.unnamed;
  const label = typeof speaker === 'string' ? gold.resolved.things.get(speaker)?.label : undefined;
  return /^(?:he|she)$/.test(called) || label === called || label?.endsWith(` ${called}`) === true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const others: Measured[][] = [[], []];
  for (const name of [...Object.keys(TEXTS), ...Object.keys(OTHERS)]) {
    const text = readText(name);
    for (const [index, min] of [0.5, SURE].entries()) {
      const measured = await measure(text, min);
      if (name in OTHERS) others[index]!.push(measured);
      else print(`${name}, from ${min}`, sumOf([measured]));
      if (process.argv.includes('-v')) printMisses(text, measured);
    }
  }
  for (const [index, min] of [0.5, SURE].entries()) print(`others, from ${min}`, sumOf(others[index]!));
}

function sumOf(all: readonly Measured[]): Scores {
  const sum = (kind: Kind): Score => ({
    proposed: all.reduce((count, { scores }) => count + scores[kind].proposed, 0),
    right: all.reduce((count, { scores }) => count + scores[kind].right, 0),
    expected: all.reduce((count, { scores }) => count + scores[kind].expected, 0),
  });
  return Object.fromEntries(KINDS.map(kind => [kind, sum(kind)])) as Scores;
}

function print(title: string, scores: Scores): void {
  const line = (name: string, { proposed, right, expected }: Score): string =>
    `  ${name.padEnd(10)} precision ${share(right, proposed)} (${right}/${proposed})  recall ${share(right, expected)} (${right}/${expected})`;
  console.log([title, ...KINDS.map(kind => line(kind, scores[kind])), line('all', totalOf(scores))].join('\n'));
}

function printMisses({ bare }: Text, { wrong, missed }: Measured): void {
  const { text } = bare.source;
  const fold = (words: string): string => words.replace(/\s+/g, ' ');
  for (const { kind, words, target, confidence, why, start } of wrong)
    console.log(
      `    wrong   ${kind} ${confidence} [${words}] ${target} (${why}) …${fold(text.slice(Math.max(0, start - 30), start + 40))}`,
    );
  for (const { kind, start, end, target } of missed)
    console.log(`    missed  ${kind} [${fold(text.slice(start, end))}] ${target}`);
}

function share(part: number, whole: number): string {
  return whole === 0 ? ' n/a' : (part / whole).toFixed(2);
}
