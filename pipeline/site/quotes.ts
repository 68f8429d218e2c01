import type { Row } from '../model.ts';
import { tongue } from './describe.ts';
import { attributes, type Html, html, type Part } from './html.ts';
import type { Links } from './links.ts';
import type { Site } from './site.ts';
import { printed } from './typography.ts';

/** The sentences that state a record, the words it rests on marked, each leading to its place in the article. */
export function quotesOf(record: string, site: Site, links: Links): Html[] {
  return site.catalogue.where('evidence', 'record_id', record).map(row => quotation(row, site, links));
}

/** The first of them. */
export function quoteOf(record: string, site: Site, links: Links): Part {
  const evidence = site.catalogue.one('evidence', 'record_id', record);
  return evidence ? html`\n${quotation(evidence, site, links)}` : null;
}

/** A sign that leads to the first sentence that states a record, and says it. */
export function pilcrow(record: string, { catalogue, words }: Site, links: Links): Part {
  const evidence = catalogue.one('evidence', 'record_id', record);
  if (!evidence) return null;
  const sentence = catalogue.one('sentences', 'sentence_id', String(evidence.sentence_id));
  const says = String(sentence?.text ?? evidence.exact);
  const about = { title: says, 'aria-label': `${words.sentence}: ${says}` };
  const fragment = sentence ? String(sentence.sentence_id) : undefined;
  return html` <a class="pilcrow" href="${links.document(String(evidence.document_id), fragment)}"${attributes(about)}>¶</a>`;
}

/** The sentence around a mention, leading to it. */
export function sentenceLink(mention: Row, site: Site, links: Links): Html {
  return quotation(mention, site, links, String(mention.mention_id));
}

/** A row that quotes words of a sentence by their offsets. */
function quotation(row: Row, site: Site, links: Links, anchor?: string): Html {
  const { catalogue } = site;
  const sentence = catalogue.one('sentences', 'sentence_id', String(row.sentence_id));
  const document = catalogue.one('documents', 'document_id', String(row.document_id));
  const fragment = anchor ?? (sentence ? String(sentence.sentence_id) : undefined);
  const spoken = String(document?.language ?? site.manifest.language);
  const language = tongue(spoken, site);
  const source = site.documents.length > 1 && html` <cite>${document?.title}</cite>`;
  return html`<a class="quote" href="${links.document(String(row.document_id), fragment)}"${attributes(language)}>${
    sentence ? markedIn(sentence, row, spoken) : printed(String(row.exact), spoken)
  }</a>${source}`;
}

function markedIn(sentence: Row, { exact, char_start: start, char_end: end }: Row, language: string): Part {
  const text = [...printed(String(sentence.text ?? ''), language)];
  const from = Number(start) - Number(sentence.char_start);
  const to = Number(end) - Number(sentence.char_start);
  if (from < 0 || from >= text.length) return String(exact);
  if (from === 0 && to >= text.length) return text.join('');
  const cut = (a: number, b?: number): string => text.slice(a, b).join('');
  return html`${cut(0, from)}<mark>${cut(from, to)}</mark>${cut(to)}`;
}
