import type { Column, Model, NodeShape, Row, Table, Triple } from '../../model.ts';
import { cellText, guard } from '../cells.ts';
import { toIri } from '../rdf/iri.ts';
import { createNames, type Names } from '../rdf/names.ts';
import { EDTF, RDF } from '../rdf/vocabularies.ts';
import { type JsonObject, stated } from './json.ts';

/*
 * How the columns of a CSV file say what the graph says, in the words of CSV on the Web. It has less to say with than the graph's
 * mapping: a column gives one triple a cell, and what depends on another column (a name's kind, an address's match), on a
 * text being there, or on each item of a list of ids can't be said. Then the column is silent (`suppressOutput`).
 */

/** A table's part of the metadata. `about`: URI template of its rows' subjects. */
export interface TableMapping {
  readonly about: string | null;
  /** Whether no column speaks. */
  readonly silent: boolean;
  readonly columns: readonly JsonObject[];
  readonly virtual: readonly JsonObject[];
}

/** Looks at all cells for what no mapping can express. */
export interface ColumnWatch {
  add(rows: readonly Row[]): void;
  /** Names of columns in which a cell differs from what the graph says: a guarded text, an address that is no IRI. */
  silent(): ReadonlySet<string>;
}

export function watchColumns({ columns }: Table): ColumnWatch {
  const found = new Set<string>();
  const watched = columns.flatMap(column => {
    const differs = column.triples.length === 0 ? null : difference(column);
    return differs ? [{ name: column.name, differs }] : [];
  });
  return {
    add(rows) {
      for (const { name, differs } of watched) {
        if (!found.has(name) && rows.some(row => differs(row[name]!))) found.add(name);
      }
    },
    silent: () => found,
  };
}

function difference(column: Column): ((value: Row[string]) => boolean) | null {
  if (column.datatype === 'iri') return value => typeof value === 'string' && value !== '' && !isPlainAddress(value);
  if (!column.text) return null;
  if (column.type !== 'list') return value => typeof value === 'string' && guard(value) !== value;
  const text = cellText(column);
  const bare = cellText({ ...column, text: false });
  return value => text(value) !== bare(value);
}

/** Readers fold the white space of addresses, and spell what IRIs can't hold in the way of URI templates. */
function isPlainAddress(address: string): boolean {
  return /^https?:\/\/\S*$/.test(address) && toIri(address) === expandReserved(address);
}

/** What `{+column}` of a URI template makes of a value (RFC 6570, section 3.2.3). */
function expandReserved(value: string): string {
  return encodeURI(value).replace(/%5B|%5D|%25(?=[0-9A-Fa-f]{2})/g, decodeURIComponent);
}

/** The mapping of one table; `silent` names columns that must not speak. */
export function tableMapping(table: Table, model: Model, base: string, silent: ReadonlySet<string>): TableMapping {
  const names = createNames(model, base);
  const about = table.about === null ? null : base + table.about;
  const place: Place = { table, model, names, about };
  const columns = table.columns.map(column => realColumn(column, place, silent.has(column.name)));
  const virtual = about === null ? [] : virtualColumns(place);
  return { about, silent: about === null, columns, virtual };
}

interface Place {
  readonly table: Table;
  readonly model: Model;
  readonly names: Names;
  readonly about: string | null;
}

function realColumn(column: Column, place: Place, silent: boolean): JsonObject {
  const { name, description, nullable, type } = column;
  const said = silent ? null : outputOf(column, place);
  return stated({
    name,
    titles: name,
    'dc:description': description,
    datatype: datatypeOf(column),
    separator: type === 'list' ? ';' : null,
    required: nullable ? null : true,
    ...(said ?? (place.about === null ? {} : { suppressOutput: true })),
  });
}

