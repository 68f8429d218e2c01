import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import { timeOf } from './last.ts';

/** Bytes gathered before the system is called. */
const CAPACITY = 1 << 18;

/** A file that takes its place when it is whole, with the SHA-256 of all before at its end. */
export interface Sealed {
  /** When it was opened, by the file system's clock, in milliseconds; 0 where it can't be written. */
  readonly began: number;
  add(text: string): void;
  /** Puts it in place. */
  close(): void;
  /** Lets go of it where it hasn't been put in place. */
  discard(): void;
}

/** One that can't be written is done without. */
export function openSealed(file: string): Sealed {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  const lines = new Gathered(beside);
  lines.begin();
  return {
    began: timeOf(beside),
    add: text => lines.add(Buffer.from(text)),
    close() {
      const seal = lines.close();
      if (seal === null || !lines.seal(seal)) return;
      try {
        fs.renameSync(beside, file);
      } catch {
        // What stood there before, or nothing, is as good.
      }
    },
    discard: () => fs.rmSync(beside, { force: true }),
  };
}

/** A file that is done without if it can't be written. */
export class Gathered {
  readonly #file: string | null;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #isWhole: boolean;
  readonly #sum = createHash('sha256');

  constructor(file: string | null) {
    this.#file = file;
    this.#isWhole = file !== null;
  }

  /** Makes the file while nothing is in it, and the folder that it is in. */
  begin(): void {
    this.#attempt(file => {
      fs.mkdirSync(dirname(file), { recursive: true });
      fs.writeFileSync(file, '');
    });
  }

  add(bytes: Uint8Array): void {
    if (!this.#isWhole) return;
    this.#chunks.push(bytes);
    this.#size += bytes.length;
    if (this.#size > CAPACITY) this.#flush();
  }

  /** SHA-256 of all, if it is there. */
  close(): string | null {
    this.#flush();
    return this.#isWhole ? this.#sum.digest('hex') : null;
  }

  /** Appends what isn't hashed; whether all is there. */
  seal(text: string): boolean {
    this.#append(Buffer.from(text));
    return this.#isWhole;
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#size = 0;
    this.#sum.update(bytes);
    this.#append(bytes);
  }

  #append(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#attempt(file => fs.appendFileSync(file, bytes));
  }

  #attempt(action: (file: string) => void): void {
    if (!this.#isWhole) return;
    try {
      action(this.#file!);
    } catch {
      this.#isWhole = false;
    }
  }
}
