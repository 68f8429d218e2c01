import { byLabel } from './cards.ts';
import { grouped } from './catalogue.ts';
import { gistOf, isTentative, nameOf, typeOf } from './describe.ts';
import { attributes, html, join } from './html.ts';
import { linksFrom } from './links.ts';
import type { Page, Site } from './site.ts';

const ORDER = ['entities', 'events', 'relations', 'claims', 'quotations', 'quantities'];

/** Everything that has a page, by kind and type. */
export function thingsPage(site: Site): Page {
  const { words, catalogue, manifest } = site;
  const path = 'id/index.html';
  const links = linksFrom(path);
  const byTable = grouped(catalogue.things.values(), ({ table }) => [table]);
  const tables = ORDER.filter(table => byTable.has(table));
  return {
    path,
    title: words.nav.things,
    description: words.thingsOf.replace('{}', manifest.title),
    section: 'things',
    look: 'things',
    scripts: ['assets/figures.js'],
    main: html`<header class="head"><h1>${words.nav.things}</h1>
<p class="jump">${join(
      tables.map(
        table =>
          html`<a href="#${table}.">${words.tables[table] ?? table}</a> <small>${byTable.get(table)!.length}</small>`,
      ),
      ' · ',
    )}</p></header>
<div class="controls" data-filters="rows."></div>
<div id="rows." class="index">${tables.map(table => {
      const byType = [...grouped(byTable.get(table)!, thing => [typeOf(thing)])].sort(([a], [b]) => (a < b ? -1 : 1));
      return html`<section aria-labelledby="${table}."><h2 id="${table}.">${words.tables[table] ?? table}</h2>
<div class="types">${byType.map(
        ([type, things]) =>
          html`<section><h3>${type}</h3><ul>${things
            .sort(byLabel)
            .map(
              thing =>
                html`<li${attributes({ class: isTentative(thing) ? 'tentative' : null })}><a href="${links.thing(thing.id)}">${nameOf(thing, site)}</a>${
                  table !== 'entities' && html` <span class="gist">${join(gistOf(thing, site), ' · ')}</span>`
                }</li>\n`,
            )}</ul></section>\n`,
      )}</div></section>\n`;
    })}</div>`,
  };
}
