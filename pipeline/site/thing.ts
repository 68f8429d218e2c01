import type { Row, Value } from '../model.ts';
import { byLabel, participant } from './cards.ts';
import type { Reference, Thing } from './catalogue.ts';
import { gistOf, isTentative, kindOf, linkTo, named, nameOf, standingOf, text, typeOf } from './describe.ts';
import { attributes, type Html, html, join, leadingTo, type Part } from './html.ts';
import { type Links, linksFrom, noteId, thingPage } from './links.ts';
import { quoteOf, quotesOf, sentenceLink } from './quotes.ts';
import type { Page, Site } from './site.ts';
import { sayCell, sayColumn } from './values.ts';

/** All that the dataset says of one thing, with the sentences that say it, and what refers to it. */
export function pageOf(thing: Thing, site: Site): Page {
  const path = thingPage(thing.id);
  const links = linksFrom(path);
  const { words } = site;
  const standing = standingOf(thing);
  const description = text(thing.row.description) ?? text(thing.row.content) ?? text(thing.row.text);
  const data = site.linked([`${site.manifest.base}id/${thing.id}`], rowsAbout(thing, site));
  return {
    path,
    title: thing.label,
    description: description ?? `${typeOf(thing)}: ${thing.label}`,
    section: 'things',
    look: `thing ${kindOf(thing, site)}${isTentative(thing) ? ' tentative' : ''}`,
    embedded: data,
    data,
    main: html`<article>
<header class="head">
<p class="kicker"><a href="${links.term(String(thing.row.type))}">${typeOf(thing)}</a>${
      standing && html` <span class="standing">${words.standing[standing] ?? standing}</span>`
    }</p>
<h1>${nameOf(thing, site)}</h1>
${description && html`<p class="dek">${named(description, site)}</p>`}
</header>
${factsOf(thing, site, links)}
${statedIn(thing, site, links)}
${referringOf(thing, site, links)}
${mentionsOf(thing, site, links)}
<p class="address">${words.address}: <code>${thing.row.iri}</code> · <a href="index.jsonld">JSON-LD</a></p>
</article>`,
  };
}

/** Columns that the page says elsewhere, or that say nothing to a reader. */
const ELSEWHERE = new Set(
  'iri type label description text content mention_count document_id first_sentence_id start_date end_date attributed_to wikidata_id geonames_id longitude'.split(
    ' ',
  ),
);

/** What a reader asks first. */
const FIRST = new Set([
  'when_edtf',
  'place_id',
  'subject_id',
  'object_id',
  'value_text',
  'of_id',
  'speaker_id',
  'speaker_text',
]);

function factsOf(thing: Thing, site: Site, links: Links): Html {
  const { catalogue, model, words } = site;
  const place = catalogue.one('places', 'entity_id', thing.id);
  const rows: [string, Row][] = [[thing.table, thing.row], ...(place ? [['places', place] as [string, Row]] : [])];
  const facts = rows.flatMap(([name, row]) => {
    const table = model.tables.get(name)!;
    const told = table.columns.filter(
      column => column.name !== table.key[0] && !ELSEWHERE.has(column.name) && !isNothing(row[column.name] ?? null),
    );
    return told.map(column => {
      const shown =
        column.name === 'latitude'
          ? fact(words.coordinates, `${row.latitude}, ${row.longitude}`)
          : fact(sayColumn(column.name, site), sayCell(row[column.name]!, column, site, links));
      return { shown, isFirst: FIRST.has(column.name) };
    });
  });
  const everything = [
    ...facts.filter(({ isFirst }) => isFirst).map(({ shown }) => shown),
    ...partsOf(thing, site, links),
    ...facts.filter(({ isFirst }) => !isFirst).map(({ shown }) => shown),
    ...namesOf(thing, site),
    ...identifiersOf(thing, site),
    attribution(thing, site, links),
  ];
  if (everything.every(part => !part)) return html``;
  return html`<section class="about" aria-labelledby="facts."><h2 id="facts.">${words.facts}</h2><dl class="facts">${everything}</dl></section>`;
}

