import { posix } from 'node:path';
import type { Tree } from './tree.ts';

/** A page as text: its ids and links. Pages are our own, so that expressions find both. */
export interface ReadPage {
  readonly path: string;
  readonly html: string;
  readonly ids: readonly string[];
  /** As written, entities resolved. */
  readonly links: readonly string[];
}

export function readPages(tree: Tree): ReadonlyMap<string, ReadPage> {
  const pages = [...tree].filter(([path]) => path.endsWith('.html'));
  return new Map(
    pages.map(([path, bytes]) => {
      const html = bytes.toString();
      const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
      return [
        path,
        { path, html, ids: valuesOf(tags, 'id'), links: [...valuesOf(tags, 'href'), ...valuesOf(tags, 'src')] },
      ];
    }),
  );
}

function valuesOf(tags: readonly string[], attribute: string): string[] {
  const found = new RegExp(`\\s${attribute}="([^"]*)"`);
  return tags.flatMap(tag => {
    const value = found.exec(tag)?.[1];
    return value === undefined ? [] : [unescaped(value)];
  });
}

function unescaped(value: string): string {
  return value.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, name) =>
    name
      ? { amp: '&', lt: '<', gt: '>', quot: '"' }[name as string]!
      : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );
}

/** Links of a page within the site that lead nowhere: to no file, or to no element. */
export function brokenLinks({ path, links }: ReadPage, tree: Tree, pages: ReadonlyMap<string, ReadPage>): string[] {
  return links.flatMap(link => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
    const [address = '', fragment = ''] = link.split('#');
    const target = address === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(address));
    if (!tree.has(target)) return [`${path}: ${link} leads to no file`];
    const isThere = fragment === '' || pages.get(target)?.ids.includes(decodeURIComponent(fragment));
    return isThere ? [] : [`${path}: ${link} leads to no element`];
  });
}
