import { acceptWarnings } from '../accept.ts';
import { checkCharacters } from '../characters.ts';
import type { Registry } from '../declare.ts';
import type { Manifest } from '../emit/emitter.ts';
import { withinLength } from '../limits.ts';
import { readManifest } from '../manifest.ts';
import { type Problem, type Report, reportTo } from '../messages.ts';
import type { Model } from '../model.ts';
import { placeOf, type Source } from '../place.ts';
import type { Project } from '../project.ts';
import { EMPTY_REGISTRY, readRegistry } from '../registry.ts';
import { validateRegistry } from '../validate.ts';
import type { Validators } from '../validators.ts';

/** What the files are read against. */
export interface SharedWith {
  readonly model: Model;
  readonly validators: Validators;
}

/** `source/dataset.yaml`; `null` where there is none that can be used. */
export function readDataset(
  { dataset, unread }: Project,
  { model, validators }: SharedWith,
): { manifest: Manifest | null; problems: readonly Problem[] } {
  const found: Problem[] = [];
  const report = reportTo(found);
  const source = dataset && bounded(dataset, report);
  if (!source) {
    const place = placeOf({ path: 'source/dataset.yaml', text: '', bom: false }, 0);
    if (!dataset && !unread.includes('dataset.yaml')) report('dataset-missing', place, {});
    return { manifest: null, problems: found };
  }
  const { manifest, yaml } = readManifest(source, model, validators, report);
  const problems = acceptWarnings({ source, yamls: [yaml], comments: [] }, found);
  return { manifest: problems.some(({ severity }) => severity === 'error') ? null : manifest, problems };
}

/** `source/entities.yaml`. Of one that can't be read nothing is said again at every reference to it. */
export function readEntities(
  { registry: whole, unread }: Project,
  { model, validators }: SharedWith,
): { registry: Registry; problems: readonly Problem[] } {
  const found: Problem[] = [];
  const report = reportTo(found);
  const source = whole && bounded(whole, report);
  if (!source) {
    const hidden = { has: () => true, size: 1 };
    const isLost = whole !== null || unread.includes('entities.yaml');
    return { registry: isLost ? { ...EMPTY_REGISTRY, hidden } : EMPTY_REGISTRY, problems: found };
  }
  const registry = readRegistry(source, model, report);
  validateRegistry(registry, model, validators, report);
  return { registry, problems: acceptWarnings({ source, yamls: [registry.yaml], comments: [] }, found) };
}

function bounded(source: Source, report: Report): Source | null {
  return withinLength(source, 'yaml', report) ? checkCharacters(source, report) : null;
}