function fact(term: Part, value: Part): Html {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>\n`;
}

function isNothing(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Participants of an event by role; speakers and subjects of a claim. */
function partsOf(thing: Thing, site: Site, links: Links): Part[] {
  const { catalogue, model, words } = site;
  const rows = catalogue.where('event_participants', 'event_id', thing.id);
  const roles = [...new Set(rows.map(row => String(row.role)))].map(role => {
    const filled = rows.filter(row => row.role === role);
    const noted = (row: Row): Part => [
      participant(row, site, links),
      text(row.note) && html` <small>${row.note}</small>`,
    ];
    return fact(
      html`<a href="${links.term(role)}">${model.roles.get(role)?.label ?? role}</a>`,
      join(filled.map(noted), ', '),
    );
  });
  const listed = (table: string, column: string, term: string): Part => {
    const ids = catalogue.where(table, 'claim_id', thing.id).map(row => String(row[column]));
    return (
      ids.length > 0 &&
      fact(
        term,
        join(
          ids.map(id => linkTo(id, site, links)),
          ', ',
        ),
      )
    );
  };
  if (thing.table !== 'claims') return roles;
  return [listed('claim_speakers', 'speaker_id', words.speaker), listed('claim_subjects', 'about_id', words.about)];
}

function namesOf(thing: Thing, { catalogue, words }: Site): Part[] {
  const rows = catalogue.where('entity_names', 'entity_id', thing.id).filter(row => row.kind !== 'preferred');
  const kinds = [...new Set(rows.map(row => String(row.kind)))];
  return kinds.map(kind =>
    fact(
      words.nameKinds[kind] ?? kind,
      join(
        rows
          .filter(row => row.kind === kind)
          .map(row => html`<bdi${attributes({ lang: text(row.language) })}>${row.name}</bdi>`),
        ', ',
      ),
    ),
  );
}

function identifiersOf(thing: Thing, { catalogue, model, words }: Site): Part[] {
  return catalogue.where('entity_links', 'entity_id', thing.id).map(row => {
    const authority = model.authorities.get(String(row.authority))?.label ?? text(row.authority);
    const match = row.match === 'exact' ? null : html` <small>${words.matches[String(row.match)] ?? row.match}</small>`;
    return fact(
      authority ?? words.seeAlso,
      html`${leadingTo(text(row.uri), text(row.identifier) ?? String(row.uri))}${match}`,
    );
  });
}

function attribution({ row }: Thing, site: Site, links: Links): Part {
  const id = text(row.attributed_to);
  return id !== null && fact(sayColumn('attributed_to', site), linkTo(id, site, links));
}

function statedIn(thing: Thing, site: Site, links: Links): Html {
  const quotes = quotesOf(thing.id, site, links);
  if (quotes.length === 0) return html``;
  return html`<section aria-labelledby="stated."><h2 id="stated.">${site.words.statedHere}</h2>
<ul class="quotes">${quotes.map(quote => html`<li>${quote}</li>\n`)}</ul></section>`;
}

/** What other rows say of the thing, grouped by what they have to do with it, each with its first sentence. */
function referringOf(thing: Thing, site: Site, links: Links): Html {
  const references = site.catalogue.referringTo(thing.id);
  const groups = new Map<string, Reference[]>();
  for (const reference of references) {
    const label = relationOf(reference, site);
    groups.set(label, [...(groups.get(label) ?? []), reference]);
  }
  if (groups.size === 0) return html``;
  return html`<section aria-labelledby="referring."><h2 id="referring.">${site.words.referring}</h2>
${[...groups].map(
  ([label, rows]) =>
    html`<h3>${label}</h3>\n<ul class="referring">${rows.map(row => referring(row, site, links))}</ul>\n`,
)}</section>`;
}

function relationOf({ table, column, row }: Reference, site: Site): string {
  const { model, words } = site;
  const kind = words.tables[table] ?? model.tables.get(table)!.title;
  if (table === 'event_participants') {
    const role = String(row.role);
    return words.asRole.replace('{}', model.roles.get(role)?.label ?? role);
  }
  return words.references[`${table}.${column}`] ?? `${kind}: ${sayColumn(column, site)}`;
}

function referring({ table, row }: Reference, site: Site, links: Links): Html {
  const key = site.model.tables.get(table)!.key[0]!;
  const id = String(row[key]);
  const other = site.catalogue.things.get(id);
  if (!other)
    return table === 'documents'
      ? html`<li><a href="${links.document(id)}">${named(String(row.title), site)}</a></li>\n`
      : html`<li>${id}</li>\n`;
  const gist = gistOf(other, site);
  return html`<li${attributes({ class: isTentative(other) ? 'tentative' : null })}><a href="${links.thing(id)}">${nameOf(other, site)}</a>${
    gist.length > 0 && html` <span class="gist">${join(gist, ' · ')}</span>`
  }${quoteOf(id, site, links)}</li>\n`;
}

/** Mentions beyond these are behind a click. */
const SHOWN = 8;

function mentionsOf(thing: Thing, site: Site, links: Links): Html {
  const { catalogue, words } = site;
  const mentions = catalogue.where('mentions', 'target_id', thing.id);
  if (mentions.length === 0) return html``;
  const items = mentions.map(mention => html`<li>${sentenceLink(mention, site, links)}</li>\n`);
  const rest = items.slice(SHOWN);
  return html`<section aria-labelledby="mentions."><h2 id="mentions.">${words.mentions} <small>${mentions.length}</small></h2>
<ul class="quotes">${items.slice(0, SHOWN)}</ul>${
    rest.length > 0 &&
    html`<details><summary>${words.andMore.replace('{}', String(rest.length))}</summary><ul class="quotes">${rest}</ul></details>`
  }</section>`;
}

function rowsAbout({ id, table, row }: Thing, { catalogue, model }: Site): { [table: string]: readonly Row[] } {
  const parts = [...model.tables.values()].filter(({ name, key }) => name !== table && THING_KEYS.has(key[0] ?? ''));
  const rows = parts.map(({ name, key }) => [name, catalogue.where(name, key[0]!, id)] as const);
  return { [table]: [row], ...Object.fromEntries(rows), evidence: catalogue.where('evidence', 'record_id', id) };
}

const THING_KEYS = new Set(['entity_id', 'event_id', 'claim_id', 'relation_id', 'quantity_id', 'quotation_id']);

/** Things in the order in which a reader looks them up. */
export function inOrder(things: Iterable<Thing>): Thing[] {
  return [...things].sort(byLabel);
}

/** Where an event stands in the margin of the first article that states it. */
export function notePlace(thing: Thing, { catalogue }: Site): { document: string; fragment: string } | null {
  const evidence = catalogue.one('evidence', 'record_id', thing.id);
  return evidence ? { document: String(evidence.document_id), fragment: noteId(thing.id) } : null;
}
