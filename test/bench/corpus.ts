/** Makes a corpus of annotated articles of about 10 KB: some 40 mentions, 8 events and 20 things each. The same seed gives the same bytes. */

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

/** `dataset.yaml` and the registry. */
export function corpusFrame(): CorpusFile[] {
  const registry = COUNTRIES.map(
    ([id, label, code]) =>
      `${id}: {type: Country, label: ${label}, country: ${code}, identifiers: {wikidata: Q${1000 + id.length * 7 + code.charCodeAt(0) * 31 + code.charCodeAt(1)}}}`,
  );
  return [
    { path: 'source/dataset.yaml', text: 'title: Corpus\nbase: https://corpus.example/data/\nlicence: CC0-1.0\n' },
    { path: 'source/entities.yaml', text: `${registry.join('\n')}\n` },
  ];
}

/** Article number `index` of the corpus with that seed. */
export function corpusArticle(index: number, seed = 1): CorpusFile {
  const random = mulberry32(seed * 1_000_003 + index);
  return {
    path: `source/${String(Math.floor(index / 1000)).padStart(3, '0')}/article-${index}.md`,
    text: new Article(index, random).text(),
  };
}

type Random = () => number;

/** A small generator with a 32-bit state; good enough for prose, and the same everywhere. */
function mulberry32(state: number): Random {
  let a = state >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Article {
  readonly #index: number;
  readonly #random: Random;
  readonly #things: { id: string; type: string; label: string }[] = [];
  readonly #blocks: string[] = [];
  readonly #data: string[] = [];

  constructor(index: number, random: Random) {
    this.#index = index;
    this.#random = random;
  }

  text(): string {
    for (let i = 0; i < 14; i++) this.#things.push(this.#thing(i));
    const countries = [...COUNTRIES].sort(() => this.#random() - 0.5).slice(0, 6);
    for (let section = 0; section < 4; section++) this.#section(section, countries);
    if (this.#random() < 0.2) this.#blocks.push(this.#table(countries));
    const note = this.#random() < 0.2 ? `\n\n[^n]: ${this.#filler(12)}.` : '';
    if (note) this.#blocks.push(`${this.#filler(9)}.[^n]`);
    return [
      this.#front(),
      ...this.#blocks,
      this.#definitions(countries) + note,
      `<details>\n\n\`\`\`yaml data\n${this.#data.join('\n')}\n\`\`\`\n\n</details>`,
      '',
    ].join('\n\n');
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)]!;
  }

  #front(): string {
    return `---\nid: article-${this.#index}\ntitle: ${this.#name()} and the ${this.#pick(NOUNS)}\npublished: ${this.#date()}\nlang: en\nlicence: CC0-1.0\nsummary: ${this.#filler(14)}.\n---\n\n# ${this.#name()} and the ${this.#pick(NOUNS)}`;
  }

  #thing(i: number): { id: string; type: string; label: string } {
    const type = this.#pick(['Person', 'Organization', 'Company', 'City', 'Vessel', 'Programme', 'University', 'Port']);
    return { id: `t${this.#index}-${i}`, type, label: this.#name() };
  }

  #name(): string {
    return `${this.#pick(FIRST)} ${this.#pick(LAST)}`;
  }

  #date(): string {
    return `20${10 + Math.floor(this.#random() * 15)}-${String(1 + Math.floor(this.#random() * 12)).padStart(2, '0')}`;
  }

  #filler(words: number): string {
    const text = Array.from({ length: words }, (_, i) => this.#pick(i % 3 === 0 ? NOUNS : WORDS)).join(' ');
    return text[0]!.toUpperCase() + text.slice(1);
  }

  #mention(countries: readonly (typeof COUNTRIES)[number][]): string {
    if (this.#random() < 0.3) {
      const [id, label] = this.#pick(countries);
      return `[${label}][${id}]`;
    }
    const thing = this.#pick(this.#things);
    return `[${this.#random() < 0.5 ? thing.label : thing.label.split(' ')[1]}][${thing.id}]`;
  }

  #section(section: number, countries: readonly (typeof COUNTRIES)[number][]): void {
    this.#blocks.push(`## ${this.#filler(4)}`);
    for (let i = 0; i < 2; i++) this.#blocks.push(this.#event(section * 2 + i, countries));
    if (this.#random() < 0.3)
      this.#blocks.push(
        `- ${this.#filler(8)} ${this.#mention(countries)}.\n- *${this.#filler(3)}* ${this.#filler(5).toLowerCase()}.`,
      );
    if (this.#random() < 0.3) this.#blocks.push(`> ${this.#filler(16)},\n> ${this.#filler(10).toLowerCase()}.`);
    for (let i = 0; i < 2; i++) this.#blocks.push(this.#paragraph(countries));
  }

  #event(number: number, countries: readonly (typeof COUNTRIES)[number][]): string {
    const id = `e${this.#index}-${number}`;
    const date = this.#date();
    const [a, b] = [countries[number % 6]!, countries[(number + 1) % 6]!];
    const thing = this.#things[number]!;
    const [type, verb] = this.#pick(EVENTS);
    this.#data.push(
      `${id}:\n  type: ${type}\n  label: ${this.#filler(4)}\n  when: ${date}\n  actor: [${a[0]}, ${b[0]}]\n  about: ${thing.id}\n  assertion: ${this.#pick(['stated', 'reported'])}`,
    );
    if (number % 4 === 0)
      this.#data.push(
        `q${this.#index}-${number}: {type: Quantity, label: ${this.#filler(3)}, of: ${id}, variable: size, value: ~${100 + Math.floor(this.#random() * 900)} km}`,
      );
    const size = number % 4 === 0 ? `, [some distance](#q${this.#index}-${number}) away,` : '';
    return wrap(
      `In [${this.#filler(2).toLowerCase()}](date:${date}) [${a[1]}][${a[0]}] and [${b[1]}][${b[0]}]${size} [${verb}](#${id}) over [${thing.label}][${thing.id}] ${this.#filler(9).toLowerCase()}. ${this.#filler(14)}. ${this.#filler(11)} "${this.#filler(4)}" ${this.#filler(6).toLowerCase()}.`,
    );
  }

  #paragraph(countries: readonly (typeof COUNTRIES)[number][]): string {
    const sentences = Array.from({ length: 5 }, (_, i) =>
      i < 1
        ? `${this.#filler(7)} ${this.#mention(countries)} ${this.#filler(8).toLowerCase()}.`
        : `${this.#filler(12)}, ${this.#filler(6).toLowerCase()}.`,
    );
    return wrap(sentences.join(' '));
  }

  #table(countries: readonly (typeof COUNTRIES)[number][]): string {
    const rows = countries
      .slice(0, 4)
      .map(([id, label]) => `| [${label}][${id}] | ${this.#filler(2)} | ${Math.floor(this.#random() * 100)} |`);
    return ['| state | what | number |', '|---|---|---|', ...rows].join('\n');
  }

  #definitions(countries: readonly (typeof COUNTRIES)[number][]): string {
    const own = this.#things.map(({ id, type, label }) => `[${id}]: https://www.example.org/${id} "${type}: ${label}"`);
    const shared = countries.map(([id, label]) => `[${id}]: #${id} "Country: ${label}"`);
    return [...own, ...shared].join('\n');
  }
}

