import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '../pipeline/analyse.ts';
import type { Terminal } from '../pipeline/commands/command.ts';
import { command } from '../pipeline/commands/suggest.ts';
import { createModel } from '../pipeline/model.ts';
import { createSource } from '../pipeline/place.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { readRegistry } from '../pipeline/registry.ts';
import { questionOf, suggestionsText } from '../pipeline/report/suggestions.ts';
import { apply } from '../pipeline/suggest/apply.ts';
import { elsewhere } from '../pipeline/suggest/elsewhere.ts';
import { explicitDates } from '../pipeline/suggest/explicit-dates.ts';
import { NUMBER, numberOf } from '../pipeline/suggest/number-words.ts';
import { KINDS, type Proposal } from '../pipeline/suggest/proposal.ts';
import { relativeDates } from '../pipeline/suggest/relative-dates.ts';
import { settle } from '../pipeline/suggest/settle.ts';
import { SURE, suggest } from '../pipeline/suggest/suggest.ts';
import { createValidators } from '../pipeline/validators.ts';
import { measure, NOTHING_ELSE, readText, TEXTS } from './suggest/measure.ts';
import { strip } from './suggest/strip.ts';
import { temporaryFolder, writeTree } from './tree.ts';

const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
const validators = createValidators(model);
const REGISTRY = `china:
  {type: Country, label: China, aliases: [Chinese, {name: PRC, kind: abbreviation}], sameAs: 'https://www.wikidata.org/entity/Q148'}
ferry: {type: Vessel, label: ferry}
harwick: {type: City, label: Harwick}
ellen-marsh: {type: Person, label: Ellen Marsh}
usa: {type: Country, label: United States, aliases: [{name: US, kind: abbreviation}]}
xian-h-6: {type: Aircraft, label: "Xi'an H-6"}
`;
const registry = readRegistry(createSource('source/entities.yaml', REGISTRY), model, () => {});
const against = { model, validators, registry };
const FRONT = '---\nid: a\ntitle: A\npublished: 2023-09-20\nlang: en\n---\n\n';

async function proposalsFor(text: string, min = 0.5): Promise<readonly Proposal[]> {
  return suggest(analyse(createSource('a.md', text), against), { ...against, others: NOTHING_ELSE }, min);
}

/** An article with all that is proposed for it. */
async function written(prose: string, min = 0.5): Promise<string> {
  const text = FRONT + prose;
  return apply(text, await proposalsFor(text, min)).slice(FRONT.length);
}

