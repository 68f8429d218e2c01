import { hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import type { Merges } from '../assemble.ts';
import type { RowsByTable } from '../records.ts';

/** Rows by id, with the key of the articles that they are from. */
type Kept = readonly (readonly [id: string, key: string, rows: RowsByTable])[];

/**
 * What was merged in the last build, and in this. The file is a line with the SHA-256 of `frame`, all else that decides how things
 * are merged, and of the line of JSON that follows; one that can't be read or written is done without.
 */
export function openMerges(file: string, frame: string): Merges & { save(): void } {
  const before = new Map(read(file, frame).map(([id, ...merged]) => [id, merged]));
  const now = new Map<string, readonly [key: string, rows: RowsByTable]>();
  return {
    get(id, key) {
      const known = before.get(id);
      if (known?.[0] !== key) return null;
      now.set(id, known);
      return known[1];
    },
    set: (id, key, rows) => void now.set(id, [key, rows]),
    save() {
      const isSame = now.size === before.size && [...now].every(([id, merged]) => before.get(id) === merged);
      if (!isSame)
        write(
          file,
          frame,
          [...now].map(([id, [key, rows]]) => [id, key, rows]),
        );
    },
  };
}

function read(file: string, frame: string): Kept {
  try {
    const [sum, json] = fs.readFileSync(file, 'utf8').split('\n') as [string, string];
    return sumOf(frame, json) === sum ? JSON.parse(json) : [];
  } catch {
    return [];
  }
}

function write(file: string, frame: string, merges: Kept): void {
  try {
    const json = JSON.stringify(merges);
    fs.mkdirSync(dirname(file), { recursive: true });
    const beside = `${file}.${randomBytes(6).toString('hex')}`;
    fs.writeFileSync(beside, `${sumOf(frame, json)}\n${json}`);
    fs.renameSync(beside, file);
  } catch {
    // The next build merges again.
  }
}

function sumOf(frame: string, json: string): string {
  return hash('sha256', `${frame}\n${json}`, 'hex');
}
