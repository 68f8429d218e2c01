import { resolve } from 'node:path';
import type { Accepted, Rule } from '../link/accept.ts';
import type { Offered } from '../link/ask.ts';
import type { Session } from '../session.ts';
import { type Command, type Given, type Terminal, UsageError } from './command.ts';

const WIKIDATA = 'https://wikidata.reconci.link/en/api';

export const command: Command = {
  operands: ['[DIR]'],
  summary: 'Look up things without an address, and write what you accept into the sources. Uses the network.',
  options: {
    service: { value: 'URL', says: `Ask this reconciliation service; ${WIKIDATA} if not given.` },
    type: { value: 'TYPE', says: 'Only things of this type or below it; Entity if not given.' },
    limit: { value: 'NUMBER', says: 'Candidates for each; 5 if not given.' },
    'accept-above': { value: 'SCORE', says: 'Accept the likeliest candidate unasked from this score on.' },
    yes: { says: 'Accept unasked what the service itself takes for certain.' },
    json: { says: 'Candidates as JSON; nothing is asked or written.' },
    timeout: { value: 'SECONDS', says: 'Give an answer up after so long; 30 if not given.' },
  },
  examples: [
    ['link', 'the entities of this project, one by one, at Wikidata'],
    ['link --yes --accept-above 95', 'the sure ones, unasked'],
    ['link --type Event --json', 'candidates for events, for other programs'],
  ],
  async run(given, terminal) {
    const { options, operands } = given;
    const [limit, seconds] = [numberOf(given, 'limit', 5), numberOf(given, 'timeout', 30)];
    const rule = { above: options['accept-above'] ? numberOf(given, 'accept-above', 0) : null, matched: !!options.yes };
    const folder = resolve(terminal.folder, operands[0] ?? '.');
    const session = await openSound(folder, terminal, options.json === true);
    if (!session) return 1;
    const type = typeof options.type === 'string' ? options.type : 'Entity';
    if (!session.shared.model.types.has(type))
      throw new UsageError(`Unexpected type \`${type}\`, expected one of the vocabulary`);
    const service = { address: serviceOf(given), timeout: seconds * 1000 };
    const offered = await offeredFor(session, { type, limit, ...service }, terminal);
    const { offeredJson } = await import('../report/links.ts');
    if (options.json) terminal.out(offeredJson(service.address, offered));
    else if (offered.length === 0) terminal.err(`Everything of type ${type} has an address.\n`);
    else await decide(offered, rule, session, terminal);
    return 0;
  },
};

interface Asking {
  readonly type: string;
  readonly limit: number;
  readonly address: string;
  readonly timeout: number;
}

async function offeredFor(session: Session, asking: Asking, terminal: Terminal): Promise<readonly Offered[]> {
  const { surveyOf } = await import('../link/unlinked.ts');
  const { openService } = await import('../link/service.ts');
  const { askFor } = await import('../link/ask.ts');
  const survey = surveyOf(session, asking.type, terminal.folder);
  if (survey.unlinked.length === 0) return [];
  const service = await openService(asking.address, { ...netOf(terminal), timeout: asking.timeout });
  terminal.err(`Asking ${service.name} about ${count(survey.unlinked.length)}.\n`);
  return askFor(survey, service, session.shared.model, asking.limit);
}

/** @throws {UsageError} on what is no web address */
function serviceOf({ options: { service = WIKIDATA } }: Given): string {
  if (typeof service === 'string' && /^https?:\/\/[^/]/.test(service) && URL.canParse(service)) return service;
  throw new UsageError(`Unexpected \`--service ${service}\`, expected the web address of a reconciliation service`);
}

/** @throws {UsageError} on what is no number above 0 */
function numberOf({ options }: Given, name: string, usual: number): number {
  const text = options[name];
  if (text === undefined) return usual;
  const value = Number(text);
  if (typeof text === 'string' && /^\d+(?:\.\d+)?$/.test(text) && value > 0) return value;
  throw new UsageError(`Unexpected \`--${name} ${text}\`, expected a number above 0`);
}

/** A project without errors: in one with errors nobody knows what would be edited. Null after they were told. */
async function openSound(folder: string, terminal: Terminal, json: boolean): Promise<Session | null> {
  const { check } = await import('../index.ts');
  const checked = check(folder, { from: terminal.folder });
  if (!checked.ok) {
    const { reportOf } = await import('../report/report.ts');
    terminal.err(reportOf(checked, { format: json ? 'json' : 'text', colour: terminal.colour }));
    return null;
  }
  const { openSession } = await import('../session.ts');
  const { openProject } = await import('../project.ts');
  return openSession(openProject(folder, terminal.folder), { from: terminal.folder });
}

function netOf({ net }: Terminal): NonNullable<Terminal['net']> {
  if (!net) throw new UsageError('Unexpected `link` without a network to ask');
  return net;
}

/** Accepts by rule, or asks where somebody is there, or only lists; and writes what is accepted. */
async function decide(offered: readonly Offered[], rule: Rule, session: Session, terminal: Terminal): Promise<void> {
  const { acceptAsked, acceptBy } = await import('../link/accept.ts');
  const { offeredText, questionAfter } = await import('../report/links.ts');
  const { types } = session.shared.model;
  const { ask } = terminal;
  if (rule.matched || rule.above !== null) await write(acceptBy(offered, rule), offered, session, terminal);
  else if (ask) {
    const question = (each: Offered): Promise<string | null> =>
      ask(`\n${offeredText(each, types)}${questionAfter(each)}`);
    await write(await acceptAsked(offered, question), offered, session, terminal);
  } else {
    terminal.out(offered.map(each => `${offeredText(each, types)}\n`).join(''));
    terminal.err(
      `${count(offered.length)} without an address. At a terminal each is asked about; \`--accept-above SCORE\` and \`--yes\` accept unasked.\n`,
    );
  }
}

async function write(
  accepted: readonly Accepted[],
  offered: readonly Offered[],
  session: Session,
  terminal: Terminal,
): Promise<void> {
  const { writingOf } = await import('../link/write.ts');
  const { changedBeside } = await import('../link/verify.ts');
  const { replaceArticle } = await import('../write/article.ts');
  const { WriteError } = await import('../write/error.ts');
  const { files, left } = writingOf(accepted);
  const [strange] = changedBeside(files, session);
  if (strange !== undefined)
    throw new WriteError(
      `Cannot write into \`${strange}\` without changing more; nothing is written`,
      'REFUSED',
      strange,
    );
  for (const { path, source, text } of files) replaceArticle(path, source, text);
  for (const {
    offered: { thing },
    offer,
  } of accepted.filter(each => !left.includes(each.offered.thing.id)))
    terminal.out(`${thing.id}  ${offer.address}  ${offer.name}\n`);
  const rest = left.length > 0 ? ` Write these by hand: ${left.join(', ')}.` : '';
  const written = accepted.length - left.length;
  terminal.err(
    `${written} of ${count(offered.length)} without an address ${written === 1 ? 'has' : 'have'} one now.${rest}\n`,
  );
}

function count(number: number): string {
  return `${number} thing${number === 1 ? '' : 's'}`;
}
