import type { EmitContext, Emitter } from '../emit/emitter.ts';
import type { Table } from '../model.ts';
import { articlePage } from './article.ts';
import { writeAssets } from './assets.ts';
import { Collection } from './catalogue.ts';
import { llms, sitemap } from './feeds.ts';
import { formerPage } from './former.ts';
import { framed } from './frame.ts';
import { homePage } from './home.ts';
import { linkedBy } from './linked.ts';
import { documentPage } from './links.ts';
import { hasMap, mapPage } from './map.ts';
import { networkPage } from './network.ts';
import { searchIndex, searchPage } from './search.ts';
import type { Page, Section, Site } from './site.ts';
import { tablePageOf, tablesPage } from './tables.ts';
import { termPages, vocabularyPage } from './terms.ts';
import { pageOf } from './thing.ts';
import { thingsPage } from './things.ts';
import { timelinePage } from './timeline.ts';
import { wordsFor } from './words.ts';

/** Where the site stands in the output. */
const FOLDER = 'site/';

/**
 * Writes `site/`: pages to read and to look at, which work from a disc and need no script. Pages refer to one another, so all rows
 * are held until the last is known. Downloads are the files that other formats have written by then, so the site closes last.
 */
export function openSite({ model, manifest, output, asset }: EmitContext): Emitter {
  const collection = new Collection(model);
  if (!asset) throw new TypeError('Unexpected absence of assets');
  const write = (path: string, content: string | Uint8Array): void => {
    const sink = output.file(FOLDER + path);
    sink.write(content);
    sink.close();
  };
  return {
    add: batch => collection.add(batch),
    close() {
      const files = output.written
        .filter(({ path }) => !path.startsWith(FOLDER))
        .map(({ path, bytes }) => ({ path, bytes }));
      const words = wordsFor(manifest.language);
      const documents = collection.rows('documents');
      const bare: Site = {
        model,
        manifest,
        catalogue: collection,
        words,
        files,
        linked: linkedBy(model, manifest),
        sections: [],
        documents,
      };
      const site: Site = { ...bare, sections: sectionsOf(bare) };
      const listed: Page[] = [];
      for (const page of pagesOf(site)) {
        for (const { path, content } of framed(page, site)) write(path, content);
        listed.push({ ...page, main: { html: '' }, data: null, embedded: null });
      }
      for (const { path, content } of [searchIndex(site), sitemap(listed, site), llms(site)]) write(path, content);
      writeAssets(asset, write, words);
    },
  };
}

function* pagesOf(site: Site): Generator<Page> {
  const { catalogue, documents, model, sections } = site;
  const has = (name: Section['name']): boolean => sections.some(section => section.name === name);
  yield homePage(site);
  for (const document of documents) yield articlePage(document, site);
  if (has('timeline')) yield timelinePage(site);
  if (has('map')) yield mapPage(site);
  if (has('network')) yield networkPage(site);
  yield thingsPage(site);
  for (const thing of catalogue.things.values()) yield pageOf(thing, site);
  for (const row of catalogue.rows('former_ids')) yield formerPage(row, site);
  yield tablesPage(site);
  for (const table of model.tables.values()) yield tablePageOf(table as Table, site);
  yield vocabularyPage(site);
  yield* termPages(site);
  yield searchPage(site);
}

function sectionsOf(site: Site): Section[] {
  const { catalogue, documents } = site;
  const [first] = documents;
  const read = documents.length === 1 ? documentPage(String(first!.document_id)) : 'index.html';
  const all: (Section | false)[] = [
    documents.length === 1 && { name: 'read', path: read },
    catalogue.rows('events').length > 0 && { name: 'timeline', path: 'timeline/index.html' },
    hasMap(site) && { name: 'map', path: 'map/index.html' },
    catalogue.rows('event_participants').length > 0 && { name: 'network', path: 'network/index.html' },
    { name: 'things', path: 'id/index.html' },
    { name: 'tables', path: 'tables/index.html' },
    { name: 'search', path: 'search/index.html' },
  ];
  return all.filter(section => section !== false);
}
