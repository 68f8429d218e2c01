import type { Column, Model, Table } from '../../model.ts';
import type { Rule } from '../rdf/mapping.ts';
import type { Names } from '../rdf/names.ts';
import { XSD } from '../rdf/vocabularies.ts';

/** What a value must be. Absolute IRIs; a field that says nothing is absent. */
export interface ValueShape {
  readonly kind?: 'IRI' | 'Literal';
  readonly datatype?: string;
  readonly class?: string;
  /** Name of the node shape that it fits. */
  readonly node?: string;
  readonly in?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The column that a rule comes from; undefined where there is none, as for the months of EDTF dates. */
export function columnOf({ key }: Rule, table: Table): Column | undefined {
  return table.columns.find(({ triples }) => triples.some(({ term }) => term === key));
}

/** What the objects of a rule can be: one of these. */
export function valuesOf(rule: Rule, table: Table, model: Model, names: Names): ValueShape[] {
  const { coercion } = rule.form;
  const column = columnOf(rule, table);
  if (column?.datatype === 'reference') return referenceValues(column, model, names);
  if (column?.datatype === 'iri') return [{ kind: 'IRI' }, { datatype: `${XSD}anyURI` }];
  if (coercion === '@id') return [{ kind: 'IRI' }];
  if (column?.datatype === 'string') return [{ datatype: `${XSD}string`, ...restrictions(column) }];
  if (coercion === null) return [{ kind: 'Literal' }];
  return [{ datatype: names.expand(coercion), ...(column ? restrictions(column) : {}) }];
}

function referenceValues(column: Column, model: Model, names: Names): ValueShape[] {
  return column.references.map(name => {
    const own = ownClass(model.tables.get(name)!, names);
    return { kind: 'IRI', ...(own === null ? {} : { class: own }) };
  });
}

/** The class that rows of the table have and no others: an IRI of our own. */
export function ownClass({ classes }: Table, names: Names): string | null {
  const curie = classes.find(each => each.startsWith('term:'));
  return curie === undefined ? null : names.expand(curie);
}

function restrictions({ type, enum: values, pattern, schema }: Column): ValueShape {
  const { minimum, maximum, minLength } = schema as { readonly [keyword: string]: number | undefined };
  if (type === 'list') return {};
  return {
    ...(values === null ? {} : { in: values }),
    ...(pattern === null ? {} : { pattern }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}
