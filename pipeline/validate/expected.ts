import type { DefinedError } from 'ajv';
import type { Part } from './schema.ts';

const OF_A_PART = new Set(['type', 'pattern', 'minLength', 'minItems', 'minProperties', 'format']);

/** What a schema wants, in words: of its named part, else of the keyword that failed. */
export function expectedOf(error: DefinedError, { name, refers, pattern }: Part): string {
  const part = OF_A_PART.has(error.keyword) ? (refers ? PARTS.id : PARTS[name ?? '']) : undefined;
  if (part !== undefined) return part;
  switch (error.keyword) {
    case 'enum':
      return `one of ${error.params.allowedValues.map((value: unknown) => `\`${String(value)}\``).join(', ')}`;
    case 'type':
      return TYPES[String(error.params.type)] ?? `a value of type ${String(error.params.type).replaceAll(',', ' or ')}`;
    case 'format':
      return FORMATS[error.params.format] ?? `a ${error.params.format}`;
    case 'pattern':
      return PATTERNS[error.params.pattern] ?? `text of the form \`${error.params.pattern}\``;
    case 'minimum':
    case 'maximum':
      return `a number ${error.params.comparison} ${error.params.limit}`;
    case 'required':
    case 'dependentRequired':
      return `\`${error.params.missingProperty}\` in it`;
    case 'minLength':
      return PATTERNS[pattern ?? ''] ?? 'something in it';
    case 'minItems':
    case 'minProperties':
      return 'something in it';
    case 'maxLength':
      return `at most ${error.params.limit} characters`;
    case 'uniqueItems':
      return 'each item once';
    default:
      return error.message ?? 'another value';
  }
}

type Words = { readonly [name: string]: string };

/** Parts of `authoring.json` that authors meet under many fields. */
const PARTS: Words = {
  __proto__: null as never,
  id: 'an id',
  ids: 'an id or a list of ids',
  text: 'text',
  edtf: 'an EDTF date such as `2024-07`',
  language: 'a language tag such as `en`',
  address: 'a web address',
  link: 'a web address, or `{uri, match}`',
  links: 'a web address or a list of them',
  alias: 'a name, or `{name, lang, kind}`',
  geo: '`{lat, lon, precision}`',
  selector: '`{exact: words of the article}`',
  evidence: '`paragraph`, or `{exact: words of the article}`',
  filler: 'an id, or `{ref, count, note}`',
  fillers: 'an id, a list of ids, or `{ref, count, note}`',
  party: '`{name, url}`',
};

const TYPES: Words = {
  __proto__: null as never,
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
};

const FORMATS: Words = { __proto__: null as never, uri: 'a web address', date: 'a day such as `2024-07-14`' };

const PATTERNS: Words = {
  __proto__: null as never,
  '^[a-z][a-z0-9-]*$': 'an id',
  '^https?://': 'a web address with http:// or https://',
  '^https?://.*/$': 'a web address that ends with a slash',
  '^[A-Z]{2}$': 'an ISO 3166-1 code of two capital letters',
  '^paragraph$': '`paragraph` or `{exact: …}`',
};
