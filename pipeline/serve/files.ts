import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file to be sent; `null` where there is none. */
export interface Found {
  readonly body: Buffer;
  readonly type: string;
}

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonld': 'application/ld+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.ttl': 'text/turtle; charset=utf-8',
  '.nq': 'application/n-quads; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.parquet': 'application/vnd.apache.parquet',
};

/** The file that the path of an address stands for: of a folder, its `index.html`. Nothing hidden, and nothing outside. */
export function findFile(folder: string, pathname: string): Found | null {
  const path = decoded(pathname);
  if (path === null || !path.startsWith('/') || /[\\\0]|\/\./.test(path)) return null;
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const body = contentOf(file);
  return body && { body, type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream' };
}

/** Whether the path is that of a folder, named without the slash that relative addresses need. */
export function isFolder(folder: string, pathname: string): boolean {
  return !pathname.endsWith('/') && findFile(folder, `${pathname}/`) !== null;
}

/** `null` for what can't be read: it isn't there, is a folder, or was just taken away. */
function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
