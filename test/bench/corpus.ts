/**
 * A corpus of annotated articles of 10 to 11 KB: some 45 mentions, 8 events and 20 things each, and every construct of linked prose. The same
 * seed gives the same bytes, and `lodemark check` finds nothing in them.
 */
import { Prose, wrap } from './prose.ts';

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

/** `dataset.yaml` and the registry. */
export function corpusFrame(): CorpusFile[] {
  const registry = COUNTRIES.map(
    ({ id, label, code, wikidata }) =>
      `${id}: {type: Country, label: ${label}, country: '${code}', identifiers: {wikidata: ${wikidata}}}`,
  );
  return [
    { path: 'source/dataset.yaml', text: DATASET },
    { path: 'source/entities.yaml', text: `${registry.join('\n')}\n` },
  ];
}

/** Article number `index` of the corpus with that seed. */
export function corpusArticle(index: number, seed = 1): CorpusFile {
  const folder = String(Math.floor(index / 1000)).padStart(3, '0');
  return { path: `source/${folder}/article-${index}.md`, text: new Article(index, seed).text() };
}

const DATASET = `title: Corpus
base: https://corpus.example/data/ # accept base-placeholder: nobody publishes this
licence: CC0-1.0
`;

interface Country {
  readonly id: string;
  readonly label: string;
  readonly code: string;
  readonly wikidata: string;
}

interface Thing {
  readonly id: string;
  readonly type: string;
  readonly label: string;
}

/** Of 14 things of an article the first eight are of any type; those that follow have their parts to play. */
const PERSON = 8;
const SPEAKER = 9;
const EMPLOYER = 10;
const HOST = 11;
const CITY = 12;
const VESSEL = 13;
const TYPES = ['Person', 'Organization', 'Company', 'City', 'Vessel', 'Programme', 'University', 'Port'];

class Article {
  readonly #index: number;
  readonly #prose: Prose;
  /** What this article and its neighbour both tell: the same in both. */
  readonly #common: Prose;
  readonly #things: readonly Thing[];
  readonly #countries: readonly Country[];
  readonly #blocks: string[] = [];
  readonly #data: string[] = [];
  /** The things that paragraphs mention, in turn. */
  readonly #unmentioned = [1, 3, 5, 7, PERSON, EMPLOYER, VESSEL, HOST];

  constructor(index: number, seed: number) {
    this.#index = index;
    this.#prose = new Prose(seed * 1_000_003 + index);
    this.#common = new Prose(seed * 2_000_003 + Math.floor(index / 2));
    const fixed = ['Person', 'Person', 'Company', 'University', 'City', 'Vessel'];
    this.#things = Array.from({ length: 14 }, (_, i) => this.#thing(i, fixed[i - 8] ?? this.#prose.pick(TYPES)));
    this.#countries = this.#prose.shuffled(COUNTRIES).slice(0, 6);
  }

  text(): string {
    for (let section = 0; section < 4; section++) this.#section(section);
    const prose = this.#prose;
    if (prose.chance(0.2)) this.#blocks.push(this.#table());
    const note = prose.chance(0.2) ? `\n\n[^n]: ${prose.sentence(12)}` : '';
    if (note) this.#blocks.push(`${prose.title(9)}.[^n]`);
    return [
      this.#front(),
      ...this.#blocks,
      this.#definitions() + note,
      `<details>\n\n\`\`\`yaml data\n${this.#data.join('\n')}\n\`\`\`\n\n</details>\n`,
    ].join('\n\n');
  }

