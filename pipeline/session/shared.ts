import { acceptWarnings } from '../accept.ts';
import { checkCharacters } from '../characters.ts';
import type { Registry } from '../declare.ts';
import type { Manifest } from '../emit/emitter.ts';
import { withinLength } from '../limits.ts';
import { readManifest } from '../manifest.ts';
import { type Problem, reportTo } from '../messages.ts';
import type { Model } from '../model.ts';
import { placeOf, type Source } from '../place.ts';
import { readText } from '../project/read.ts';
import type { Project } from '../project.ts';
import { EMPTY_REGISTRY, readRegistry } from '../registry.ts';
import { validateRegistry } from '../validate.ts';
import type { Validators } from '../validators.ts';

/** What the files are read against, and where their paths are shown from. */
export interface SharedWith {
  readonly from: string;
  readonly model: Model;
  readonly validators: Validators;
}

/** `source/dataset.yaml`; `null` where there is none that can be used. */
export function readDataset(
  { dataset }: Project,
  { from, model, validators }: SharedWith,
): { manifest: Manifest | null; problems: readonly Problem[] } {
  const found: Problem[] = [];
  const report = reportTo(found);
  if (dataset === null) {
    report('dataset-missing', placeOf({ path: 'source/dataset.yaml', text: '', bom: false }, 0), {});
    return { manifest: null, problems: found };
  }
  const source = readYamlFile(dataset, from, found);
  if (!source) return { manifest: null, problems: found };
  const { manifest, yaml } = readManifest(source, model, validators, report);
  const problems = acceptWarnings({ source, yamls: [yaml], comments: [] }, found);
  return { manifest: problems.some(({ severity }) => severity === 'error') ? null : manifest, problems };
}

/** `source/entities.yaml`. Of one that can't be read nothing is said again at every reference to it. */
export function readEntities(
  { registry: path }: Project,
  { from, model, validators }: SharedWith,
): { registry: Registry; problems: readonly Problem[] } {
  const found: Problem[] = [];
  const report = reportTo(found);
  if (path === null) return { registry: EMPTY_REGISTRY, problems: found };
  const source = readYamlFile(path, from, found);
  if (!source) return { registry: { ...EMPTY_REGISTRY, hidden: { has: () => true, size: 1 } }, problems: found };
  const registry = readRegistry(source, model, report);
  validateRegistry(registry, model, validators, report);
  return { registry, problems: acceptWarnings({ source, yamls: [registry.yaml], comments: [] }, found) };
}

function readYamlFile(path: string, from: string, found: Problem[]): Source | null {
  const report = reportTo(found);
  const source = readText(path, from, report);
  return source && withinLength(source, 'yaml', report) ? checkCharacters(source, report) : null;
}
