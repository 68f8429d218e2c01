/**
 * What can be worked out before the program runs: in the published package `bundle.ts` puts its results in the place of this module.
 * Nothing else knows whether they are there, but that a run takes a fraction of the time to begin.
 */
export interface Prepared {
  /** `keyOf` the schema files that they come from. */
  readonly key: string;
  /** The model, as `freeze` leaves it. */
  readonly model: string;
  /** Validators of what authors write, by kind, as code. */
  readonly fields: { readonly [kind: string]: unknown };
}

export const prepared: Prepared | null = null;
