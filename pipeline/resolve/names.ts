import type { Declared, Registry } from '../declare.ts';
import type { Marks } from '../extract.ts';
import { suggester } from '../near.ts';

/** Which ids an article may name. */
export interface Names {
  isDeclared(id: string): boolean;
  /** Whether nothing is to be said of an id because its declaration went wrong, which has been reported. */
  isExcused(id: string): boolean;
  /** The declared id that one most likely stands for. */
  near(id: string): string | null;
}

export function namesOf(declared: Declared, { hidden }: Pick<Marks, 'hidden'>, registry: Registry): Names {
  const isDeclared = (id: string): boolean => declared.things.has(id) || registry.things.has(id);
  return {
    isDeclared,
    isExcused: id => hidden.declared.has(id) || declared.attempted.has(id) || registry.hidden.has(id),
    near: suggester(() => [...declared.things.keys(), ...registry.things.keys()], registry.renamed),
  };
}
