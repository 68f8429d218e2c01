import type { Column, Model, Row } from '../../model.ts';
import { decimal } from '../cells.ts';
import { toIri } from './iri.ts';
import { escapeLiteral, languageTag } from './literal.ts';
import type { Form, Iri, Json, Scalar } from './mapping.ts';
import { compileTemplate, type Names } from './names.ts';
import { EDTF, XSD } from './vocabularies.ts';

/** How a column's values become RDF terms: decided by the schema alone, never by a value. */
export function columnForm(column: Column, model: Model, names: Names): Form {
  switch (column.datatype) {
    case 'string':
      return plainForm;
    case 'integer':
      return scalarForm(names, `${XSD}integer`, integer, value => value);
    case 'decimal':
      return scalarForm(names, `${XSD}decimal`, value => decimal(Number(value)));
    case 'boolean':
      return scalarForm(names, `${XSD}boolean`, String, value => value);
    case 'date':
      return literalForm(names, `${XSD}date`);
    case 'anyURI':
      return literalForm(names, `${XSD}anyURI`);
    case 'edtf':
      return literalForm(names, EDTF);
    case 'iri':
      return addressForm(names);
    case 'reference':
      return iriForm(referenceIri(column, model, names));
  }
}

/** A literal of a type whose values are strings. */
export function literalForm(names: Names, datatype: string): Form {
  return scalarForm(names, datatype, value => escapeLiteral(String(value)), String);
}

/** A string, with the language that another column names where that is a language tag. Always a value object in JSON-LD. */
export function taggedForm(language: string): Form {
  const tagOf = (row: Row) => (typeof row[language] === 'string' ? languageTag(row[language]) : null);
  return {
    ...{ coercion: null, open: '', close: '' },
    text: (value, row) => {
      const tag = tagOf(row);
      return `"${escapeLiteral(String(value))}"${tag === null ? '' : `@${tag}`}`;
    },
    json: (value, row) => {
      const tag = tagOf(row);
      return { '@value': String(value), ...(tag === null ? {} : { '@language': tag }) };
    },
  };
}

/** An IRI that is made of the row, or of the value and the row. */
export function iriForm(iri: Iri): Form {
  return {
    ...{ coercion: '@id', open: '<', close: '>' },
    text: (value, row) => iri.full(row, value),
    json: (value, row) => iri.short(row, value),
  };
}

/** An IRI of the vocabulary, which the value is already. */
export function vocabularyForm(names: Names): Form {
  return { coercion: '@id', open: '<', close: '>', text: String, json: value => names.shorten(String(value)) };
}

/** A typed literal: `lexical` gives its escaped RDF text, `json` what JSON-LD writes for it. */
function scalarForm(
  names: Names,
  datatype: string,
  lexical: (value: Scalar) => string,
  json: (value: Scalar) => Json = lexical,
): Form {
  return { coercion: names.shorten(datatype), open: '"', close: `"^^<${datatype}>`, text: lexical, json };
}

const plainForm: Form = {
  ...{ coercion: null, open: '"', close: '"' },
  text: value => escapeLiteral(String(value)),
  json: value => String(value),
};

/** An outside address as a node; one that no IRI can be made of stays a literal of type xsd:anyURI. */
export function addressForm(names: Names): Form {
  const datatype = `${XSD}anyURI`;
  const iriOf = (address: string) => {
    const iri = toIri(address);
    return iri !== null && isUnambiguous(iri, names) ? iri : null;
  };
  return {
    ...{ coercion: '@id', open: '', close: '' },
    text: value => {
      const iri = iriOf(String(value));
      return iri === null ? `"${escapeLiteral(String(value))}"^^<${datatype}>` : `<${iri}>`;
    },
    json: value => iriOf(String(value)) ?? { '@value': String(value), '@type': names.shorten(datatype) },
  };
}

/** Not an address such as `doc:x`, which JSON-LD would take for one of the dataset's own prefixes. */
function isUnambiguous(iri: string, names: Names): boolean {
  const scheme = iri.slice(0, iri.indexOf(':'));
  return iri.startsWith('//', scheme.length + 1) || !names.prefixes.has(scheme);
}

/** The IRI of what an id refers to. All tables that a column may refer to name their subjects alike. */
export function referenceIri(column: Column, model: Model, names: Names): Iri {
  const target = model.tables.get(column.references[0] ?? '');
  if (!target?.about)
    throw new TypeError(`Unexpected references of \`${column.name}\`, expected a table with subjects`);
  return compileTemplate(names, target.about, target.key.at(-1));
}

function integer(value: Scalar): string {
  if (Number.isSafeInteger(value)) return String(value);
  throw new RangeError(`Unexpected ${value}, expected an integer`);
}