describe('what is proposed', () => {
  test.each([
    ["China's ships", "[China][china]'s ships"],
    ['two ferries of the PRC', 'two [ferries][ferry] of the [PRC][china]'],
    ['the U.S. fleet', 'the [U.S][usa]. fleet'],
    ['Xi’an H-6s flew', '[Xi’an H-6s][xian-h-6] flew'],
    ['Chinese yards', '[Chinese][china] yards'],
    [
      'Ellen Marsh left. Then Marsh came back.',
      '[Ellen Marsh][ellen-marsh] left. Then [Marsh][ellen-marsh] came back.',
    ],
    ['on 4 May 2022 and in\n2023.', 'on [4 May 2022](date:2022-05-04) and in\n[2023](date:2023).'],
    ['It came last year.', 'It came [last year](date:2022).'],
    ['It came two weeks ago.', 'It came [two weeks ago](date:2023-09-06~).'],
    ['over forty ferries', '[over forty](#over-forty) [ferries][ferry]'],
    ['It is about 320 km long.', 'It is [about 320 km](#about-320-km) long.'],
    ['> *China* said\n> no.', '> *[China][china]* said\n> no.'],
    [
      'It hit President Omar el-Sisi. Then el-Sisi left.',
      'It hit [President Omar el-Sisi][omar-el-sisi]. Then [el-Sisi][omar-el-sisi] left.',
    ],
    ['It paid the UK P&I Club.', 'It paid the [UK P&I Club][uk-p-i-club].'],
    [
      'A subsidiary of the Dutch company Boskalis came. It was Boskalis.',
      'A subsidiary of the Dutch company [Boskalis][boskalis] came. It was [Boskalis][boskalis].',
    ],
  ])('%j', async (prose, expected) => {
    const text = await written(`${prose}\n`);
    expect(text.startsWith(`${expected}\n`), text).toBe(true);
  });

  test.each([
    ['It hit the bulk carrier Rubymar.', 'Rubymar', 'Vessel'],
    ['The Ever Given, a container ship 400 metres long, came.', 'Ever Given', 'Vessel'],
    ['It lay near the village of Manshiyet Rugola.', 'Manshiyet Rugola', 'Settlement'],
    ["The shipping journal Lloyd's List told of it.", "Lloyd's List", 'MediaOrganization'],
    ['They began Operation Prosperity Guardian.', 'Operation Prosperity Guardian', 'Programme'],
  ])('a type that the prose tells: %j', async (prose, words, type) => {
    const found = (await proposalsFor(`${FRONT}${prose}\n`)).find(proposal => proposal.words === words);
    expect(found?.declares).toMatchObject({ type, label: words });
  });

  test('quotations with their speakers, and who is new', async () => {
    const text = await written('“We will wait for the tide,” said Thomas Okoro of the University of Westhaven.\n');
    expect(text).toBe(
      `“[We will wait for the tide](#we-will-wait-for-the-tide),” said [Thomas Okoro][thomas-okoro] of the [University of Westhaven][university-of-westhaven].

<details>
<summary>Data</summary>

\`\`\`yaml data
we-will-wait-for-the-tide:
  type: Quotation
  label: We will wait for the tide
  speaker: thomas-okoro
  quoteKind: direct
\`\`\`

</details>

[thomas-okoro]: #thomas-okoro "Person: Thomas Okoro"
[university-of-westhaven]: #university-of-westhaven "University: University of Westhaven"
`,
    );
  });

  test('a speaker who is not declared with it is told in words', async () => {
    const text = await written('“We will wait for the tide,” said Thomas Okoro.\n', 0.9);
    expect(text).toContain('  speaker: {unnamed: Thomas Okoro}\n');
  });

  test('definitions are copied from the registry, once, and not where there is one', async () => {
    const definition = '[china]: https://www.wikidata.org/entity/Q148 "Country: China"\n';
    expect(await written('China and China\n')).toBe(`[China][china] and [China][china]\n\n${definition}`);
    expect(await written(`[China][china] and China\n\n${definition}`)).toBe(
      `[China][china] and [China][china]\n\n${definition}`,
    );
  });

  test('things of the article itself, and of other articles', async () => {
    expect(await written('The Polar Belt grows.\n\n[belt]: #belt "Programme: Polar Belt"\n')).toMatch(
      /^The \[Polar Belt\]\[belt\]/,
    );
    const others = elsewhere(
      [createSource('b.md', '[belt]: #belt "Programme: Polar Belt"\n\n```yaml data\nover-forty-seals:\n```\n')],
      model,
    );
    const text = `${FRONT}The Polar Belt has over forty seals.\n`;
    const proposals = await suggest(analyse(createSource('a.md', text), against), { ...against, others });
    expect(proposals.map(({ target }) => target)).toEqual(['belt', 'over-forty-seals-2']);
  });
});

describe('what is left alone', () => {
  test.each([
    '# China and the United States in 2022',
    '`China` and ``2022``',
    '```\nChina in 2022\n```',
    '    China in 2022',
    '<p>\nChina in 2022\n</p>',
    'see <a href="x">China in 2022</a>.',
    '<!-- China in 2022 -->',
    '[China in 2022](https://example.org/)',
    '![China in 2022](x.png)',
    '<https://example.org/China/2022> and https://example.org/China',
    '[China][nowhere] and [sic] and [China]',
    '{#China .2022}',
    'Sino-China, pro-China and O’China',
    'chinas and CHINA and us',
    'the number 12, page 40 and chapter 3',
  ])('%j', async prose => {
    const text = `${FRONT}${prose}\n`;
    expect((await proposalsFor(text, 0.5)).map(({ words }) => words)).toEqual([]);
  });

  test('words in another language but names, full dates and quotations', async () => {
    const text = `${FRONT.replace('lang: en', 'lang: de')}China hat am 2023-04-01 etwa 40 Schiffe, sagt Harald Meier.\n`;
    expect((await proposalsFor(text)).map(({ words }) => words)).toEqual(['China', '2023-04-01']);
  });
});

