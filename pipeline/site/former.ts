import type { Row } from '../model.ts';
import { linkTo } from './describe.ts';
import { html } from './html.ts';
import { linksFrom, thingPage } from './links.ts';
import type { Page, Site } from './site.ts';

/** The page of an id that a thing had before: it leads on to the thing, so that an address that was published holds. */
export function formerPage(row: Row, site: Site): Page {
  const { catalogue, words } = site;
  const path = thingPage(String(row.former_id));
  const links = linksFrom(path);
  const current = String(row.current_id);
  const label = catalogue.things.get(current)?.label ?? current;
  return {
    path,
    title: label,
    description: `${words.moved} ${label}`,
    section: 'things',
    look: 'former',
    leadsTo: links.thing(current),
    data: site.linked([String(row.iri)], { former_ids: [row] }),
    main: html`<header class="head"><h1>${row.former_id}</h1><p class="dek">${words.moved} ${linkTo(current, site, links)}</p></header>`,
  };
}
