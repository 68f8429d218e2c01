import type { Column, Model, Row, Value } from '../../model.ts';
import { toIri } from './iri.ts';
import { decimal, escapeLiteral, languageTag } from './literal.ts';
import type { Form, Json, Scalar } from './mapping.ts';
import { compileTemplate, type Names } from './names.ts';
import { EDTF, XSD } from './vocabularies.ts';

/** How a column's values become RDF terms: decided by the schema alone, never by a value. */
export function columnForm(column: Column, model: Model, names: Names): Form {
  switch (column.datatype) {
    case 'string':
      return plainForm;
    case 'integer':
      return literalForm(names, `${XSD}integer`, integer, value => Number(integer(value)));
    case 'decimal':
      return literalForm(names, `${XSD}decimal`, value => decimal(Number(value)));
    case 'boolean':
      return literalForm(names, `${XSD}boolean`, String, value => value);
    case 'date':
      return literalForm(names, `${XSD}date`);
    case 'anyURI':
      return literalForm(names, `${XSD}anyURI`);
    case 'edtf':
      return literalForm(names, EDTF);
    case 'iri':
      return addressForm(names);
    case 'reference':
      return iriForm(names, referenceIri(column, model, names));
  }
}

/** A typed literal. `lexical` gives its RDF text, `json` what JSON-LD writes for it. */
export function literalForm(
  names: Names,
  datatype: string,
  lexical: (value: Scalar) => string = String,
  json: (value: Scalar) => Json = lexical,
): Form {
  const close = `"^^<${datatype}>`;
  return {
    coercion: names.shorten(datatype),
    quad: value => `"${escapeLiteral(lexical(value))}${close}`,
    json,
  };
}

/** A string, with the language that another column names, where that is a language tag. */
export function taggedForm(language: string): Form {
  const tagOf = (row: Row) => (typeof row[language] === 'string' ? languageTag(row[language]) : null);
  return {
    coercion: null,
    quad: (value, row) => {
      const tag = tagOf(row);
      return tag === null ? plainForm.quad(value, row) : `${plainForm.quad(value, row)}@${tag}`;
    },
    json: (value, row) => {
      const tag = tagOf(row);
      return tag === null ? String(value) : { '@value': String(value), '@language': tag };
    },
  };
}

/** An IRI that a function makes of the value. */
export function iriForm(names: Names, iriOf: (row: Row, value: Value) => string): Form {
  return {
    coercion: '@id',
    quad: (value, row) => `<${iriOf(row, value)}>`,
    json: (value, row) => names.compact(iriOf(row, value)),
  };
}

const plainForm: Form = {
  coercion: null,
  quad: value => `"${escapeLiteral(String(value))}"`,
  json: value => String(value),
};

/** An outside address as a node; one that no IRI can be made of stays a literal of type xsd:anyURI. */
export function addressForm(names: Names): Form {
  const datatype = names.shorten(`${XSD}anyURI`);
  const iriOf = (address: string) => {
    const iri = toIri(address);
    return iri !== null && isUnambiguous(iri, names) ? iri : null;
  };
  return {
    coercion: '@id',
    quad: value => {
      const iri = iriOf(String(value));
      return iri === null ? `"${escapeLiteral(String(value))}"^^<${XSD}anyURI>` : `<${iri}>`;
    },
    json: value => iriOf(String(value)) ?? { '@value': String(value), '@type': datatype },
  };
}

/** Not an address such as `doc:x`, which JSON-LD would take for one of the dataset's own prefixes. */
function isUnambiguous(iri: string, names: Names): boolean {
  const scheme = iri.slice(0, iri.indexOf(':'));
  return iri.startsWith('//', scheme.length + 1) || !names.prefixes.has(scheme);
}

/** The IRI of what an id refers to. All tables that a column may refer to name their subjects alike. */
export function referenceIri(column: Column, model: Model, names: Names): (row: Row, value: Value) => string {
  const target = model.tables.get(column.references[0] ?? '');
  if (!target?.about)
    throw new TypeError(`Unexpected references of \`${column.name}\`, expected a table with subjects`);
  return compileTemplate(names.base, target.about, target.key.at(-1));
}

function integer(value: Scalar): string {
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  throw new RangeError(`Unexpected ${value}, expected an integer`);
}
