import type { Thing } from './catalogue.ts';
import { isTentative, named, nameOf, sayWhen, standingOf, text, typeOf } from './describe.ts';
import { attributes, type Html, html, join, type Part } from './html.ts';
import { type Links, linksFrom } from './links.ts';
import { pilcrow } from './quotes.ts';
import { type TimeScale, timeScale } from './scale.ts';
import type { Page, Site } from './site.ts';
import { dayOf, type Span, spanOf } from './when.ts';

/** Events that are drawn, at most: more make no picture, and a page that no browser likes. */
const MOST = 2000;

/** Events along a line of time, each as uncertain as its date is. */
export function timelinePage(site: Site): Page {
  const { words, manifest } = site;
  const path = 'timeline/index.html';
  const links = linksFrom(path);
  const { dated, undated, scale } = datedEvents(site);
  return {
    path,
    title: words.nav.timeline,
    description: words.timelineOf.replace('{}', manifest.title),
    section: 'timeline',
    look: 'figure timeline',
    scripts: ['assets/figures.js'],
    main: html`<header class="head"><h1>${words.nav.timeline}</h1>
<p class="dek">${words.timelineSays}</p></header>
${legend(site)}
<div class="controls" data-filters="rows."></div>
${
  scale &&
  html`<div class="chart" id="rows." data-groups="type actor">
${axis(scale)}
<ol class="rows">${dated.slice(0, MOST).map(({ event, span }) => row(event, span, scale, site, links))}</ol>
</div>`
}
${undated.length > 0 && html`<section class="undated"><h2>${words.undated}</h2><ul>${undated.map(event => listed(event, site, links))}</ul></section>`}
${dated.length > MOST && html`<p>${words.notShown.replace('{}', String(dated.length - MOST))}</p>`}`,
  };
}

interface Dated {
  readonly event: Thing;
  readonly span: Span;
}

/** Events in the order of time, and a scale that holds them; what is open ends with the scale. */
export function datedEvents({ catalogue, words }: Site): { dated: Dated[]; undated: Thing[]; scale: TimeScale | null } {
  const events = [...catalogue.things.values()].filter(({ table }) => table === 'events');
  const bounds = events.flatMap(({ row }) => [
    ...(text(row.start_date) ? [dayOf(String(row.start_date))] : []),
    ...(text(row.end_date) ? [dayOf(String(row.end_date)) + 1] : []),
  ]);
  if (bounds.length === 0) return { dated: [], undated: events, scale: null };
  const scale = timeScale(
    bounds.reduce((a, b) => Math.min(a, b)),
    bounds.reduce((a, b) => Math.max(a, b)),
    words,
  );
  const dated = events.flatMap(event => {
    const { when_edtf: edtf, start_date: start, end_date: end } = event.row;
    const span = spanOf(String(edtf ?? ''), text(start), text(end), scale);
    return span ? [{ event, span }] : [];
  });
  dated.sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
  return { dated, undated: events.filter(({ row }) => !text(row.start_date) && !text(row.end_date)), scale };
}

function axis({ ticks, at }: TimeScale): Html {
  return html`<div class="axis" aria-hidden="true"><svg class="grid" width="100%" height="100%">${ticks.map(
    ({ day }) => html`<line x1="${at(day)}%" x2="${at(day)}%" y1="0" y2="100%"/>`,
  )}</svg><svg class="ticks" width="100%" height="22">${ticks.map(
    ({ day, label }, index) =>
      html`<text class="${index % 2 === 1 ? 'odd' : 'even'}" x="${at(day)}%" y="15" text-anchor="${index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}">${label}</text>`,
  )}</svg></div>`;
}

function row(event: Thing, span: Span, scale: TimeScale, site: Site, links: Links): Html {
  const { catalogue } = site;
  const actors = catalogue
    .where('event_participants', 'event_id', event.id)
    .filter(({ role }) => role === 'actor')
    .flatMap(({ entity_id: id }) => catalogue.things.get(String(id)) ?? []);
  const standing = standingOf(event);
  const about = {
    class: isTentative(event) ? 'tentative' : null,
    'data-type': typeOf(event),
    'data-actor': actors.map(({ label }) => label).join('|'),
    'data-standing': standing && (site.words.standing[standing] ?? standing),
  };
  return html`<li${attributes(about)}><div class="says"><a href="${links.thing(event.id)}">${nameOf(event, site)}</a> <span class="facts">${facts(
    event,
    actors,
    site,
  )}${pilcrow(event.id, site, links)}</span></div>
${lane(span, scale, sayWhen(event.row, site))}</li>\n`;
}

