import type { Manifest, Party } from '../emitter.ts';
import { licenceOf } from '../licence.ts';
import { type Fact, type Term, tagged } from './facts.ts';
import { toIri } from './iri.ts';
import { DCAT, DCTERMS, FOAF, IANA, RDF, RDFS, SCHEMA, VOID, XSD } from './vocabularies.ts';

const MEDIA_TYPES: { readonly [extension: string]: string } = {
  csv: 'text/csv',
  json: 'application/json',
  jsonld: 'application/ld+json',
  nq: 'application/n-quads',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const IDENTIFIERS = /^https?:\/\/(?:orcid\.org|ror\.org|isni\.org|www\.wikidata\.org\/entity)\//;

/** What DCAT, VoID and schema.org say of the dataset as a whole. `files` are its distributions: paths below `base`, of folders with `/` at their end. */
export function datasetFacts(manifest: Manifest, files: readonly string[]): Fact[] {
  const { base } = manifest;
  const of = (pairs: readonly (readonly [string, Term])[]) =>
    pairs.map(([property, term]): Fact => [base, property, term]);
  return [
    ...of([DCAT, VOID, SCHEMA].map(vocabulary => [`${RDF}type`, { iri: `${vocabulary}Dataset` }])),
    ...of(descriptionTerms(manifest)),
    ...manifest.creators.flatMap((party, at) => partyFacts(base, party, 'creator', `${base}#creator-${at + 1}`)),
    ...(manifest.publisher ? partyFacts(base, manifest.publisher, 'publisher', `${base}#publisher`) : []),
    ...files.flatMap(path => distributionFacts(base, path)),
  ];
}

function descriptionTerms(manifest: Manifest): [string, Term][] {
  const { base, title, description, language, version, published, repository, citation } = manifest;
  const date = published === null ? [] : both('issued', 'datePublished', { text: published, datatype: `${XSD}date` });
  const source = repository === null ? null : toIri(repository);
  return [
    ...both('title', 'name', tagged(title, language)),
    ...both('description', 'description', tagged(description, language)),
    ...both('license', 'license', { iri: licenceOf(manifest.licence).url }),
    ...date,
    [`${SCHEMA}inLanguage`, { text: language }],
    [`${SCHEMA}url`, { iri: base }],
    [`${VOID}uriSpace`, { text: base }],
    [`${DCAT}version`, { text: version }],
    [`${SCHEMA}version`, { text: version }],
    ...manifest.keywords.flatMap((word): [string, Term][] => [
      [`${DCAT}keyword`, tagged(word, language)],
      [`${SCHEMA}keywords`, tagged(word, language)],
    ]),
    ...(source === null ? [] : [[`${RDFS}seeAlso`, { iri: source }] as [string, Term]]),
    ...(citation === null ? [] : [[`${DCTERMS}bibliographicCitation`, { text: citation }] as [string, Term]]),
  ];
}

function both(dublinCore: string, schemaOrg: string, term: Term): [string, Term][] {
  return [
    [DCTERMS + dublinCore, term],
    [SCHEMA + schemaOrg, term],
  ];
}

/** A person or body is its identifier's IRI, or else an IRI of the dataset: never a blank node. */
function partyFacts(base: string, party: Party, role: string, own: string): Fact[] {
  const address = party.url === null ? null : toIri(party.url);
  const iri = address !== null && IDENTIFIERS.test(address) ? address : own;
  return [
    ...both(role, role, { iri }).map(([property, term]): Fact => [base, property, term]),
    [iri, `${RDF}type`, { iri: SCHEMA + party.type }],
    [iri, `${RDF}type`, { iri: FOAF + party.type }],
    [iri, `${SCHEMA}name`, { text: party.name }],
    [iri, `${FOAF}name`, { text: party.name }],
    ...(address !== null && address !== iri ? [[iri, `${SCHEMA}url`, { iri: address }] as Fact] : []),
    ...(party.email === null ? [] : [[iri, `${SCHEMA}email`, { text: party.email }] as Fact]),
  ];
}

/** Of a file, or of a folder whose files are parts of one: that can be looked into, not downloaded. */
function distributionFacts(base: string, path: string): Fact[] {
  const name = path.replace(/\/$/, '');
  const mediaType = MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1)];
  const place = { iri: base + path };
  const iri = `${base}#file-${name.replace(/[^a-z0-9]+/gi, '-')}`;
  const [inDcat, inSchemaOrg] = path === name ? ['downloadURL', 'contentUrl'] : ['accessURL', 'url'];
  return [
    [base, `${DCAT}distribution`, { iri }],
    [base, `${SCHEMA}distribution`, { iri }],
    [iri, `${RDF}type`, { iri: `${DCAT}Distribution` }],
    [iri, `${RDF}type`, { iri: `${SCHEMA}DataDownload` }],
    [iri, `${DCTERMS}title`, { text: name }],
    [iri, `${SCHEMA}name`, { text: name }],
    [iri, DCAT + inDcat, place],
    [iri, SCHEMA + inSchemaOrg, place],
    ...(mediaType ? mediaFacts(iri, mediaType) : []),
  ];
}

function mediaFacts(iri: string, mediaType: string): Fact[] {
  return [
    [iri, `${DCAT}mediaType`, { iri: IANA + mediaType }],
    [iri, `${SCHEMA}encodingFormat`, { text: mediaType }],
  ];
}
