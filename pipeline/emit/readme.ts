import type { Column, Model, Table } from '../model.ts';
import { citationText } from './citation-text.ts';
import type { EmitContext, Manifest, OpenEmitter, Party } from './emitter.ts';
import { block, cell, table as grid, list, section } from './markdown.ts';
import { questions } from './questions.ts';

/*
 * README.md of the output folder: what it is, how to cite it, what is in it, how to open it, what to ask it, and what
 * each column means. It names the files that are written before it, so it must be closed after the emitters that it is
 * to speak of.
 */

/** What the files are, in the order in which they are shown; the first pattern that fits a file tells of it. */
const FILES: readonly (readonly [pattern: RegExp, shown: string, what: string])[] = [
  [/^dataset\.xlsx$/, 'dataset.xlsx', 'All tables in one workbook, with typed dates and numbers.'],
  [/^csv\//, 'csv/', 'One CSV file a table, for spreadsheets.'],
  [/^parquet\//, 'parquet/', 'One Parquet file a table, with types; `places.parquet` is GeoParquet.'],
  [/^graph\.jsonld\//, 'graph.jsonld/', 'All records as linked data, in JSON-LD: some documents a part.'],
  [
    /^graph\.nq\//,
    'graph.nq/',
    'The same as N-Quads, each part sorted: `LC_ALL=C sort -mu graph.nq/*` gives them as one file.',
  ],
  [/^graph\.jsonld$/, 'graph.jsonld', 'All records as linked data, in JSON-LD.'],
  [/^graph\.nq$/, 'graph.nq', 'The same as sorted N-Quads.'],
  [/^context\.jsonld$/, 'context.jsonld', 'The JSON-LD context, for others to refer to.'],
  [/^shapes\.ttl$/, 'shapes.ttl', 'SHACL shapes that the records fit.'],
  [/^text\//, 'text/', 'The plain text of each document; all offsets count its characters (Unicode code points).'],
  [
    /^exports\/followthemoney\.jsonl$/,
    'exports/followthemoney.jsonl',
    'Things, events and links as FollowTheMoney entities, for Aleph.',
  ],
  [
    /^exports\/quickstatements\.tsv$/,
    'exports/quickstatements.tsv',
    'Statements for Wikidata, with references, to review and send with QuickStatements.',
  ],
  [/^exports\/events\.geojson$/, 'exports/events.geojson', 'The events that have a point, as GeoJSON for maps.'],
  [/^exports\/reconcile\.csv$/, 'exports/reconcile.csv', 'Entities and events without an identifier, for OpenRefine.'],
  [/^site\//, 'site/', 'The articles to read in a browser, with their annotations; open `site/index.html`.'],
  [/^datapackage\.json$/, 'datapackage.json', 'Description as a Data Package.'],
  [/^csvw-metadata\.json$/, 'csvw-metadata.json', 'Description of the CSV files as CSV on the Web.'],
  [/^croissant\.json$/, 'croissant.json', 'Description in Croissant, for machine learning.'],
  [/^ro-crate-metadata\.json$/, 'ro-crate-metadata.json', 'Description as an RO-Crate.'],
  [/^CITATION\.cff$/, 'CITATION.cff', 'How to cite, for machines.'],
];

/** Writes README.md. */
export const openReadme: OpenEmitter = context => {
  const counts = new Map([...context.model.tables.keys()].map(name => [name, 0]));
  return {
    add({ rows }) {
      for (const [name, added] of Object.entries(rows)) counts.set(name, (counts.get(name) ?? 0) + added.length);
    },
    close() {
      const sink = context.output.file('README.md');
      sink.write(withFolders(readme(context, counts), context));
      sink.close();
    },
  };
};

/** A long table is a folder of Parquet files, a large graph one of N-Quads: DuckDB wants a pattern for it, and so do others. */
function withFolders(text: string, { output }: EmitContext): string {
  const folders = output.written.flatMap(({ path }) => /^(.*)\/part-00000\.[a-z]+$/.exec(path)?.[1] ?? []);
  return folders.reduce(
    (whole, folder) =>
      whole.replaceAll(`'${folder}'`, `'${folder}/*.parquet'`).replaceAll(`--file ${folder}\n`, `--file ${folder}/*\n`),
    text,
  );
}

function readme({ model, manifest, output }: EmitContext, counts: ReadonlyMap<string, number>): string {
  const paths = output.written.map(({ path }) => path);
  const has = (folder: string) => paths.some(path => path.startsWith(folder));
  return [
    `# ${cell(manifest.title)}\n`,
    `${paragraphs(manifest.description)}\n`,
    about(manifest),
    section('How to cite', `${cell(citationText(manifest))}\n`),
    section('Files', grid(['File', 'What it holds'], files(paths))),
    section('Tables', tables(model, counts)),
    section('How to read it', READING),
    section('How to open it', opening(has)),
    section('Questions', asked(model, manifest.base)),
    section('Columns', dictionary(model)),
  ].join('\n');
}

/** Text of several paragraphs, shown as it is. */
function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(cell)
    .join('\n\n');
}

function about(manifest: Manifest): string {
  const facts: [string, string | null][] = [
    ['Version', manifest.version],
    ['Published', manifest.published],
    ['By', manifest.creators.map(party).join('; ') || null],
    ['Publisher', manifest.publisher && party(manifest.publisher)],
    ['Licence', manifest.licence],
    ['Language', manifest.language],
    ['Address', manifest.base],
    ['Sources', manifest.repository],
    ['Keywords', manifest.keywords.join(', ') || null],
  ];
  return list(facts.filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${cell(value ?? '')}`));
}

function party({ name, url }: Party): string {
  return url === null ? name : `${name} (${url})`;
}

function files(paths: readonly string[]): string[][] {
  const present = FILES.filter(([pattern]) => paths.some(path => pattern.test(path)));
  const named = present.map(([, shown, what]) => [`\`${shown}\``, what]);
  return [
    ...named,
    ['`SHA256SUMS`', 'Hashes of all files but those of the site; `sha256sum -c SHA256SUMS` checks them.'],
  ];
}

function tables({ tables: all }: Model, counts: ReadonlyMap<string, number>): string {
  const rows = [...all.values()].map(each => [
    `[${each.name}](#${each.name})`,
    String(counts.get(each.name) ?? 0),
    cell(each.description),
  ]);
  return grid(['Table', 'Rows', 'What it holds'], rows);
}

const READING = `Every record rests on words of the documents: \`evidence\` says on which, and \`mentions\` where each
thing is spoken of. For every row of both, the characters from \`char_start\` to \`char_end\` of the document's text are
the words in \`exact\`. A claim's or quotation's being here says that it was made, not that it is true.

- An empty cell means that nothing is stated; nothing is filled in by guess.
- Ids name the same thing in all tables and files; its address is \`iri\`.
- Dates are written in EDTF (ISO 8601-2): \`2024-07-XX\` is some time in July 2024, \`2022-XX-XX\` some time in 2022,
  \`~\` means about. Beside them stand the first and the last day that they may mean.
- Numbers keep their sense: "over forty" has the comparator \`gt\` and 40 as its lower bound, and no value.
- In CSV a list is joined by \`;\`. Free text that a spreadsheet would take for a formula has an apostrophe before it;
  take one away to have the text as it was written.
`;

function opening(has: (folder: string) => boolean): string {
  const ways: (readonly [boolean, string, string])[] = [
    [has('dataset.xlsx') || has('csv/'), 'Spreadsheet', spreadsheet(has('dataset.xlsx'))],
    [
      has('parquet/'),
      'Python',
      block(
        'python',
        `import pandas as pd

events = pd.read_parquet("parquet/events.parquet")
evidence = pd.read_parquet("parquet/evidence.parquet")
print(events.merge(evidence, left_on="event_id", right_on="record_id")[["label", "start_date", "exact"]])`,
      ),
    ],
    [
      has('csv/'),
      'R',
      block(
        'r',
        `library(readr)

events <- read_csv("csv/events.csv", na = "")
evidence <- read_csv("csv/evidence.csv", na = "")
merge(events, evidence, by.x = "event_id", by.y = "record_id")[c("label", "start_date", "exact")]`,
      ),
    ],
    [
      has('parquet/'),
      'DuckDB',
      block('sql', "SELECT label, start_date, when_edtf FROM 'parquet/events.parquet' ORDER BY start_date;"),
    ],
    [
      has('graph.nq'),
      'SPARQL',
      `Load \`graph.nq\` into any triple store. With Oxigraph:\n\n${block(
        'sh',
        `oxigraph load --location store --file graph.nq
oxigraph query --location store --results-format csv \\
  --query 'SELECT ?type (COUNT(*) AS ?count) { ?thing a ?type } GROUP BY ?type'`,
      )}`,
    ],
  ];
  return ways
    .filter(([present]) => present)
    .map(([, name, how]) => `### ${name}\n\n${how}`)
    .join('\n');
}

function spreadsheet(hasWorkbook: boolean): string {
  const open = hasWorkbook ? 'Open `dataset.xlsx`, or a file of `csv/`' : 'Open a file of `csv/`';
  return `${open}: UTF-8, comma, one header row. Begin with \`events_flat\`, which has names in place of ids.\n`;
}

function asked(model: Model, base: string): string {
  const shown = questions(model, base).map(
    ({ title, sql, sparql }) => `### ${title}\n\n${block('sql', `${sql};`)}\n${block('sparql', sparql)}`,
  );
  return `The same question to the tables (DuckDB, in this folder) and to the graph.\n\n${shown.join('\n')}`;
}

function dictionary({ tables: all }: Model): string {
  return [...all.values()].map(describe).join('\n');
}

function describe(each: Table): string {
  const key = each.key.map(name => `\`${name}\``).join(', ');
  const rows = each.columns.map(column => [`\`${column.name}\``, typeOf(column), meaning(column)]);
  return `### ${each.name}\n\n${each.description} Key: ${key}.\n\n${grid(['Column', 'Type', 'Meaning'], rows)}`;
}

function typeOf({ type, datatype }: Column): string {
  if (type !== 'string') return type;
  return datatype === 'edtf' ? 'EDTF date' : datatype === 'iri' || datatype === 'anyURI' ? 'address' : 'text';
}

function meaning({ description, enum: values, references, unit, iri }: Column): string {
  const more = [
    values && `One of ${values.map(value => `\`${value}\``).join(', ')}.`,
    references.length > 0 && `Refers to ${references.map(name => `[${name}](#${name})`).join(', ')}.`,
    unit && `Unit: ${unit}.`,
    iri && `\`${iri}\``,
  ];
  return [cell(description), ...more.filter(Boolean)].join(' ');
}
