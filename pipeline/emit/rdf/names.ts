import type { Model, Row, Value } from '../../model.ts';
import { toSegment } from './iri.ts';

/** The prefixes of one dataset: the vocabulary's, and those of its own things, documents and terms. */
export interface Names {
  readonly base: string;
  readonly prefixes: ReadonlyMap<string, string>;
  /** @throws {RangeError} on an unknown prefix */
  expand(curie: string): string;
  /** The shortest spelling that the prefixes allow; the IRI itself where there is none. */
  shorten(iri: string): string;
  /** `thing:china` for the dataset's own things, documents and terms; any other IRI as it is. */
  compact(iri: string): string;
}

export function createNames(model: Model, base: string): Names {
  const own = new Map([
    ['thing', `${base}id/`],
    ['doc', `${base}doc/`],
    ['term', `${base}term/`],
  ]);
  const prefixes = new Map([...own, ...[...model.prefixes].filter(([prefix]) => !own.has(prefix))]);
  return {
    base,
    prefixes,
    expand: curie => expand(prefixes, curie),
    shorten: iri => shorten(prefixes, iri),
    compact: iri => (iri.startsWith(base) ? shorten(own, iri) : iri),
  };
}

/**
 * A template such as `doc/{document_id}#{sentence_id}` as a function of a row. The variable `own`, if given, takes the
 * function's second argument instead of the row's column.
 */
export function compileTemplate(base: string, template: string, own?: string): (row: Row, value?: Value) => string {
  const [start = '', ...parts] = template.split(/[{}]/);
  const variables = parts.filter((_, at) => at % 2 === 0);
  const tails = parts.filter((_, at) => at % 2 === 1);
  return (row, value) => {
    let iri = base + start;
    for (let at = 0; at < variables.length; at += 1) {
      const name = variables[at]!;
      iri += segment(name, name === own ? value : row[name]) + tails[at]!;
    }
    return iri;
  };
}

function segment(name: string, value: Value | undefined): string {
  if (typeof value === 'string') return toSegment(value);
  throw new TypeError(`Unexpected ${value} in \`${name}\`, expected a string that an IRI can be made of`);
}

function expand(prefixes: ReadonlyMap<string, string>, curie: string): string {
  const colon = curie.indexOf(':');
  const namespace = prefixes.get(curie.slice(0, colon));
  if (colon < 1 || namespace === undefined) throw new RangeError(`Unexpected prefix in \`${curie}\``);
  return namespace + curie.slice(colon + 1);
}

/** A suffix that begins with `//` would make a JSON-LD processor take the prefix for a scheme. */
function shorten(prefixes: ReadonlyMap<string, string>, iri: string): string {
  let best = '';
  for (const [prefix, namespace] of prefixes) {
    const longer = namespace.length > (prefixes.get(best)?.length ?? 0);
    if (longer && iri.startsWith(namespace) && !iri.startsWith('//', namespace.length)) best = prefix;
  }
  return best === '' ? iri : `${best}:${iri.slice(prefixes.get(best)!.length)}`;
}
