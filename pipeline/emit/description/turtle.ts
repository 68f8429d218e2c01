import { decimal } from '../cells.ts';
import { escapeLiteral } from '../rdf/literal.ts';
import type { Names } from '../rdf/names.ts';

/** What is said of a node: predicates and objects, both in Turtle already. */
export type Statements = readonly (readonly [predicate: string, object: string])[];

/** Writes terms of RDF in Turtle, and statements one a line. */
export interface Turtle {
  /** An absolute IRI, by its prefix where it has one. */
  iri(iri: string): string;
  text(text: string): string;
  /** A number of the datatype with this IRI. */
  number(number: number, datatype: string): string;
  list(items: readonly string[]): string;
  /** A node without a name, in a line that is indented by `depth`. */
  blank(statements: Statements, depth: number): string;
  /** A node with its type and what is said of it, as a paragraph. */
  node(subject: string, type: string, statements: Statements): string;
}

const LOCAL = /^[A-Za-z][A-Za-z0-9-]*:[A-Za-z_][A-Za-z0-9_-]*$/;

export function createTurtle({ shorten }: Pick<Names, 'shorten'>): Turtle {
  const iri = (full: string) => {
    const short = shorten(full);
    return short !== full && LOCAL.test(short) ? short : `<${full}>`;
  };
  return {
    iri,
    number: (number, datatype) => `"${decimal(number)}"^^${iri(datatype)}`,
    text: text => `"${escapeLiteral(text)}"`,
    list: items => `( ${items.join(' ')} )`,
    blank(statements, depth) {
      const indent = '  '.repeat(depth);
      return `[\n${lines(statements, `${indent}  `)}\n${indent}]`;
    },
    node: (subject, type, statements) => `${subject} a ${type} ;\n${lines(statements, '  ')} .\n`,
  };
}

function lines(statements: Statements, indent: string): string {
  return statements.map(([predicate, object]) => `${indent}${predicate} ${object}`).join(' ;\n');
}
