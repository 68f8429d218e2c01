import type { Row } from '../model.ts';
import type { Thing } from './catalogue.ts';
import { gistOf, isTentative, kindOf, named, nameOf, text, typeOf } from './describe.ts';
import { attributes, type Html, html, join, leadingTo, type Part } from './html.ts';
import type { Links } from './links.ts';
import type { Site } from './site.ts';

/** Things whose part in events is told on a card, before the rest is left to their page. */
const SHOWN = 6;
const ORDER = ['entities', 'events', 'claims', 'quotations', 'quantities', 'relations'];

/** What an article speaks of: a card a thing, by kind. Scripts show them at the words; without scripts they are the index. */
export function cardsOf(document: string, site: Site, links: Links): Html {
  const { catalogue, words } = site;
  const targets = catalogue.where('mentions', 'document_id', document).map(row => String(row.target_id));
  const stated = catalogue.where('evidence', 'document_id', document).map(row => String(row.record_id));
  const things = [...new Set([...targets, ...stated])].flatMap(id => catalogue.things.get(id) ?? []);
  return html`${ORDER.map(table => {
    const own = things.filter(thing => thing.table === table).toSorted(byLabel);
    if (own.length === 0) return null;
    return html`<section><h2>${words.tables[table] ?? table}</h2>
<ul class="cards">${own.map(thing => html`<li>${cardOf(thing, site, links)}</li>\n`)}</ul></section>\n`;
  })}`;
}

/** Order by code point: the same everywhere. */
export function byLabel(a: Thing, b: Thing): number {
  const [one, other] = [a.label.toLowerCase(), b.label.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
}

export function cardOf(thing: Thing, site: Site, links: Links): Html {
  const gist = gistOf(thing, site);
  const about = {
    class: `card ${kindOf(thing, site)}${isTentative(thing) ? ' tentative' : ''}`,
    'data-card': thing.id,
  };
  const says = text(thing.row.description) ?? text(thing.row.content) ?? text(thing.row.text);
  return html`<article${attributes(about)}>
<p class="kicker">${typeOf(thing)}</p>
<h3><a href="${links.thing(thing.id)}">${nameOf(thing, site)}</a></h3>${
    gist.length > 0 && html`\n<p class="gist">${join(gist, ' · ')}</p>`
  }${says && html`\n<p>${named(says, site)}</p>`}${partsOf(thing, site, links)}${identifiersOf(thing, site)}
</article>`;
}

/** Who takes part in an event, in its roles; the events that anything else takes part in. */
function partsOf(thing: Thing, site: Site, links: Links): Part {
  const { catalogue, model, words } = site;
  if (thing.table === 'events') {
    const rows = catalogue.where('event_participants', 'event_id', thing.id);
    if (rows.length === 0) return null;
    const roles = [...new Set(rows.map(row => String(row.role)))];
    return html`\n<dl>${roles.map(
      role =>
        html`<div><dt>${model.roles.get(role)?.label ?? role}</dt><dd>${join(
          rows.filter(row => row.role === role).map(row => participant(row, site, links)),
          ', ',
        )}</dd></div>`,
    )}</dl>`;
  }
  const events = eventsOf(thing.id, site);
  if (events.length === 0) return null;
  const left = events.length - SHOWN;
  return html`\n<p class="label">${words.takesPart}</p><ul>${events
    .slice(0, SHOWN)
    .map(event => html`<li><a href="${links.thing(event.id)}">${nameOf(event, site)}</a></li>`)}${
    left > 0 && html`<li>${words.andMore.replace('{}', String(left))}</li>`
  }</ul>`;
}

export function participant(row: Row, site: Site, links: Links): Part {
  const thing = site.catalogue.things.get(String(row.entity_id));
  const count = row.count === null || row.count === undefined ? null : `${row.count} × `;
  return [count, thing ? html`<a href="${links.thing(thing.id)}">${nameOf(thing, site)}</a>` : String(row.entity_id)];
}

/** Events that a thing takes part in, or that happen at it, in the order of the data. */
export function eventsOf(id: string, { catalogue }: Site): Thing[] {
  const ids = [
    ...catalogue.where('event_participants', 'entity_id', id).map(row => String(row.event_id)),
    ...catalogue.where('events', 'place_id', id).map(row => String(row.event_id)),
  ];
  return [...new Set(ids)].flatMap(event => catalogue.things.get(event) ?? []);
}

function identifiersOf(thing: Thing, { catalogue, model }: Site): Part {
  const rows = catalogue.where('entity_links', 'entity_id', thing.id).filter(row => row.match === 'exact');
  if (rows.length === 0) return null;
  return html`\n<p class="identifiers">${join(
    rows.map(row => {
      const authority = model.authorities.get(String(row.authority))?.label ?? text(row.authority);
      return leadingTo(text(row.uri), authority ? `${authority} ${row.identifier}` : String(row.uri));
    }),
    ' · ',
  )}</p>`;
}
