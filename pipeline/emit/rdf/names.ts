import type { Model, Row, Value } from '../../model.ts';
import { toSegment } from './iri.ts';
import type { Iri } from './mapping.ts';

/** The prefixes of one dataset: the vocabulary's, and those of its own things, documents and terms. */
export interface Names {
  readonly base: string;
  readonly prefixes: ReadonlyMap<string, string>;
  /** @throws {RangeError} on an unknown prefix */
  expand(curie: string): string;
  /** The shortest spelling that the prefixes allow, for IRIs of the vocabulary; the IRI itself where there is none. */
  shorten(iri: string): string;
  /** `thing:china` for the dataset's own things, documents and terms; any other IRI as it is. */
  compact(iri: string): string;
}

const OWN: readonly (readonly [prefix: string, folder: string])[] = [
  ['thing', 'id/'],
  ['doc', 'doc/'],
  ['term', 'term/'],
];

export function createNames(model: Model, base: string): Names {
  const own = new Map(OWN.map(([prefix, folder]) => [prefix, base + folder]));
  const prefixes = new Map([...own, ...[...model.prefixes].filter(([prefix]) => !own.has(prefix))]);
  return {
    base,
    prefixes,
    expand: curie => expand(prefixes, curie),
    shorten: cached(iri => shorten(prefixes, iri)),
    compact: iri => compact(base, iri),
  };
}

/**
 * A template relative to the base, such as `doc/{document_id}#{sentence_id}`, as a way to make IRIs of rows. The variable
 * `own`, if given, takes what the column that refers there has instead of the column of that name.
 */
export function compileTemplate({ base }: Names, template: string, own?: string): Iri {
  const [prefix, folder] = OWN.find(each => template.startsWith(each[1])) ?? ['', ''];
  const start = folder === '' ? base : `${prefix}:`;
  return {
    full: compileParts(base + template, own),
    short: compileParts(start + template.slice(folder.length), own),
  };
}

function compileParts(template: string, own: string | undefined): Iri['full'] {
  const [start = '', ...parts] = template.split(/[{}]/);
  const variables = parts.filter((_, at) => at % 2 === 0).map((name, at) => ({ name, tail: parts[2 * at + 1]! }));
  const last = variables.pop();
  if (!last) return () => start;
  const part = (name: string, row: Row, value?: Value) => segment(name, name === own ? value : row[name]);
  const [first] = variables;
  const headOf =
    first && variables.length === 1 && first.name !== own
      ? remembered(first.name, value => start + segment(first.name, value) + first.tail)
      : (row: Row, value?: Value) =>
          variables.reduce((iri, { name, tail }) => iri + part(name, row, value) + tail, start);
  return (row, value) => headOf(row, value) + part(last.name, row, value) + last.tail;
}

/** What is made of a column is mostly the same as for the row before: a document's rows follow one another. */
function remembered(name: string, make: (value: Value | undefined) => string): (row: Row) => string {
  let known: Value | undefined;
  let made = '';
  return row => {
    if (row[name] !== known || known === undefined) {
      made = make(row[name]);
      known = row[name];
    }
    return made;
  };
}

function segment(name: string, value: Value | undefined): string {
  if (typeof value === 'string' && value !== '') return toSegment(value);
  throw new TypeError(`Unexpected ${value} in \`${name}\`, expected a string that an IRI can be made of`);
}

function expand(prefixes: ReadonlyMap<string, string>, curie: string): string {
  const colon = curie.indexOf(':');
  const namespace = prefixes.get(curie.slice(0, colon));
  if (colon < 1 || namespace === undefined) throw new RangeError(`Unexpected prefix in \`${curie}\``);
  return namespace + curie.slice(colon + 1);
}

/** For the few IRIs of a vocabulary. */
function cached(make: (iri: string) => string): (iri: string) => string {
  const known = new Map<string, string>();
  return iri => known.get(iri) ?? known.set(iri, make(iri)).get(iri)!;
}

function compact(base: string, iri: string): string {
  if (!iri.startsWith(base)) return iri;
  for (const [prefix, folder] of OWN) {
    const start = base.length + folder.length;
    if (iri.startsWith(folder, base.length) && isSuffix(iri, start)) return `${prefix}:${iri.slice(start)}`;
  }
  return iri;
}

function shorten(prefixes: ReadonlyMap<string, string>, iri: string): string {
  let best = '';
  let length = 0;
  for (const [prefix, namespace] of prefixes) {
    if (namespace.length <= length || !iri.startsWith(namespace) || !isSuffix(iri, namespace.length)) continue;
    best = prefix;
    length = namespace.length;
  }
  return length === 0 ? iri : `${best}:${iri.slice(length)}`;
}

/** A suffix that begins with `//` would make a JSON-LD processor take the prefix for a scheme. */
function isSuffix(iri: string, start: number): boolean {
  return start < iri.length && !iri.startsWith('//', start);
}
