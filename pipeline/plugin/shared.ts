import type { Against } from '../analyse.ts';
import { type Problem, reportTo } from '../messages.ts';
import { createModel } from '../model.ts';
import { createSource } from '../place.ts';
import { BUILT_IN_SCHEMAS, ProjectError, readSchemas } from '../project.ts';
import { EMPTY_REGISTRY, readRegistry } from '../registry.ts';
import { validateRegistry } from '../validate.ts';
import { createValidators } from '../validators.ts';
import type { PluginOptions } from './options.ts';

const PLACEHOLDER_BASE = 'https://lodemark.example/';

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