function wrap(text: string): string {
  return text.replace(/(.{1,118})(?: |$)/g, '$1\n').trimEnd();
}

const COUNTRIES = [
  ['norway', 'Norway', 'NO'],
  ['chile', 'Chile', 'CL'],
  ['kenya', 'Kenya', 'KE'],
  ['japan', 'Japan', 'JP'],
  ['poland', 'Poland', 'PL'],
  ['canada', 'Canada', 'CA'],
  ['brazil', 'Brazil', 'BR'],
  ['india', 'India', 'IN'],
  ['ghana', 'Ghana', 'GH'],
  ['egypt', 'Egypt', 'EG'],
  ['france', 'France', 'FR'],
  ['peru', 'Peru', 'PE'],
] as const;
const EVENTS = [
  ['JointMilitaryExercise', 'exercised'],
  ['Consultation', 'met'],
  ['AgreementSigning', 'signed'],
  ['EconomicCooperation', 'traded'],
  ['Summit', 'conferred'],
  ['ScientificCooperation', 'measured'],
] as const;
const FIRST =
  'Ada Bruno Carla Dmitri Elena Farid Greta Hiro Ines Jonas Karin Luis Mona Nils Olga Pavel Rosa Sven Tara Ulf Vera Wen Yara Zoe'.split(
    ' ',
  );
const LAST =
  'Almås Brandt Castillo Dahl Eriksen Fontaine Garcia Haddad Ivanova Jensen Kowalski Lindqvist Moreau Nakamura Okafor Petrov Quist Rossi Sørensen Tanaka'.split(
    ' ',
  );
const NOUNS =
  'harbour treaty winter committee vessel market railway garden archive border delegation survey island council bridge charter orchard signal valley ministry ledger station current museum parliament forest cable fleet summit corridor'.split(
    ' ',
  );
const WORDS =
  'of with quiet northern sudden under across the old a during many slowly beyond further open without common near late while between several after narrow and often into long toward'.split(
    ' ',
  );
