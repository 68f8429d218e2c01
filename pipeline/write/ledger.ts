import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, type Earlier, readAccount, writeAccount } from './accounts.ts';
import { stampOf } from './last.ts';
import { APART, SUMS } from './sums.ts';

/*
 * The accounts of the last build, so that the next takes over what stays the same:
 *
 *   <folder>/last.json          which of the folders beside it is the last build's, and what its files were like when it ended
 *   <folder>/<name>/<format>.*  the accounts
 */

export interface Ledger {
  readonly folder: string;
  /** The output folder. */
  readonly out: string;
  /** The same for builds that give the same files for the same batches. */
  readonly key: string;
  /** This build's folder. */
  readonly name: string;
}

interface Last {
  readonly key: string;
  readonly name: string;
  /** Stamps of all files, by path. */
  readonly stamps: { readonly [path: string]: string };
}

/** The accounts of a build. */
export interface Accounts {
  /** What the last build wrote of a format. */
  readonly earlier: (format: string) => readonly Earlier[];
  /** Where a format notes what it writes. `sources`: what other processes wrote of it, which comes before what the last build did. */
  readonly open: (format: string, sources?: readonly Earlier[]) => Account;
}

const LISTS = [SUMS, APART + SUMS];

/** `key`: of all that decides what is written for a batch, besides the batch. */
export function openLedger(folder: string, out: string, key: string): Ledger {
  return { folder, out, key, name: randomBytes(8).toString('hex') };
}

/** `null`: nothing was kept, and nothing is to be. */
export function openAccounts(ledger: Ledger | null): Accounts {
  if (!ledger) return { earlier: () => [], open: (_, sources = []) => writeAccount(null, sources) };
  const { folder, out, key, name } = ledger;
  const noted = attempted(() => JSON.parse(fs.readFileSync(join(folder, 'last.json'), 'utf8')) as Last);
  // What is taken over keeps the hash that these lists have for it.
  const areListed = LISTS.every(path => (noted?.stamps[path] ?? '') === stampOf(join(out, path)));
  const last = areListed ? noted : null;
  const own = attempted(() => {
    fs.mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  });
  const before = new Map<string, readonly Earlier[]>();
  const earlierOf = (format: string): readonly Earlier[] => {
    const isSame = (path: string): boolean => last!.stamps[path] === stampOf(join(out, path));
    const read = (): Earlier => readAccount(join(folder, last!.name, format), { folder: out, isSame });
    const earlier = last?.key === key ? attempted(read) : null;
    return earlier ? [earlier] : [];
  };
  const earlier = (format: string): readonly Earlier[] => {
    const known = before.get(format) ?? earlierOf(format);
    before.set(format, known);
    return known;
  };
  return {
    earlier,
    open: (format, sources = []) => writeAccount(own && join(own, format), [...sources, ...earlier(format)]),
  };
}

function attempted<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** Ends a build whose files are in place; `paths` are all of them. The next build goes by what is noted here. */
export function settle({ folder, out, key, name }: Ledger, paths: readonly string[]): void {
  try {
    const stamps = Object.fromEntries([...paths, ...LISTS].map(path => [path, stampOf(join(out, path))]));
    const file = join(folder, 'last.json');
    fs.mkdirSync(dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.${name}`, JSON.stringify({ key, name, stamps } satisfies Last));
    fs.renameSync(`${file}.${name}`, file);
    for (const other of fs.readdirSync(folder))
      if (other !== name && other !== 'last.json') remove(join(folder, other));
  } catch {
    // The next build will make everything itself.
  }
}

/** Ends a build that came to nothing. */
export function discard({ folder, name }: Ledger): void {
  attempted(() => remove(join(folder, name)));
}

function remove(path: string): void {
  fs.rmSync(path, { recursive: true, force: true });
}
