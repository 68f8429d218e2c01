import fc from 'fast-check';

/** An article in parts, so that the same can be written in several ways. */
export interface Draft {
  readonly front: string;
  readonly blocks: readonly Block[];
  readonly definitions: readonly string[];
  /** Each `id` with its fields. */
  readonly entries: readonly Entry[];
}
export type Entry = readonly [id: string, fields: readonly (readonly [field: string, value: string])[]];

/** Markdown in a container; `␣` is a space at which a line may be wrapped. */
interface Block {
  readonly kind: (typeof KINDS)[number];
  readonly text: string;
}
const KINDS = ['paragraph', 'heading', 'list', 'quote', 'quoted list', 'table', 'note'] as const;

/** How a draft is written: no choice of these changes what it says. */
export interface Layout {
  readonly ending: '\n' | '\r\n' | '\r';
  readonly bom: boolean;
  /** A line is wrapped at every so many spaces; 0 is never. */
  readonly wrap: number;
  readonly blank: number;
  readonly trailing: string;
  readonly flow: boolean;
  readonly blocks: 1 | 2;
  readonly definitionsFirst: boolean;
}

export const layout: fc.Arbitrary<Layout> = fc.record({
  ending: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  bom: fc.boolean(),
  wrap: fc.integer({ min: 0, max: 5 }),
  blank: fc.integer({ min: 1, max: 3 }),
  trailing: fc.constantFrom('', '', ' ', '\t'),
  flow: fc.boolean(),
  blocks: fc.constantFrom(1, 2),
  definitionsFirst: fc.boolean(),
});

export const PLAIN: Layout = {
  ending: '\n',
  bom: false,
  wrap: 0,
  blank: 1,
  trailing: '',
  flow: false,
  blocks: 1,
  definitionsFirst: false,
};

export function written({ front, blocks, definitions, entries }: Draft, how: Layout): string {
  const prose = blocks.map((block, number) => written1(block, number, how.wrap));
  const half = how.blocks === 1 ? 0 : Math.floor(entries.length / 2);
  const data = [entries.slice(0, half), entries.slice(half)].filter(part => part.length > 0);
  const fences = data.map(part => `\`\`\`yaml data\n${part.map(entry => yamlOf(entry, how.flow)).join('\n')}\n\`\`\``);
  const parts = how.definitionsFirst ? [...definitions, ...prose, ...fences] : [...prose, ...fences, ...definitions];
  const text = `---\n${front}---\n\n${parts.join('\n'.repeat(how.blank + 1))}\n`;
  // White space at the end of a line is none in CommonMark where the line is blank.
  const lines = text.replace(/^$/gm, how.trailing).replace(/\n/g, how.ending);
  return (how.bom ? '\uFEFF' : '') + lines;
}

function written1({ kind, text }: Block, number: number, wrap: number): string {
  const wrapped = (indent: string): string => {
    let spaces = 0;
    return text.replace(UNSPACED, ' ').replace(/␣/g, () => (wrap > 0 && ++spaces % wrap === 0 ? `\n${indent}` : ' '));
  };
  const flat = text.replaceAll('␣', ' ');
  if (kind === 'heading') return `## ${flat}`;
  if (kind === 'list') return `- ${wrapped('  ')}\n- and more`;
  if (kind === 'quote') return `> ${wrapped('> ')}`;
  if (kind === 'quoted list') return `> 1. ${wrapped('>    ')}\n>\n> after it`;
  if (kind === 'table') return `| a | ${flat} |\n|---|:-:|\n| ${flat} | |`;
  if (kind === 'note') return `See below.[^${number}]\n\n[^${number}]: ${wrapped('    ')}`;
  return wrapped('');
}

function yamlOf([id, fields]: Entry, flow: boolean): string {
  if (flow) return `${id}: {${fields.map(([field, value]) => `${field}: ${value}`).join(', ')}}`;
  return [`${id}:`, ...fields.map(([field, value]) => `  ${field}: ${value}`)].join('\n');
}

/** A line break between two characters of a script without spaces is none, and a space there is one. */
const UNSPACED =
  /(?<=[\u2e80-\u9fff\uff00-\uffef\u{20000}-\u{2ffff}][^\p{L}]*)␣(?=[^\p{L}]*[\u2e80-\u9fff\u{20000}-\u{2ffff}])/gu;

