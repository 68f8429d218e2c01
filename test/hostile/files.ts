/** A hostile registry or `dataset.yaml`, and the rules of which it must be told. */
export type HostileFile = readonly [name: string, content: string, rules: readonly string[]];

const BASE = 'https://data.lodemark.example/a/';

/** A `dataset.yaml` in which one field is another. */
function dataset(field: string, value: string): string {
  const fields = new Map([
    ['title', 'A'],
    ['base', BASE],
    ['licence', 'CC0-1.0'],
    [field, value],
  ]);
  return [...fields].map(([name, text]) => `${name}: ${text}\n`).join('');
}

const SCRIPTS = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  '//a.example/',
  'https:/a',
];

export const DATASETS: readonly HostileFile[] = [
  ...SCRIPTS.flatMap((address): HostileFile[] => [
    [`base ${address}`, dataset('base', JSON.stringify(address)), ['address-form']],
    [`repository ${address}`, dataset('repository', JSON.stringify(address)), ['address-form']],
    [`publisher ${address}`, dataset('publisher', `{name: a, url: ${JSON.stringify(address)}}`), ['address-form']],
    [`creator ${address}`, dataset('creators', `[{name: a, url: ${JSON.stringify(address)}}]`), ['address-form']],
  ]),
  ...SCRIPTS.slice(0, 4).map(
    (address): HostileFile => [`licence ${address}`, dataset('licence', JSON.stringify(address)), ['address-form']],
  ),
  ...[
    'https://data.lodemark.example/a',
    'https://data.lodemark.example/?a/',
    'https://data.lodemark.example/#a/',
    'https://data.lodemark.example/a b/',
    'https://data.lodemark.example/"><script>/',
    'https://data.lodemark.example/<a>/',
    'https://data.lodemark.example/a\\b/',
    'https://data.lodemark.example/{a}/',
    'https://data.lodemark.example/a/../../b/',
    'https://user:secret@data.lodemark.example/',
    'https://[::1/',
    'https:///a/',
    'https://data.lodemark.example:99999/',
    'https://data.lodemark.example/\u00a0/',
    'https://DATA.lodemark.example/',
    'https://data.lodemark.example/é/',
  ].map((base): HostileFile => [`base ${base}`, dataset('base', JSON.stringify(base)), ['address-form']]),
  ['base with a NUL', dataset('base', '"https://data.lodemark.example/\\0/"'), ['character-forbidden']],
  ['base that is a list', dataset('base', '[https://data.lodemark.example/]'), ['field-value']],
  ['name that leaves the folder', dataset('name', '../../x'), ['field-value']],
  ['version that is a path', dataset('version', '../1'), ['field-value']],
  ['orcid with a script', dataset('creators', '[{name: a, orcid: "javascript:1"}]'), ['field-value']],
  ['mail to two', dataset('publisher', '{name: a, email: "a@b c@d"}'), ['field-value']],
  ['inherited field', dataset('constructor', 'a'), ['field-unknown']],
  ['prototype', dataset('__proto__', '{title: b}'), ['field-unknown']],
  ['language', dataset('language', '__proto__'), ['field-value']],
  ['half of a pair', dataset('title', '"\\ud800"'), ['character-forbidden']],
  ['alias', dataset('title', '&a b'), ['yaml-alias']],
  ['only a list', '- a\n', ['yaml-not-mapping']],
  ['very deep', `a: ${'['.repeat(1_000_000)}`, ['yaml-syntax']],
  ['nothing', '', ['field-missing']],
];

const PERSON = 'type: Person, label: x';
const bomb = [...'abcdefghij'].map((id, at) => `${id}: &${id} [${`*${'0abcdefghi'[at]}, `.repeat(10)}]\n`).join('');

export const REGISTRIES: readonly HostileFile[] = [
  ['alias bomb', bomb, ['entry-not-mapping', 'yaml-alias']],
  ['brackets', `a: ${'['.repeat(1_000_000)}`, ['yaml-syntax']],
  ['braces', '{a: '.repeat(1_000_000), ['yaml-syntax']],
  ['dashes', '- '.repeat(1_000_000), ['yaml-syntax']],
  ['question marks', '? '.repeat(1_000_000), ['yaml-syntax']],
  ['a line of megabytes', `a: {${PERSON}, note: ${'x'.repeat(4_000_000)}}\n`, []],
  ['an open quote of megabytes', `a: "${'x'.repeat(4_000_000)}`, ['yaml-syntax']],
  ['doubled ids', `a: {${PERSON}}\n`.repeat(20_000), ['yaml-key-doubled']],
  [
    'doubled addresses',
    Array.from({ length: 5000 }, (_, at) => `a${at}: {${PERSON}, sameAs: https://a.example/}\n`).join(''),
    ['address-shared'],
  ],
  [
    'a circle of parts',
    Array.from({ length: 5000 }, (_, at) => `a${at}: {${PERSON}, partOf: a${(at + 1) % 5000}}\n`).join(''),
    ['part-cycle'],
  ],
  ['ids that lead out', `../a: {${PERSON}}\n/b: {${PERSON}}\nc/d: {${PERSON}}\n..: {${PERSON}}\n`, ['id-form']],
  ['ids of devices', `con: {${PERSON}}\nlpt1: {${PERSON}}\n`, ['id-reserved']],
  [
    'ids that objects have',
    `__proto__: {${PERSON}}\ntoString: {${PERSON}}\nhasOwnProperty: {${PERSON}}\n`,
    ['id-form'],
  ],
  ['an id of a prototype that is in form', `constructor: {${PERSON}}\nprototype: {${PERSON}}\n`, []],
  ['former ids of prototypes', `a: {${PERSON}, formerIds: [constructor, __proto__]}\n`, ['field-value']],
  ['former ids that lead out', `a: {${PERSON}, formerIds: [../x]}\n`, ['field-value']],
  ['former ids of devices', `a: {${PERSON}, formerIds: [con]}\n`, ['id-reserved']],
  ['a script as address', `a: {${PERSON}, sameAs: "javascript:alert(1)"}\n`, ['address-form']],
  ['identifiers that break out', `a: {${PERSON}, identifiers: {wikidata: 'Q1"><script>'}}\n`, ['field-value']],
  ['a country that objects have', `a: {${PERSON}, country: constructor}\n`, ['field-value']],
  [
    'coordinates out of the world',
    `a: {type: Place, label: x, geo: {lat: 1e999, lon: -181, precision: 1}}\n`,
    ['field-value'],
  ],
  ['half of a pair', `a: {type: Person, label: "\\udfff"}\n`, ['character-forbidden']],
];
