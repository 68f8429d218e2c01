import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** One candidate as the standard has it. */
export interface Given {
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly match?: boolean;
  readonly description?: string;
  readonly type?: readonly (string | { readonly id: string; readonly name?: string })[];
}

/** What the service is asked: the queries of each batch. */
export type Asked = {
  readonly [key: string]: { readonly query?: string; readonly type?: unknown; readonly limit?: number };
};

export interface TestService {
  readonly address: string;
  readonly batches: readonly Asked[];
  /** Takes the place of the proper answer until it has been used up. */
  fail(...failures: readonly Failure[]): void;
  close(): Promise<void>;
}
export type Failure = (response: ServerResponse, request: IncomingMessage) => void;

/** A query batch by the Reconciliation API 0.2, section 4.1, in the words of JSON Schema. */
const BATCH = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    properties: {
      query: { type: 'string' },
      type: { type: ['string', 'array'], items: { type: 'string' } },
      limit: { type: 'number' },
      properties: { type: 'array', items: { type: 'object', required: ['pid', 'v'] } },
      type_strict: { enum: ['any', 'should', 'all'] },
    },
    anyOf: [{ required: ['query'] }, { required: ['properties'] }],
    additionalProperties: false,
  },
};
const isBatch = new Ajv2020({ strict: false }).compile(BATCH);

export const WIKIDATA_MANIFEST = {
  versions: ['0.1', '0.2'],
  name: 'Test of Wikidata',
  identifierSpace: 'http://www.wikidata.org/entity/',
  schemaSpace: 'http://www.wikidata.org/prop/direct/',
  view: { url: 'https://www.wikidata.org/wiki/{{id}}' },
};

/** A service on loopback; `answers` are candidates by the words asked for. */
export async function startService(
  answers: { readonly [query: string]: readonly Given[] },
  manifest: object = WIKIDATA_MANIFEST,
): Promise<TestService> {
  const batches: Asked[] = [];
  const failures: Failure[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const failure = failures.shift();
    if (failure) return failure(response, request);
    if (request.method === 'GET') return answer(response, manifest);
    const queries: unknown = JSON.parse(new URLSearchParams(body).get('queries') ?? 'null');
    if (request.headers['content-type']?.split(';')[0] !== 'application/x-www-form-urlencoded' || !isBatch(queries))
      return answer(response, { error: 'bad batch' }, 400);
    batches.push(queries as Asked);
    const results = Object.entries(queries as Asked).map(([key, { query = '', limit = 3 }]) => [
      key,
      { result: (answers[query] ?? []).slice(0, limit) },
    ]);
    answer(response, Object.fromEntries(results.reverse()));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    batches,
    fail: (...more) => void failures.push(...more),
    close: () =>
      new Promise(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

export function answer(response: ServerResponse, json: unknown, status = 200, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof json === 'string' ? json : JSON.stringify(json));
}
