import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findFile, isFolder } from './files.ts';

/** A site shown on this machine alone while it is being written. */
export interface Server {
  readonly address: string;
  /** Makes the pages that are open load again. */
  readonly reload: () => void;
  readonly close: () => void;
}

const HOST = '127.0.0.1';
const SCRIPT = '/.lodemark/reload.js';
const EVENTS = '/.lodemark/events';
/** Loads the page again when told to, or when the server is there again after it was gone. */
const RELOAD = `const events = new EventSource('${EVENTS}');
let lost = false;
events.onerror = () => { lost = true; };
events.onopen = () => { if (lost) location.reload(); };
events.onmessage = () => location.reload();
`;

/**
 * Serves a folder. Pages get a script that isn't in the files.
 * @throws {Error} of the system, such as `EADDRINUSE`; port 0 takes one that is free
 */
export async function serve(folder: string, port: number): Promise<Server> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const pathname = pathOf(request);
    if (!isLocal(request))
      return send(response, 403, 'text/plain', 'Unexpected host: this site is for this machine alone.');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, 'text/plain', 'Unexpected method.');
    if (pathname === EVENTS) return listen(response, listeners);
    if (pathname === SCRIPT) return send(response, 200, 'text/javascript', RELOAD);
    answer(folder, pathname, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    address: `http://${HOST}:${taken}/`,
    reload: () => {
      for (const listener of listeners) listener.write('data: changed\n\n');
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(folder: string, pathname: string, response: ServerResponse): void {
  if (isFolder(folder, pathname)) {
    response.writeHead(301, { location: `${pathname}/` }).end();
    return;
  }
  const found = findFile(folder, pathname);
  if (!found)
    return send(
      response,
      404,
      'text/html; charset=utf-8',
      withScript('<!doctype html><title>Nothing here</title><p>Nothing is here yet.</p>'),
    );
  const { type, body } = found;
  send(response, 200, type, type.startsWith('text/html') ? withScript(body.toString()) : body);
}

/** Adds the script to a page, and the leave to run it to the page's policy. */
function withScript(page: string): string {
  const open = page.replace(/(<meta http-equiv="content-security-policy" content=")/i, "$1connect-src 'self'; ");
  const script = `<script src="${SCRIPT}" defer></script>`;
  const at = open.search(/<\/head>|<body\b/i);
  return at < 0 ? open + script : open.slice(0, at) + script + open.slice(at);
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 500\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** A page elsewhere may give its own name this machine's address, and then read what is here. */
function isLocal({ headers }: IncomingMessage): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(headers.host ?? '');
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return /^[^?#]*/.exec(url)![0];
}
