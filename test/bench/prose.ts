/** Words without sense, in sentences that vary, by a generator that gives the same everywhere. */

export class Prose {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1, by a generator with a 32-bit state (mulberry32). */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  number(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.number(0, items.length - 1)]!;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.number(0, last);
      [copy[last], copy[other]] = [copy[other]!, copy[last]!];
    }
    return copy;
  }

  /** Small words, one in three a noun. */
  words(count: number): string {
    return Array.from({ length: count }, (_, i) => this.pick(i % 3 === 0 ? NOUNS : WORDS)).join(' ');
  }

  title(count: number): string {
    const text = this.words(count);
    return text[0]!.toUpperCase() + text.slice(1);
  }

  /** A sentence of about so many words, now and then with what makes sentences hard to tell apart. */
  sentence(length: number): string {
    const count = this.number(Math.ceil(length * 0.6), Math.floor(length * 1.4));
    const half = Math.floor(count / 2);
    const middle = this.pick([', ', ', ', ' – ', '; ', ' (see p. 4) ', ' of the U.S. ', ', *by and large*, ', ' ']);
    const end = this.pick(['.', '.', '.', '.', '.', '?', '…', ` in the ${this.pick(NOUNS)} \`${this.pick(NOUNS)}\`.`]);
    return `${this.title(half)}${middle}${this.words(count - half)}${end}`;
  }

  person(): string {
    return `${this.pick(FIRST)} ${this.pick(LAST)}`;
  }

  surname(): string {
    return this.pick(LAST);
  }

  noun(): string {
    return this.pick(NOUNS);
  }

  /** A month as EDTF and as words. */
  month(): { readonly edtf: string; readonly words: string } {
    const [year, month] = [this.number(2010, 2024), this.number(1, 12)];
    return { edtf: `${year}-${String(month).padStart(2, '0')}`, words: `${MONTHS[month - 1]} ${year}` };
  }
}

/** Breaks lines before 120 columns. */
export function wrap(text: string): string {
  return text.replace(/(.{1,118})(?: |$)/g, '$1\n').trimEnd();
}

const words = (text: string): readonly string[] => text.split(' ');
const MONTHS = words('January February March April May June July August September October November December');
const FIRST = words(
  'Ada Bruno Carla Dmitri Elena Farid Greta Hiro Inês Jonas Karin Luis Mona Nils Olga Pavel Rosa Sven Tara Ulf Vera Wen Yara Zoë',
);
const LAST = words(
  'Almås Brandt Castillo Dahl Eriksen Fontaine García Haddad Ivanova Jensen Kowalski Lindqvist Moreau Nakamura Okafor Petrov Quist Rossi Sørensen Tanaka',
);
const NOUNS = words(
  'harbour treaty winter committee vessel market railway garden archive border delegation survey island council bridge charter orchard signal valley ministry ledger station current museum parliament forest cable fleet summit corridor',
);
const WORDS = words(
  'of with quiet northern sudden under across the old a during many slowly beyond further open without common near late while between several after narrow and often into long toward',
);
