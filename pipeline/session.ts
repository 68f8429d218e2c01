import { hash } from 'node:crypto';
import { type ReadArticle, readArticle, type Shared } from './article.ts';
import { type Digest, digestOf } from './digest.ts';
import type { Manifest } from './emit/emitter.ts';
import { type Problem, reportTo } from './messages.ts';
import { createModel } from './model.ts';
import { areMet, watched } from './needs.ts';
import type { Source } from './place.ts';
import { readText } from './project/read.ts';
import { BUILT_IN_SCHEMAS, type Project, readSchemas, toolFingerprint } from './project.ts';
import type { Render } from './render.ts';
import { readDataset, readEntities } from './session/shared.ts';
import type { Article } from './tabulate.ts';
import { createValidators } from './validators.ts';
import { decodeHead, type Head, type Mark } from './write/head.ts';
import type { Heads, Signed } from './write/heads.ts';
import type { Inputs } from './write/last.ts';
import type { Store } from './write/store.ts';

/** An article as the corpus takes it. */
export interface Read {
  readonly problems: readonly Problem[];
  /** Where it is in the store; '' without one. */
  readonly key: string;
  /** `null` where an error leaves none to make. */
  readonly found: Found | null;
}
export interface Found {
  readonly digest: Digest;
  /** How the store knows it again; `null` without one. */
  readonly mark: Mark | null;
  /** What was just read; what the store had is there. */
  readonly article: Article | null;
}

/** A project with all that its articles are read against. */
export interface Session {
  readonly project: Project;
  readonly shared: Shared;
  readonly manifest: Manifest | null;
  /** Problems of dataset.yaml and the registry. */
  readonly problems: readonly Problem[];
  /** A hash of all that articles are read against, where there is a store. */
  readonly fingerprint: string;
  /** The same without the registry. */
  readonly frame: string;
  /** Reads an article, or takes it from the store where nothing that went into it has changed. */
  read(path: string): Read;
  /** Takes it from the store; `null` where it isn't there as it would be read. */
  known(path: string): Read | null;
  /** Reads it, whatever the store has, and keeps it there. */
  make(path: string): Read;
  /** Reads it, whatever the store has, and keeps it nowhere. */
  look(path: string): ReadArticle;
  /** How a source will be known to be the same; `null` where it hasn't been looked at. */
  signed(path: string): Signed | null;
}

export interface SessionOptions {
  /** Folder that paths in problems are relative to. */
  readonly from: string;
  readonly store?: Store;
  /** What the sources are like, by path, and heads of articles by the signs of those. */
  readonly before?: { readonly stamps: Inputs['stamps']; readonly heads: Heads | null };
  readonly render?: Render;
  /** Whether the fast parser reads the first articles too: where another process has read them, or will. */
  readonly fast?: boolean;
}

/** Articles that are read before the fast parser is used: what an author works on goes through remark-parse as it is. */
const SURE = 32;

/** @throws {SchemaError} on schemas that can't be used */
export function openSession(project: Project, { from, store, before, render, fast = false }: SessionOptions): Session {
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
  const frame = tool && hashOf([tool, project.dataset?.text ?? '']);
  const sourceOf = (path: string): { source: Source | null; unread: readonly Problem[] } => {
    const unread: Problem[] = [];
    return { source: readText(path, from, reportTo(unread)), unread };
  };
  const keyOf = ({ path, bom, text }: Source): string => (store ? hashOf([tool, path, String(bom), text]) : '');
  const foundIn = ({ digest, problems, needs, mark }: Head, key: string): Read | null =>
    areMet(needs, registry) ? { problems, key, found: { digest, mark, article: null } } : null;
  const recall = (key: string): Read | null => {
    for (const head of store?.heads(key) ?? []) {
      const found = foundIn(head, key);
      if (found) return found;
    }
    return null;
  };
  const signed = (path: string): Signed | null => {
    const stamp = before?.stamps.get(path);
    return stamp && tool ? { sign: hashOf([tool, path, stamp.text]), stamp } : null;
  };
  const recognise = (path: string): Read | null => {
    const source = signed(path);
    const head = source && before?.heads?.get(source.sign);
    return head ? foundIn(head, head.key) : null;
  };
  let made = fast ? SURE : 0;
  const make = (source: Source, key: string): Read => {
    const watching = watched(registry);
    made += 1;
    const { article, problems } = readArticle(source, { ...shared, registry: watching.registry, fast: made > SURE });
    if (!article) return { problems, key, found: null };
    const digest = digestOf(article, watching.registry);
    const mark = store?.set(key, { article, digest, problems, needs: watching.needs() }) ?? null;
    return { problems, key, found: { digest: mark ? decodeHead(mark).digest : digest, mark, article } };
  };
  const readBy = (path: string, how: (source: Source, key: string) => Read): Read => {
    const { source, unread } = sourceOf(path);
    return source ? how(source, keyOf(source)) : { problems: unread, key: '', found: null };
  };
  return {
    project,
    shared,
    manifest,
    problems,
    fingerprint: tool && hashOf([frame, project.registry?.text ?? '']),
    frame,
    read: path => recognise(path) ?? readBy(path, (source, key) => recall(key) ?? make(source, key)),
    make: path => readBy(path, make),
    known(path) {
      const { source } = sourceOf(path);
      return source && recall(keyOf(source));
    },
    look(path) {
      const { source, unread } = sourceOf(path);
      return source ? readArticle(source, shared) : { article: null, problems: unread };
    },
    signed,
  };
}

function hashOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\u0000'), 'hex');
}
