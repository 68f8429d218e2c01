import type { SchemaFiles } from '../schema/shapes.ts';

/** Options of `remarkLodemark`; all may be left out. */
export interface PluginOptions {
  /** The things that articles share: the text of an `entities.yaml`, or the same as an object. */
  readonly registry?: string | { readonly [id: string]: object };
  /** Schemas beside the built-in ones: texts by path relative to `schemas/`, such as `vocabulary.yaml`. */
  readonly schemas?: SchemaFiles | { readonly [path: string]: string };
  /** Where the dataset is hosted; ends with `/`. All IRIs begin with it. */
  readonly base?: string;
  /** Where a mention leads. By default to the thing's own page, and nowhere (`null`: a `<span>`) where it has none. */
  readonly href?: (thing: { readonly id: string; readonly type: string; readonly label: string }) => string | null;
  /** `drop` takes the data blocks out of the tree; by default they stay. */
  readonly dataBlocks?: 'keep' | 'drop';
}
