import { type Net, request, ServiceError } from './request.ts';

/*
 * A client of the Reconciliation Service API, version 0.2 (W3C Entity Reconciliation Community Group, final report of 10 April 2023):
 * the manifest (section 3.2), query batches (4.1, 4.4) and their results (4.5). Version 0.1 differs in nothing that is used here.
 */

export interface Query {
  readonly query: string;
  /** Class to look in, where the service is known to have it. */
  readonly type?: string;
  readonly limit: number;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** How likely it is, on the service's own scale: mostly from 0 to 100. */
  readonly score: number;
  /** Whether the service itself takes it for certain. */
  readonly match: boolean;
  readonly types: readonly string[];
}

export interface Service {
  readonly name: string;
  /** What its ids begin with when they are IRIs. */
  readonly identifierSpace: string;
  /** Page of an entity, with `{{id}}` for its id; null: none. */
  readonly view: string | null;
  /** Candidates of each query, the likeliest first. */
  readonly reconcile: (queries: readonly Query[]) => Promise<readonly (readonly Candidate[])[]>;
}

const VERSIONS: readonly unknown[] = ['0.1', '0.2'];

/** @throws {ServiceError} where there is no such service, or its manifest isn't one */
export async function openService(address: string, net: Net): Promise<Service> {
  const manifest = recordOf(await request(address, null, net), address, 'a service manifest');
  const { name, identifierSpace, versions, view } = manifest;
  if (typeof name !== 'string' || typeof identifierSpace !== 'string')
    throw unexpected(address, 'a service manifest with `name` and `identifierSpace`');
  if (Array.isArray(versions) && !versions.some(version => VERSIONS.includes(version)))
    throw new ServiceError(`Unexpected versions ${versions.join(', ')} of \`${address}\`, expected 0.2 or 0.1`);
  const url = typeof view === 'object' && view !== null && 'url' in view ? view.url : null;
  return {
    name,
    identifierSpace,
    view: typeof url === 'string' ? url : null,
    async reconcile(queries) {
      if (queries.length === 0) return [];
      const batch = Object.fromEntries(queries.map((query, index) => [`q${index}`, query]));
      const body = new URLSearchParams({ queries: JSON.stringify(batch) });
      const answer = recordOf(await request(address, body, net), address, 'a batch of results');
      return queries.map((_, index) => resultsOf(answer[`q${index}`], address));
    },
  };
}

function resultsOf(answer: unknown, address: string): readonly Candidate[] {
  const { result } = recordOf(answer, address, 'a result for every query');
  if (!Array.isArray(result)) throw unexpected(address, 'a list of candidates for every query');
  return result.map(item => candidateOf(item, address)).sort((one, other) => other.score - one.score);
}

function candidateOf(item: unknown, address: string): Candidate {
  const { id, name, description, score, match, type } = recordOf(item, address, 'candidates');
  if (typeof id !== 'string' || typeof name !== 'string' || typeof score !== 'number' || !Number.isFinite(score))
    throw unexpected(address, 'candidates with `id`, `name` and `score`');
  return {
    id,
    name,
    description: typeof description === 'string' && description !== '' ? description : null,
    score,
    match: match === true,
    types: Array.isArray(type) ? type.flatMap(nameOfType) : [],
  };
}

/** A type is an id, or an id with a name. */
function nameOfType(type: unknown): string[] {
  if (typeof type === 'string') return [type];
  const { name, id } = (typeof type === 'object' && type !== null ? type : {}) as { name?: unknown; id?: unknown };
  return [name, id].filter(text => typeof text === 'string').slice(0, 1);
}

type Answer = { readonly [key: string]: unknown };

/** A JSON object; one that holds nothing but an error is told as that. */
function recordOf(value: unknown, address: string, expected: string): Answer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(address, expected);
  const { error, message, status } = value as Answer;
  if (error !== undefined || status === 'error')
    throw new ServiceError(`\`${address}\` answers with an error: ${String(message ?? error).slice(0, 300)}`);
  return value as Answer;
}

function unexpected(address: string, expected: string): ServiceError {
  return new ServiceError(`Unexpected answer of \`${address}\`, expected ${expected} (Reconciliation API 0.2)`);
}
