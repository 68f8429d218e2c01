import { hash } from 'node:crypto';
import { type ReadArticle, readArticle, type Shared } from './article.ts';
import type { Manifest } from './emit/emitter.ts';
import { type Problem, reportTo } from './messages.ts';
import { createModel } from './model.ts';
import { areMet, watched } from './needs.ts';
import { readText } from './project/read.ts';
import { BUILT_IN_SCHEMAS, type Project, readSchemas, toolFingerprint } from './project.ts';
import type { Render } from './render.ts';
import { readDataset, readEntities } from './session/shared.ts';
import { createValidators } from './validators.ts';
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
  const builtIn = readSchemas(BUILT_IN_SCHEMAS);
  const model = createModel(builtIn, project.schemas);
  const validators = createValidators(model);
  const { manifest, problems: ofDataset } = readDataset(project, { model, validators });
  const { registry, problems: ofRegistry } = readEntities(project, { model, validators });
  const problems = [...project.problems, ...ofDataset, ...ofRegistry];
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
      const unread: Problem[] = [];
      const source = readText(path, from, reportTo(unread));
      if (!source) return { article: null, problems: unread, key: '' };
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

function hashOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\u0000'), 'hex');
}
