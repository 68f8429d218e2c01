import type { Column, Value } from '../model.ts';
import { linkTo, named } from './describe.ts';
import { html, join, leadingTo, type Part } from './html.ts';
import type { Links } from './links.ts';
import type { Site } from './site.ts';
import { sayDate } from './when.ts';

/** A column's name as readers say it: `country_code` is "country code", and `place_id` the place. */
export function sayColumn(name: string, { words }: Site): string {
  return words.columnNames[name] ?? plainName(name);
}

function plainName(name: string): string {
  return name
    .replace(/_id$/, '')
    .replace(/_edtf$/, '')
    .replaceAll('_', ' ');
}

/** A value as readers see it, led to what it refers to. */
export function sayCell(value: Value, column: Column, site: Site, links: Links): Part {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return column.unit ? `${value} ${column.unit}` : String(value);
  if (typeof value !== 'string')
    return join(
      value.map(item => sayText(item, column, site, links)),
      ', ',
    );
  return sayText(value, column, site, links);
}

function sayText(value: string, column: Column, site: Site, links: Links): Part {
  const { catalogue, words } = site;
  const [target] = column.references;
  if (target === 'documents')
    return html`<a href="${links.document(value)}">${catalogue.one('documents', 'document_id', value)?.title ?? value}</a>`;
  if (target === 'sentences') return sentence(value, site, links);
  if (target === 'terms')
    return html`<a href="${links.term(value)}">${catalogue.one('terms', 'term', value)?.label ?? value}</a>`;
  if (column.references.length > 0 && catalogue.things.has(value)) return linkTo(value, site, links);
  if (column.datatype === 'edtf') return sayDate(value, words);
  if (column.datatype === 'anyURI' || column.datatype === 'iri') return leadingTo(value, value);
  return column.text ? named(value, site) : value;
}

function sentence(id: string, { catalogue }: Site, links: Links): Part {
  const row = catalogue.one('sentences', 'sentence_id', id);
  return row ? html`<a href="${links.document(String(row.document_id), id)}">${id}</a>` : id;
}
