declare module 'n3' {
  import type { DatasetCore, Literal, NamedNode, Quad, Quad_Object, Quad_Subject, Term } from '@rdfjs/types';

  export type { Quad } from '@rdfjs/types';

  type Pattern = Term | string | null;

  export class Parser {
    constructor(options?: { format?: string });
    parse(text: string): Quad[];
  }

  /** Strings in patterns are IRIs. */
  export class Store implements DatasetCore {
    constructor(quads?: Iterable<Quad>);
    readonly size: number;
    add(quad: Quad): this;
    delete(quad: Quad): this;
    has(quad: Quad): boolean;
    match(subject?: Term | null, predicate?: Term | null, object?: Term | null, graph?: Term | null): Store;
    getQuads(subject: Pattern, predicate: Pattern, object: Pattern, graph: Pattern): Quad[];
    getObjects(subject: Pattern, predicate: Pattern, graph: Pattern): Quad_Object[];
    countQuads(subject: Pattern, predicate: Pattern, object: Pattern, graph: Pattern): number;
    [Symbol.iterator](): Iterator<Quad>;
  }

  export const DataFactory: {
    namedNode(iri: string): NamedNode;
    literal(text: string, datatype?: NamedNode): Literal;
    quad(subject: Quad_Subject, predicate: NamedNode, object: Quad_Object): Quad;
  };
}
