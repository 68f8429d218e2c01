import type { Party } from '../emit/emitter.ts';
import type { Row } from '../model.ts';
import { text } from './describe.ts';
import { licenceAddress } from './frame.ts';
import type { Site } from './site.ts';

/*
 * What search engines read: schema.org under its https name, as they ask. The graph itself says http, as schema.org's own context
 * does; the two never stand in one document.
 */

export function articleData(document: Row, address: string, { manifest, catalogue }: Site): string {
  const licence = text(document.licence);
  const persons = [document.authors].flat().filter(id => typeof id === 'string');
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Article',
    '@id': String(document.iri),
    url: address,
    headline: document.title,
    ...optional('description', text(document.summary)),
    ...optional('inLanguage', text(document.language)),
    ...optional('datePublished', text(document.published_start)),
    ...optional('license', licence && licenceAddress(licence)),
    ...(persons.length > 0 && {
      author: persons.map(id => agent(String(id), catalogue.things.get(String(id))?.label)),
    }),
    ...(document.publisher !== null && {
      publisher: agent(String(document.publisher), catalogue.things.get(String(document.publisher))?.label),
    }),
    wordCount: document.words,
    isPartOf: { '@type': 'Dataset', '@id': manifest.base, name: manifest.title },
  });

  function agent(id: string, name: string | undefined): object {
    const thing = catalogue.things.get(id);
    const isPerson = thing?.row.type === 'Person';
    return { '@type': isPerson ? 'Person' : 'Organization', '@id': `${manifest.base}id/${id}`, name: name ?? id };
  }
}

export function datasetData({ manifest, files, documents }: Site): string {
  const { base, title, description, licence, publisher, creators, version, published, keywords, language } = manifest;
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': base,
    url: base,
    name: title,
    description,
    license: licenceAddress(licence),
    version,
    inLanguage: language,
    isAccessibleForFree: true,
    ...optional('datePublished', published),
    ...(keywords.length > 0 && { keywords }),
    ...(creators.length > 0 && { creator: creators.map(party) }),
    ...(publisher && { publisher: party(publisher) }),
    ...(documents.length > 0 && {
      hasPart: documents.map(({ iri, title: headline }) => ({ '@type': 'Article', '@id': iri, headline })),
    }),
    ...(files.length > 0 && {
      distribution: files.map(({ path, bytes }) => ({
        '@type': 'DataDownload',
        name: path,
        contentUrl: base + path,
        contentSize: `${bytes} B`,
        ...optional('encodingFormat', MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? null),
      })),
    }),
  });
}

const MEDIA_TYPES: { readonly [extension: string]: string } = {
  csv: 'text/csv',
  geojson: 'application/geo+json',
  json: 'application/json',
  jsonl: 'application/jsonl',
  jsonld: 'application/ld+json',
  md: 'text/markdown',
  nq: 'application/n-quads',
  parquet: 'application/vnd.apache.parquet',
  tsv: 'text/tab-separated-values',
  ttl: 'text/turtle',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function party({ name, type, url }: Party): object {
  return { '@type': type, name, ...optional('url', url) };
}

function optional(key: string, value: string | null): object {
  return value === null ? {} : { [key]: value };
}
