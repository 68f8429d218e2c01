/** A hostile article, and the rules of which it must be told; none where it is to be read as it stands. */
export type Hostile = readonly [name: string, content: string | Buffer, rules: readonly string[]];

const front = (id: string): string => `---\nid: ${id}\ntitle: Hostile\n---\n\n`;
const data = (yaml: string): string => `\`\`\`yaml data\n${yaml}\n\`\`\`\n`;
const times = (words: string, many: number): string => words.repeat(many);

/** Rules of what `[x](#id)` and a data block say, with the id in form. */
function prose(id: string, text: string): string {
  return front(id) + text;
}

const person = (fields: string): string => `[She](#she) came.\n\n${data(`she: {type: Person, label: she, ${fields}}`)}`;
const patrol = (fields: string): string =>
  `[China](#china) [flew](#patrol).\n\n${data(`china: {type: Country, label: China}\npatrol: {type: JointAirPatrol, label: patrol, ${fields}}`)}`;
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((letter, at) => `${letter}: &${letter} [${times(`*${'abcdefg'[at]}, `, 9)}]`).join('\n')}`;

/** Names of what every object of the language has. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__', 'valueOf'];

export const ARTICLES: readonly Hostile[] = [
  // YAML that multiplies, nests or repeats
  ['alias-bomb', prose('alias-bomb', data(bomb)), ['entry-not-mapping', 'yaml-alias']],
  ['alias-bomb-in-front-matter', `---\nid: a\ntitle: b\n${bomb}\n---\n`, ['field-unknown', 'yaml-alias']],
  [
    'merge-key',
    prose('merge-key', data('a: &a {type: Person, label: a}\nb: {<<: *a}')),
    ['field-missing', 'yaml-alias'],
  ],
  ['tag', prose('tag', person('note: !!js/function "function () {}"')), ['yaml-alias']],
  ['deep-flow', prose('deep-flow', data(`a: ${times('[', 1000)}`)), ['yaml-syntax']],
  [
    'deep-flow-closed',
    prose('deep-flow-closed', data(`a: {b: ${times('[', 1000)}${times(']', 1000)}}`)),
    ['yaml-syntax'],
  ],
  [
    'deep-block',
    prose('deep-block', data(Array.from({ length: 100 }, (_, at) => `${times(' ', at)}a:`).join('\n'))),
    ['yaml-syntax'],
  ],
  ['deep-front-matter', `---\nid: ${times('{a: ', 3000)}\n---\n`, ['yaml-syntax']],
  [
    'doubled-keys',
    prose('doubled-keys', data('she: {type: Person, label: a, label: b}\nshe: {type: Person}')),
    ['yaml-key-doubled'],
  ],
  [
    'many-doubled-keys',
    prose('many-doubled-keys', data(times('she: {type: Person, label: she}\n', 8000))),
    ['yaml-key-doubled'],
  ],
  [
    'key-of-a-megabyte',
    prose('key-of-a-megabyte', data(`${times('k', 250_000)}: {type: Person, label: k}`)),
    ['id-form'],
  ],
  ['yaml-documents', prose('yaml-documents', data('a: {type: Person, label: a}\n---\nb: {}')), ['yaml-documents']],

  // lists, quotes and brackets without end
  ['deep-list', prose('deep-list', times('- ', 5000)), ['input-too-deep']],
  ['deep-quote', prose('deep-quote', times('>', 50_000)), ['input-too-deep']],
  ['deep-numbers', prose('deep-numbers', times('1. ', 5000)), ['input-too-deep']],
  ['indented', prose('indented', `${times(' ', 5000)}a`), ['input-too-deep']],
  ['brackets', prose('brackets', times('[', 10_000)), ['input-too-dense']],
  ['bracket-pairs', prose('bracket-pairs', times('[a](', 10_000)), ['input-too-dense']],
  ['images', prose('images', times('![', 10_000)), ['input-too-dense']],
  ['emphasis', prose('emphasis', times('*a _b ', 20_000)), ['input-too-dense']],
  ['comments', prose('comments', times('a <!--', 20_000)), ['input-too-dense']],
  ['megabyte', prose('megabyte', times('a', 1 << 20)), ['input-too-long']],

  // what isn't closed
  ['open-fence', prose('open-fence', '```yaml data\nshe: {type: Person, label: she}\n'), ['fence-unclosed']],
  ['open-comment', prose('open-comment', '<!-- for ever\n\n[She](#she)\n'), ['html-unclosed']],
  ['open-script', prose('open-script', '<script>\n\n[She](#she)\n'), ['html-unclosed']],
  ['open-front-matter', '---\nid: a\ntitle: b\n', ['front-matter-unclosed']],
  ['open-quote', prose('open-quote', data('she: {type: Person, label: "she}')), ['yaml-syntax']],
  ['open-mapping', prose('open-mapping', data('she: {type: Person, label: she')), ['yaml-syntax']],

  // bytes and characters
  ['latin-1', Buffer.from('---\nid: a\ntitle: caf\xe9\n---\n', 'latin1'), ['encoding-invalid']],
  ['utf-16', Buffer.from('\uFEFF---\nid: a\n', 'utf16le'), ['encoding-invalid']],
  ['overlong', Buffer.from([0x2d, 0xc0, 0xaf]), ['encoding-invalid']],
  ['surrogate-bytes', Buffer.from([0x2d, 0xed, 0xa0, 0x80]), ['encoding-invalid']],
  ['cut-off', Buffer.from([0x2d, 0xf0, 0x9f]), ['encoding-invalid']],
  ['nul-raw', prose('nul-raw', 'a\0b'), ['character-forbidden']],
  ['nul-in-data', prose('nul-in-data', person('note: "a\0b"')), ['character-forbidden']],
  [
    'nul-after-many-bidi',
    prose('nul-after-many-bidi', `${times('\u202e', 30)}a\0b`),
    ['character-bidi', 'character-forbidden'],
  ],
  ['nul-escaped', prose('nul-escaped', person('note: "a\\0b"')), ['character-forbidden']],
  ['half-escaped', prose('half-escaped', person('note: "\\ud800"')), ['character-forbidden']],
  ['halves-swapped', prose('halves-swapped', person('note: "\\ude00\\ud83d"')), ['character-forbidden']],
  ['half-in-key', prose('half-in-key', person('"\\ud800": a')), ['character-forbidden']],
  ['half-in-front-matter', '---\nid: a\ntitle: "\\ud800"\n---\n', ['character-forbidden']],
  ['nul-by-reference', prose('nul-by-reference', '&#0; &#xd800; &#xfffe;'), []],
  ['bidi', prose('bidi', '\u202emoc\u202c \u2066a\u2069'), ['character-bidi']],
  ['bidi-escaped', prose('bidi-escaped', person('note: "\\u202emoc"')), []],

  // names that every object has
  ...INHERITED.flatMap((name, at): Hostile[] => [
    [
      `inherited-mention-${at}`,
      prose(`inherited-mention-${at}`, `[She](#${name}), [he][${name}] and [${name}].`),
      ['reference-undeclared'],
    ],
    [`inherited-field-${at}`, prose(`inherited-field-${at}`, person(`${name}: a`)), ['field-unknown']],
    [`inherited-front-${at}`, `---\nid: inherited-front-${at}\ntitle: a\n${name}: a\n---\n`, ['field-unknown']],
    [
      `inherited-type-${at}`,
      prose(`inherited-type-${at}`, `[She](#she)\n\n${data(`she: {type: ${name}, label: she}`)}`),
      ['type-unknown'],
    ],
    [`inherited-role-${at}`, prose(`inherited-role-${at}`, patrol(`actor: china, ${name}: china`)), ['field-unknown']],
    [
      `inherited-filler-${at}`,
      prose(`inherited-filler-${at}`, patrol(`actor: ${name}`)),
      [name === 'constructor' ? 'id-unknown' : 'field-value'],
    ],
    [`inherited-ref-${at}`, prose(`inherited-ref-${at}`, patrol(`actor: {ref: china, ${name}: 1}`)), ['field-unknown']],
    [
      `inherited-value-${at}`,
      prose(`inherited-value-${at}`, patrol(`actor: china, assertion: ${name}`)),
      ['field-value'],
    ],
    [
      `inherited-authority-${at}`,
      prose(`inherited-authority-${at}`, person(`identifiers: {${name}: "1"}`)),
      [name === 'constructor' ? 'field-unknown' : 'field-value'],
    ],
    [`inherited-accept-${at}`, prose(`inherited-accept-${at}`, `<!-- accept ${name}: a -->\n\na`), ['accept-rule']],
  ]),
  [
    'inherited-language',
    '---\nid: inherited-language\ntitle: a\nlang: constructor\n---\n\nDr. Lee. She came.',
    ['field-value'],
  ],
  [
    'inherited-unit',
    prose(
      'inherited-unit',
      `[4](#q) of [her](#she)\n\n${data('she: {type: Person, label: she}\nq: {type: Quantity, label: q, of: she, variable: v, value: 4 constructor}')}`,
    ),
    [],
  ],

  // ids and addresses
  ...['../../etc/passwd', '/etc/passwd', 'a/b', '..', 'a.b', 'a\\b', 'CON', 'é', ''].map(
    (id, at): Hostile => [
      `id-out-${at}`,
      `---\nid: ${JSON.stringify(id)}\ntitle: a\n---\n`,
      [id === '' ? 'field-empty' : 'field-value'],
    ],
  ),
  ['id-device', '---\nid: con\ntitle: a\n---\n', ['id-reserved']],
  ['id-long', `---\nid: ${times('a', 300)}\ntitle: a\n---\n`, ['id-form']],
  ['id-entry', prose('id-entry', data('../x: {type: Person, label: x}\n/y: {type: Person, label: y}')), ['id-form']],
  ['id-definition', prose('id-definition', '[a][../x]\n\n[../x]: #../x "Person: x"\n'), ['id-form']],
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '&#106;avascript:x',
  ].flatMap((address, at): Hostile[] => [
    [`script-link-${at}`, prose(`script-link-${at}`, `[a](<${address}>)`), ['scheme-unknown']],
    [`script-reference-${at}`, prose(`script-reference-${at}`, `[a][b]\n\n[b]: <${address}>\n`), ['scheme-unknown']],
    [
      `script-definition-${at}`,
      prose(`script-definition-${at}`, `[a][b]\n\n[b]: <${address}> "Person: b"\n`),
      ['definition-target'],
    ],
    [`script-same-${at}`, prose(`script-same-${at}`, person(`sameAs: ${JSON.stringify(address)}`)), ['address-form']],
    [
      `script-same-list-${at}`,
      prose(`script-same-list-${at}`, person(`sameAs: [{uri: ${JSON.stringify(address)}, match: close}]`)),
      ['address-form'],
    ],
    [`script-see-${at}`, prose(`script-see-${at}`, person(`seeAlso: [${JSON.stringify(address)}]`)), ['address-form']],
    [
      `script-source-${at}`,
      `---\nid: script-source-${at}\ntitle: a\nsource: ${JSON.stringify(address)}\n---\n`,
      ['address-form'],
    ],
    [
      `script-licence-${at}`,
      `---\nid: script-licence-${at}\ntitle: a\nlicence: ${JSON.stringify(address)}\n---\n`,
      at === 5 ? ['licence-unknown'] : ['address-form'],
    ],
  ]),
  ['script-autolink', prose('script-autolink', '<javascript:alert(1)>'), ['scheme-unknown']],
  ['script-newline', prose('script-newline', '[a](<java&#10;script:alert(1)>)'), ['scheme-unknown']],
  ['script-quote', prose('script-quote', '[a](<https://a.example/"onclick="x>)'), ['address-form']],
];