function facts(event: Thing, actors: readonly Thing[], site: Site): Part {
  const standing = standingOf(event);
  return join(
    [
      sayWhen(event.row, site),
      actors.length > 0 &&
        join(
          actors.map(({ label }) => named(label, site)),
          ', ',
        ),
      standing && (site.words.standing[standing] ?? standing),
    ].filter(Boolean),
    ' · ',
  );
}

/** How an event lies in time: a dot, a box that holds it, or a bar along which it went on. Colours and patterns are the style's. */
export function lane(span: Span, { at }: TimeScale, label: string | null): Html {
  const width = (Number(at(span.to)) - Number(at(span.from))).toFixed(2);
  const open = `${span.openStart ? ' open-start' : ''}${span.openEnd ? ' open-end' : ''}${span.circa ? ' circa' : ''}`;
  const middle = ((Number(at(span.from)) + Number(at(span.to))) / 2).toFixed(2);
  const shape =
    span.kind === 'point'
      ? html`<circle class="point" cx="${middle}%" cy="9" r="4"/>`
      : html`<rect class="${span.kind}${open}" x="${at(span.from)}%" y="${span.kind === 'lasting' ? 6 : 4}" width="${width}%" height="${span.kind === 'lasting' ? 6 : 10}" rx="2"${
          span.openEnd ? html` fill="url(#fade.)"` : null
        }/>${ends(span, at)}`;
  return html`<svg class="lane" width="100%" height="18" role="img" aria-label="${label ?? ''}">${shape}</svg>`;
}

function ends(span: Span, at: TimeScale['at']): Part {
  const mark = (day: number): Html => html`<line class="end" x1="${at(day)}%" x2="${at(day)}%" y1="3" y2="15"/>`;
  if (span.kind === 'lasting' || span.circa) return null;
  return [!span.openStart && mark(span.from), !span.openEnd && mark(span.to)];
}

/** The gradient of what has no end, to stand once on a page. */
export function fading(): Html {
  return html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs><linearGradient id="fade." x1="0" x2="1" y1="0" y2="0"><stop class="solid" offset="0"/><stop class="solid" offset=".55"/><stop class="clear" offset="1"/></linearGradient></defs></svg>`;
}

function legend({ words }: Site): Html {
  const sample = (shape: Html, says: string): Html =>
    html`<li><svg width="44" height="18" aria-hidden="true">${shape}</svg> ${says}</li>`;
  return html`${fading()}
<ul class="key">${[
    sample(html`<circle class="point" cx="22" cy="9" r="4"/>`, words.keyPoint),
    sample(
      html`<rect class="within" x="4" y="4" width="36" height="10" rx="2"/><line class="end" x1="4" x2="4" y1="3" y2="15"/><line class="end" x1="40" x2="40" y1="3" y2="15"/>`,
      words.keyWithin,
    ),
    sample(html`<rect class="within circa" x="4" y="4" width="36" height="10" rx="2"/>`, words.keyCirca),
    sample(html`<rect class="lasting" x="4" y="6" width="36" height="6" rx="2"/>`, words.keyLasting),
    sample(
      html`<rect class="lasting open-end" x="4" y="6" width="36" height="6" rx="2" fill="url(#fade.)"/>`,
      words.keyOpen,
    ),
  ]}</ul>`;
}

function listed(event: Thing, site: Site, links: Links): Html {
  const standing = standingOf(event);
  return html`<li${attributes({ class: isTentative(event) ? 'tentative' : null })}><a href="${links.thing(event.id)}">${nameOf(event, site)}</a>${
    standing && html` <span class="facts">${site.words.standing[standing] ?? standing}</span>`
  }${pilcrow(event.id, site, links)}</li>\n`;
}
