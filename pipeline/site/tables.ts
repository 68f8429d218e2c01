import type { Column, Row, Table } from '../model.ts';
import { grouped } from './catalogue.ts';
import { nameOf, tongue } from './describe.ts';
import { attributes, type Html, html, type Part } from './html.ts';
import { type Links, linksFrom, tablePage } from './links.ts';
import type { Download, Page, Site } from './site.ts';
import { sayCell } from './values.ts';
import { sayNumber } from './words.ts';

/** Rows that a page shows at most; the downloads have all. */
const MOST = 1000;

/** Every table with what it holds, and everything that can be taken away. */
export function tablesPage(site: Site): Page {
  const { words, model, catalogue, manifest } = site;
  const path = 'tables/index.html';
  const links = linksFrom(path);
  return {
    path,
    title: words.nav.tables,
    description: words.tablesOf.replace('{}', manifest.title),
    section: 'tables',
    look: 'tables',
    main: html`<header class="head"><h1>${words.nav.tables}</h1><p class="dek">${words.tablesSay}</p></header>
<ul class="catalogue">${[...model.tables.values()].map(
      ({ name, title, description }) =>
        html`<li><h2><a href="${links.to(tablePage(name))}">${words.tables[name] ?? title}</a> <small>${sayNumber(catalogue.rows(name).length)}</small></h2><p${attributes(english(site))}>${description}</p></li>\n`,
    )}</ul>
${downloadsOf(site, links)}`,
  };
}

function downloadsOf({ files, words }: Site, links: Links): Html {
  if (files.length === 0) return html``;
  const folders = grouped(files, ({ path }) => [path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '']);
  const groups = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  const item = ({ path, bytes }: Download): Html =>
    html`<li><a href="${links.to(path)}" download>${path.slice(path.lastIndexOf('/') + 1)}</a> <small>${sayBytes(bytes)}</small></li>\n`;
  return html`<section aria-labelledby="downloads."><h2 id="downloads.">${words.downloads}</h2><p>${words.downloadsSay}</p>
${groups.map(([folder, own]) => html`${folder && html`<h3><code>${folder}/</code></h3>`}<ul class="files">${own.map(item)}</ul>\n`)}</section>`;
}

export function tablePageOf(table: Table, site: Site): Page {
  const { words, catalogue, files } = site;
  const path = tablePage(table.name);
  const links = linksFrom(path);
  const rows = catalogue.rows(table.name);
  const columns = table.columns.filter(({ name }) => rows.some(row => isTold(row, name)) || name === table.key[0]);
  const title = words.tables[table.name] ?? table.title;
  const own = files.filter(file => new RegExp(`(?:^|/)${table.name}\\.[a-z]+$`).test(file.path));
  return {
    path,
    title,
    description: table.description,
    section: 'tables',
    look: 'table',
    scripts: ['assets/figures.js'],
    main: html`<header class="head"><p class="kicker"><a href="${links.to('tables/index.html')}">${words.nav.tables}</a></p><h1>${title}</h1>
<p class="dek"${attributes(english(site))}>${table.description}</p>
${own.length > 0 && html`<p class="files">${own.map(file => download(file, links))}</p>`}</header>
<div class="controls" data-filters="rows."><p class="count">${words.count(sayNumber(rows.length), words.row, words.rows, rows.length)}</p></div>
<div class="scroll sheet" tabindex="0" role="region" aria-label="${title}"><table id="rows." class="data"><thead><tr>${columns.map(column => head(column, site))}</tr></thead>
<tbody>
${rows.slice(0, MOST).map(row => html`<tr>${columns.map(column => cell(row, column, table, site, links))}</tr>\n`)}</tbody></table></div>
${rows.length > MOST && html`<p>${words.notShown.replace('{}', sayNumber(rows.length - MOST))}</p>`}
${dictionary(table, site, links)}`,
  };
}

/** Descriptions of tables and columns are in English. */
function english(site: Site): { lang?: string; dir?: string } {
  return tongue('en', site);
}

function download({ path, bytes }: Download, links: Links): Html {
  return html`<a class="button" href="${links.to(path)}" download>${path.slice(path.lastIndexOf('.') + 1).toUpperCase()} <small>${sayBytes(bytes)}</small></a> `;
}

