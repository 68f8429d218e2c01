import type { Registry } from './declare.ts';
import type { Digest } from './digest.ts';
import type { Report } from './messages.ts';
import type { Declaration } from './tabulate.ts';
import { circlesIn } from './validate/circles.ts';

/** One article's declaration of a thing. */
export interface Told extends Declaration {
  readonly id: string;
  readonly document: string;
}

/** Declarations of some things by all articles, in the order of these. */
export type Tell = (ids: ReadonlySet<string>) => readonly Told[];

/**
 * What articles must not say of different things: one address of two, and circles of `partOf`. Gathered in any order; the
 * declarations themselves are asked for again where something is wrong.
 */
export class Agreement {
  readonly #ids = new Map<string, string>();
  /** Addresses that several ids have. */
  readonly #contested = new Map<string, Set<string>>();
  readonly #parts = new Map<string, { readonly part: string; readonly document: string }>();

  add(document: string, declared: Digest['declared']): void {
    for (const { id, addresses, part } of declared) {
      for (const address of addresses) this.#claim(address, id);
      const known = this.#parts.get(id);
      if (part !== null && (!known || document < known.document)) this.#parts.set(id, { part, document });
    }
  }

  #claim(address: string, id: string): void {
    const known = this.#ids.get(address);
    if (known === undefined) this.#ids.set(address, id);
    else if (known !== id) this.#contested.set(address, (this.#contested.get(address) ?? new Set([known])).add(id));
  }

  check(registry: Registry, tell: Tell, report: Report): void {
    this.#addresses(tell, report);
    this.#circles(registry, tell, report);
  }

  /** Two ids with one exact address would be one thing told twice; within one article that has been reported. */
  #addresses(tell: Tell, report: Report): void {
    const seen = new Map<string, Told>();
    for (const told of tell(new Set([...this.#contested.values()].flatMap(ids => [...ids])))) {
      for (const address of told.addresses) {
        const other = seen.get(address);
        if (!other) seen.set(address, told);
        else if (other.id !== told.id && other.document !== told.document) {
          const related = [{ place: other.place, says: 'has it already' }];
          report('address-shared', told.place, { id: told.id, other: other.id, address }, { related });
        }
      }
    }
  }

  /** Circles of `partOf` that no single article closes. */
  #circles(registry: Registry, tell: Tell, report: Report): void {
    const partOf = (id: string): string | null => {
      const part = registry.things.get(id)?.fields.partOf;
      return typeof part === 'string' ? part : (this.#parts.get(id)?.part ?? null);
    };
    for (const circle of circlesIn([...this.#parts.keys()].sort(), partOf)) {
      const told = tell(new Set(circle)).filter(({ part }) => part !== null);
      const members = circle.flatMap(id => told.find(each => each.id === id) ?? []);
      const [first, ...others] = members;
      if (!first || others.every(({ document }) => document === first.document)) continue;
      const related = others.map(({ place, part }) => ({ place, says: `part of ${part}` }));
      report('part-cycle', first.place, { ids: [...circle, circle[0]!] }, { related });
    }
  }
}

/** Whether two articles can mean the same thing by an id; reports where they can't. */
export function agree(id: string, first: Declaration, other: Declaration, report: Report): boolean {
  const related = [{ place: first.place, says: 'first declaration' }];
  const differ = (field: string, found: string, expected: string): false => {
    report('articles-disagree', other.place, { id, field, found, expected }, { related });
    return false;
  };
  if (first.type !== other.type) return differ('type', other.type, first.type);
  const [known] = first.addresses;
  const [found] = other.addresses;
  if (known === undefined || found === undefined || other.addresses.some(uri => first.addresses.includes(uri)))
    return true;
  return differ('address', found, known);
}