const ENTITIES = ['china', 'norway', 'tromso', 'ice', 'ann-lee'] as const;
const DEFINITIONS: readonly string[] = [
  '[china]: https://www.wikidata.org/wiki/Q148 "Country: China"',
  "[norway]: #norway 'Country: Norge / نروژ'",
  '[tromso]: <https://www.wikidata.org/wiki/Q26087> "City: Tromsø \u{1f6e9} \\"north\\""',
  '[ice]: #ice (Vessel: 雪龙2)',
  '[report]: https://example.org/report?a=1&b=%20 "An ordinary link"',
];
const WORDS = [
  ...[
    'bombers',
    'flew',
    'naïve',
    'cafe\u0301',
    "it's",
    '“quoted”',
    '—',
    'x²',
    'ﬁn',
    'İstanbul',
    'Dr.␣Lee',
    'e.g.',
    'No.␣5',
    '3.5',
    'U.S.',
  ],
  ...[
    '\u{1f6e9}\u{fe0f}',
    '\u{20bb7}野家␣x',
    '東京で会った。次は␣x',
    'صباح␣الخير',
    'שלום',
    '𝔸lpha',
    'a\u200bb',
    '\u00a0',
    '&amp;',
    '&#x1F600;',
    '\\[sic\\]',
    '[sic]',
  ],
  ...[
    '*so*',
    '**very␣much**',
    '`code␣[x]`',
    '![an␣image](https://example.org/i.png)',
    '<b>raw</b>',
    '<https://example.org/auto>',
    '[…]',
    'a_b',
    '1<2',
    '\\\\',
  ],
];
const DATES = [
  '2024',
  '2024-07',
  '2024-07-14',
  '2022~',
  '2022/2023',
  '2014/..',
  '[2022-01..2022-03]',
  '198X',
  '2022?',
  '2024-21',
];
const EXAMPLES = ['a', '12', 'true', 'null', '"=1+1"', "'it''s'", '"\\u0022\\n\\tx"', '雪', '"{}"'];

const word = fc.constantFrom(...WORDS, 'and', 'the', 'then', 'Later');
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join('␣'));
/** Words of a link: no link may be among them. */
const marked = phrase.map(words => words.replace(/<https[^>]*>|\\?\[[^\]]*\]|!\[[^\]]*\]\([^)]*\)|\(.*\)/g, 'w'));
const date = fc.constantFrom(...DATES);
const entity = fc.constantFrom(...ENTITIES);

const piece = fc.oneof(
  fc.tuple(marked, entity).map(([words, id]) => `[${words}](#${id})`),
  fc
    .tuple(marked, fc.constantFrom('china', 'norway', 'tromso', 'ice', 'TROMSO'))
    .map(([words, id]) => `[${words}][${id}]`),
  fc.constantFrom('[china][]', '[Norway][]', '*[ice][]*', '**a␣[x][ice]␣b**', '[x][report]'),
  fc.tuple(marked, date).map(([words, value]) => `[${words}](date:${value})`),
  marked.map(words => `[${words}](https://example.org/p_(x)?q=1 "title")`),
  phrase,
);
const sentence = fc
  .tuple(
    phrase,
    fc.array(piece, { maxLength: 3 }),
    phrase,
    fc.constantFrom('.', '.', '!', '?', '。', '؟', '…', '', '."'),
  )
  .map(([before, pieces, after, stop]) => `${[before, ...pieces, after].join('␣')}${stop}`);
const kind = fc.constantFrom(...KINDS);
const block = fc.record({
  kind,
  text: fc.array(sentence, { minLength: 1, maxLength: 3 }).map(sentences => sentences.join('␣').replaceAll('|', '')),
});

const text = fc.constantFrom(...EXAMPLES);
const optional = (field: string, value: fc.Arbitrary<string>): fc.Arbitrary<[string, string][]> =>
  fc.option(value, { nil: null }).map(given => (given === null ? [] : [[field, given]]));
const fields = (...all: fc.Arbitrary<[string, string][]>[]): fc.Arbitrary<Entry[1]> =>
  fc.tuple(...all).map(given => given.flat());
