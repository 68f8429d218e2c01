import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFactory, Parser } from 'n3';
import { describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';
import { misuses, readSchemaOrg, SCHEMA } from './schema-org.ts';
import { temporaryFolder } from './tree.ts';

const { namedNode, literal, quad } = DataFactory;
const REPOSITORY = join(import.meta.dirname, '..');
const PROJECTS = join(import.meta.dirname, 'projects');
const schemaOrg = readSchemaOrg();
const folder = temporaryFolder();

describe('schema.org, in the graph', () => {
  const projects = [REPOSITORY, ...readdirSync(PROJECTS).map(name => join(PROJECTS, name))];

  test.each(projects.map(path => [path.replace(REPOSITORY, 'the article'), path]))(
    '%s: every property within its domain and its range',
    async (_, project) => {
      const out = join(folder, project.replaceAll(/[^a-z]/g, '-'));
      expect((await build(project, { out, formats: ['nquads'] })).ok).toBe(true);
      const quads = new Parser({ format: 'N-Quads' }).parse(readFileSync(join(out, 'graph.nq'), 'utf8'));
      expect(quads.some(({ predicate }) => predicate.value.startsWith(SCHEMA))).toBe(true);
      expect(misuses(quads, schemaOrg)).toEqual([]);
    },
  );
});

describe('the judge', () => {
  const type = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
  const [a, b] = [namedNode('urn:a'), namedNode('urn:b')];
  const typed = (one: string, other: string) => [
    quad(a, type, namedNode(SCHEMA + one)),
    quad(b, type, namedNode(SCHEMA + other)),
  ];
  const property = (name: string) => namedNode(SCHEMA + name);

  test('lets pass what is right', () => {
    const right = [quad(a, property('location'), b), quad(a, property('name'), literal('A'))];
    expect(misuses([...typed('Event', 'City'), ...right], schemaOrg)).toEqual([]);
  });

  test.each([
    ['a country that organises', typed('Event', 'Country'), quad(a, property('organizer'), b)],
    ['an event with a birthday', typed('Event', 'Place'), quad(a, property('birthDate'), literal('1900'))],
    ['a property that there is not', typed('Event', 'Place'), quad(a, property('locatedIn'), b)],
    ['a superseded property', typed('Event', 'Person'), quad(a, property('attendees'), b)],
    [
      'a place in words where a thing is due',
      typed('Place', 'Place'),
      quad(a, property('containedInPlace'), literal('x')),
    ],
    ['a thing of no class', [], quad(a, property('name'), literal('x'))],
  ])('finds %s', (_, classes, wrong) => {
    expect(misuses([...classes, wrong], schemaOrg)).not.toEqual([]);
  });
});
