import type { Registry } from './declare.ts';
import type { Report } from './messages.ts';
import type { Place } from './place.ts';
import type { Declaration } from './tabulate.ts';
import { circlesIn } from './validate/circles.ts';

/** One article's declaration of a thing. */
interface Told extends Declaration {
  readonly id: string;
  readonly document: string;
}

/** What articles say of the same things, gathered so that they can be held against one another. The order of adding is of no account. */
export class Agreement {
  readonly #told = new Map<string, Told[]>();

  add(document: string, declared: ReadonlyMap<string, Declaration>): void {
    for (const [id, declaration] of declared) {
      const told = { ...declaration, id, document };
      const known = this.#told.get(id);
      if (known) known.push(told);
      else this.#told.set(id, [told]);
    }
  }

  /** Reports where articles disagree on what a thing is, and gives the ids of things that they can't mean alike. */
  check(registry: Registry, report: Report): ReadonlySet<string> {
    const all = [...this.#told.values()].map(told => told.sort((a, b) => compare(a.document, b.document)));
    all.sort(([a], [b]) => compare(a!.document, b!.document) || compare(a!.id, b!.id));
    const different = new Set<string>();
    for (const [first, ...others] of all)
      for (const other of others) if (differs(first!, other, report)) different.add(other.id);
    shareNoAddress(all, report);
    this.#circles(all, registry, report);
    return different;
  }

  /** Circles of `partOf` that no single article closes. */
  #circles(all: readonly (readonly Told[])[], registry: Registry, report: Report): void {
    const partOf = (id: string): string | null => {
      const part = registry.things.get(id)?.fields.partOf;
      return typeof part === 'string' ? part : (this.#told.get(id)?.find(told => told.part !== null)?.part ?? null);
    };
    for (const circle of circlesIn(
      all.map(([first]) => first!.id),
      partOf,
    )) {
      const members = circle.flatMap(id => this.#told.get(id)?.find(told => told.part !== null) ?? []);
      const [first, ...others] = members;
      if (!first || others.every(({ document }) => document === first.document)) continue;
      const related = others.map(({ place, part }) => ({ place, says: `part of ${part}` }));
      report('part-cycle', first.place, { ids: [...circle, circle[0]!] }, { related });
    }
  }
}

function differs(first: Told, other: Told, report: Report): boolean {
  const related = [{ place: first.place, says: 'first declaration' }];
  const differ = (field: string, found: string, expected: string): true => {
    report('articles-disagree', other.place, { id: other.id, field, found, expected }, { related });
    return true;
  };
  if (first.type !== other.type) return differ('type', other.type, first.type);
  const [known] = first.addresses;
  const [found] = other.addresses;
  if (known === undefined || found === undefined || other.addresses.some(uri => first.addresses.includes(uri)))
    return false;
  return differ('address', found, known);
}

/** Two ids with one exact address would be one thing told twice; within one article that has been reported. */
function shareNoAddress(all: readonly (readonly Told[])[], report: Report): void {
  const seen = new Map<string, { readonly id: string; readonly document: string; readonly place: Place }>();
  for (const told of all.flat()) {
    for (const uri of told.addresses) {
      const other = seen.get(uri);
      if (!other) seen.set(uri, told);
      else if (other.id !== told.id && other.document !== told.document) {
        const related = [{ place: other.place, says: 'has it already' }];
        report('address-shared', told.place, { id: told.id, other: other.id, address: uri }, { related });
      }
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
