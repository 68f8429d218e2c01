import type { Model, Table } from '../../model.ts';
import type { WrittenFile } from '../emitter.ts';

/** A file of the dataset as descriptions tell of it. */
export interface DescribedFile extends WrittenFile {
  /** Ending of the name, which stands for the format. */
  readonly format: string;
  /** As registered with IANA, or as those who made the format ask for. */
  readonly mediaType: string;
  readonly description: string;
  /** The table that it holds. */
  readonly table: Table | null;
}

const MEDIA_TYPES: { readonly [format: string]: string } = {
  cff: 'application/yaml',
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

/** What a file is, by the first pattern that fits its path. */
const KINDS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^dataset\.xlsx$/, 'All tables in one workbook.'],
  [/^graph\.jsonld\//, 'Some of the records as linked data, in JSON-LD 1.1.'],
  [/^graph\.nq\//, 'The same triples as sorted N-Quads.'],
  [/^graph\.jsonld$/, 'All records as linked data, in JSON-LD 1.1.'],
  [/^graph\.nq$/, 'The same triples as sorted N-Quads.'],
  [/^context\.jsonld$/, 'JSON-LD context of the records.'],
  [/^shapes\.ttl$/, 'SHACL shapes that the records fit.'],
  [/^text\//, 'Plain text of a document, to which offsets refer.'],
  [/^exports\//, 'Extract for another tool.'],
  [/^datapackage\.json$/, 'Description as a Data Package.'],
  [/^csvw-metadata\.json$/, 'Description of the CSV files as CSV on the Web.'],
  [/^croissant\.json$/, 'Description in Croissant.'],
  [/^CITATION\.cff$/, 'How to cite the dataset.'],
  [/^README\.md$/, 'What the dataset is, how to read and to open it, and what each column means.'],
];

/** The pages to read in a browser are no data. */
const isData = ({ path }: WrittenFile): boolean => !path.startsWith('site/');

/** The data among the files that were written so far, in the order of writing. */
export function describeFiles(written: readonly WrittenFile[], model: Model): DescribedFile[] {
  return written.filter(isData).map(file => {
    const { path } = file;
    const format = path.slice(path.lastIndexOf('.') + 1);
    const table = tableOf(path, model);
    const what = KINDS.find(([pattern]) => pattern.test(path))?.[1];
    return {
      ...file,
      format,
      mediaType: MEDIA_TYPES[format] ?? 'application/octet-stream',
      description: table?.description ?? what ?? `File of the format ${format}.`,
      table,
    };
  });
}

/** The CSV file of each table that has one. */
export function csvFiles(files: readonly DescribedFile[]): (DescribedFile & { readonly table: Table })[] {
  return files.filter((file): file is DescribedFile & { readonly table: Table } => {
    return file.table !== null && file.format === 'csv';
  });
}

function tableOf(path: string, model: Model): Table | null {
  const [, name] = /^(?:csv|parquet)\/([a-z][a-z0-9_]*)\.[a-z]+(?:\/part-\d+\.parquet)?$/.exec(path) ?? [];
  return model.tables.get(name ?? '') ?? null;
}
