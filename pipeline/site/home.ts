import { isTentative, linkTo, text, tongue } from './describe.ts';
import { attributes, type Html, html, join, type Part } from './html.ts';
import { type Links, linksFrom } from './links.ts';
import { hasMap, mapOf } from './map.ts';
import { datasetData } from './schema-org.ts';
import type { Page, Site } from './site.ts';
import { datedEvents, fading } from './timeline.ts';
import { sayDate } from './when.ts';
import { sayNumber } from './words.ts';

/** Strokes of the small line of time: at most so many, so far apart. */
const STROKES = 60;
const PITCH = 7;

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
<div class="entrance"><div>
${articles(site, links)}
${numbers(site, links)}
</div>
${mapFigure(site, links)}</div>
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

/** The line of time in small: a stroke an event, as long as its date is open, and a dot for a day. */
function strip(site: Site, links: Links): Part {
  const { words } = site;
  const { dated, scale } = datedEvents(site);
  if (!scale || dated.length < 2) return null;
  const shown = dated.slice(0, STROKES);
  const height = shown.length * PITCH;
  const strokes = shown.map(({ event, span }, index) => {
    const [from, to] = [span.from, span.to].map(day => Number(scale.at(day))) as [number, number];
    if (span.kind === 'point') {
      const look = isTentative(event) ? 'point tentative' : 'point';
      return html`<circle class="${look}" cx="${((from + to) / 2).toFixed(2)}%" cy="${index * PITCH + PITCH / 2}" r="2.5"/>`;
    }
    const look = `${span.kind}${isTentative(event) ? ' tentative' : span.openEnd ? ' open-end' : ''}`;
    return html`<rect class="${look}" x="${scale.at(span.from)}%" y="${index * PITCH + 2}" width="${(to - from).toFixed(2)}%" height="${PITCH - 3}"${attributes({ fill: span.openEnd && !isTentative(event) && 'url(#fade.)' })}/>`;
  });
  const years = scale.ticks.map(
    ({ day, label }, index) =>
      html`<line x1="${scale.at(day)}%" x2="${scale.at(day)}%" y1="0" y2="${height + 6}"/><text class="${index % 2 === 1 ? 'odd' : 'even'}" x="${scale.at(day)}%" y="${height + 20}" text-anchor="${index === 0 ? 'start' : index === scale.ticks.length - 1 ? 'end' : 'middle'}">${label}</text>`,
  );
  return html`<figure class="strip">${fading()}<svg width="100%" height="${height + 26}" aria-hidden="true">${years}${strokes}</svg>
<figcaption><a href="${links.to('timeline/index.html')}">${words.nav.timeline}</a> — ${words.timelineOf.replace('{}', site.manifest.title)}</figcaption></figure>`;
}

function mapFigure(site: Site, links: Links): Part {
  if (!hasMap(site)) return null;
  return html`<figure class="globe">${mapOf(site, links, { names: false })}
<figcaption><a href="${links.to('map/index.html')}">${site.words.nav.map}</a> — ${site.words.mapOf.replace('{}', site.manifest.title)}</figcaption></figure>`;
}

function citation({ manifest, words }: Site): Html {
  const { creators, title, version, published, base, citation: given } = manifest;
  const names = creators.map(({ name }) => name).join(', ');
  const made = `${names ? `${names}: ` : ''}${title}, ${words.version} ${version}${published ? `, ${published}` : ''}. ${base}`;
  return html`<section class="citation" aria-labelledby="cite."><h2 id="cite.">${words.cite}</h2><p><bdi>${given ?? made}</bdi></p></section>`;
}
