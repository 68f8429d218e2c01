import type { Link, LinkReference, Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { type Analysis, analyse } from './analyse.ts';
import { assemble } from './assemble.ts';
import { digestOf } from './digest.ts';
import type { Row } from './model.ts';
import { Overview } from './overview.ts';
import { createSource } from './place.ts';
import { plan } from './plan.ts';
import { markLinks } from './plugin/links.ts';
import { tell } from './plugin/messages.ts';
import type { PluginOptions } from './plugin/options.ts';
import { sharedOf } from './plugin/shared.ts';
import { tabulate } from './tabulate.ts';

/** What `remarkLodemark` leaves on `file.data.lodemark`. */
export interface LodemarkData {
  /** Whether the article is without errors. Where it isn't, `rows` is empty and the messages on the file say why. */
  readonly ok: boolean;
  /** Rows by table, as a build of this article alone would write them. */
  readonly rows: { readonly [table: string]: readonly Row[] };
  /** The plain text that offsets in the rows count in (Unicode code points); `null` where the article publishes quotes alone. */
  readonly text: string | null;
}

declare module 'vfile' {
  interface DataMap {
    lodemark: LodemarkData;
  }
}

/**
 * Plugin for a unified chain that parses with remark-parse: reads the file as linked prose, leaves its records on
 * `file.data.lodemark`, what is wrong with it as messages on the file, and on each link that is an annotation what
 * remark-rehype needs to write it as `<a>`, `<span>` or `<time>` with `data-lodemark-…` attributes.
 *
 * The records come from the text of the file, not from the tree, so that they are the same whatever else is in the chain.
 * Links are found in the tree by their places: plugins that make new links have no effect on them.
 *
 * @throws {ProjectError} where the registry that is given has an error; {SchemaError} on schemas that can't be used
 */
export function remarkLodemark(this: unknown, options: PluginOptions = {}): (tree: Root, file: VFile) => undefined {
  const shared = sharedOf(options);
  return (tree, file) => {
    const source = createSource(file.path ?? '', String(file));
    const analysis = analyse(source, shared);
    for (const problem of analysis.problems) tell(file, source, problem);
    file.data.lodemark = dataOf(analysis, shared);
    markLinks(linksIn(tree), analysis, shared, options);
    if (options.dataBlocks === 'drop') dropDataBlocks(tree);
  };
}

function dataOf(analysis: Analysis, { registry, model, base }: ReturnType<typeof sharedOf>): LodemarkData {
  if (!analysis.ok) return { ok: false, rows: {}, text: null };
  const article = tabulate(analysis.resolved, model, base);
  const overview = new Overview();
  overview.add(digestOf(article, registry), 0);
  const parts = { overview, load: () => article, things: () => article, registry, model, base };
  const batch = [
    ...assemble(
      parts,
      plan(parts, () => {}),
    ),
  ].find(({ rows }) => rows.documents);
  return { ok: true, rows: batch?.rows ?? {}, text: article.text };
}

/** Links of a tree by the offset at which they start. */
function linksIn(tree: Nodes, found = new Map<number, Link | LinkReference>()): Map<number, Link | LinkReference> {
  const start = tree.position?.start.offset;
  if ((tree.type === 'link' || tree.type === 'linkReference') && start !== undefined) found.set(start, tree);
  if ('children' in tree) for (const child of tree.children) linksIn(child, found);
  return found;
}

function dropDataBlocks(tree: Root): void {
  tree.children = tree.children.filter(
    node => node.type !== 'code' || [node.lang, node.meta].filter(Boolean).join(' ') !== 'yaml data',
  );
}
