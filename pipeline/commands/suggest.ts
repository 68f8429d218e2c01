import { resolve } from 'node:path';
import { locate, ProjectError } from '../project.ts';
import { questionOf, suggestionsJson, suggestionsText } from '../report/suggestions.ts';
import type { Proposal } from '../suggest/proposal.ts';
import { type Command, type Given, type Terminal, UsageError } from './command.ts';

/** From this confidence on a proposal is shown, and from the second on it is written unasked (measured: test/README.md). */
const SHOWN = 0.5;
const SURE = 0.9;

export const command: Command = {
  operands: ['ARTICLE'],
  summary: 'Propose annotations of things, dates, quantities and quotations, and write them only if told to.',
  options: {
    write: { says: `Write those of ${SURE} and more, or from --min on, into the article.` },
    ask: { says: 'Ask about each at the terminal, and write those that are taken.' },
    min: { value: 'CONFIDENCE', says: `Leave out what is less sure, from 0 to 1; ${SHOWN} if not given.` },
    json: { says: 'Proposals as JSON, with their offsets.' },
  },
  examples: [
    ['suggest source/arctic.md', 'what could be annotated, how sure that is, and why'],
    ['suggest source/arctic.md --write', 'the sure ones, written; no word of the prose changes'],
    ['suggest source/arctic.md --ask --min 0.7', 'one by one'],
  ],
  async run(given, terminal) {
    const { options, operands } = given;
    const min = minOf(given);
    const ask = options.ask ? asker(options.write === true, terminal) : null;
    const { folder, article } = locate(resolve(terminal.folder, operands[0]!));
    if (article === null) throw new ProjectError(`Unexpected path \`${operands[0]}\`, expected an article`);
    const { openArticle } = await import('../suggest/article.ts');
    const { source, proposals, settle } = await openArticle(folder, article, { from: terminal.folder, min });
    const taken = ask ? await takenOf(proposals, proposal => ask(questionOf(source, proposal))) : proposals;
    const settled = options.write || ask ? settle(taken) : null;
    if (settled && settled.written.length > 0) {
      const { replaceArticle } = await import('../write/article.ts');
      replaceArticle(article, source, settled.text);
    }
    const written = settled?.written ?? [];
    if (options.json) terminal.out(suggestionsJson(source, proposals, written));
    else if (settled) terminal.out(summaryOf(source.path, written.length, settled.refused.length));
    else terminal.out(listOf(source.path, proposals, suggestionsText(source, proposals)));
    return 0;
  },
};

/** @throws {UsageError} on what is no number from 0 to 1 */
function minOf({ options: { min, write, ask } }: Given): number {
  if (min === undefined) return write && !ask ? SURE : SHOWN;
  const value = Number(min);
  if (typeof min === 'string' && /^[\d.]+$/.test(min) && value >= 0 && value <= 1) return value;
  throw new UsageError(`Unexpected \`--min ${min}\`, expected a number from 0 to 1`);
}

/** @throws {UsageError} where there is nobody to ask */
function asker(write: boolean, { ask }: Terminal): NonNullable<Terminal['ask']> {
  if (write) throw new UsageError('Unexpected `--ask` together with `--write`, expected one of the two');
  if (!ask) throw new UsageError('Unexpected `--ask` without a terminal to ask at, expected `--write`');
  return ask;
}

/** Those to which the answer is yes, until the answer is to quit or there is none. */
async function takenOf(
  proposals: readonly Proposal[],
  ask: (proposal: Proposal) => Promise<string | null>,
): Promise<readonly Proposal[]> {
  const taken: Proposal[] = [];
  for (const proposal of proposals) {
    const answer = (await ask(proposal))?.trim().toLowerCase() ?? 'q';
    if (answer.startsWith('q')) break;
    if (answer.startsWith('y')) taken.push(proposal);
  }
  return taken;
}

function listOf(path: string, proposals: readonly Proposal[], list: string): string {
  if (proposals.length === 0) return `Nothing to propose for ${path}.\n`;
  const sure = proposals.filter(({ confidence }) => confidence >= SURE).length;
  return `${path}\n${list}\n${count(proposals.length)}; \`--write\` writes the ${sure} of ${SURE} and more, \`--ask\` asks about each.\n`;
}

function summaryOf(path: string, written: number, refused: number): string {
  const rest = refused === 0 ? '' : ` ${refused} would not stand there as links, and are left out.`;
  return written === 0
    ? `${path} is as it was.${rest}\n`
    : `${path} now has ${count(written).replace('proposal', 'more annotation')}.${rest}\n`;
}

function count(number: number): string {
  return `${number} proposal${number === 1 ? '' : 's'}`;
}
