/**
 * The rows of Lodemark's own tables, a JSON array a line, written as CSV by csv-stringify, a stream a table. The results are the files of
 * `csv/`, byte by byte.
 */
import { createReadStream, createWriteStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

const [from, out] = process.argv.slice(2) as [string, string];
for (const name of readdirSync(from)) {
  const rows = createInterface({ input: createReadStream(join(from, name)) });
  const writer = stringify({ bom: true, record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
  await pipeline(rows, read, writer, createWriteStream(join(out, name.replace(/jsonl$/, 'csv'))));
}

async function* read(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  for await (const line of lines) yield JSON.parse(line) as string[];
}
