import { type NodeShape, type PropertyShape, shapesOf } from './description/shapes.ts';
import { createTurtle, type Statements, type Turtle } from './description/turtle.ts';
import type { ValueShape } from './description/values.ts';
import type { EmitContext, OpenEmitter } from './emitter.ts';
import { compileGraph } from './graph.ts';
import { RDF } from './rdf/vocabularies.ts';

/*
 * shapes.ttl: SHACL shapes of the records (W3C Recommendation of 2017, core constraints alone). They say of the graph what the
 * schemas say of the rows, and come from the mapping that makes the one of the other.
 */

/** Writes shapes.ttl, which depends on no row. */
export const openShapes: OpenEmitter = context => ({
  add() {},
  close() {
    const sink = context.output.file('shapes.ttl');
    sink.write(shapesTurtle(context));
    sink.close();
  },
});

function shapesTurtle({ model, manifest }: EmitContext): string {
  const graph = compileGraph(model, manifest);
  const turtle = createTurtle(graph.names);
  const prefixes = [
    ...graph.names.prefixes,
    ['sh', 'http://www.w3.org/ns/shacl#'],
    ['shape', `${manifest.base}shapes.ttl#`],
  ].map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .\n`);
  const shapes = shapesOf(model, graph).map(shape => nodeShape(shape, turtle));
  return `${prefixes.join('')}\n${shapes.join('\n')}`;
}

function nodeShape(shape: NodeShape, turtle: Turtle): string {
  const { name, description, target, classes, types, properties, besides } = shape;
  return turtle.node(`shape:${name}`, 'sh:NodeShape', [
    ...some('rdfs:comment', description, turtle.text),
    ...some('sh:targetClass', target, turtle.iri),
    ['sh:nodeKind', 'sh:IRI'],
    ...classes.map(iri => ['sh:class', turtle.iri(iri)] as const),
    ...some('sh:property', types, allowed => typeShape(allowed, turtle)),
    ...properties.map(property => ['sh:property', propertyShape(property, turtle)] as const),
    ...some('sh:ignoredProperties', besides, iris => turtle.list(iris.map(turtle.iri))),
    ...some('sh:closed', besides, () => 'true'),
  ]);
}

function typeShape(types: readonly string[], turtle: Turtle): string {
  const path = ['sh:path', turtle.iri(`${RDF}type`)] as const;
  return turtle.blank([path, ['sh:in', turtle.list(types.map(turtle.iri))]], 1);
}

function propertyShape({ path, name, description, values, min, max }: PropertyShape, turtle: Turtle): string {
  const [only, ...others] = values.map(value => valueShape(value, turtle));
  const alternatives = [only!, ...others].map(value => turtle.blank(value, 2));
  return turtle.blank(
    [
      ['sh:path', turtle.iri(path)],
      ...some('sh:name', name, turtle.text),
      ...some('sh:description', description, turtle.text),
      ...(others.length === 0 ? only! : [['sh:or', turtle.list(alternatives)] as const]),
      ...(min === 0 ? [] : [['sh:minCount', String(min)] as const]),
      ...some('sh:maxCount', max, String),
    ],
    1,
  );
}

function valueShape(value: ValueShape, turtle: Turtle): Statements {
  const literal = (number: number) => turtle.number(number, value.datatype!);
  return [
    ...some('sh:nodeKind', value.kind, kind => `sh:${kind}`),
    ...some('sh:datatype', value.datatype, turtle.iri),
    ...some('sh:class', value.class, turtle.iri),
    ...some('sh:node', value.node, name => `shape:${name}`),
    ...some('sh:in', value.in, texts => turtle.list(texts.map(turtle.text))),
    ...some('sh:pattern', value.pattern, turtle.text),
    ...some('sh:minLength', value.minLength, String),
    ...some('sh:minInclusive', value.minimum, literal),
    ...some('sh:maxInclusive', value.maximum, literal),
  ];
}

/** A statement where there is something to state. */
function some<T>(predicate: string, value: T | null | undefined, write: (value: T) => string): Statements {
  return value === null || value === undefined ? [] : [[predicate, write(value)]];
}
