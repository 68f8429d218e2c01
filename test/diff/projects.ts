/** Two versions of a small project, with one difference of each kind. */
const dataset = (version: string, base = 'https://data.lodemark.example/tides/'): string =>
  `title: Tides\nbase: ${base}\nlicence: CC0-1.0\nversion: ${version}\n`;

const REGISTRY = `skarn: {type: City, label: Skarn, country: SE, geo: {lat: 57.5, lon: 18.25}}
office: {type: PublicBody, label: Tide Office, description: "It measures \`tides\`.", partOf: skarn-council}
skarn-council: {type: PublicBody, label: Skarn Council, aliases: [the council]}
`;

const ARTICLE = `---
id: tides
title: Tides at Skarn
lang: en
---

The [Tide Office][office] [opened](#opening) in [Skarn][skarn] on [3 May 2019](date:2019-05-03). [Eva Lind][lind] [led](#led) it.

Its [tower][tower] was [rebuilt](#rebuilding) in [2021](date:2021).

[office]: #office "PublicBody: Tide Office"
[skarn]: #skarn "City: Skarn"
[lind]: #lind "Person: Eva Lind"
[tower]: #tower "Facility: tide tower"

\`\`\`yaml data
opening: {type: Launch, label: opening of the Tide Office, when: 2019-05-03, where: skarn, product: office}
led: {type: LeaderOf, label: Lind leads the office, subject: lind, object: office}
rebuilding: {type: Construction, label: the office is rebuilt, when: 2021, product: tower}
\`\`\`
`;

const SECOND = `---
id: storm
title: A storm
lang: en
---

A [storm](#storm) [hit][skarn] Skarn.

[skarn]: #skarn "City: Skarn"

\`\`\`yaml data
storm: {type: Disaster, label: '=a storm', affected: skarn}
\`\`\`
`;

type Project = ReadonlyMap<string, string>;
const project = (version: string, more: { readonly [path: string]: string } = {}): Project =>
  new Map(
    Object.entries({
      'source/dataset.yaml': dataset(version),
      'source/entities.yaml': REGISTRY,
      'source/tides.md': ARTICLE,
      ...more,
    }),
  );

const replaced = (text: string, ...edits: readonly (readonly [from: string, to: string])[]): string =>
  edits.reduce((edited, [from, to]) => {
    if (!edited.includes(from)) throw new Error(`No \`${from}\``);
    return edited.replaceAll(from, to);
  }, text);

export const PROJECTS: { readonly [name: string]: Project } = {
  first: project('1.0.0'),
  again: project('1.0.1'),
  added: project('1.1.0', { 'source/storm.md': SECOND }),
  changed: project('1.1.0', {
    'source/entities.yaml': replaced(
      REGISTRY,
      [
        'It measures `tides`.',
        'It measures `tides` and waves, and it has done so for a long time: so long that nobody in the town remembers who was first to ask for it. It also has a tower that is open on Sundays.',
      ],
      ['lat: 57.5', 'lat: 57.6'],
      [', partOf: skarn-council', ''],
    ),
  }),
  gone: project('1.0.1', {
    'source/tides.md': replaced(
      ARTICLE,
      ['\nIts [tower][tower] was [rebuilt](#rebuilding) in [2021](date:2021).\n', ''],
      ['[tower]: #tower "Facility: tide tower"\n', ''],
      ['rebuilding: {type: Construction, label: the office is rebuilt, when: 2021, product: tower}\n', ''],
    ),
  }),
  renamed: project('2.0.0', {
    'source/entities.yaml': replaced(REGISTRY, ['office: {', 'tide-office: {formerIds: office, ']),
    'source/tides.md': replaced(
      ARTICLE,
      ['[office]', '[tide-office]'],
      ['#office', '#tide-office'],
      [': office}', ': tide-office}'],
    ),
  }),
  moved: project('1.0.0', { 'source/dataset.yaml': dataset('1.0.0', 'https://tides.lodemark.example/') }),
  mended: project('1.0.1', {
    'source/tides.md': replaced(ARTICLE, ['The [Tide Office]', '\nThe great\n[Tide Office]']),
  }),
};
