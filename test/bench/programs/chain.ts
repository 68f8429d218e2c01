/**
 * The obvious chain, written plainly: remark, a YAML reader with positions, Ajv, jsonld.toRDF and csv-stringify, article by article.
 * It makes less than Lodemark does: no sentences, no evidence, no references between articles, no Parquet.
 */
import { createWriteStream, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { stringify } from 'csv-stringify/sync';
import { load } from 'js-yaml';
import jsonld from 'jsonld';
import type { Definition, LinkReference, Nodes, Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const context = {
  id: '@id',
  type: '@type',
  label: 'http://schema.org/name',
  sameAs: { '@id': 'http://schema.org/sameAs', '@type': '@id' },
  when: 'http://schema.org/startDate',
  actor: { '@id': 'http://schema.org/organizer', '@type': '@id' },
  mentions: { '@id': 'http://schema.org/mentions', '@type': '@id' },
};
const fields = {
  type: 'object',
  required: ['type', 'label'],
  properties: {
    type: { type: 'string' },
    label: { type: 'string' },
    actor: { type: ['string', 'array'], items: { type: 'string' } },
  },
} as const;
const isThing = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(fields);
const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).freeze();
const [project, out] = process.argv.slice(2) as [string, string];
mkdirSync(out, { recursive: true });
const csv = createWriteStream(join(out, 'records.csv'));
const quads = createWriteStream(join(out, 'graph.nq'));
const graph = createWriteStream(join(out, 'graph.jsonld'));

for (const name of readdirSync(join(project, 'source'), { recursive: true, encoding: 'utf8' }).sort()) {
  if (!name.endsWith('.md')) continue;
  const tree = processor.parse(readFileSync(join(project, 'source', name), 'utf8'));
  const records = recordsOf(tree);
  for (const record of records) if (!isThing(record)) throw new Error(`${name}: ${JSON.stringify(isThing.errors)}`);
  const document = {
    '@context': context,
    '@graph': [...records, { id: `https://corpus.example/doc/${name}`, mentions: mentionsOf(tree) }],
  };
  graph.write(`${JSON.stringify(document)}\n`);
  quads.write(await jsonld.toRDF(document, { format: 'application/n-quads' }));
  csv.write(stringify(records.map(({ id, type, label, when }) => [id, type, label, when])));
}

function recordsOf(tree: Root): Record<string, unknown>[] {
  const iri = (id: string): string => `https://corpus.example/id/${id}`;
  const definitions = tree.children.filter((node): node is Definition => node.type === 'definition');
  const things = definitions.map(({ identifier, url, title }) => {
    const [type, label] = (title ?? ': ').split(': ');
    return {
      id: iri(identifier),
      type: `http://schema.org/${type}`,
      label,
      sameAs: url.startsWith('#') ? undefined : url,
    };
  });
  const blocks = tree.children
    .filter(node => node.type === 'code')
    .map(({ value }) => load(value) as Record<string, Record<string, unknown>>);
  const events = blocks
    .flatMap(block => Object.entries(block))
    // What adds to a thing that a definition declares isn't told.
    .filter(([, { type }]) => type !== undefined)
    .map(([id, { type, label, when, actor }]) => ({
      id: iri(id),
      type: `https://corpus.example/term/${type}`,
      label,
      when: when === undefined ? undefined : String(when),
      actor: actor === undefined ? undefined : [actor].flat().map(String).map(iri),
    }));
  return [...things, ...events].map(record =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)),
  );
}

function mentionsOf(node: Nodes): string[] {
  if (node.type === 'linkReference') return [`https://corpus.example/id/${(node as LinkReference).identifier}`];
  return 'children' in node ? node.children.flatMap(mentionsOf) : [];
}