  #front(): string {
    const title = `${this.#prose.person()} and the ${this.#prose.noun()}`;
    const facts = `published: ${this.#prose.month().edtf}\nlang: en\nlicence: CC0-1.0\nsummary: ${this.#prose.title(14)}.`;
    return `---\nid: article-${this.#index}\ntitle: ${title}\n${facts}\n---\n\n# ${title}`;
  }

  #thing(i: number, type: string): Thing {
    const name = this.#prose.surname();
    const label = type === 'Person' ? this.#prose.person() : `${name} ${this.#prose.title(1)} ${i}`;
    return { id: `t${this.#index}-${i}`, type, label };
  }

  #mention({ id, label }: { readonly id: string; readonly label: string }): string {
    return `[${this.#prose.chance(0.3) ? label.split(' ')[0] : label}][${id}]`;
  }

  #section(section: number): void {
    const prose = this.#prose;
    this.#blocks.push(`## ${prose.title(4)}`);
    this.#blocks.push(this.#event(section * 2), section === 3 ? this.#commonEvent() : this.#event(section * 2 + 1));
    if (section === 0) this.#blocks.push(this.#claim());
    if (section === 1) this.#blocks.push(this.#quotation());
    if (section === 2) this.#blocks.push(this.#relation());
    if (prose.chance(0.3))
      this.#blocks.push(
        `- ${prose.title(8)} ${this.#mention(prose.pick(this.#countries))}.\n- **${prose.title(3)}** ${prose.words(5)}.`,
      );
    if (prose.chance(0.3)) this.#blocks.push(`> ${prose.title(16)},\n> ${prose.words(10)}.`);
    for (let i = 0; i < 2; i++) this.#blocks.push(this.#paragraph());
  }

  /** One of the article's own, with two actors; those of even number also have a matter, and the last of these a place. */
  #event(number: number): string {
    const prose = this.#prose;
    const id = `e${this.#index}-${number}`;
    const month = prose.month();
    const [a, b] = [this.#countries[number % 6]!, this.#countries[(number + 1) % 6]!];
    const [type, verb] = prose.pick(EVENTS);
    const place = number === 6 ? this.#things[CITY] : undefined;
    const matter = number % 2 === 0 ? this.#things[number] : undefined;
    const fields = [
      ['when', month.edtf],
      ['actor', `[${a.id}, ${b.id}]`],
      ...(place ? [['where', place.id]] : []),
      ...(matter ? [['about', matter.id]] : []),
      ['assertion', prose.pick(['stated', 'reported'])],
    ];
    this.#entry(id, type, prose.title(4), fields);
    const where = `${matter ? ` over ${this.#mention(matter)}` : ''}${place ? ` in ${this.#mention(place)}` : ''}`;
    const actors = `${this.#mention(a)} and ${this.#mention(b)}${number % 4 === 0 ? `, ${this.#quantity(id, number)},` : ''}`;
    const date = `[${month.words}](date:${month.edtf})`;
    const tells = prose.pick([
      `In ${date} ${actors} [${verb}](#${id})${where} ${prose.words(9)}.`,
      `${prose.title(3)} ${actors} [${verb}](#${id})${where} in ${date}, ${prose.words(6)}.`,
      `It was in ${date}, ${prose.words(4)}, that ${actors} [${verb}](#${id})${where}.`,
    ]);
    const [first, second] = [prose.sentence(14), prose.sentence(10)];
    return wrap(`${tells} ${first} "${prose.title(4)}" ${prose.words(6)}. ${second}`);
  }

  #quantity(of: string, number: number): string {
    const id = `q${this.#index}-${number}`;
    const much = this.#prose.number(100, 999);
    const [value, words] =
      number === 0 ? [`~${much} km`, `about ${much} km`] : [`'>${much} ships'`, `over ${much} ships`];
    this.#entry(id, 'Quantity', this.#prose.title(3), [
      ['of', of],
      ['variable', 'size'],
      ['value', value],
    ]);
    return `[${words}](#${id})`;
  }

  /** The event that two neighbouring articles tell, each in its own words. */
  #commonEvent(): string {
    const id = `common-${Math.floor(this.#index / 2)}`;
    const [a, b] = this.#common.shuffled(COUNTRIES) as [Country, Country];
    const [type, verb] = this.#common.pick(EVENTS);
    const { edtf, words } = this.#common.month();
    this.#entry(id, type, this.#common.title(4), [
      ['when', edtf],
      ['actor', `[${a.id}, ${b.id}]`],
    ]);
    const [first, second] = [this.#prose.sentence(12), this.#prose.sentence(12)];
    return wrap(
      `${first} [${a.label}](#${a.id}) and [${b.label}](#${b.id}) [${verb}](#${id}) in [${words}](date:${edtf}). ${second}`,
    );
  }

  #claim(): string {
    const prose = this.#prose;
    const [id, speaker] = [`c${this.#index}`, this.#things[SPEAKER]!];
    const content = prose.words(8);
    this.#entry(id, 'Claim', prose.title(3), [
      ['speaker', speaker.id],
      ['mode', prose.pick(['stated', 'predicted', 'denied', 'assessed'])],
      ['about', `e${this.#index}-0`],
      ['content', `The ${content}.`],
    ]);
    const cited = `[a report](https://www.example.org/reports/${this.#index})`;
    return wrap(`${this.#mention(speaker)} [holds](#${id}) that the ${content}, by ${cited}. ${prose.sentence(16)}`);
  }

  #quotation(): string {
    const prose = this.#prose;
    const [id, speaker] = [`s${this.#index}`, this.#things[SPEAKER]!];
    this.#entry(id, 'Quotation', prose.title(3), [
      ['speaker', speaker.id],
      ['quoteKind', 'direct'],
      ['about', `e${this.#index}-2`],
    ]);
    return wrap(
      `"[${prose.title(6)}](#${id})", said ${this.#mention(speaker)} ${prose.words(5)}. ${prose.sentence(16)}`,
    );
  }

  #relation(): string {
    const prose = this.#prose;
    const [id, person, employer] = [`r${this.#index}`, this.#things[PERSON]!, this.#things[EMPLOYER]!];
    const year = prose.number(2001, 2020);
    this.#entry(id, 'EmployedBy', prose.title(3), [
      ['subject', person.id],
      ['object', employer.id],
      ['when', `${year}/..`],
    ]);
    const since = `[since ${year}](date:${year}/..)`;
    return wrap(
      `${this.#mention(person)} has [worked for](#${id}) ${this.#mention(employer)} ${since}. ${prose.sentence(18)}`,
    );
  }

  #paragraph(): string {
    const prose = this.#prose;
    const thing = this.#things[this.#unmentioned.shift()!]!;
    const mentions = `${prose.title(7)} ${this.#mention(thing)} ${prose.words(8)}.`;
    return wrap([mentions, ...Array.from({ length: prose.number(2, 4) }, () => prose.sentence(13))].join(' '));
  }

  #table(): string {
    const rows = this.#countries
      .slice(0, 4)
      .map(country => `| ${this.#mention(country)} | ${this.#prose.title(2)} | ${this.#prose.number(0, 99)} |`);
    return ['| state | what | number |', '|---|---|---|', ...rows].join('\n');
  }

  #definitions(): string {
    const own = this.#things.map(({ id, type, label }) => `[${id}]: https://www.example.org/${id} "${type}: ${label}"`);
    const shared = this.#countries.map(
      ({ id, label, wikidata }) => `[${id}]: https://www.wikidata.org/wiki/${wikidata} "Country: ${label}"`,
    );
    this.#data.push(
      `${this.#things[CITY]!.id}: {geo: {lat: ${this.#prose.number(-60, 70)}.25, lon: ${this.#prose.number(-179, 178)}.5, precision: 2}}`,
      `${this.#things[PERSON]!.id}: {aliases: [${this.#prose.person()}]}`,
    );
    return [...own, ...shared].join('\n');
  }

  #entry(id: string, type: string, label: string, fields: readonly (readonly string[])[]): void {
    const lines = fields.map(([name, value]) => `  ${name}: ${value}`);
    this.#data.push(`${id}:\n  type: ${type}\n  label: ${label}\n${lines.join('\n')}`);
  }
}

const COUNTRIES: readonly Country[] = [
  ['norway', 'Norway', 'NO', 'Q20'],
  ['chile', 'Chile', 'CL', 'Q298'],
  ['kenya', 'Kenya', 'KE', 'Q114'],
  ['japan', 'Japan', 'JP', 'Q17'],
  ['poland', 'Poland', 'PL', 'Q36'],
  ['canada', 'Canada', 'CA', 'Q16'],
  ['brazil', 'Brazil', 'BR', 'Q155'],
  ['india', 'India', 'IN', 'Q668'],
  ['ghana', 'Ghana', 'GH', 'Q117'],
  ['egypt', 'Egypt', 'EG', 'Q79'],
  ['france', 'France', 'FR', 'Q142'],
  ['peru', 'Peru', 'PE', 'Q419'],
].map(([id, label, code, wikidata]) => ({ id: id!, label: label!, code: code!, wikidata: wikidata! }));

const EVENTS = [
  ['JointMilitaryExercise', 'exercised'],
  ['Consultation', 'met'],
  ['AgreementSigning', 'signed'],
  ['EconomicCooperation', 'traded'],
  ['Summit', 'conferred'],
  ['ScientificCooperation', 'measured'],
] as const;
