import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Store } from 'oxigraph';
import type { Table } from '../../pipeline/model.ts';
import { openDataset } from '../duckdb.ts';
import { type Built, npmVersion, output, PYTHON, type Reader, script } from './reader.ts';

const quads = ({ dist }: Built): string => join(dist, 'graph.nq');
const jsonld = ({ dist }: Built): string => join(dist, 'graph.jsonld');

/** Lines of N-Quads, each once, in order. */
const linesOf = (text: string): string[] => [...new Set(text.split('\n').filter(line => line !== ''))].sort();

/** @throws with the first line that only one of the two has */
function expectSameLines(where: string, found: string, meant: string): number {
  const [one, other] = [linesOf(found), linesOf(meant)];
  const at = other.findIndex((line, index) => line !== one[index]);
  if (at >= 0 || one.length !== other.length)
    throw new Error(`${where}: ${one[at < 0 ? other.length : at]}, expected ${other[at < 0 ? other.length : at]}`);
  return one.length;
}

const words = (count: number): string => `${count.toLocaleString('en')} triples`;

const rapper: Reader = {
  name: 'rapper (Raptor)',
  from: 'raptor2-utils',
  version: () => output('rapper', ['--version']),
  reads: 'N-Quads, Turtle',
  async find(datasets) {
    let count = 0;
    for (const dataset of datasets) {
      const found = await output('rapper', ['-q', '-i', 'nquads', '-o', 'ntriples', quads(dataset)]);
      count += expectSameLines(dataset.name, unescaped(found), unescaped(readFileSync(quads(dataset), 'utf8')));
      await output('rapper', ['-q', '-i', 'turtle', '-o', 'ntriples', join(dataset.dist, 'shapes.ttl')]);
    }
    return `${words(count)}, each as it stands there; shapes.ttl is Turtle`;
  },
};

/** Characters for their escapes: rapper writes all but ASCII as `\u00F8`. Quotes, backslashes and line ends stay as they are. */
function unescaped(ntriples: string): string {
  return ntriples.replace(
    /\\\\|\\u([0-9A-F]{4})|\\U([0-9A-F]{8})|\\[tbf]/g,
    (escaped, short?: string, long?: string) => {
      const code = short ?? long;
      if (code === undefined) return CONTROLS[escaped] ?? escaped;
      const character = String.fromCodePoint(Number.parseInt(code, 16));
      return /["\\\n\r]/.test(character) ? escaped : character;
    },
  );
}
const CONTROLS: { readonly [escaped: string]: string } = { '\\t': '\t', '\\b': '\b', '\\f': '\f' };

interface RdflibGraph {
  readonly triples: number;
  readonly shapes: number;
  readonly only_quads: readonly string[];
  readonly only_jsonld: readonly string[];
}

const rdflib: Reader = {
  name: 'rdflib',
  from: 'python3-rdflib',
  version: () => output(PYTHON, ['-c', 'import rdflib; print(rdflib.__version__)']),
  reads: 'N-Quads, JSON-LD, Turtle',
  async find(datasets) {
    let count = 0;
    const found = JSON.parse(await output(PYTHON, [script('read_rdflib.py'), ...datasets.map(({ dist }) => dist)]));
    for (const dataset of datasets) {
      const { triples, only_quads, only_jsonld, shapes } = (found as { readonly [dist: string]: RdflibGraph })[
        dataset.dist
      ]!;
      const lines = linesOf(readFileSync(quads(dataset), 'utf8')).length;
      if (triples !== lines || shapes === 0 || only_quads.length + only_jsonld.length > 0)
        throw new Error(
          `${dataset.name}: ${triples} triples, expected ${lines} in both; ${JSON.stringify([only_quads, only_jsonld])}`,
        );
      count += triples;
    }
    return `${words(count)}: graph.nq and graph.jsonld are the same set; shapes.ttl is Turtle`;
  },
};

const pyld: Reader = {
  name: 'PyLD',
  from: 'python3-pyld',
  version: () => output(PYTHON, ['-c', 'from importlib.metadata import version; print(version("PyLD"))']),
  reads: 'JSON-LD',
  async find(datasets) {
    let count = 0;
    for (const dataset of datasets) {
      const canonical = await output(PYTHON, [script('read_pyld.py'), jsonld(dataset)]);
      const meant = readFileSync(quads(dataset), 'utf8');
      // Canonical N-Quads write no more characters as escapes than these two do; PyLD follows the draft of 2015.
      count += expectSameLines(dataset.name, unescaped(canonical), unescaped(meant));
    }
    return `${words(count)}: graph.jsonld, made canonical (URDNA2015), is graph.nq`;
  },
};

const oxigraph: Reader = {
  name: 'Oxigraph',
  from: 'oxigraph',
  version: () => npmVersion('oxigraph'),
  reads: 'N-Quads, JSON-LD',
  async find(datasets) {
    let counted = 0;
    for (const dataset of datasets) {
      const store = new Store();
      store.load(readFileSync(quads(dataset), 'utf8'), { format: 'application/n-quads' });
      const other = new Store();
      other.load(readFileSync(jsonld(dataset), 'utf8'), { format: 'application/ld+json' });
      if (store.size !== other.size) throw new Error(`${dataset.name}: ${store.size} and ${other.size} triples`);
      const data = await openDataset(dataset.dist);
      for (const table of dataset.model.tables.values()) {
        const sparql = countOf(table, dataset);
        if (sparql === null) continue;
        const [[, { value }]] = [...(store.query(sparql) as Map<string, { value: string }>[])[0]!] as [
          [string, { value: string }],
        ];
        const [row] = await data.query(`SELECT count(*) AS n FROM ${rowsOf(table)}`);
        if (Number(value) !== Number(row!.n))
          throw new Error(`${dataset.name}/${table.name}: ${value} in the graph, ${row!.n} rows`);
        counted += 1;
      }
    }
    return `${counted} tables: as many rows by SPARQL as by SQL; as many triples in JSON-LD as in N-Quads`;
  },
};

/** How many rows of a table the graph tells of: its class counts them, but for names and links, which are values; null: it has none. */
function countOf({ name, about, classes }: Table, { model, dist }: Built): string | null {
  const base = baseOf(dist);
  const iri = (curie: string): string => `<${model.expand(curie, base)}>`;
  if (name === 'entity_names')
    return `SELECT (COUNT(*) AS ?n) { ?e a ${iri('term:Entity')}; ${iri('schema:name')}|${iri('schema:alternateName')} ?name }`;
  if (name === 'entity_links')
    return `SELECT (COUNT(*) AS ?n) { ?e ${iri('schema:sameAs')}|${iri('rdfs:seeAlso')} ?uri FILTER (STRSTARTS(STR(?e), "${base}id/")) }`;
  const own = classes.find(curie => curie.startsWith('term:'));
  return about === null || !own ? null : `SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ${iri(own)} }`;
}

/** Names that differ in their kind alone are one value. */
function rowsOf({ name }: Table): string {
  if (name !== 'entity_names') return name;
  return "(SELECT DISTINCT entity_id, name, language, kind = 'preferred' AS preferred FROM entity_names)";
}

function baseOf(dist: string): string {
  const { base } = /"term": ?"(?<base>[^"]*)term\/"/.exec(readFileSync(join(dist, 'context.jsonld'), 'utf8'))!.groups!;
  return base!;
}

export const GRAPH_READERS: readonly Reader[] = [oxigraph, rapper, rdflib, pyld];
