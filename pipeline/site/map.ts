import { createRequire } from 'node:module';
import { geoCircle, geoDistance, geoGraticule, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { eventsOf } from './cards.ts';
import type { Thing } from './catalogue.ts';
import { isTentative, nameOf, sayWhen, text } from './describe.ts';
import { attributes, type Html, html, type Part } from './html.ts';
import { type Label, placed } from './lettering.ts';
import { type Links, linksFrom } from './links.ts';
import { type Position, type View, viewOf } from './projection.ts';
import { pilcrow } from './quotes.ts';
import type { Page, Site } from './site.ts';

/** A place with its point, and what happened there. */
interface Spot {
  readonly thing: Thing;
  readonly position: Position;
  readonly kilometres: number | null;
  /** UCDP: 1 an exact place … 7 international waters or airspace. */
  readonly precision: number | null;
  readonly events: readonly Thing[];
}
interface Movement {
  readonly event: Thing;
  readonly from: Position;
  readonly to: Position;
}

const KILOMETRES_PER_DEGREE = 111.195;
const DIGITS = 1;
/** Units of the map. */
const NEAR = 12;
const require = createRequire(import.meta.url);

/** Whether anything can be drawn. */
export function hasMap(site: Site): boolean {
  return spotsOf(site).length > 0;
}

/** Where it happened: drawn once, at build time. */
export function mapPage(site: Site): Page {
  const { words, manifest } = site;
  const path = 'map/index.html';
  const links = linksFrom(path);
  const eventful = spotsOf(site).filter(({ events }) => events.length > 0);
  return {
    path,
    title: words.nav.map,
    description: words.mapOf.replace('{}', manifest.title),
    section: 'map',
    look: 'figure map',
    scripts: ['assets/figures.js'],
    main: html`<header class="head"><h1>${words.nav.map}</h1><p class="dek">${words.mapSays}</p></header>
<div class="atlas"><figure><div class="scroll" tabindex="0" role="region" aria-label="${words.nav.map}">${mapOf(site, links)}</div>
<figcaption>${words.mapKey}</figcaption></figure>
<section aria-labelledby="places."><h2 id="places.">${words.whatWhere}</h2>
<ol class="places">${eventful.map(
      ({ thing, events }, index) =>
        html`<li id="place.${thing.id}" data-place="${thing.id}"><h3><span class="number">${index + 1}</span> <a href="${links.thing(thing.id)}">${nameOf(thing, site)}</a></h3><ul>${events.map(event => told(event, site, links))}</ul></li>\n`,
    )}</ol></section></div>`,
  };
}

function told(event: Thing, site: Site, links: Links): Html {
  const when = sayWhen(event.row, site);
  return html`<li${attributes({ class: isTentative(event) ? 'tentative' : null })}><a href="${links.thing(event.id)}">${nameOf(event, site)}</a>${html` <span class="facts">${when}${pilcrow(event.id, site, links)}</span>`}</li>\n`;
}

function spotsOf(site: Site): Spot[] {
  const { catalogue } = site;
  const spots = catalogue.rows('places').flatMap(row => {
    const thing = catalogue.things.get(String(row.entity_id));
    const { latitude, longitude, uncertainty_km: kilometres, precision } = row;
    if (!thing || typeof latitude !== 'number' || typeof longitude !== 'number') return [];
    const events = eventsOf(thing.id, site);
    const isTold = events.length > 0 || Number(thing.row.mention_count) > 0;
    if (!isTold) return [];
    const position: Position = [longitude, latitude];
    return [
      {
        thing,
        position,
        kilometres: typeof kilometres === 'number' ? kilometres : null,
        precision: typeof precision === 'number' ? precision : null,
        events: events.filter(event => isAt(event, thing.id, site)),
      },
    ];
  });
  return spots.sort((a, b) => b.events.length - a.events.length);
}

/** Whether an event has to do with the place as a place: a country that acts isn't where it acts. */
function isAt(event: Thing, place: string, { catalogue }: Site): boolean {
  if (event.row.place_id === place) return true;
  const roles = catalogue.where('event_participants', 'event_id', event.id).filter(row => row.entity_id === place);
  return roles.some(({ role }) => role === 'origin' || role === 'destination');
}

/** From where something set out to where it was to arrive, or to where it happened. */
function movementsOf({ catalogue }: Site, spots: readonly Spot[]): Movement[] {
  const position = new Map(spots.map(spot => [spot.thing.id, spot.position]));
  return [...catalogue.things.values()].flatMap(event => {
    if (event.table !== 'events') return [];
    const rows = catalogue.where('event_participants', 'event_id', event.id);
    const inRole = (role: string) => rows.filter(row => row.role === role).map(row => String(row.entity_id));
    const ends = [...inRole('destination'), ...(text(event.row.place_id) ? [String(event.row.place_id)] : [])];
    const pointsOf = (ids: readonly string[]) => ids.map(id => position.get(id)).filter(point => point !== undefined);
    const [from] = pointsOf(inRole('origin'));
    const to = pointsOf(ends).find(end => from && geoDistance([...end], [...from]) > 0.001);
    return from && to ? [{ event, from, to }] : [];
  });
}

/** Degrees by which a place may be off, by UCDP's precision, where nothing says how far. */
const BLUR = [0, 0, 0.3, 0.6, 2, 8, 6, 12];

function blurOf({ kilometres, precision }: Spot): number {
  return kilometres === null ? (BLUR[precision ?? 1] ?? 0) : kilometres / KILOMETRES_PER_DEGREE;
}

/** The points that decide what is seen: those of events, or all where none has a place. */
function decisive(spots: readonly Spot[], movements: readonly Movement[]): Position[] {
  const eventful = spots.filter(({ events }) => events.length > 0).map(({ position }) => position);
  const points = [...eventful, ...movements.flatMap(({ from, to }) => [from, to])];
  return points.length > 0 ? points : spots.map(({ position }) => position);
}

/** The map, from a page with these links; in small without the names of places where nothing happened. */
export function mapOf(site: Site, links: Links, { names = true }: { readonly names?: boolean } = {}): Html {
  const spots = spotsOf(site);
  const movements = movementsOf(site, spots);
  const view = viewOf(decisive(spots, movements), Math.max(...spots.map(blurOf)));
  const { projection, width, height, shape } = view;
  const path = geoPath(projection).digits(DIGITS);
  const numbers = new Map(spots.filter(({ events }) => events.length > 0).map((spot, index) => [spot, index + 1]));
  const at = (position: Position) => projection([...position])!;
  const isHidden = (spot: Spot): boolean =>
    !numbers.has(spot) && [...numbers.keys()].some(other => isNear(at(other.position), at(spot.position)));
  const seen = spots.filter(spot => isSeen(spot.position, view) && !isHidden(spot));
  const outline =
    shape === 'disc'
      ? html`<circle class="sea" cx="${width / 2}" cy="${height / 2}" r="${(path.bounds({ type: 'Sphere' })[1][0] - path.bounds({ type: 'Sphere' })[0][0]) / 2}"/>`
      : html`<rect class="sea" width="${width}" height="${height}"/>`;
  return html`<svg class="world" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${site.words.mapOf.replace('{}', site.manifest.title)}">
<defs><marker id="arrow." viewBox="0 0 8 8" refX="14" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 .8 7 4 0 7.2z"/></marker></defs>
${outline}
<path class="graticule" d="${path(geoGraticule().step([30, 10])()) ?? ''}"/>
<path class="land" d="${path(land(view)) ?? ''}"/>
${polarCircle(view, path)}
<g class="areas">${seen.map(spot => area(spot, numbers.get(spot), path))}</g>
<g class="movements">${movements.map(
    ({ event, from, to }) =>
      html`<a href="${links.thing(event.id)}"><path class="${isTentative(event) ? 'tentative' : ''}" marker-end="url(#arrow.)" d="${path({ type: 'LineString', coordinates: [[...from], [...to]] }) ?? ''}"/><title>${event.label}</title></a>`,
  )}</g>
<g class="spots">${seen.map(spot => symbol(spot, numbers.get(spot), at(spot.position), links))}</g>
<g class="names">${placed(labelsOf(names ? seen : seen.filter(spot => numbers.has(spot)), numbers, at, site), width, height).map(label => lettering(label, links))}</g>
</svg>`;
}

/** Whether two points would be drawn over one another. */
function isNear([x, y]: readonly [number, number], [other, otherY]: readonly [number, number]): boolean {
  return Math.hypot(x - other, y - otherY) < NEAR;
}

function isSeen(position: Position, { reach, centre, projection, shape, width, height }: View): boolean {
  const point = projection([...position]);
  if (!point) return false;
  if (shape === 'disc')
    return geoDistance([...position], [centre[0], centre[1] < 0 ? -90 : 90]) * (180 / Math.PI) < reach - 1;
  return point[0] > 8 && point[0] < width - 8 && point[1] > 8 && point[1] < height - 8;
}

/** Coastlines in as much detail as the scale shows. */
function land({ reach }: View): ReturnType<typeof feature> {
  const atlas = require(reach > 25 ? 'world-atlas/land-110m.json' : 'world-atlas/land-50m.json') as Topology<{
    land: GeometryCollection;
  }>;
  return feature(atlas, atlas.objects.land);
}

function polarCircle({ shape, centre }: View, path: ReturnType<typeof geoPath>): Part {
  if (shape !== 'disc') return null;
  const circle = geoCircle()
    .center([0, centre[1] < 0 ? -90 : 90])
    .radius(90 - 66.56)
    .precision(2)();
  return html`<path class="polar" d="${path({ type: 'LineString', coordinates: circle.coordinates[0]! }) ?? ''}"/>`;
}

function area(
  { position, kilometres, thing }: Spot,
  number: number | undefined,
  path: ReturnType<typeof geoPath>,
): Part {
  if (kilometres === null || number === undefined) return null;
  const circle = geoCircle()
    .center([...position])
    .radius(kilometres / KILOMETRES_PER_DEGREE)
    .precision(3)();
  return html`<path class="area" data-place="${thing.id}" d="${path(circle) ?? ''}"><title>${thing.label}: ± ${kilometres} km</title></path>`;
}

function symbol(
  { thing, precision, events }: Spot,
  number: number | undefined,
  [x, y]: readonly [number, number],
  links: Links,
): Part {
  const [cx, cy] = [x.toFixed(DIGITS), y.toFixed(DIGITS)];
  if (number !== undefined) {
    const radius = (8 + Math.sqrt(events.length) * 2.5).toFixed(DIGITS);
    return html`<a href="${links.to('map/index.html', `place.${thing.id}`)}" data-place="${thing.id}"><circle class="event" cx="${cx}" cy="${cy}" r="${radius}"/><text class="number" x="${cx}" y="${cy}" dy=".35em" text-anchor="middle">${number}</text><title>${thing.label}</title></a>`;
  }
  return precision !== null && precision >= 5 ? null : html`<circle class="place" cx="${cx}" cy="${cy}" r="2.5"/>`;
}

function labelsOf(
  spots: readonly Spot[],
  numbers: ReadonlyMap<Spot, number>,
  at: (position: Position) => readonly [number, number],
  site: Site,
): Label[] {
  return spots.map(spot => {
    const [x, y] = at(spot.position);
    const isArea = !numbers.has(spot) && spot.precision !== null && spot.precision >= 5;
    const gap = numbers.has(spot) ? 10 + Math.sqrt(spot.events.length) * 2.5 : 5;
    return {
      id: spot.thing.id,
      text: spot.thing.label,
      x,
      y,
      gap: isArea ? 0 : gap,
      size: numbers.has(spot) ? 15 : 12,
      look: numbers.has(spot) ? 'event' : isArea ? 'region' : 'place',
      isArea,
      wide: isWide(site),
    };
  });
}

function isWide({ manifest }: Site): boolean {
  return /^(?:zh|ja|ko)\b/.test(manifest.language);
}

function lettering({ id, text: words, look, x, y, anchor }: ReturnType<typeof placed>[number], links: Links): Html {
  return html`<a href="${links.thing(id)}" data-place="${id}"><text class="${look}" x="${x.toFixed(DIGITS)}" y="${y.toFixed(DIGITS)}" text-anchor="${anchor}">${words}</text></a>`;
}
