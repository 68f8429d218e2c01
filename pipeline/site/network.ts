import type { Row } from '../model.ts';
import { byLabel } from './cards.ts';
import { grouped, type Thing } from './catalogue.ts';
import { isTentative, nameOf, typeOf } from './describe.ts';
import { attributes, type Html, html, join } from './html.ts';
import { type Links, linksFrom } from './links.ts';
import { pilcrow } from './quotes.ts';
import type { Page, Site } from './site.ts';

/** What one thing has to do with events of one kind. */
interface Cell {
  readonly does: readonly Thing[];
  readonly meets: readonly Thing[];
}
interface Column {
  readonly key: string;
  readonly label: string;
  readonly term: string | null;
}

/** Rows drawn at most. */
const MOST = 60;
const RADIUS = 13;
/** Least space from a dot to the ring around it. */
const RING = 2.5;

/** Who did what, and who with whom: matrices, since lines between dots would tangle. */
export function networkPage(site: Site): Page {
  const { words, manifest } = site;
  const path = 'network/index.html';
  const links = linksFrom(path);
  return {
    path,
    title: words.nav.network,
    description: words.networkOf.replace('{}', manifest.title),
    section: 'network',
    look: 'figure network',
    scripts: ['assets/figures.js'],
    main: html`<header class="head"><h1>${words.nav.network}</h1><p class="dek">${words.networkSays}</p></header>
${deedsOf(site, links)}
${companyOf(site, links)}`,
  };
}

/** Roles in which one does it; in the others it is done to one, or with one. */
const DOING = new Set(['actor']);

function deedsOf(site: Site, links: Links): Html {
  const { words } = site;
  const { columns, rows } = deeds(site);
  const largest = Math.max(
    1,
    ...[...rows.values()].flatMap(cells => [...cells.values()].map(({ does }) => does.length)),
  );
  return html`<section aria-labelledby="deeds."><h2 id="deeds.">${words.deeds}</h2>
<ul class="key"><li><svg width="18" height="18" aria-hidden="true"><circle class="does" cx="9" cy="9" r="7"/></svg> ${words.keyDoes}</li>
<li><svg width="18" height="18" aria-hidden="true"><circle class="maybe" cx="9" cy="9" r="6.5"/></svg> ${words.keyMaybe}</li>
<li><svg width="18" height="18" aria-hidden="true"><path class="meets" d="M9 3l6 6-6 6-6-6z"/></svg> ${words.keyMeets}</li></ul>
<div class="scroll" tabindex="0" role="region" aria-labelledby="deeds."><table class="matrix"><thead><tr><td></td>${columns.map(
    ({ label, term }) =>
      html`<th scope="col"><span>${term ? html`<a href="${links.term(term)}">${label}</a>` : label}</span></th>`,
  )}</tr></thead>
<tbody>${[...rows]
    .slice(0, MOST)
    .map(
      ([actor, cells]) =>
        html`<tr><th scope="row"><a href="${links.thing(actor.id)}">${nameOf(actor, site)}</a></th>${columns.map(
          ({ key }) => deedCell(cells.get(key), largest, site, links),
        )}</tr>\n`,
    )}</tbody></table></div></section>`;
}

function deedCell(cell: Cell | undefined, largest: number, site: Site, links: Links): Html {
  if (!cell) return html`<td></td>`;
  const events = [...new Set([...cell.does, ...cell.meets])];
  const sure = cell.does.filter(event => !isTentative(event)).length;
  const inner = sure === 0 ? 0 : radiusOf(sure, largest);
  const outer = Math.max(radiusOf(cell.does.length, largest), inner === 0 ? 0 : inner + RING);
  const shapes = html`<svg width="34" height="34" viewBox="-17 -17 34 34" aria-hidden="true">${
    cell.does.length > sure && html`<circle class="maybe" r="${outer.toFixed(1)}"/>`
  }${sure > 0 && html`<circle class="does" r="${inner.toFixed(1)}"/>`}${
    cell.meets.length > 0 &&
    html`<path class="meets" d="${cell.does.length > 0 ? 'M10 7l5 5-5 5-5-5z' : 'M0-6l6 6-6 6-6-6z'}"/>`
  }</svg>`;
  return html`<td><details class="pop"><summary><span class="count">${events.length}</span>${shapes}</summary><ul>${events.map(
    event =>
      html`<li${attributes({ class: isTentative(event) ? 'tentative' : null })}><a href="${links.thing(event.id)}">${nameOf(event, site)}</a>${pilcrow(event.id, site, links)}</li>`,
  )}</ul></details></td>`;
}

function radiusOf(count: number, largest: number): number {
  return Math.sqrt(count / largest) * RADIUS;
}

