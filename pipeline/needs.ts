import { hash } from 'node:crypto';
import type { Registry, Thing } from './declare.ts';

/**
 * What an article took from the registry: fingerprints of the things that it asked for, `null` where there was none, and of the
 * whole where it looked through all. While these are the same the article's rows are.
 */
export interface Needs {
  readonly things: Asked;
  readonly addresses: Asked;
  readonly all: string | null;
}
/** By id, or by address. */
type Asked = readonly (readonly [key: string, fingerprint: string | null])[];

/** A registry that takes down what is asked of it. */
export function watched(registry: Registry): { readonly registry: Registry; readonly needs: () => Needs } {
  const things = new Watched(registry.things);
  const byAddress = new Watched(registry.byAddress);
  const needs = (): Needs => ({
    things: things.asked(),
    addresses: byAddress.asked(),
    all: things.wasSearched || byAddress.wasSearched ? fingerprintOfAll(registry) : null,
  });
  return { registry: { ...registry, things, byAddress }, needs };
}

export function areMet(needs: Needs, registry: Registry): boolean {
  const same = (asked: Asked, map: ReadonlyMap<string, Thing>): boolean =>
    asked.every(([key, known]) => fingerprint(map.get(key)) === known);
  return (
    same(needs.things, registry.things) &&
    same(needs.addresses, registry.byAddress) &&
    (needs.all === null || needs.all === fingerprintOfAll(registry))
  );
}

class Watched implements ReadonlyMap<string, Thing> {
  wasSearched = false;
  readonly #map: ReadonlyMap<string, Thing>;
  readonly #asked = new Set<string>();

  constructor(map: ReadonlyMap<string, Thing>) {
    this.#map = map;
  }

  asked(): Asked {
    return [...this.#asked].map(key => [key, fingerprint(this.#map.get(key))]);
  }

  get(key: string): Thing | undefined {
    this.#asked.add(key);
    return this.#map.get(key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get size(): number {
    return this.#search().size;
  }

  keys(): MapIterator<string> {
    return this.#search().keys();
  }

  values(): MapIterator<Thing> {
    return this.#search().values();
  }

  entries(): MapIterator<[string, Thing]> {
    return this.#search().entries();
  }

  forEach(visit: (value: Thing, key: string, map: ReadonlyMap<string, Thing>) => void): void {
    this.#search().forEach(visit);
  }

  [Symbol.iterator](): MapIterator<[string, Thing]> {
    return this.entries();
  }

  #search(): ReadonlyMap<string, Thing> {
    this.wasSearched = true;
    return this.#map;
  }
}

const fingerprints = new WeakMap<object, string>();

function fingerprint(thing: Thing | undefined): string | null {
  if (!thing) return null;
  return remembered(thing, () => [thing.id, thing.type, thing.label, thing.fields, thing.addresses]);
}

function fingerprintOfAll(registry: Registry): string {
  return remembered(registry.things, () => [...registry.things.values()].map(fingerprint));
}

function remembered(key: object, parts: () => unknown): string {
  const known = fingerprints.get(key) ?? hash('sha256', JSON.stringify(parts()), 'hex').slice(0, 24);
  fingerprints.set(key, known);
  return known;
}
