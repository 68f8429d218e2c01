import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFactory, Parser, type Quad, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';
import { PROJECT_FOLDERS } from './described.ts';
import { temporaryFolder } from './tree.ts';

/*
 * shapes.ttl, judged by rdf-validate-shacl: every graph conforms, and a graph that was broken in one place does not.
 */

const { namedNode, literal, quad } = DataFactory;
const root = temporaryFolder();
const SCHEMA = 'http://schema.org/';
const LABEL = 'http://www.w3.org/2000/01/rdf-schema#label';
const OA = 'http://www.w3.org/ns/oa#';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const SEM_EVENT = 'http://semanticweb.cs.vu.nl/2009/11/sem/Event';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

interface Shaped {
  readonly quads: readonly Quad[];
  readonly validator: SHACLValidator;
}

async function shape(name: string): Promise<Shaped> {
  const [, folder] = PROJECT_FOLDERS.find(each => each[0] === name)!;
  const out = join(root, name.replaceAll(' ', '-'));
  expect((await build(folder, { out, formats: ['nquads', 'shapes'], cache: false })).ok).toBe(true);
  const shapes = new Parser().parse(readFileSync(join(out, 'shapes.ttl'), 'utf8'));
  const quads = new Parser({ format: 'N-Quads' }).parse(readFileSync(join(out, 'graph.nq'), 'utf8'));
  return { quads, validator: new SHACLValidator(new Store(shapes)) };
}

/** What the judge finds: path and kind of constraint, without their namespaces. */
async function judge(quads: Iterable<Quad>, validator: SHACLValidator): Promise<string[]> {
  const { results } = await validator.validate(new Store(quads));
  const local = (iri = '') => iri.replace(/^.*[#/]/, '');
  const findings = results.map(
    ({ path, sourceConstraintComponent: component }) =>
      `${local(path?.value)} ${local(component?.value).replace('ConstraintComponent', '')}`,
  );
  return [...new Set(findings)].sort();
}

test.each(PROJECT_FOLDERS.map(([name]) => name))('the graph of %s conforms', async name => {
  const { quads, validator } = await shape(name);
  expect(await judge(quads, validator)).toEqual([]);
});

describe('a broken graph', () => {
  const BASE = 'https://data.lodemark.example/minimal/';
  const term = (name: string): string => `${BASE}term/${name}`;
  const thing = (id: string) => namedNode(`${BASE}id/${id}`);
  const integer = (number: string) => literal(number, namedNode(`${XSD}integer`));
  const decimal = (number: string) => literal(number, namedNode(`${XSD}decimal`));
  type Term = Parameters<typeof quad>[2];

  let shaped: Shaped;
  beforeAll(async () => {
    shaped = await shape('minimal');
  });

  /** The graph with these objects, and no others, for a subject's predicate. The subject is a thing's id, or a path. */
  const having = (subject: string, predicate: string, ...objects: readonly Term[]): Quad[] => {
    const node = subject.includes('/') ? namedNode(BASE + subject) : thing(subject);
    const others = shaped.quads.filter(each => !(each.subject.equals(node) && each.predicate.value === predicate));
    expect(others.length, 'the graph has such a triple').toBeLessThan(shaped.quads.length);
    return [...others, ...objects.map(object => quad(node, namedNode(predicate), object))];
  };
  const typesOf = (id: string): Term[] =>
    shaped.quads
      .filter(each => each.subject.equals(thing(id)) && each.predicate.value === TYPE)
      .map(each => each.object);
  /** The first node of a mention's or passage's words, as a path. */
  const quote = (): string =>
    shaped.quads.find(({ predicate }) => predicate.value === `${OA}exact`)!.subject.value.replace(BASE, '');

  test.each<readonly [breakage: string, quads: () => Quad[], finding: string]>([
    ['a label is gone', () => having('storm', LABEL), 'label MinCount'],
    ['an event has two labels', () => having('storm', LABEL, literal('a'), literal('b')), 'label MaxCount'],
    ['a label is empty', () => having('storm', LABEL, literal('')), 'label MinLength'],
    ['a count is a text', () => having('doc/storm-report', `${SCHEMA}wordCount`, literal('9')), 'wordCount Datatype'],
    [
      'a count is below zero',
      () => having('doc/storm-report', `${SCHEMA}wordCount`, integer('-1')),
      'wordCount MinInclusive',
    ],
    ['a place is off the globe', () => having('id/holmvik#geo', `${SCHEMA}latitude`, decimal('91')), 'geo Node'],
    ['a comparator is made up', () => having('boats-adrift', term('comparator'), literal('more')), 'comparator In'],
    [
      'an identifier has another form',
      () => having('norway', term('wikidata_id'), literal('20')),
      'wikidata_id Pattern',
    ],
    ['a place is words', () => having('storm', `${SCHEMA}location`, literal('Holmvik')), 'location NodeKind'],
    ['a place is an event', () => having('storm', `${SCHEMA}location`, thing('storm')), 'location Class'],
    ['a place is nowhere', () => having('storm', `${SCHEMA}location`, thing('nowhere')), 'location Class'],
    ['a date is a text', () => having('storm', `${SCHEMA}startDate`, literal('2021-11-12')), 'startDate Datatype'],
    ['a date is in none of its forms', () => having('storm', 'http://purl.org/dc/terms/date', literal('x')), 'date Or'],
    ['words are gone from a passage', () => having(quote(), `${OA}exact`), 'hasSelector Or'],
    ['a type is unknown', () => having('storm', TYPE, ...typesOf('storm'), namedNode(term('Tempest'))), 'type In'],
    [
      'a class is gone',
      () => having('storm', TYPE, ...typesOf('storm').filter(({ value }) => value !== SEM_EVENT)),
      ' Class',
    ],
    [
      'an event is also an article',
      () => having('storm', TYPE, ...typesOf('storm'), namedNode(term('Article'))),
      'headline MinCount',
    ],
    [
      'a property is unknown',
      () => [...shaped.quads, quad(thing('storm'), namedNode(`${SCHEMA}organizer`), thing('norway'))],
      'organizer Closed',
    ],
  ])('is found where %s', async (_, quads, finding) => {
    expect(await judge(quads(), shaped.validator)).toContain(finding);
  });
});
