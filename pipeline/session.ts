import { hash } from 'node:crypto';
import { acceptWarnings } from './accept.ts';
import { type ReadArticle, readArticle, type Shared } from './article.ts';
import type { Registry } from './declare.ts';
import type { Manifest } from './emit/emitter.ts';
import { readManifest } from './manifest.ts';
import { type Problem, reportTo } from './messages.ts';
import { createModel, type Model } from './model.ts';
import { areMet, watched } from './needs.ts';
import { placeOf, type Source } from './place.ts';
import { BUILT_IN_SCHEMAS, type Project, readSchemas, readSource, toolFingerprint } from './project.ts';
import { EMPTY_REGISTRY, readRegistry } from './registry.ts';
import type { Render } from './render.ts';
import { validateRegistry } from './validate.ts';
import { createValidators, type Validators } from './validators.ts';
import type { Store } from './write/store.ts';

/** A project with all that its articles are read against. */
export interface Session {
  readonly project: Project;
  readonly shared: Shared;
  readonly manifest: Manifest | null;
  /** Problems of dataset.yaml and the registry. */
  readonly problems: readonly Problem[];
  /** Reads an article, or takes it from the store where nothing that went into it has changed. */
  read(path: string): ReadArticle & { readonly key: string };
}

export interface SessionOptions {
  /** Folder that paths in problems are relative to. */
  readonly from: string;
  readonly store?: Store;
  readonly render?: Render;
}

/** @throws {SchemaError} on schemas that can't be used */
export function openSession(project: Project, { from, store, render }: SessionOptions): Session {
  const problems: Problem[] = [];
  const builtIn = readSchemas(BUILT_IN_SCHEMAS);
  const model = createModel(builtIn, project.schemas);
  const validators = createValidators(model);
  const manifest = project.dataset
    ? readDataset(project.dataset, model, validators, problems)
    : missingManifest(problems);
  const registry = project.registry ? readShared(project.registry, model, validators, problems) : EMPTY_REGISTRY;
  const base = manifest?.base ?? 'https://lodemark.example/';
  const shared: Shared = { model, validators, registry, base, ...(render && { render }) };
  const tool = store
    ? hashOf([
        toolFingerprint(),
        ...builtIn.values(),
        ...project.schemas.keys(),
        ...project.schemas.values(),
        base,
        String(render !== undefined),
      ])
    : '';
  return {
    project,
    shared,
    manifest,
    problems,
    read(path) {
      const source = readSource(path, from);
      if (!store) return { ...readArticle(source, shared), key: '' };
      const key = hashOf([tool, source.path, String(source.bom), source.text]);
      const known = store.get(key);
      if (known && areMet(known.needs, registry)) return { article: known.article, problems: known.problems, key };
      const watching = watched(registry);
      const { article, problems } = readArticle(source, { ...shared, registry: watching.registry });
      if (article) store.set(key, { article, problems, needs: watching.needs() });
      return { article, problems, key };
    },
  };
}

function readDataset(source: Source, model: Model, validators: Validators, problems: Problem[]): Manifest | null {
  const found: Problem[] = [];
  const { manifest, yaml } = readManifest(source, model, validators, reportTo(found));
  const left = acceptWarnings({ source, yamls: [yaml], comments: [] }, found);
  problems.push(...left);
  return left.some(({ severity }) => severity === 'error') ? null : manifest;
}

function readShared(source: Source, model: Model, validators: Validators, problems: Problem[]): Registry {
  const found: Problem[] = [];
  const registry = readRegistry(source, model, reportTo(found));
  validateRegistry(registry, model, validators, reportTo(found));
  problems.push(...acceptWarnings({ source, yamls: [registry.yaml], comments: [] }, found));
  return registry;
}

function missingManifest(problems: Problem[]): null {
  const place = placeOf({ path: 'source/dataset.yaml', text: '', bom: false }, 0);
  reportTo(problems)('dataset-missing', place, {});
  return null;
}

function hashOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\u0000'), 'hex');
}