function isTold(row: Row, column: string): boolean {
  const value = row[column];
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function head({ name, type }: Column, site: Site): Html {
  const isNumber = type === 'number' || type === 'integer';
  return html`<th scope="col"${attributes({ class: isNumber ? 'number' : null, ...english(site) })}>${name}</th>`;
}

function cell(row: Row, column: Column, table: Table, site: Site, links: Links): Html {
  const value = row[column.name] ?? null;
  const isNumber = column.type === 'number' || column.type === 'integer';
  const isId = column.name === table.key[0] && typeof value === 'string';
  const key =
    typeof value === 'number' || (typeof value === 'string' && column.datatype === 'edtf') ? sortKey(value, row) : null;
  const look = isNumber ? 'number' : column.text ? 'text' : null;
  return html`<td${attributes({ class: look, 'data-key': key })}>${isId ? own(value, table, site, links) : plain(row, column, site, links)}</td>`;
}

function sortKey(value: string | number, row: Row): string {
  return typeof value === 'number' ? String(value) : String(row.start_date ?? row.published_start ?? value);
}

/** A row's own id, leading to its page where it has one. */
function own(id: string, table: Table, site: Site, links: Links): Part {
  if (site.catalogue.things.has(id)) return html`<a href="${links.thing(id)}">${id}</a>`;
  if (table.name === 'documents') return html`<a href="${links.document(id)}">${id}</a>`;
  if (table.name === 'terms') return html`<a href="${links.term(id)}">${id}</a>`;
  if (table.name === 'sentences') {
    const sentence = site.catalogue.one('sentences', 'sentence_id', id);
    return html`<a href="${links.document(String(sentence?.document_id), id)}">${id}</a>`;
  }
  return id;
}

function plain(row: Row, column: Column, site: Site, links: Links): Part {
  const value = row[column.name] ?? null;
  if (
    column.datatype === 'reference' &&
    column.references.some(table => table !== 'documents' && table !== 'sentences' && table !== 'terms')
  ) {
    const ids = [value].flat().filter(id => typeof id === 'string');
    return ids.map((id, index) => {
      const thing = site.catalogue.things.get(String(id));
      return [
        index > 0 && ', ',
        thing ? html`<a href="${links.thing(thing.id)}">${nameOf(thing, site)}</a>` : String(id),
      ];
    });
  }
  if (column.datatype === 'edtf') return value;
  if (column.datatype === 'iri' && typeof value === 'string' && value.startsWith(site.manifest.base))
    return ownIri(value, site, links);
  if (column.name === 'type' && typeof value === 'string' && site.model.types.has(value))
    return html`<a href="${links.term(value)}">${value}</a>`;
  return sayCell(value, column.unit ? { ...column, unit: null } : column, site, links);
}

/** An IRI of the dataset leads to its page here, and is shown without the base that all have in common. */
function ownIri(iri: string, { manifest }: Site, links: Links): Part {
  const path = iri.slice(manifest.base.length);
  return html`<a href="${links.to(`${path}/index.html`)}">${path}</a>`;
}

/** What each column means. */
function dictionary({ columns }: Table, site: Site, links: Links): Html {
  const { words, model, manifest } = site;
  return html`<section class="dictionary" aria-labelledby="columns."><h2 id="columns.">${words.columns}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="columns."><table${attributes(english(site))}><thead><tr><th scope="col">column</th><th scope="col">type</th><th scope="col">meaning</th><th scope="col">term</th></tr></thead><tbody>
${columns.map(
  ({ name, type, unit, nullable, enum: values, references, iri, description }) =>
    html`<tr><th scope="row"><code>${name}</code></th><td>${type}${unit && ` (${unit})`}${!nullable && html` <abbr title="never empty">*</abbr>`}</td><td>${description}${
      values && values.length > 0 && html` <small>${values.join(' | ')}</small>`
    }${references.length > 0 && html` <small>→ ${references.map((table, index) => [index > 0 && ', ', html`<a href="${links.to(tablePage(table))}">${table}</a>`])}</small>`}</td><td>${
      iri && html`<a href="${model.expand(iri, manifest.base)}" rel="noopener noreferrer"><code>${iri}</code></a>`
    }</td></tr>\n`,
)}</tbody></table></div></section>`;
}

function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
