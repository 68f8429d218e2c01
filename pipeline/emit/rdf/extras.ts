import type { Column, Model, Row, Table } from '../../model.ts';
import { decimal } from '../cells.ts';
import { addressForm, iriForm, literalForm, referenceIri, taggedForm, vocabularyForm } from './forms.ts';
import type { Aside, Extras, Iri, Nest, Rule } from './mapping.ts';
import { compileTemplate, type Names } from './names.ts';
import { GEO, RDF, RDFS, SCHEMA, SEM, SKOS } from './vocabularies.ts';

type Extend = (table: Table, model: Model, names: Names) => Extras;

const extensions: { readonly [table: string]: Extend } = {
  entity_names: nameExtras,
  entity_links: linkExtras,
  places: placeExtras,
  event_participants: participantExtras,
  claim_speakers: (table, model, names) => ({ nest: reverseNest('speakers', 'claim_id', table, model, names) }),
  claim_subjects: (table, model, names) => ({ nest: reverseNest('subjects', 'claim_id', table, model, names) }),
  relations: relationExtras,
  terms: termExtras,
};

/** What a table says in RDF beyond its schema's keywords: choices that depend on more than one column. */
export function extrasOf(table: Table, model: Model, names: Names): Extras {
  return extensions[table.name]?.(table, model, names) ?? {};
}

/** The preferred name is schema:name, any other schema:alternateName, each in its language. */
function nameExtras(table: Table, model: Model, names: Names): Extras {
  const form = taggedForm('language');
  const named = (key: string, property: string, preferred: boolean): Rule => ({
    ...{ key, predicate: SCHEMA + property, many: true, form },
    read: row => ((row.kind === 'preferred') === preferred ? row.name! : null),
  });
  return {
    subject: referred('entity_id', table, model, names),
    rules: ofSubject(named('names', 'name', true), named('alternate_names', 'alternateName', false)),
  };
}

/** Only an exact match says that two things are one. */
function linkExtras(table: Table, model: Model, names: Names): Extras {
  const form = addressForm(names);
  const linked = (key: string, predicate: string, exact: boolean): Rule => ({
    ...{ key, predicate, many: true, form },
    read: row => ((row.match === 'exact') === exact ? row.uri! : null),
  });
  return {
    subject: referred('entity_id', table, model, names),
    rules: ofSubject(linked('same_as', `${SCHEMA}sameAs`, true), linked('see_also', `${RDFS}seeAlso`, false)),
  };
}

/** A point for GeoSPARQL: longitude first, in the CRS84 that a WKT literal has where it names none. */
function placeExtras(table: Table, _model: Model, names: Names): Extras {
  const point = ({ latitude, longitude }: Row) =>
    latitude === null || longitude === null
      ? null
      : `POINT (${decimal(Number(longitude))} ${decimal(Number(latitude))})`;
  return {
    rules: [
      {
        node: '',
        rule: {
          ...{ key: 'has_geometry', predicate: `${GEO}hasGeometry`, many: false },
          form: iriForm(compileTemplate(names, `${table.about}#geo`)),
          read: point,
        },
      },
      {
        node: 'geo',
        rule: {
          ...{ key: 'as_wkt', predicate: `${GEO}asWKT`, many: false },
          form: literalForm(names, `${GEO}wktLiteral`),
          read: point,
        },
      },
    ],
  };
}

/** Beside the node of the part: the direct triple, by the property that the role stands for. */
function participantExtras(table: Table, model: Model, names: Names): Extras {
  const properties = new Map([...model.roles.values()].map(({ name, iri }) => [name, iri && names.expand(iri)]));
  const event = referred('event_id', table, model, names);
  const form = iriForm(referred('entity_id', table, model, names));
  const direct = (predicate: string): Aside => ({
    subject: event,
    rule: {
      ...{ key: names.shorten(predicate), predicate, many: true, form },
      read: row => (properties.get(String(row.role)) === predicate ? row.entity_id! : null),
    },
  });
  return {
    nest: { key: 'participants', predicate: `${SEM}eventProperty`, reverse: false, parent: event },
    asides: [...new Set(properties.values())].filter(property => property !== null).map(direct),
  };
}

const UNASSERTED: ReadonlySet<unknown> = new Set(['planned', 'hypothetical', 'denied']);

/** Beside the statement's node: its predicate, and the direct triple unless the statement says that it doesn't hold. */
function relationExtras(table: Table, model: Model, names: Names): Extras {
  const predicates = new Map(
    [...model.types.values()].map(({ name, predicate }) => [name, predicate && names.expand(predicate)]),
  );
  const predicateOf = (row: Row) => predicates.get(String(row.type)) ?? null;
  const object = iriForm(referred('object_id', table, model, names));
  const direct = (predicate: string): Aside => ({
    subject: referred('subject_id', table, model, names),
    rule: {
      ...{ key: names.shorten(predicate), predicate, many: true, form: object },
      read: row => (predicateOf(row) === predicate && !UNASSERTED.has(row.status) ? row.object_id! : null),
    },
  });
  const form = vocabularyForm(names);
  return {
    rules: ofSubject({ key: 'predicate', predicate: `${RDF}predicate`, many: false, form, read: predicateOf }),
    asides: [...new Set(predicates.values())].filter(predicate => predicate !== null).map(direct),
  };
}

/** Terms make one SKOS concept scheme. Those that type a record are classes too, roles are SEM's role types. */
function termExtras(table: Table, model: Model, names: Names): Extras {
  const form = vocabularyForm(names);
  const broader = referred('broader', table, model, names);
  const isClass = ({ term }: Row) => model.types.has(String(term));
  const linked = (key: string, predicate: string, read: Rule['read'], many = false) => ({
    ...{ key, predicate, many, form, read },
  });
  return {
    classes: row => (isClass(row) ? [`${RDFS}Class`] : model.roles.has(String(row.term)) ? [`${SEM}RoleType`] : []),
    rules: ofSubject(
      linked('in_scheme', `${SKOS}inScheme`, () => `${names.base}term/`),
      linked('top_concept_of', `${SKOS}topConceptOf`, row => (row.broader === null ? `${names.base}term/` : null)),
      linked('sub_class_of', `${RDFS}subClassOf`, row => (isClass(row) ? superclasses(row) : null), true),
    ),
  };

  function superclasses(row: Row): string[] {
    const type = model.types.get(String(row.term))!;
    const mapped = type.family === 'relations' || type.iri === null ? [] : [names.expand(type.iri)];
    return row.broader === null ? mapped : [broader.full(row), ...mapped];
  }
}

function reverseNest(key: string, column: string, table: Table, model: Model, names: Names): Nest {
  const predicate = names.expand(columnOf(table, column).iri!);
  return { key, predicate, reverse: true, parent: referred(column, table, model, names) };
}

/** The IRI of what a column of the row refers to. */
function referred(column: string, table: Table, model: Model, names: Names): Iri {
  const iri = referenceIri(columnOf(table, column), model, names);
  return { full: row => iri.full(row, row[column]!), short: row => iri.short(row, row[column]!) };
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.find(candidate => candidate.name === name);
  if (!column) throw new TypeError(`Unexpected absence of column \`${name}\` in table \`${table.name}\``);
  return column;
}

function ofSubject(...rules: Rule[]): NonNullable<Extras['rules']> {
  return rules.map(rule => ({ node: '', rule }));
}
