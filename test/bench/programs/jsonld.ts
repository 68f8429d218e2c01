/**
 * Lodemark's own graph.jsonld, or all parts of it, made N-Quads the usual way: its nodes in batches with its context through jsonld's toRDF (safe mode) and
 * rdf-canonize, and the batches together through sort. The result is graph.nq, byte by byte.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import jsonld from 'jsonld';

/** Nodes in a batch. With 50 to 200 it is fastest; every batch has the context anew, and large ones are held longer. */
const BATCH = 200;
const [from, out] = process.argv.slice(2) as [string, string];
const unsorted = join(out, 'unsorted.nq');
const quads = createWriteStream(unsorted);
let context: unknown;
let nodes: unknown[] = [];

const parts = statSync(from).isDirectory() ? readdirSync(from).map(name => join(from, name)) : [from];
for (const part of parts) await read(part);
await finished(quads.end());
const { status } = spawnSync('sort', ['-u', '-o', join(out, 'graph.nq'), unsorted], {
  env: { ...process.env, LC_ALL: 'C' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

async function read(part: string): Promise<void> {
  let head = '';
  context = undefined;
  for await (const line of createInterface({ input: createReadStream(part) })) {
    if (context === undefined) {
      head += line;
      if (line === '  "@graph": [') context = JSON.parse(`${head}]}`)['@context'];
    } else if (line.startsWith('{')) {
      nodes.push(JSON.parse(line.replace(/,$/, '')));
      if (nodes.length === BATCH) await flush();
    }
  }
  await flush();
}

async function flush(): Promise<void> {
  const document = { '@context': context, '@graph': nodes };
  nodes = [];
  const options = { algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true };
  quads.write(await jsonld.canonize(document as never, options as never));
}
