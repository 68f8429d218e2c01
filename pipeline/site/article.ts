import type { ProseBlock } from '../emit/emitter.ts';
import type { Row } from '../model.ts';
import { cardsOf } from './cards.ts';
import type { Thing } from './catalogue.ts';
import { grouped } from './catalogue.ts';
import { isTentative, type Kind, kindOf, linkTo, nameOf, sayWhen, standingOf, text, tongue } from './describe.ts';
import { addressOf } from './frame.ts';
import { attributes, clean, escapeHtml, type Html, html, join, leadingTo, type Part } from './html.ts';
import { documentPage, type Links, linksFrom, noteId } from './links.ts';
import { articleData } from './schema-org.ts';
import type { Page, Site } from './site.ts';
import { printed, printedHtml } from './typography.ts';
import { sayDate } from './when.ts';
import { sayNumber } from './words.ts';

/** The article to be read, with its annotations; events stand in the margin beside the paragraphs that state them. */
export function articlePage(document: Row, site: Site): Page {
  const { words, catalogue, manifest } = site;
  const id = String(document.document_id);
  const path = documentPage(id);
  const links = linksFrom(path);
  const blocks = catalogue.prose.get(id)?.blocks ?? [];
  const hasTitle = blocks[0]?.heading?.depth === 1;
  const body = hasTitle ? blocks.slice(1) : blocks;
  const beside = notesOf(id, site, links);
  const language = text(document.language) ?? manifest.language;
  const heading = hasTitle
    ? marked(blocks[0]!.html, language, site, links)
    : html`<h1>${printed(String(document.title), language)}</h1>`;
  return {
    path,
    title: String(document.title),
    description: text(document.summary) ?? manifest.description,
    section: 'read',
    look: 'reading',
    isArticle: true,
    embedded: articleData(document, addressOf(path, manifest), site),
    data: site.linked([String(document.iri)], rowsOf(id, site)),
    main: html`<header class="head"${attributes(tongue(language, site))}>
${heading}
${text(document.summary) && html`<p class="dek">${printed(String(document.summary), language)}</p>`}
${bylineOf(document, site, links)}
</header>
${legendOf(id, site)}
${contentsOf(body, site)}
<div class="prose"${attributes(tongue(language, site))}>
${body.map(block => blockOf(block, language, beside, site, links))}
</div>
${sourcesOf(document, site)}
<details class="register" id="register.">
<summary>${words.register}</summary>
${cardsOf(id, site, links)}
</details>`,
  };
}

function blockOf(
  block: ProseBlock,
  language: string,
  beside: ReadonlyMap<number, Html>,
  site: Site,
  links: Links,
): Html {
  const notes = block.paragraphs.map(paragraph => beside.get(paragraph)).filter(note => note !== undefined);
  const margin = notes.length > 0 && html`<ul class="margin" aria-label="${site.words.eventsHere}">${notes}</ul>\n`;
  if (block.notes) {
    const label = html`<h2 id="footnote-label" lang="${site.words.lang}">${site.words.footnotes}</h2>`;
    return html`${margin}<div class="footnotes">${label}${marked(block.html, language, site, links)}</div>\n`;
  }
  return html`${margin}${marked(block.html, language, site, links)}\n`;
}

const MARK = /<a id="(m_[a-z0-9]+)" data-target="([a-z0-9-]+)">/g;

/** Prose with its annotations led to the pages of what they speak of, each in the look of its kind. */
function marked(prose: string, language: string, site: Site, links: Links): Html {
  const led = printedHtml(prose, language).replace(MARK, (whole, mention: string, target: string) => {
    const thing = site.catalogue.things.get(target);
    if (!thing) return whole;
    const look = `m ${kindOf(thing, site)}${isTentative(thing) ? ' tentative' : ''}`;
    const about = {
      id: mention,
      class: look,
      'data-target': target,
      href: links.thing(target),
    };
    return `<a${attributes(about).html}>`;
  });
  return clean(led);
}

function bylineOf(document: Row, site: Site, links: Links): Html {
  const { words } = site;
  const people = (value: Row[string] | undefined): Part =>
    join(
      [value]
        .flat()
        .filter(id => typeof id === 'string')
        .map(id => linkTo(String(id), site, links)),
      ', ',
    );
  const published = text(document.published_edtf);
  const licence = text(document.licence);
  const facts: Part[] = [
    document.authors !== null && html`<span>${people(document.authors)}</span>`,
    published && html`<span>${sayDate(published, words)}</span>`,
    html`<span>${words.count(sayNumber(Number(document.words)), words.word, words.words, Number(document.words))}</span>`,
    licence && html`<span>${licence}</span>`,
  ];
  return html`<p class="byline">${join(facts.filter(Boolean), ' · ')}</p>`;
}

const LEGEND: readonly Kind[] = ['event', 'thing', 'place', 'claim', 'relation', 'quantity', 'quotation'];

