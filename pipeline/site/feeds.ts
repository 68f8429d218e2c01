import { addressOf } from './frame.ts';
import { escapeHtml } from './html.ts';
import type { Page, Site, Written } from './site.ts';

/** Every page's address, for search engines. */
export function sitemap(pages: readonly Page[], { manifest }: Site): Written {
  const addresses = pages
    .filter(({ leadsTo }) => leadsTo === undefined)
    .map(({ path }) => `  <url><loc>${escapeHtml(addressOf(path, manifest))}</loc></url>\n`);
  return {
    path: 'sitemap.xml',
    content: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses.join('')}</urlset>\n`,
  };
}

/** What a program that reads prose should read first: articles as plain text, then the data (llmstxt.org). */
export function llms({ manifest, documents, files, model }: Site): Written {
  const { title, description, base, licence } = manifest;
  const line = (words: string): string => words.replace(/\s+/g, ' ').replace(/[[\]]/g, '\\$&');
  const link = (words: string, path: string, says: string | null): string =>
    `- [${line(words)}](${base}${encodeURI(path)})${says ? `: ${line(says)}` : ''}\n`;
  const texts = documents.flatMap(({ title: name, text_path: path, summary }) =>
    typeof path === 'string' && files.some(file => file.path === path)
      ? [link(String(name), path, summary as string | null)]
      : [],
  );
  const data = files
    .filter(({ path }) => !path.startsWith('text/'))
    .map(({ path }) =>
      link(path, path, model.tables.get(/([a-z_]+)\.[a-z]+$/.exec(path)?.[1] ?? '')?.description ?? null),
    );
  const articles = documents.map(({ document_id: id, title: name }) => link(`${name} (annotated)`, `doc/${id}/`, null));
  const section = (head: string, lines: readonly string[]): string =>
    lines.length > 0 ? `\n## ${head}\n\n${lines.join('')}` : '';
  return {
    path: 'llms.txt',
    content: `# ${line(title)}\n\n> ${line(description)}\n\nLicence: ${licence}. Every thing has a page at ${base}id/<id>/ and JSON-LD beside it (index.jsonld).\n${section('Articles', [...texts, ...articles])}${section('Data', data)}`,
  };
}
