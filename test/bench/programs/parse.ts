/** The floor: remark-parse and remark-frontmatter over a folder of articles, and nothing with the trees. Says how many ms that took. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const start = performance.now();
const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).freeze();
const folder = join(process.argv[2]!, 'source');
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
  if (name.endsWith('.md')) processor.parse(readFileSync(join(folder, name), 'utf8'));
console.log(performance.now() - start);
