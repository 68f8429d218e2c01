import type { Batch, EmitContext } from './emit/emitter.ts';
import type { Format } from './emit/formats.ts';
import { endsPart } from './emit/parts.ts';
import { endsSection, SECTION } from './emit/sections.ts';
import { type Filled, type Filling, fill } from './fill.ts';
import { type Closed, DESCRIBING, type Part } from './part.ts';
import { RANGED, type Range, type Share, spread } from './spread.ts';
import { type Account, accountIn, type Earlier, readAccount } from './write/accounts.ts';
import type { Accounts } from './write/ledger.ts';
import type { Building, Dist } from './write.ts';

/*
 * A dataset that several processes write. Each makes a range of the batches, into files of its own, and notes what it wrote for which
 * batch; then all is put together here, as a build takes over what the last one wrote.
 */

/** Other processes that write. */
export interface Help {
  /** With this one. */
  readonly processes: number;
  /** Has each of the others write a share. */
  readonly fill: (fillings: readonly Filling[]) => Promise<readonly Filled[]>;
  /** Ends the processes, and waits until they have. */
  readonly stop: () => Promise<void>;
}

/** What there is to write. */
export interface Whole {
  readonly batches: Iterable<Batch>;
  readonly formats: readonly Format[];
  readonly accounts: Accounts;
  /** Whether graphs are in parts. */
  readonly isParted: boolean;
}

/** What each process is to write; `null` where it isn't worth while. */
export function sharesOf({ batches, formats, accounts, isParted }: Whole, processes: number): readonly Share[] | null {
  const before = formats.filter(format => RANGED.includes(format)).map(accounts.earlier);
  const isThere = ({ key }: Batch): boolean =>
    key !== undefined && before.every(sources => sources.some(earlier => earlier.keys.has(key)));
  const fresh: boolean[] = [];
  const ids: (string | undefined)[] = [];
  for (const batch of batches) {
    fresh.push(!isThere(batch));
    ids.push(batch.id);
  }
  const units = isParted ? runsOf(ids, endsPart) : ids.map((_, number): Range => [number, number + 1]);
  const sections = runsOf(ids, id => endsSection(id, SECTION));
  return spread({ formats, sections, units, isNew: batch => fresh[batch]! }, processes);
}

/** Runs of batches, of which each ends with a document that ends it after so many. */
function runsOf(
  ids: readonly (string | undefined)[],
  ends: (id: string, documents: number) => boolean,
): readonly Range[] {
  const runs: Range[] = [];
  let from = 0;
  let documents = 0;
  for (const [number, id] of ids.entries()) {
    if (id !== undefined) documents += 1;
    const isEnd = id !== undefined && ends(id, documents);
    if (!isEnd && number < ids.length - 1) continue;
    runs.push([from, number + 1]);
    from = number + 1;
    documents = 0;
  }
  return runs;
}

interface Writing {
  readonly part: Part;
  readonly dist: Dist;
  readonly formats: readonly Format[];
  readonly batches: () => Iterable<Batch>;
  readonly accounts: Accounts;
  readonly context: Omit<EmitContext, 'output'>;
}

/** Writes what doesn't describe the files of others, the first of the shares here; what was closed of it besides ranges. */
export async function writeShared(
  { part, dist, formats, batches, accounts, context }: Writing,
  shares: readonly Share[],
  help: Help,
): Promise<readonly Closed[]> {
  const ranged = formats.filter(format => RANGED.includes(format));
  const own = formats.filter(format => DESCRIBING.has(format));
  const tasks = shares.map(share => ({ formats, share, building: dist.building, apart: dist.apart() }));
  const counts = ranged.length === 0;
  const describe = async (signal: AbortSignal): Promise<void> => {
    if (own.length > 0 || counts)
      await part.write({ formats: own, batches: batches(), account: accounts.open, counts, polite: true, signal });
  };
  const filled = await together(
    signal => [
      help.fill(tasks.slice(1)),
      fill(tasks[0]!, batches(), context, signal).then(here => [here]),
      describe(signal).then(() => []),
    ],
    help.stop,
  ).then(([others = [], here = []]) => [...here, ...others]);
  for (const [at, { files, apart }] of filled.entries()) {
    dist.adopt(files);
    dist.lend(apart, tasks[at]!.apart);
  }
  const account = (format: Format): Account =>
    accounts.open(
      format,
      tasks.flatMap(({ apart }) => written(apart, format)),
    );
  if (!counts) await part.write({ formats: ranged, batches: batches(), account, counts: true, polite: false });
  return filled.flatMap(({ closed }) => closed);
}

/** Waits for all; where one fails, until the others have ended too: none may write any more when what is written is removed. */
async function together<T>(
  begin: (signal: AbortSignal) => readonly Promise<T>[],
  stop: () => Promise<void>,
): Promise<T[]> {
  const ending = new AbortController();
  const all = begin(ending.signal);
  try {
    return await Promise.all(all);
  } catch (error) {
    ending.abort();
    await stop();
    await Promise.allSettled(all);
    throw error;
  }
}

/** What a process wrote of a format; where its account isn't whole, all is made here. */
function written({ folder }: Building, format: Format): readonly Earlier[] {
  try {
    return [readAccount(accountIn(folder, format), { folder, isSame: () => true })];
  } catch {
    return [];
  }
}
