import type { Row } from '../model.ts';
import { kindOf, typeOf } from './describe.ts';
import { html, scriptJson } from './html.ts';
import { linksFrom } from './links.ts';
import type { Page, Site, Written } from './site.ts';

/** The page to search from; without scripts it leads to the list of all things. */
export function searchPage(site: Site): Page {
  const { words } = site;
  const path = 'search/index.html';
  const links = linksFrom(path);
  return {
    path,
    title: words.nav.search,
    description: words.searchSays,
    section: 'search',
    look: 'search',
    scripts: ['assets/index.js', 'assets/search.js'],
    main: html`<header class="head"><h1>${words.nav.search}</h1></header>
<div id="search."><noscript><p>${words.searchWithout} <a href="${links.to('id/index.html')}">${words.nav.things}</a></p></noscript></div>`,
  };
}

/** What is searched: as a script, because pages that are opened from a disc may load no other data. */
export function searchIndex({ catalogue, documents, ...site }: Site): Written {
  const whole: Site = { catalogue, documents, ...site };
  const names = (id: string) => catalogue.where('entity_names', 'entity_id', id).map(({ name }) => String(name));
  const things = [...catalogue.things.values()].map(thing => {
    const { id, label, row } = thing;
    const others = [...new Set(names(id))].filter(name => name !== label);
    const says = [row.description, row.content, row.text].find(value => typeof value === 'string') ?? '';
    return [id, label, kindOf(thing, whole), typeOf(thing), others.join(' · '), says];
  });
  const order = new Map(documents.map(({ document_id: id }, index) => [id, index]));
  const sentences = catalogue
    .rows('sentences')
    .map((row: Row) => [order.get(row.document_id!), row.sentence_id, row.text]);
  const index = { documents: documents.map(({ document_id: id, title }) => [id, title]), things, sentences };
  return { path: 'assets/index.js', content: `var lodemarkIndex = ${scriptJson(index).html};\n` };
}
