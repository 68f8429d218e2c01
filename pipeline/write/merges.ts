import { hash } from 'node:crypto';
import fs from 'node:fs';
import type { RowsByTable } from '../by-table.ts';
import type { Merges } from '../plan.ts';
import { openSealed } from './gathered.ts';

/** Rows of a thing, with the key of the articles that they are from. */
type Kept = readonly [id: string, key: string, rows: RowsByTable];

/**
 * What was merged in the last build, and in this. The file begins with `frame`, a hash of all else that decides how things are merged,
 * has a thing a line, and last the SHA-256 of these lines; one that can't be read or written is done without.
 */
export function openMerges(file: string, frame: string): Merges & { save(): void } {
  const before = new Map(read(file, frame).map(kept => [kept[0], kept]));
  const now = new Map<string, Kept>();
  return {
    get(id, key) {
      const known = before.get(id);
      if (known?.[1] !== key) return null;
      now.set(id, known);
      return known[2];
    },
    set: (id, key, rows) => void now.set(id, [id, key, rows]),
    save() {
      const isSame = now.size === before.size && [...now].every(([id, kept]) => before.get(id) === kept);
      if (!isSame) write(file, frame, now.values());
    },
  };
}

function read(file: string, frame: string): Kept[] {
  try {
    const text = fs.readFileSync(file, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    const [first, ...lines] = text.slice(0, end - 1).split('\n');
    const isWhole = text.slice(end) === hash('sha256', text.slice(0, end), 'hex');
    return isWhole && first === frame ? lines.map(line => JSON.parse(line)) : [];
  } catch {
    return [];
  }
}

function write(file: string, frame: string, merges: Iterable<Kept>): void {
  const { add, close, discard } = openSealed(file);
  add(`${frame}\n`);
  for (const kept of merges) add(`${JSON.stringify(kept)}\n`);
  close();
  discard();
}
