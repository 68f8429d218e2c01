import type { Against } from '../../pipeline/analyse.ts';
import { type Problem, reportTo } from '../../pipeline/messages.ts';
import { createModel } from '../../pipeline/model.ts';
import { createSource } from '../../pipeline/place.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../../pipeline/project.ts';
import { EMPTY_REGISTRY, readRegistry } from '../../pipeline/registry.ts';
import { validateRegistry } from '../../pipeline/validate.ts';
import { createValidators } from '../../pipeline/validators.ts';

/** The built-in schemas and a registry, which must be sound. */
export function againstRegistry(text: string): Against {
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
  const validators = createValidators(model);
  if (text === '') return { model, validators, registry: EMPTY_REGISTRY };
  const problems: Problem[] = [];
  const registry = readRegistry(createSource('source/entities.yaml', text), model, reportTo(problems));
  validateRegistry(registry, model, validators, reportTo(problems));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { model, validators, registry };
}