/** How each kind of annotation looks; scripts make each of them a switch. */
function legendOf(document: string, site: Site): Html {
  const { words, catalogue } = site;
  const kinds = new Set(
    catalogue
      .where('mentions', 'document_id', document)
      .flatMap(({ target_id: id }) => [catalogue.things.get(String(id))].filter(thing => thing !== undefined))
      .map(thing => kindOf(thing, site)),
  );
  const shown = LEGEND.filter(kind => kinds.has(kind));
  if (shown.length === 0) return html``;
  return html`<div class="legend"><p id="legend.">${words.legend}</p>
<ul aria-labelledby="legend.">${shown.map(kind => html`<li data-kind="${kind}"><span class="m ${kind}">${words.kinds[kind]}</span></li>`)}
<li><span class="m event tentative">${words.tentative}</span></li></ul></div>`;
}

function contentsOf(blocks: readonly ProseBlock[], { words }: Site): Html {
  const headings = blocks.filter(({ heading }) => heading?.depth === 2);
  if (headings.length < 2) return html``;
  const entry = ({ heading, html: prose }: ProseBlock) =>
    html`<li><a href="#${encodeURIComponent(heading!.id)}">${clean(plain(prose))}</a></li>`;
  return html`<nav class="contents" aria-label="${words.contents}"><p>${words.contents}</p><ol>${headings.map(entry)}</ol></nav>`;
}

/** A heading's words without their annotations. */
function plain(prose: string): string {
  return prose.replace(/<sup>.*?<\/sup>/g, '').replace(/<[^>]*>/g, '');
}

/** Events by the number of the paragraph that first states them there, as items of a margin. */
function notesOf(document: string, site: Site, links: Links): ReadonlyMap<number, Html> {
  const { catalogue } = site;
  const evidence = catalogue.where('evidence', 'document_id', document).filter(row => row.record_table === 'events');
  const byParagraph = grouped(evidence, row => {
    const sentence = catalogue.one('sentences', 'sentence_id', String(row.sentence_id));
    return sentence ? [String(sentence.paragraph)] : [];
  });
  const anchored = new Set<string>();
  const paragraphs = [...byParagraph].sort(([a], [b]) => Number(a) - Number(b));
  return new Map(
    paragraphs.map(([paragraph, rows]) => {
      const events = grouped(
        rows.toSorted((a, b) => Number(a.char_start) - Number(b.char_start)),
        row => [String(row.record_id)],
      );
      const items = [...events.keys()].map(id => {
        const first = !anchored.has(id);
        anchored.add(id);
        return noteOf(catalogue.things.get(id)!, first, document, site, links);
      });
      return [Number(paragraph), html`${items}`];
    }),
  );
}

/** Things that stand for several of those who take part, and for no others: "the two powers". */
function groupsOf(ids: readonly string[], { catalogue }: Site): string[] {
  const groups = new Set(ids.flatMap(id => catalogue.where('entities', 'members', id)));
  const isWhole = ({ members }: Row): boolean => [members].flat().every(member => ids.includes(String(member)));
  return [...groups].filter(isWhole).map(({ entity_id: id }) => String(id));
}

/** The words that a record rests on: a sentence, and where in it they begin and end, counted in code points. */
function stretch({ sentence_id: id, char_start: start, char_end: end }: Row, { catalogue }: Site): string {
  const from = Number(catalogue.one('sentences', 'sentence_id', String(id))?.char_start);
  return `${id}:${Number(start) - from}:${Number(end) - from}`;
}

function noteOf(event: Thing, first: boolean, document: string, site: Site, links: Links): Html {
  const { catalogue, words } = site;
  const evidence = catalogue.where('evidence', 'record_id', event.id).filter(row => row.document_id === document);
  const fillers = catalogue.where('event_participants', 'event_id', event.id).map(row => String(row.entity_id));
  const place = text(event.row.place_id);
  const about = {
    id: first ? noteId(event.id) : null,
    class: isTentative(event) ? 'tentative' : null,
    'data-event': event.id,
    'data-evidence': [...new Set(evidence.map(row => stretch(row, site)))].join(' '),
    'data-fillers': [...fillers, ...groupsOf(fillers, site), ...(place ? [place] : [])].join(' '),
    'data-from': text(event.row.start_date),
    'data-to': text(event.row.end_date),
  };
  const standing = standingOf(event);
  const facts = [sayWhen(event.row, site), standing && (words.standing[standing] ?? standing)].filter(Boolean);
  return html`<li${attributes(about)}><a href="${links.thing(event.id)}">${nameOf(event, site)}</a>${
    facts.length > 0 && html` <span class="facts">${join(facts, ' · ')}</span>`
  }</li>\n`;
}

/** What has its address in the article: its sentences, mentions, evidence and citations. */
function rowsOf(document: string, { catalogue }: Site): { [table: string]: readonly Row[] } {
  const tables = ['documents', 'sentences', 'mentions', 'evidence', 'citations'];
  return Object.fromEntries(tables.map(table => [table, catalogue.where(table, 'document_id', document)]));
}

function sourcesOf(document: Row, { words }: Site): Html {
  const source = text(document.source_url);
  const note = text(document.note);
  if (!source && !note) return html``;
  return html`<section class="provenance" aria-label="${words.provenance}">${note && html`<p>${note}</p>`}${
    source && html`<p>${words.original}: ${leadingTo(source, clean(escapeHtml(source)))}</p>`
  }</section>`;
}
