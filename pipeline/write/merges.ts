import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import type { Merges } from '../plan.ts';
import type { RowsByTable } from '../records.ts';

/** Rows of a thing, with the key of the articles that they are from. */
type Kept = readonly [id: string, key: string, rows: RowsByTable];

/**
 * What was merged in the last build, and in this. The file has a thing a line, and last the SHA-256 of `frame`, all else that decides
 * how things are merged, and of these lines; one that can't be read or written is done without.
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
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    const seal = lines.pop();
    const sum = createHash('sha256').update(frame);
    for (const line of lines) sum.update(line);
    return seal === sum.digest('hex') ? lines.map(line => JSON.parse(line)) : [];
  } catch {
    return [];
  }
}

/** Lines written at once. */
const MANY = 1000;

function write(file: string, frame: string, merges: Iterable<Kept>): void {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    fs.mkdirSync(dirname(file), { recursive: true });
    const sum = createHash('sha256').update(frame);
    let lines: string[] = [];
    for (const kept of merges) {
      const line = JSON.stringify(kept);
      sum.update(line);
      if (lines.push(`${line}\n`) === MANY) {
        fs.appendFileSync(beside, lines.join(''));
        lines = [];
      }
    }
    fs.appendFileSync(beside, lines.join('') + sum.digest('hex'));
    fs.renameSync(beside, file);
  } catch {
    // The next build merges again.
    fs.rmSync(beside, { force: true });
  }
}
