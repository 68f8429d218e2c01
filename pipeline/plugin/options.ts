import type { Against } from '../analyse.ts';
import type { Thing } from '../declare.ts';
import { type Problem, reportTo } from '../messages.ts';
import { createModel, type SchemaFiles } from '../model.ts';
import { createSource } from '../place.ts';
import { BUILT_IN_SCHEMAS, ProjectError, readSchemas } from '../project.ts';
import { EMPTY_REGISTRY, readRegistry } from '../registry.ts';
import { validateRegistry } from '../validate.ts';
import { createValidators } from '../validators.ts';

/** Options of `remarkLodemark`; all may be left out. */
export interface PluginOptions {
  /** The things that articles share: the text of an `entities.yaml`, or the same as an object. */
  readonly registry?: string | { readonly [id: string]: object };
  /** Schemas beside the built-in ones: texts by path relative to `schemas/`, such as `vocabulary.yaml`. */
  readonly schemas?: SchemaFiles | { readonly [path: string]: string };
  /** Where the dataset is hosted; ends with `/`. All IRIs begin with it. */
  readonly base?: string;
  /** Where a mention leads. By default to the thing's own page, and nowhere (`null`: a `<span>`) where it has none. */
  readonly href?: (thing: Pick<Thing, 'id' | 'type' | 'label'>) => string | null;
  /** `drop` takes the data blocks out of the tree; by default they stay. */
  readonly dataBlocks?: 'keep' | 'drop';
}

export const PLACEHOLDER_BASE = 'https://lodemark.example/';

/** What the options come to, made once for all files of a chain. */
export function sharedOf({
  registry,
  schemas = {},
  base = PLACEHOLDER_BASE,
}: PluginOptions): Against & { readonly base: string } {
  const own = schemas instanceof Map ? schemas : new Map(Object.entries(schemas));
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS), own);
  const validators = createValidators(model);
  if (registry === undefined) return { model, validators, registry: EMPTY_REGISTRY, base };
  const problems: Problem[] = [];
  const text = typeof registry === 'string' ? registry : JSON.stringify(registry);
  const read = readRegistry(createSource('entities.yaml', text), model, reportTo(problems));
  validateRegistry(read, model, validators, reportTo(problems));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new ProjectError(
      errors
        .map(({ place, message }) => `entities.yaml:${place.start.line}:${place.start.column}: ${message}`)
        .join('\n'),
    );
  return { model, validators, registry: read, base };
}