/** The triple of a cell, or null where it has none that can be said. */
function outputOf(column: Column, place: Place): JsonObject | null {
  const { table, names, about } = place;
  if (about === null) return null;
  if (column.name === 'type' && column.triples.length === 0) {
    return { propertyUrl: `${RDF}type`, valueUrl: `${names.expand('term:')}{type}` };
  }
  const [triple] = column.triples;
  const value = objectOf(column, place);
  if (!triple || (value === null && column.references.length > 0)) return null;
  const subject = subjectOf(triple, table, names);
  return stated({
    aboutUrl: subject === about ? null : subject,
    propertyUrl: names.expand(triple.iri),
    valueUrl: value,
  });
}

/** Template of the IRI that a cell stands for; null for literals, and for lists, which templates join. */
function objectOf(column: Column, { model, names }: Place): string | null {
  if (column.datatype === 'iri') return `{+${column.name}}`;
  const target = model.tables.get(column.references[0] ?? '');
  if (!target?.about || column.type === 'list') return null;
  return names.base + target.about.replace(`{${target.key.at(-1)}}`, `{${column.name}}`);
}

function subjectOf({ about, node }: Triple, table: Table, { base }: Names): string {
  return node === null ? base + (about ?? table.about) : nodeIri(node, table, base);
}

/** As the graph names nodes: with a fragment, or at the end of the one that is there. */
function nodeIri(name: string, table: Table, base: string): string {
  const { of } = table.nodes.find(node => node.name === name)!;
  const parent = of === null ? base + table.about : nodeIri(of, table, base);
  return `${parent}${parent.includes('#') ? '-' : '#'}${name}`;
}

function datatypeOf({ datatype, type, enum: values }: Column): JsonObject | string {
  if (datatype === 'edtf') return { '@id': EDTF, base: 'string' };
  if (type === 'date') return { base: 'date', format: 'yyyy-MM-dd' };
  if (type === 'boolean') return { base: 'boolean', format: 'true|false' };
  if (type === 'integer') return 'integer';
  if (type === 'number') return 'decimal';
  if (datatype === 'anyURI' || datatype === 'iri') return 'anyURI';
  return values === null ? 'string' : { base: 'string', format: values.join('|') };
}

/** Triples that every row gives, whatever is in its cells. */
function virtualColumns(place: Place): JsonObject[] {
  const { table, names, about } = place;
  const classes = (subject: string | null, iris: readonly string[]) =>
    iris.map(iri => ({ aboutUrl: subject, propertyUrl: `${RDF}type`, valueUrl: names.expand(iri) }));
  const nodes = table.nodes.filter(node => isAlwaysThere(node, table));
  const triples = [
    ...classes(null, table.classes),
    ...nodes.flatMap(node => {
      const iri = nodeIri(node.name, table, names.base);
      const parent = node.of === null ? null : nodeIri(node.of, table, names.base);
      return [{ aboutUrl: parent, propertyUrl: names.expand(node.iri), valueUrl: iri }, ...classes(iri, node.classes)];
    }),
    ...table.columns.filter(({ nullable }) => !nullable).flatMap(column => furtherTriples(column, place)),
  ];
  return triples.map(({ aboutUrl, ...triple }, at) =>
    stated({ name: `triple_${at + 1}`, virtual: true, aboutUrl: aboutUrl === about ? null : aboutUrl, ...triple }),
  );
}

function furtherTriples(column: Column, place: Place) {
  const value = objectOf(column, place);
  if (value === null || column.references.length === 0) return [];
  return column.triples.slice(1).map(triple => ({
    aboutUrl: subjectOf(triple, place.table, place.names),
    propertyUrl: place.names.expand(triple.iri),
    valueUrl: value,
  }));
}

/** Whether the node has a value in every row. */
function isAlwaysThere({ name }: NodeShape, table: Table): boolean {
  const says = table.columns.some(({ nullable, triples }) => !nullable && triples.some(({ node }) => node === name));
  return says || table.nodes.some(node => node.of === name && isAlwaysThere(node, table));
}