describe('dates', () => {
  test.each([
    ['on 14 July 2024', '2024-07-14'],
    ['July 14th, 2024', '2024-07-14'],
    ['in early 2022', '[2022-01..2022-03]'],
    ['early in 2022', '[2022-01..2022-03]'],
    ['the late 1970s', '[1977..1979]'],
    ['in the 1980s', '198X'],
    ['in the autumn of 1987', '1987-23'],
    ['since 1996', '1996'],
    ['2014–2016', '2014/2016'],
    ['12 June and 3 August 2021', '2021-06-12 2021-08-03'],
    ['from May to September 2020', '2020-05 2020-09'],
    ['on 31 February 2021', ''],
    ['£2000 and 1,999 and 2000-fold and v2.2020', ''],
  ])('%s', (text, expected) => {
    expect(
      explicitDates(text)
        .map(({ edtf }) => edtf)
        .join(' '),
    ).toBe(expected);
  });

  test('nothing is counted from a day that is not known', async () => {
    expect((await relativeDates(null))('last year')).toEqual([]);
    expect((await relativeDates('2024-07/2024-12'))('five years ago').map(({ edtf }) => edtf)).toEqual(['2019~']);
  });
});

test.each([
  ['4,310', 4310],
  ['2.4 million', 2_400_000],
  ['twenty-five', 25],
  ['three hundred and twelve', 312],
  ['thirty thousand', 30_000],
  ['half a million', 500_000],
  ['a dozen', 12],
  ['a pair', 2],
] as const)('%s is %d', (words, value) => {
  expect(new RegExp(`^${NUMBER}$`).test(words)).toBe(true);
  expect(numberOf(words)).toBe(value);
});

