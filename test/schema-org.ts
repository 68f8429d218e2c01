import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Parser, type Quad, Store } from 'n3';

/** schema.org as its own definitions have it (the file of the package `@vocabulary/schema`, made of schema.org's release). */
export interface SchemaOrg {
  has(property: string): boolean;
  isSuperseded(property: string): boolean;
  /** Whether a thing of these classes can have the property. */
  isInDomain(property: string, classes: readonly string[]): boolean;
  /** Whether a thing of these classes can be the property's value. */
  isInRange(property: string, classes: readonly string[]): boolean;
  /** Whether text, numbers, dates … of the datatype can be its value. */
  takesLiteral(property: string, datatype: string): boolean;
}

export const SCHEMA = 'http://schema.org/';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

/** Data types of schema.org that a literal is of. */
const LITERALS: { readonly [datatype: string]: readonly string[] } = {
  [`${XSD}string`]: ['Text', 'URL'],
  [`${RDF}langString`]: ['Text'],
  [`${XSD}date`]: ['Date', 'DateTime'],
  [`${XSD}integer`]: ['Integer', 'Number'],
  [`${XSD}decimal`]: ['Number', 'Float'],
  [`${XSD}boolean`]: ['Boolean'],
  [`${XSD}anyURI`]: ['URL', 'Text'],
};

export function readSchemaOrg(): SchemaOrg {
  const path = createRequire(import.meta.url)
    .resolve('@vocabulary/schema')
    .replace('index.js', 'schema.nq');
  const store = new Store(new Parser({ format: 'N-Quads' }).parse(readFileSync(path, 'utf8')));
  const valuesOf = (subject: string, predicate: string) =>
    store.getObjects(subject, predicate, null).map(({ value }) => value);
  const above = new Map<string, ReadonlySet<string>>();
  const withBroader = (name: string): ReadonlySet<string> => {
    const known = above.get(name);
    if (known) return known;
    const all = new Set([name]);
    above.set(name, all);
    for (const broader of valuesOf(name, `${RDFS}subClassOf`)) for (const each of withBroader(broader)) all.add(each);
    return all;
  };
  const isOneOf = (allowed: readonly string[], classes: readonly string[]) =>
    classes.some(each => allowed.some(name => withBroader(each).has(name)));
  return {
    has: property => valuesOf(property, `${RDF}type`).includes(`${RDF}Property`),
    isSuperseded: property => valuesOf(property, `${SCHEMA}supersededBy`).length > 0,
    isInDomain: (property, classes) => isOneOf(valuesOf(property, `${SCHEMA}domainIncludes`), classes),
    isInRange: (property, classes) => isOneOf(valuesOf(property, `${SCHEMA}rangeIncludes`), classes),
    takesLiteral(property, datatype) {
      const allowed = LITERALS[datatype] ?? ['Text'];
      return valuesOf(property, `${SCHEMA}rangeIncludes`).some(name => allowed.includes(name.slice(SCHEMA.length)));
    },
  };
}

/** What a graph says in schema.org's words otherwise than schema.org does, one sentence a kind. */
export function misuses(quads: readonly Quad[], schemaOrg: SchemaOrg): string[] {
  const graph = new Store([...quads]);
  const classesOf = (term: Quad['subject'] | Quad['object']) =>
    graph
      .getObjects(term, `${RDF}type`, null)
      .map(({ value }) => value)
      .filter(value => value.startsWith(SCHEMA));
  const found = new Set<string>();
  for (const { subject, predicate, object } of quads) {
    const property = predicate.value;
    if (!property.startsWith(SCHEMA)) continue;
    const says = (fault: string) => found.add(`${property.replace(SCHEMA, 'schema:')} ${fault}`);
    if (!schemaOrg.has(property)) says('does not exist');
    if (schemaOrg.isSuperseded(property)) says('is superseded');
    const subjects = classesOf(subject);
    if (!schemaOrg.isInDomain(property, subjects)) says(`on [${subjects.join()}]`);
    if (object.termType === 'Literal') {
      if (!schemaOrg.takesLiteral(property, object.datatype.value)) says(`with a literal ${object.datatype.value}`);
      continue;
    }
    const objects = classesOf(object);
    // An address outside the graph is a page, whatever it tells of.
    const isOutside = graph.countQuads(object, null, null, null) === 0;
    const fits = schemaOrg.isInRange(property, objects) || schemaOrg.isInRange(property, [`${SCHEMA}URL`]);
    if (!fits && !(isOutside && schemaOrg.isInRange(property, [`${SCHEMA}CreativeWork`]))) {
      says(`with [${objects.join()}]`);
    }
  }
  return [...found].sort();
}
