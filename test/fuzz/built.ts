import { type Against, analyse } from '../../pipeline/analyse.ts';
import { assemble } from '../../pipeline/assemble.ts';
import { digestOf } from '../../pipeline/digest.ts';
import type { Batch, Manifest } from '../../pipeline/emit/emitter.ts';
import { type Format, openFormats } from '../../pipeline/emit/formats.ts';
import { type Problem, reportTo } from '../../pipeline/messages.ts';
import { createModel } from '../../pipeline/model.ts';
import { Overview } from '../../pipeline/overview.ts';
import type { Source } from '../../pipeline/place.ts';
import { plan } from '../../pipeline/plan.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../../pipeline/project.ts';
import { EMPTY_REGISTRY } from '../../pipeline/registry.ts';
import { render } from '../../pipeline/render.ts';
import { type Article, tabulate } from '../../pipeline/tabulate.ts';
import { createValidators } from '../../pipeline/validators.ts';
import { memory } from '../emit/fixtures.ts';
import { manifest } from '../graph/rows.ts';

const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
export const builtIn: Against = { model, validators: createValidators(model), registry: EMPTY_REGISTRY };

export interface BuiltArticle {
  readonly problems: readonly Problem[];
  readonly article: Article | null;
  /** The dataset's tables; empty where an error stands in the way. */
  readonly tables: { readonly [table: string]: Batch['rows'][string] };
  readonly batches: readonly Batch[];
  /** The plain text, also where it isn't published. */
  readonly text: string;
}

/** The dataset of one article, in memory. */
export function builtOf(source: Source, against: Against = builtIn, base = manifest.base): BuiltArticle {
  const { ok, problems, resolved, tree } = analyse(source, { ...against, fast: true });
  const { text } = resolved.prose;
  if (!ok) return { problems, article: null, tables: {}, batches: [], text };
  const article = tabulate(resolved, against.model, base);
  render(tree, resolved, article.rows);
  const overview = new Overview();
  overview.add(digestOf(article, against.registry), 0);
  const parts = {
    overview,
    load: () => article,
    things: () => article,
    registry: against.registry,
    model: against.model,
    base,
  };
  const more: Problem[] = [];
  const batches = [...assemble(parts, plan(parts, reportTo(more)))];
  const tables: { [table: string]: Batch['rows'][string] } = {};
  for (const { rows } of batches)
    for (const [table, own] of Object.entries(rows)) tables[table] = [...(tables[table] ?? []), ...own];
  return { problems: [...problems, ...more], article, tables, batches, text };
}

/** Files of some formats, by path. */
export async function filesOf(
  batches: readonly Batch[],
  formats: readonly Format[],
  own: Partial<Manifest> = {},
): Promise<ReadonlyMap<string, Buffer>> {
  const { output, files } = memory();
  const emitters = await openFormats(formats, { model, manifest: { ...manifest, ...own }, output });
  for (const batch of batches) for (const emitter of emitters) emitter.add(batch);
  for (const emitter of emitters) await emitter.close();
  return files;
}