const fixed = (...all: [string, string][]): fc.Arbitrary<[string, string][]> => fc.constant(all);
const common = [
  optional('note', text),
  optional('description', text),
  optional('assertion', fc.constantFrom('stated', 'reported', 'inferred')),
  optional('certainty', fc.constantFrom('probable', 'certain')),
  optional('seeAlso', fc.constantFrom('https://example.org/x', "'https://example.org/?a=1&b=2#c'")),
  optional('attributedTo', fc.constantFrom('norway', 'ann-lee')),
];
const when = optional(
  'when',
  date.map(value => `'${value}'`),
);
const labelled = (type: string): fc.Arbitrary<[string, string][]> =>
  text.map(label => [
    ['type', type],
    ['label', label],
  ]);

/** A record, and the words that are its trigger. */
const record = fc.tuple(
  fc.oneof(
    fields(
      labelled('JointAirPatrol'),
      ...common,
      when,
      optional('where', fc.constant('tromso')),
      fc.constantFrom<[string, string][]>(
        [['actor', 'china']],
        [['actor', '[china, norway]']],
        [['actor', '{ref: china, count: 2, note: "a, b"}']],
      ),
      optional('status', fc.constantFrom('planned', 'denied')),
      optional('evidence', fc.constant('paragraph')),
    ),
    fields(labelled('MemberOf'), ...common, fixed(['subject', 'china'], ['object', 'council']), when),
    fields(labelled('Claim'), ...common, fixed(['speaker', 'ann-lee'], ['mode', 'stated']), optional('content', text)),
    fields(
      labelled('Quotation'),
      ...common,
      fc.constantFrom<[string, string][]>([['speaker', 'ann-lee']], [['speaker', "{unnamed: 'an officer'}"]]),
    ),
    fields(
      labelled('Quantity'),
      ...common,
      fixed(['of', 'ice'], ['variable', 'length']),
      fc
        .constantFrom('4', '~320 km', "'>40'", "'>=40 ships'", '<15 years', '3..5 ships')
        .map(value => [['value', value]]),
    ),
  ),
  kind,
  marked,
  phrase,
);

/** Articles with every construct of the language, which have warnings at most. */
export const draft: fc.Arbitrary<Draft> = fc
  .record({
    blocks: fc.array(block, { maxLength: 6 }),
    records: fc.array(record, { maxLength: 5 }),
    lang: fc.constantFrom('en', 'en-GB', 'ja', 'ar', 'fr'),
    quotes: fc.boolean(),
    geo: fields(
      optional('geo', fc.constant('{lat: 69.6, lon: 18.9, precision: 1}')),
      optional('aliases', fc.constant('[a, {name: b, lang: nb}]')),
    ),
  })
  .map(({ blocks, records, lang, quotes, geo }) => {
    const triggers = records.map(([, kind, words, rest], number) => ({
      kind,
      text: `[x␣${words}](#r${number})␣${rest}.`.replaceAll('|', ''),
    }));
    const entries: Entry[] = [
      [
        'ann-lee',
        [
          ['type', 'Person'],
          ['label', 'Ann Lee'],
          ['partOf', 'council'],
        ],
      ],
      [
        'council',
        [
          ['type', 'Organization'],
          ['label', "'Council: of three'"],
          ['sameAs', '{uri: https://example.org/c, match: close}'],
        ],
      ],
      ...records.map(([of], number): Entry => [`r${number}`, of]),
    ];
    if (geo.length > 0) entries.push(['tromso', geo]);
    const front = `id: made\ntitle: 'Made'\nlang: ${lang}\nauthor: ann-lee\npublished: 2024-07/2024-12\n${quotes ? 'text: quotes\n' : ''}`;
    return { front, blocks: [...blocks, ...triggers], definitions: DEFINITIONS, entries };
  });

/** The same with its definitions, entries and fields in another order. */
export function reordered(of: Draft): fc.Arbitrary<Draft> {
  const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  const entries = fc.tuple(...of.entries.map(([id, own]) => shuffled(own).map((fields): Entry => [id, fields])));
  return fc
    .tuple(shuffled(of.definitions), entries.chain(shuffled))
    .map(([definitions, entries]) => ({ ...of, definitions, entries }));
}
