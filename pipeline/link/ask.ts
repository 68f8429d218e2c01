import { type Address, normalizeAddress } from '../identity.ts';
import type { Model } from '../model.ts';
import type { Candidate, Query, Service } from './service.ts';
import type { Survey, Unlinked } from './unlinked.ts';

/** A candidate with the address that would be written for it. */
export interface Offer extends Candidate {
  /** As authors write it; null where the service says of none. */
  readonly address: string | null;
  /** Id of the thing of this project that has the address already. */
  readonly taken: string | null;
}
export interface Offered {
  readonly thing: Unlinked;
  readonly offers: readonly Offer[];
}

/** Queries a request. */
const BATCH = 10;
const WIKIDATA = 'wikidata';

/** Candidates for all unlinked things, asked for in batches. */
export async function askFor(
  { unlinked, taken }: Survey,
  service: Service,
  model: Model,
  limit: number,
  progress: (done: number, total: number) => void = () => {},
): Promise<readonly Offered[]> {
  const offered: Offered[] = [];
  for (let at = 0; at < unlinked.length; at += BATCH) {
    const things = unlinked.slice(at, at + BATCH);
    const results = await service.reconcile(things.map(thing => queryFor(thing, service, model, limit)));
    offered.push(...things.map((thing, index) => ({ thing, offers: results[index]!.map(offer) })));
    progress(Math.min(at + BATCH, unlinked.length), unlinked.length);
  }
  return offered;

  function offer(candidate: Candidate): Offer {
    const address = addressOf(candidate.id, service, model);
    return { ...candidate, address, taken: address && (taken.get(normalizeAddress(model, address).uri) ?? null) };
  }
}

/** Its label, and the class to look in where the service knows the classes that the vocabulary names. */
function queryFor({ label, type }: Unlinked, service: Service, model: Model, limit: number): Query {
  const known = knownAddress('Q1', service, model).authority === WIKIDATA;
  const wikidata = known ? (model.types.get(type)?.wikidata ?? null) : null;
  return { query: label, ...(wikidata && { type: wikidata }), limit };
}

/** The address of an entity as a page where an authority of the vocabulary has it, else by what the service says of itself. */
function addressOf(id: string, service: Service, model: Model): string | null {
  const { authority, identifier } = knownAddress(id, service, model);
  const known = authority === null ? undefined : model.authorities.get(authority);
  const [host, path] = [known?.hosts[0], known?.paths[0]];
  if (known && host && path && identifier) return `https://${host}${path.replace('{}', () => identifier)}`;
  const others = [service.view?.replace('{{id}}', () => encodeURIComponent(id)), service.identifierSpace + id];
  return others.find(address => address !== undefined && /^https?:\/\/\S+$/.test(address)) ?? null;
}

function knownAddress(id: string, { identifierSpace }: Service, model: Model): Address {
  return normalizeAddress(model, identifierSpace + id);
}
