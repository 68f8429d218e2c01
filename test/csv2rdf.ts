import { parse } from 'csv-parse/sync';

/*
 * CSV on the Web to RDF in minimal mode, written from the Recommendations (Generating RDF from Tabular Data on the Web, 4.2;
 * Metadata Vocabulary for Tabular Data, 5.1.3 and 6.4; Model for Tabular Data and Metadata, 6.4) and not from what the
 * pipeline does. What these projects don't use is refused: blank nodes, languages, transformations, notes.
 */

interface Datatype {
  readonly '@id'?: string;
  readonly base: string;
  readonly format?: string;
}
interface ColumnDescription {
  readonly name: string;
  readonly titles?: string;
  readonly virtual?: boolean;
  readonly suppressOutput?: boolean;
  readonly required?: boolean;
  readonly separator?: string;
  readonly datatype?: string | Datatype;
  readonly aboutUrl?: string;
  readonly propertyUrl?: string;
  readonly valueUrl?: string;
}
interface ForeignKey {
  readonly columnReference: string;
  readonly reference: { readonly resource: string; readonly columnReference: string };
}
export interface TableDescription {
  readonly url: string;
  readonly suppressOutput?: boolean;
  readonly tableSchema: {
    readonly aboutUrl?: string;
    readonly columns: readonly ColumnDescription[];
    readonly primaryKey: readonly string[];
    readonly foreignKeys?: readonly ForeignKey[];
  };
}
export interface Metadata {
  readonly tables: readonly TableDescription[];
}

export interface Term {
  readonly value: string;
  /** Absent: an IRI. */
  readonly datatype?: string;
}
export interface Triple {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Term;
  /** `csv/events.csv, when_edtf`. */
  readonly from: string;
}
/** Cell values by column: null, one, or several where there is a separator. */
export type Record_ = { readonly [column: string]: null | string | readonly string[] };

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const LEXICAL: { readonly [base: string]: RegExp } = {
  string: /^/,
  // XML Schema 1.1 part 2, 3.3.17.1: any characters.
  anyURI: /^/,
  integer: /^[+-]?\d+$/,
  decimal: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

/** All triples of a group of tables; `read` gives the text of a file. */
export function csv2rdf({ tables }: Metadata, read: (url: string) => string): Triple[] {
  return tables.filter(({ suppressOutput }) => !suppressOutput).flatMap(table => tableTriples(table, read(table.url)));
}

/** The rows of a table as typed values; refuses what the metadata doesn't allow. */
export function readTable({ url, tableSchema }: TableDescription, text: string): Record_[] {
  const [header, ...rows] = parse(text, { bom: true, record_delimiter: '\r\n', relax_column_count: false });
  const columns = tableSchema.columns.filter(({ virtual }) => !virtual);
  const titles = columns.map(({ name, titles = name }) => titles);
  if (JSON.stringify(header) !== JSON.stringify(titles)) throw new Error(`${url}: the header isn't the titles`);
  return rows.map(row =>
    Object.fromEntries(columns.map((column, at) => [column.name, cellValue(column, row[at]!, url)])),
  );
}

function cellValue(column: ColumnDescription, text: string, url: string): Record_[string] {
  if (text === '') {
    if (column.required) throw new Error(`${url}: empty ${column.name}`);
    return null;
  }
  const items = column.separator === undefined ? [text] : text.split(column.separator);
  const { base, format } = datatypeOf(column);
  for (const item of items) {
    if (!LEXICAL[base]!.test(item)) throw new Error(`${url}: ${column.name} is no ${base}: ${item}`);
    if (format !== undefined && base === 'string' && !new RegExp(`^(?:${format})$`).test(item))
      throw new Error(`${url}: ${column.name} isn't of the form ${format}: ${item}`);
  }
  return column.separator === undefined ? text : items;
}

function datatypeOf({ datatype = 'string' }: ColumnDescription): Datatype {
  return typeof datatype === 'string' ? { base: datatype } : datatype;
}

function tableTriples(table: TableDescription, text: string): Triple[] {
  const { columns, aboutUrl } = table.tableSchema;
  const speaking = columns.filter(({ suppressOutput }) => !suppressOutput);
  return readTable(table, text).flatMap(row =>
    speaking.flatMap(column => {
      const value = row[column.name] ?? null;
      if (value === null && !column.virtual) return [];
      const triple = {
        subject: expand(column.aboutUrl ?? aboutUrl, row),
        predicate: expand(column.propertyUrl, row),
        from: `${table.url}, ${column.name}`,
      };
      return objects(column, value, row).map(object => ({ ...triple, object }));
    }),
  );
}

function objects(column: ColumnDescription, value: Record_[string], row: Record_): Term[] {
  if (column.valueUrl !== undefined) return [{ value: expand(column.valueUrl, row) }];
  const { '@id': id, base } = datatypeOf(column);
  return [value].flat().map(item => ({ value: String(item), datatype: id ?? XSD + base }));
}

/** A URI template (RFC 6570, levels 1 and 2) of absolute URLs. */
function expand(template: string | undefined, row: Record_): string {
  if (template === undefined || !/^https?:/.test(template.replace(/^\{\+.*\}$/, 'http:')))
    throw new Error(`No absolute URL: ${template}`);
  return template.replace(/\{(\+?)([a-z_0-9]+)\}/g, (_, reserved: string, name: string) => {
    const value = row[name];
    if (value === undefined) throw new Error(`No column ${name} for ${template}`);
    const texts = value === null ? [] : [value].flat();
    return texts.map(reserved ? encodeReserved : encodeAll).join(',');
  });
}

function encodeAll(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function encodeReserved(text: string): string {
  return text.replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/gu, encodeURIComponent);
}
