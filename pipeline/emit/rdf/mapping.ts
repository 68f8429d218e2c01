import type { Row, Value } from '../../model.ts';

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
export type Scalar = string | number | boolean;

/** How an IRI is made of a row: in full, and as JSON-LD writes it (`thing:china`). `value` is what refers to it, if anything. */
export interface Iri {
  full(row: Row, value?: Value): string;
  short(row: Row, value?: Value): string;
}

/** How the objects of a rule are written: one value, two spellings of the same RDF term. */
export interface Form {
  /** The `@type` of the rule's key in the context; null where values are plain strings or say it themselves. */
  readonly coercion: string | null;
  /** In canonical N-Quads the object is `open`, `text` of the value, and `close`. */
  readonly open: string;
  readonly close: string;
  text(value: Scalar, row: Row): string;
  /** The value in JSON-LD, under the context's coercion. */
  json(value: Scalar, row: Row): Json;
}

/** One predicate of one node. */
export interface Rule {
  /** Key in JSON-LD: the column's name, where there is a column. */
  readonly key: string;
  /** Absolute IRI. */
  readonly predicate: string;
  /** Whether there can be several objects. */
  readonly many: boolean;
  readonly form: Form;
  /** What a row says; null, or an empty list, for nothing. */
  read(row: Row): Value;
}

/** A node that a row describes, with the nodes that hang on it. */
export interface NodeRules {
  /** Key in JSON-LD; empty for the row's own subject. */
  readonly name: string;
  /** What the IRI has beyond that of the row's subject: `#geo`, or `-target-quote` after a fragment. */
  readonly suffix: string;
  /** From the node it hangs on to this one: absolute IRI; empty for the row's own subject. */
  readonly predicate: string;
  /** Absolute IRIs, sorted by code point. Those of the row's own subject are in `TableGraph.types`. */
  readonly classes: readonly string[];
  /** In column order. */
  readonly rules: readonly Rule[];
  readonly children: readonly NodeRules[];
}

/** Triples that a row states of a subject that isn't its own. */
export interface Aside {
  readonly subject: Iri;
  readonly rule: Rule;
}

/** Where the row's node stands in JSON-LD: in a list of another record's node. */
export interface Nest {
  readonly key: string;
  readonly predicate: string;
  /** Whether the triple goes from the row to the other record; the row's own rules then say it already. */
  readonly reverse: boolean;
  /** The other record. */
  readonly parent: Iri;
}

/** What the rows of one table say in RDF. */
export interface TableGraph {
  readonly name: string;
  readonly columns: ReadonlySet<string>;
  /** The row's subject; null where rows say nothing. */
  readonly subject: Iri | null;
  /** Whether subjects have a fragment. */
  readonly fragment: boolean;
  /** Whether another table introduces the subject, so that rows only add to it. */
  readonly adds: boolean;
  /** Classes of the subject: absolute IRIs, sorted by code point; the same array for the same classes. */
  types(row: Row): readonly string[];
  readonly node: NodeRules;
  readonly asides: readonly Aside[];
  readonly nest: Nest | null;
}

/** What goes beyond the keywords of a table's schema. */
export interface Extras {
  /** Where the schema gives no `x-about`. */
  readonly subject?: Iri;
  readonly classes?: (row: Row) => readonly string[];
  /** By the node's name; empty for the row's own subject. */
  readonly rules?: readonly { readonly node: string; readonly rule: Rule }[];
  readonly asides?: readonly Aside[];
  readonly nest?: Nest;
}

/** Whether a row has a value for the node or for one that hangs on it; else the node isn't there. */
export function isTold(node: NodeRules, row: Row): boolean {
  for (const rule of node.rules) if (isSaid(rule.read(row))) return true;
  for (const child of node.children) if (isTold(child, row)) return true;
  return false;
}

function isSaid(value: Value): boolean {
  return value !== null && !(typeof value === 'object' && value.length === 0);
}
