import { type DescribedFile, describeFiles } from './description/files.ts';
import { type JsonObject, stated, writeJson } from './description/json.ts';
import type { EmitContext, Manifest, OpenEmitter, Party } from './emitter.ts';
import { licenceOf } from './licence.ts';

/*
 * ro-crate-metadata.json: RO-Crate 1.2, an attached package: the root is the folder that the file lies in. Each of the files
 * written before it is a data entity.
 */

const SPECIFICATION = 'https://w3id.org/ro/crate/1.2';

/** Writes ro-crate-metadata.json. */
export const openRoCrate: OpenEmitter = context => ({
  add() {},
  close() {
    writeJson(context.output, 'ro-crate-metadata.json', crate(context));
  },
});

function crate({ model, manifest, output }: EmitContext): JsonObject {
  const files = describeFiles(output.written, model);
  const parties = partiesOf(manifest);
  const licence = licenceOf(manifest.licence);
  return {
    '@context': `${SPECIFICATION}/context`,
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        about: { '@id': './' },
        conformsTo: { '@id': SPECIFICATION },
      },
      root(manifest, licence.url, parties, files),
      ...files.map(file),
      { '@id': licence.url, '@type': 'CreativeWork', name: licence.title, description: terms(licence.title) },
      ...[...parties].map(([id, { name, type, url, email }]) =>
        stated({ '@id': id, '@type': type, name, url: url === id ? null : url, email }),
      ),
    ],
  };
}

function root(
  manifest: Manifest,
  licence: string,
  parties: ReadonlyMap<string, Party>,
  files: readonly DescribedFile[],
): JsonObject {
  const idsOf = (wanted: readonly Party[]) =>
    [...parties].filter(([, party]) => wanted.some(each => isSame(each, party))).map(reference);
  const { publisher, creators } = manifest;
  return stated({
    '@id': './',
    '@type': 'Dataset',
    identifier: manifest.base,
    name: manifest.title,
    description: manifest.description,
    datePublished: manifest.published,
    license: { '@id': licence },
    author: idsOf(creators),
    publisher: publisher === null ? null : idsOf([publisher]),
    keywords: manifest.keywords,
    version: manifest.version,
    inLanguage: manifest.language,
    url: manifest.base,
    creditText: manifest.citation,
    hasPart: files.map(({ path }) => ({ '@id': entityId(path) })),
  });
}

function file({ path, description, bytes, mediaType, sha256, table }: DescribedFile): JsonObject {
  return stated({
    '@id': entityId(path),
    '@type': 'File',
    name: table ? `${table.title} (${path})` : path,
    description,
    contentSize: String(bytes),
    encodingFormat: mediaType,
    sha256,
  });
}

/** Everybody behind the dataset, once, by address or by a local id. */
function partiesOf({ creators, publisher }: Manifest): ReadonlyMap<string, Party> {
  const all =
    publisher === null || creators.some(each => isSame(each, publisher)) ? creators : [...creators, publisher];
  return new Map(all.map((party, at) => [party.url ?? `#party-${at + 1}`, party]));
}

function isSame(one: Party, other: Party): boolean {
  return one.name === other.name && one.type === other.type && one.url === other.url;
}

function terms(title: string): string {
  return `The dataset is given on the terms of this licence: ${title}.`;
}

/** A path as a URI reference. */
function entityId(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

function reference([id]: readonly [string, Party]): JsonObject {
  return { '@id': id };
}
