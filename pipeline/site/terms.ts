import type { Row } from '../model.ts';
import { byLabel } from './cards.ts';
import { grouped } from './catalogue.ts';
import { gistOf, isTentative, nameOf, tongue } from './describe.ts';
import { attributes, type Html, html, join, leadingTo, type Part } from './html.ts';
import { type Links, linksFrom, termPage } from './links.ts';
import type { Page, Site } from './site.ts';

/**
 * A page a term. Terms whose names differ in case alone (`Aid`, `AID`) have pages of the same bytes, which tell of them all: on
 * file systems that know no case their folders are one.
 */
export function termPages(site: Site): Page[] {
  const groups = grouped(site.catalogue.rows('terms'), row => [String(row.term).toLowerCase()]);
  return [...groups.values()].flatMap(rows =>
    rows.map(row => ({ ...pageOf(rows, site), path: termPage(String(row.term)) })),
  );
}

function pageOf(rows: readonly Row[], site: Site): Page {
  const [first] = rows;
  const name = String(first!.term);
  const path = termPage(name);
  const links = linksFrom(path);
  const data = site.linked(
    rows.map(row => String(row.iri)),
    { terms: rows },
  );
  return {
    path,
    title: `${first!.label} (${first!.kind})`,
    description: String(first!.definition),
    section: null,
    look: 'term',
    embedded: data,
    data,
    main: html`${rows.map(row => article(row, site, links))}`,
  };
}

function article(row: Row, site: Site, links: Links): Html {
  const { words, model, catalogue } = site;
  const name = String(row.term);
  const type = row.kind === 'role' || row.kind === 'category' ? undefined : model.types.get(name);
  const link = (term: string): Html => html`<a href="${links.term(term)}">${labelOf(term, site)}</a>`;
  const narrower = catalogue.where('terms', 'broader', name).map(({ term }) => link(String(term)));
  const roles = [...(type?.roles.values() ?? [])].map(
    ({ role, fillers, count }) =>
      html`<li>${link(role)} <small>${COUNTS[count]}</small> ${join(
        fillers.map(filler => (filler === '*' ? words.anything : link(filler))),
        ', ',
      )}</li>`,
  );
  const facts: [string, Part][] = [
    [words.broader, typeof row.broader === 'string' && link(row.broader)],
    [words.narrower, narrower.length > 0 && join(narrower, ', ')],
    [words.category, typeof row.category === 'string' && link(row.category)],
    [words.roles, roles.length > 0 && html`<ul>${roles}</ul>`],
    [words.mapsTo, typeof row.maps_to === 'string' && leadingTo(row.maps_to, row.maps_to)],
    [words.address, html`<code>${row.iri}</code>`],
  ];
  const things = thingsOf(row, site);
  return html`<article${attributes(tongue('en', site))}><header class="head"><p class="kicker">${row.kind}</p><h1>${row.label}</h1><p class="dek">${row.definition}</p></header>
<dl class="facts">${facts.map(([term, value]) => value && html`<div><dt>${term}</dt><dd>${value}</dd></div>\n`)}</dl>
${things.length > 0 && html`<h2>${words.ofThisType} <small>${things.length}</small></h2><ul class="referring">${things}</ul>`}</article>`;

  function thingsOf({ term, kind }: Row, { catalogue: all }: Site): Html[] {
    const column = kind === 'category' ? 'category' : 'type';
    const own = kind === 'role' ? [] : [...all.things.values()].filter(({ row: thing }) => thing[column] === term);
    return own
      .sort(byLabel)
      .map(
        thing =>
          html`<li${attributes({ class: isTentative(thing) ? 'tentative' : null })}><a href="${links.thing(thing.id)}">${nameOf(thing, site)}</a> <span class="gist">${join(gistOf(thing, site), ' · ')}</span></li>\n`,
      );
  }
}

const COUNTS: { readonly [count: string]: string } = { '1': '1', '?': '0–1', '+': '1+', '*': '0+' };

function labelOf(term: string, { catalogue }: Site): string {
  return String(catalogue.one('terms', 'term', term)?.label ?? term);
}

/** The vocabulary as a tree. */
export function vocabularyPage(site: Site): Page {
  const { words, catalogue } = site;
  const path = 'term/index.html';
  const links = linksFrom(path);
  const kinds = grouped(catalogue.rows('terms'), row => [String(row.kind)]);
  return {
    path,
    title: words.vocabulary,
    description: words.vocabularySays,
    section: null,
    look: 'terms',
    main: html`<header class="head"><h1>${words.vocabulary}</h1><p class="dek">${words.vocabularySays}</p></header>
<div${attributes(tongue('en', site))}>${[...kinds].map(([kind, rows]) => html`<section><h2>${kind}</h2>${branch(rows, null, links)}</section>\n`)}</div>`,
  };
}

function branch(rows: readonly Row[], above: string | null, links: Links): Part {
  const names = new Set(rows.map(({ term }) => term));
  const own = rows.filter(({ broader }) =>
    above === null ? broader === null || !names.has(String(broader)) : broader === above,
  );
  if (own.length === 0) return null;
  return html`<ul class="tree">${own.map(
    row =>
      html`<li><a href="${links.term(String(row.term))}">${row.label}</a> <span class="gist">${row.definition}</span>${branch(rows, String(row.term), links)}</li>\n`,
  )}</ul>`;
}