function deeds(site: Site): { columns: Column[]; rows: Map<Thing, Map<string, Cell>> } {
  const { catalogue } = site;
  const participations = catalogue.rows('event_participants');
  const column = columnBy(site);
  const rows = new Map<Thing, Map<string, { does: Thing[]; meets: Thing[] }>>();
  const used = new Map<string, Column>();
  for (const { entity_id: entity, event_id: id, role } of participations) {
    const actor = catalogue.things.get(String(entity));
    const event = catalogue.things.get(String(id));
    if (!actor || !event || !isAgent(actor, participations, site)) continue;
    const place = column(event);
    used.set(place.key, place);
    const cells = rows.get(actor) ?? new Map();
    rows.set(actor, cells);
    const cell = cells.get(place.key) ?? { does: [], meets: [] };
    cells.set(place.key, cell);
    const list = DOING.has(String(role)) ? cell.does : cell.meets;
    if (!list.includes(event)) list.push(event);
  }
  const weight = (actor: Thing): number =>
    [...rows.get(actor)!.values()].reduce((sum, { does, meets }) => sum + does.length * 2 + meets.length, 0);
  const sorted = [...rows].sort(([a], [b]) => weight(b) - weight(a) || byLabel(a, b));
  return { columns: columnOrder(used, site), rows: new Map(sorted) };
}

/** Who acts in some event, or could: things that are only used or made stay out. */
function isAgent(thing: Thing, participations: readonly Row[], { catalogue, model }: Site): boolean {
  if (thing.table !== 'entities') return false;
  if (catalogue.where('event_participants', 'entity_id', thing.id).some(({ role }) => DOING.has(String(role))))
    return true;
  return participations.length > 0 && thing.type !== null && model.isA(thing.type.name, 'Agent');
}

/** Events by category where most have one, by type otherwise. */
function columnBy({ catalogue, model }: Site): (event: Thing) => Column {
  const events = [...catalogue.things.values()].filter(({ table }) => table === 'events');
  const categorised = events.filter(({ row }) => row.category !== null).length;
  const byType = (event: Thing): Column => ({
    key: `type ${event.row.type}`,
    label: typeOf(event),
    term: String(event.row.type),
  });
  if (categorised * 2 < events.length) return byType;
  return event => {
    const category = event.row.category;
    if (typeof category !== 'string') return byType(event);
    return { key: category, label: model.categories.get(category)?.label ?? category, term: category };
  };
}

/** Categories in the vocabulary's order, from working together to fighting; then types. */
function columnOrder(used: ReadonlyMap<string, Column>, { model }: Site): Column[] {
  const order = [...model.categories.keys(), ...[...model.types.keys()].map(type => `type ${type}`)];
  return order.flatMap(key => used.get(key) ?? []);
}

/** Who acted together: a line for each company that was kept, a dot for each event. */
function companyOf(site: Site, links: Links): Html {
  const { words } = site;
  const companies = companiesIn(site).slice(0, MOST);
  if (companies.length === 0) return html``;
  return html`<section aria-labelledby="company."><h2 id="company.">${words.company}</h2><p>${words.companySays}</p>
<ul class="companies">${companies.map(
    ({ actors, events }) =>
      html`<li><span class="who">${join(
        actors.map(actor => html`<a href="${links.thing(actor.id)}">${nameOf(actor, site)}</a>`),
        ', ',
      )}</span> <span class="dots">${events.map(event => dot(event, links))}</span></li>\n`,
  )}</ul></section>`;
}

function dot(event: Thing, links: Links): Html {
  const look = isTentative(event) ? 'maybe' : 'does';
  return html`<a href="${links.thing(event.id)}" title="${event.label}" aria-label="${event.label}"><svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true"><circle class="${look}" r="${look === 'does' ? '6.5' : '6'}"/></svg></a>`;
}

interface Company {
  readonly actors: readonly Thing[];
  readonly events: readonly Thing[];
}

/** Sets of two and more who act in the same events, the most frequent first. */
function companiesIn({ catalogue }: Site): Company[] {
  const doing = catalogue.rows('event_participants').filter(({ role }) => DOING.has(String(role)));
  const companies = new Map<string, { actors: Thing[]; events: Thing[] }>();
  for (const [id, rows] of grouped(doing, row => [String(row.event_id)])) {
    const event = catalogue.things.get(id);
    const ids = [...new Set(rows.map(row => String(row.entity_id)))].sort();
    const actors = ids.flatMap(actor => catalogue.things.get(actor) ?? []);
    if (!event || actors.length < 2) continue;
    const key = ids.join(' ');
    const known = companies.get(key);
    if (known) known.events.push(event);
    else companies.set(key, { actors, events: [event] });
  }
  const inTime = (a: Thing, b: Thing): number => (String(a.row.start_date) < String(b.row.start_date) ? -1 : 1);
  for (const { events } of companies.values()) events.sort(inTime);
  return [...companies.values()].sort((a, b) => b.events.length - a.events.length);
}