describe('what is written', () => {
  test.each(Object.keys(TEXTS))('%s: no word changes, no error comes in', async name => {
    const { bare, against } = readText(name);
    const world = { ...against, others: NOTHING_ELSE };
    const { text, written, refused } = settle(bare, await suggest(bare, world, 0), against);
    expect(written.length).toBeGreaterThan(30);
    expect(refused).toEqual([]);
    const back = strip(text);
    expect(back.text.trimEnd()).toBe(bare.source.text.trimEnd());
    expect(back.links.length).toBe(written.length + strip(bare.source.text).links.length);
    const after = analyse(createSource('a.md', text), against);
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a second run has nothing to add', async () => {
    const { bare, against } = readText('ferries');
    const world = { ...against, others: NOTHING_ELSE };
    const { text } = settle(bare, await suggest(bare, world, SURE), against);
    expect(await suggest(analyse(createSource('a.md', text), against), world, SURE)).toEqual([]);
  });

  test('what would break the article is left out', async () => {
    const text = `${FRONT}China and *a*China*b* are.\n`;
    const before = analyse(createSource('a.md', text), against);
    const { refused, written } = settle(before, await proposalsFor(text, 0), against);
    const prose = analyse(createSource('a.md', apply(text, written)), against).prose.text;
    expect({ prose, total: refused.length + written.length > 0 }).toEqual({ prose: before.prose.text, total: true });
  });

  test('line ends and the lack of a last one stay', async () => {
    const text = `${FRONT}China is.`.replaceAll('\n', '\r\n');
    expect(apply(text, await proposalsFor(text))).toBe(
      `${FRONT}[China][china] is.\n\n[china]: https://www.wikidata.org/entity/Q148 "Country: China"\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    );
  });
});

describe('how good it is (test/README.md has the figures)', () => {
  /** Precision of what is written unasked, and recall of what is shown, by text. */
  const FLOOR: { readonly [name: string]: readonly [precision: number, recall: number] } = {
    arctic: [0.96, 0.6],
    ferries: [0.96, 0.85],
    kittiwakes: [0.96, 0.85],
    excavation: [0.96, 0.85],
    clinic: [0.96, 0.85],
  };
  test.each(Object.entries(FLOOR))('%s', async (name, [precision, recall]) => {
    const text = readText(name);
    const sure = total((await measure(text, SURE)).scores);
    const shown = total((await measure(text, 0.5)).scores);
    expect(sure.right / sure.proposed).toBeGreaterThan(precision);
    expect(shown.right / shown.expected).toBeGreaterThan(recall);
  });
});

function total(scores: Awaited<ReturnType<typeof measure>>['scores']): {
  right: number;
  proposed: number;
  expected: number;
} {
  const sum = (of: 'right' | 'proposed' | 'expected'): number => KINDS.reduce((all, kind) => all + scores[kind][of], 0);
  return { right: sum('right'), proposed: sum('proposed'), expected: sum('expected') };
}

describe('the command', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'source/a.md');
  const PROSE = `${FRONT}China is.\n\nThen “we will wait for the tide,” said Ellen Marsh in 2021.\n`;
  const run = async (
    options: { readonly [name: string]: string | true },
    answers?: string[],
  ): Promise<{ out: string; text: string; status: number }> => {
    writeTree(
      folder,
      new Map([
        ['source/a.md', PROSE],
        ['source/entities.yaml', REGISTRY],
        ['source/dataset.yaml', 'title: A\nbase: https://a.org/\nlicence: CC0-1.0\n'],
      ]),
    );
    let out = '';
    const terminal: Terminal = {
      out: text => {
        out += text;
      },
      err: () => {},
      colour: false,
      live: false,
      columns: 80,
      folder,
      now: () => 0,
      ...(answers && { ask: async () => answers.shift() ?? null }),
    };
    const status = await command.run({ operands: ['source/a.md'], options }, terminal);
    return { out, text: readFileSync(path, 'utf8'), status };
  };

  test('shows and writes nothing unless told to', async () => {
    const { out, text } = await run({});
    expect(text).toBe(PROSE);
    expect(out).toMatch(/^source\/a\.md\n {2}8:1-8:6 +0\.97 {2}thing +\[China\]\[china\] +its name is `China`\n/);
  });

  test('shows the type or the number that would be written', () => {
    const declares = {
      form: 'definition',
      id: 'ferries-ltd',
      type: 'Company',
      label: 'Ferries Ltd',
      url: '#ferries-ltd',
    } as const;
    const at = { start: 0, end: 5, confidence: 0.8, why: 'a reason', form: 'inline' } as const;
    const amount = {
      form: 'entry',
      id: 'ships',
      fields: { type: 'Quantity', label: 'ships', value: '>40 ships' },
    } as const;
    const proposals: readonly Proposal[] = [
      { ...at, kind: 'entity', words: 'Ferries Ltd', target: 'ferries-ltd', declares },
      { ...at, kind: 'thing', words: 'Ferries Ltd', target: 'ferries-ltd', declares },
      { ...at, kind: 'quantity', words: 'over forty', target: 'ships', declares: amount },
    ];
    const shown = suggestionsText(createSource('a.md', 'words'), proposals).trimEnd().split('\n');
    expect(shown.map(line => line.split(/ {2,}/).at(-1))).toEqual([
      'Company: a reason',
      'a reason',
      '>40 ships: a reason',
    ]);
    expect(questionOf(createSource('a.md', 'words'), proposals[0]!)).toContain('0.80; Company: a reason');
  });

  test('lists proposals with their offsets', async () => {
    const { out } = await run({ json: true });
    const { proposals } = JSON.parse(out) as {
      proposals: { start: { offset: number }; end: { offset: number }; words: string }[];
    };
    expect(proposals.map(({ start, end }) => PROSE.slice(start.offset, end.offset))).toEqual(
      proposals.map(({ words }) => words),
    );
    expect(proposals.map(({ words }) => words)).toEqual(['China', 'we will wait for the tide', 'Ellen Marsh', '2021']);
  });

  test('writes what is sure', async () => {
    const { out, text } = await run({ write: true });
    expect(out).toBe('source/a.md now has 4 more annotations.\n');
    expect(strip(text).text.trimEnd()).toBe(PROSE.trimEnd());
  });

  test('asks one by one, and stops when told to', async () => {
    const { out, text } = await run({ ask: true }, ['n', 'y', 'q']);
    expect(out).toBe('source/a.md now has 1 more annotation.\n');
    expect(text).toContain('speaker: ellen-marsh');
    expect(text).not.toContain('[China]');
  });

  test.each([[{ ask: true }], [{ min: '2' }], [{ min: 'x' }]] as const)('refuses %j', async options => {
    await expect(run(options)).rejects.toThrow(/^Unexpected `--/);
  });
});
