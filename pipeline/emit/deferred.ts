import type { Value } from '../model.ts';

/** What can be written once everything that it refers to is known. */
export interface Task {
  /** Ids; null and undefined need nothing. */
  readonly needs: readonly (Value | undefined)[];
  readonly write: () => void;
}

/**
 * Writes as early as it can, in the order in which tasks come: a thing may be told of in a later batch than what refers to it.
 * What is still missing at the end is written as it is, for then nobody tells of it.
 */
export class Deferred {
  readonly #knows: (id: Value) => boolean;
  #waiting: Task[] = [];

  constructor(knows: (id: Value) => boolean) {
    this.#knows = knows;
  }

  take({ needs, write }: Task): void {
    if (needs.every(id => id === null || id === undefined || this.#knows(id))) write();
    else this.#waiting.push({ needs, write });
  }

  close(): void {
    for (const { write } of this.#waiting) write();
    this.#waiting = [];
  }
}
