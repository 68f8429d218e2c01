import { linkTo, sayWhen, text, tongue } from './describe.ts';
import { attributes, type Html, html, join, type Part } from './html.ts';
import { type Links, linksFrom } from './links.ts';
import { datasetData } from './schema-org.ts';
import type { Page, Site } from './site.ts';
import { datedEvents } from './timeline.ts';
import { sayDate } from './when.ts';
import { sayNumber } from './words.ts';

/** What the dataset is, its articles, and the ways into it. */
export function homePage(site: Site): Page {
  const { manifest } = site;
  const path = 'index.html';
  const links = linksFrom(path);
  return {
    path,
    title: manifest.title,
    description: manifest.description,
    section: 'home',
    look: 'home',
    embedded: datasetData(site),
    main: html`<header class="head"><h1><bdi>${manifest.title}</bdi></h1>
<p class="dek"><bdi>${manifest.description}</bdi></p></header>
${articles(site, links)}
${numbers(site, links)}
${strip(site, links)}
${citation(site)}`,
  };
}

function articles(site: Site, links: Links): Html {
  const { words, documents, manifest } = site;
  return html`<section class="articles" aria-labelledby="articles."><h2 id="articles.">${documents.length === 1 ? words.article : words.articles}</h2>
<ul>${documents.map(document => {
    const summary = text(document.summary);
    const published = text(document.published_edtf);
    const authors: Part = join(
      [document.authors]
        .flat()
        .filter(id => typeof id === 'string')
        .map(id => linkTo(String(id), site, links)),
      ', ',
    );
    return html`<li${attributes(tongue(text(document.language) ?? manifest.language, site))}><h3><a href="${links.document(String(document.document_id))}">${document.title}</a></h3>
${summary && html`<p>${summary}</p>`}
<p class="byline">${join([document.authors !== null && authors, published && sayDate(published, words)].filter(Boolean), ' · ')}</p></li>\n`;
  })}</ul></section>`;
}

const COUNTED = ['entities', 'events', 'relations', 'claims', 'quotations', 'quantities', 'sentences', 'mentions'];

function numbers(site: Site, links: Links): Html {
  const { words, catalogue } = site;
  const shown = COUNTED.filter(table => catalogue.rows(table).length > 0);
  return html`<section class="numbers" aria-label="${words.numbers}"><dl>${shown.map(
    table =>
      html`<div><dt><a href="${links.to(`tables/${table}/index.html`)}">${words.tables[table] ?? table}</a></dt><dd>${sayNumber(catalogue.rows(table).length)}</dd></div>`,
  )}</dl></section>`;
}

/** The latest events in a line each. */
function strip(site: Site, links: Links): Html {
  const { words } = site;
  const { dated } = datedEvents(site);
  if (dated.length === 0) return html``;
  const latest = dated.slice(-6).toReversed();
  return html`<section class="latest" aria-labelledby="latest."><h2 id="latest."><a href="${links.to('timeline/index.html')}">${words.nav.timeline}</a></h2><ul>${latest.map(
    ({ event }) =>
      html`<li><span class="facts">${sayWhen(event.row, site)}</span> ${linkTo(event.id, site, links)}</li>\n`,
  )}</ul></section>`;
}

function citation({ manifest, words }: Site): Html {
  const { creators, title, version, published, base, citation: given } = manifest;
  const names = creators.map(({ name }) => name).join(', ');
  const made = `${names ? `${names}: ` : ''}${title}. ${words.version} ${version}${published ? `, ${published}` : ''}. ${base}`;
  return html`<section class="citation" aria-labelledby="cite."><h2 id="cite.">${words.cite}</h2><p><bdi>${given ?? made}</bdi></p></section>`;
}
