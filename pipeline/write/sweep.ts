import fs from 'node:fs';
import { join } from 'node:path';
import { timeOf } from './last.ts';

/** Entries that a store keeps besides those in use, and as many again: for what an author goes back to. */
const SPARE = 1000;
/** Milliseconds after which what was written beside a file, to be renamed, is nobody's any more. */
const DAY = 86_400_000;
const BESIDE = /\.(?:json|heads|merged)\.[0-9a-f]{12}$/;

/**
 * Removes from a `.lodemark` folder what no build is likely to ask for again: the oldest entries that are not among `keys`, those in use,
 * and what killed builds were writing. An entry that is missed after all is made again. `now`: in milliseconds, by the file system's
 * clock.
 */
export function sweep(folder: string, keys: ReadonlySet<string>, now: number): void {
  try {
    const articles = join(folder, 'articles');
    const found = [folder, ...fs.readdirSync(articles).map(name => join(articles, name))].flatMap(filesIn);
    const leftovers = found.filter(({ name, file }) => BESIDE.test(name) && timeOf(file) < now - DAY);
    for (const { file } of leftovers) fs.rmSync(file, { force: true });
    const entries = found.filter(({ key }) => key !== null);
    const excess = entries.length - 2 * keys.size - SPARE;
    if (excess <= 0) return;
    const unused = entries.filter(({ key }) => !keys.has(key!)).map(({ file }) => ({ file, time: timeOf(file) }));
    for (const { file } of unused.sort((a, b) => a.time - b.time).slice(0, excess)) fs.rmSync(file, { force: true });
  } catch {
    // The next build will try again.
  }
}

/** With the keys of those that are entries. */
function filesIn(folder: string): { readonly name: string; readonly file: string; readonly key: string | null }[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile());
  return entries.map(({ name }) => {
    const [, rest] = /^([0-9a-f]{62})\.json$/.exec(name) ?? [];
    return { name, file: join(folder, name), key: rest === undefined ? null : folder.slice(-2) + rest };
  });
}
