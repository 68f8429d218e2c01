import type { Column, Table } from '../model.ts';
import { csvFiles, type DescribedFile, describeFiles } from './description/files.ts';
import { type JsonObject, stated, writeJson } from './description/json.ts';
import { foreignKeys, isPrimary } from './description/keys.ts';
import type { EmitContext, Manifest, OpenEmitter, Party } from './emitter.ts';
import { licenceOf } from './licence.ts';

/*
 * croissant.json: Croissant 1.1 (mlcommons.org/croissant), which is schema.org/Dataset and more. One FileObject a file, one
 * RecordSet a CSV table.
 *
 * It says https://schema.org/, the only spelling that Croissant's own validator takes, where the graph says http. Ids are
 * paths, so that they lead to the files where the folder is hosted, and `contentUrl` is relative, so that a copy of the folder
 * can be read as it lies.
 */

/** Writes croissant.json. */
export const openCroissant: OpenEmitter = context => ({
  add() {},
  close() {
    writeJson(context.output, 'croissant.json', dataset(context));
  },
});

/** Croissant's own terms; all others are schema.org's (Croissant 1.1, appendix 1). */
const TERMS = [
  ...[
    'annotation',
    'arrayShape',
    'citeAs',
    'column',
    'containedIn',
    'equivalentProperty',
    'excludes',
    'extract',
    'field',
  ],
  ...[
    'fileObject',
    'fileProperty',
    'fileSet',
    'format',
    'includes',
    'isArray',
    'isLiveDataset',
    'jsonPath',
    'key',
    'md5',
  ],
  ...['parentField', 'readLines', 'recordSet', 'references', 'regex', 'sdVersion', 'separator', 'source', 'subField'],
  ...['transform', 'unArchive', 'value'],
];

const CONTEXT: JsonObject = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  ...Object.fromEntries(TERMS.map(term => [term, `cr:${term}`])),
};

function dataset({ model, manifest, output }: EmitContext): JsonObject {
  const files = describeFiles(output.written, model);
  const csv = csvFiles(files);
  const tables = new Map(csv.map(({ table }) => [table.name, table]));
  const { creators, publisher } = manifest;
  return stated({
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    '@id': manifest.base,
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: manifest.name,
    alternateName: manifest.title,
    description: manifest.description,
    url: manifest.base,
    license: licenceOf(manifest.licence).url,
    version: manifest.version,
    datePublished: manifest.published,
    inLanguage: manifest.language,
    keywords: manifest.keywords,
    creator: (creators.length > 0 ? creators : publisher ? [publisher] : []).map(party),
    publisher: publisher && party(publisher),
    citeAs: citation(manifest),
    isAccessibleForFree: true,
    distribution: files.map(fileObject),
    recordSet: csv.map(({ path, table }) => recordSet(path, table, tables)),
  });
}

function party({ name, type, url, email }: Party): JsonObject {
  return stated({ '@type': `sc:${type}`, name, url, email });
}

/** In BibTeX, as Croissant asks, unless the dataset says how it wants to be cited. */
function citation({ name, title, creators, publisher, published, version, base, citation: own }: Manifest): string {
  if (own !== null) return own;
  const fields = stated({
    author: creators.map(creator => creator.name).join(' and ') || null,
    title,
    publisher: publisher?.name,
    year: published?.slice(0, 'YYYY'.length),
    version,
    url: base,
  });
  const lines = Object.entries(fields).map(([field, text]) => `${field} = {${String(text).replace(/[{}\\]/g, '')}}`);
  return `@misc{${name}, ${lines.join(', ')}}`;
}

function fileObject({ path, description, bytes, mediaType, sha256 }: DescribedFile): JsonObject {
  return {
    '@type': 'cr:FileObject',
    '@id': path,
    name: path.slice(path.lastIndexOf('/') + 1),
    description,
    contentUrl: path,
    contentSize: `${bytes} B`,
    encodingFormat: mediaType,
    sha256,
  };
}

function recordSet(path: string, table: Table, tables: ReadonlyMap<string, Table>): JsonObject {
  const references = new Map(foreignKeys(table, tables).map(key => [key.column.name, `${key.table}/${key.key}`]));
  return stated({
    '@type': 'cr:RecordSet',
    '@id': table.name,
    name: table.name,
    alternateName: table.title,
    description: table.description,
    key: isPrimary(table) ? table.key.map(name => ({ '@id': `${table.name}/${name}` })) : null,
    field: table.columns.map(column => field(column, path, table, references.get(column.name))),
  });
}

function field(column: Column, path: string, table: Table, references: string | undefined): JsonObject {
  const isList = column.type === 'list';
  return stated({
    '@type': 'cr:Field',
    '@id': `${table.name}/${column.name}`,
    name: column.name,
    description: column.description,
    dataType: dataType(column),
    isArray: isList || null,
    source: stated({
      fileObject: { '@id': path },
      extract: { column: column.name },
      transform: isList ? { separator: ';' } : null,
    }),
    references: references === undefined ? null : { '@id': references },
  });
}

function dataType({ type, datatype }: Column): string {
  if (datatype === 'iri' || datatype === 'anyURI') return 'sc:URL';
  switch (type) {
    case 'date':
      return 'sc:Date';
    case 'integer':
      return 'sc:Integer';
    case 'number':
      return 'sc:Float';
    case 'boolean':
      return 'sc:Boolean';
    default:
      return 'sc:Text';
  }
}
