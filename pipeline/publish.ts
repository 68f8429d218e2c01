import type { Batch, Manifest } from './emit/emitter.ts';
import type { Format } from './emit/formats.ts';
import type { Filled } from './jobs.ts';
import type { Model } from './model.ts';
import { Part } from './part.ts';
import { readAsset } from './project.ts';
import { proveGraphs } from './proving.ts';
import { discard, type Ledger, settle } from './write/ledger.ts';
import { mirrored } from './write/mirror.ts';
import { openDist, type Share } from './write.ts';

/** A dataset on its way into a folder. */
export interface Publication {
  readonly batches: Iterable<Batch>;
  readonly model: Model;
  readonly manifest: Manifest;
  readonly out: string;
  readonly formats: readonly Format[];
  /** Rows that a table will have, or more. */
  readonly most: (table: string) => number;
  /** What the last build wrote; `null` where all is to be made again. */
  readonly ledger: Ledger | null;
}

/** Other processes that write some of the formats into the same folder. */
export interface Help {
  /** The formats that are left for this process. */
  readonly own: readonly Format[];
  readonly begin: (share: Share) => { readonly filled: Promise<readonly Filled[]>; stop(): Promise<void> };
}

/**
 * Writes all formats and puts the folder in its place.
 * @throws {WriteError} where it can't be written, and whatever else goes wrong; the old folder stays
 */
export async function publish(
  { batches, model, manifest, out, formats, most, ledger }: Publication,
  help?: Help,
): Promise<{ readonly changed: boolean; readonly counts: Readonly<Record<string, number>> }> {
  const dist = openDist(out);
  const others = help?.begin(dist.share);
  try {
    const output = formats.includes('site') ? mirrored(dist.output, 'site/') : dist.output;
    const context = { model, manifest, output, most, asset: readAsset };
    const part = await Part.open(help?.own ?? formats, formats, context, ledger);
    await part.add(batches, others !== undefined);
    await part.close();
    const filled = (await others?.filled) ?? [];
    for (const { files } of filled) dist.adopt(files);
    await part.describe(filled.flatMap(({ closed }) => closed));
    await proveGraphs(dist.output.written, path => dist.read(path));
    const done = dist.commit();
    if (ledger)
      settle(
        ledger,
        dist.output.written.map(({ path }) => path),
      );
    return { ...done, counts: part.counts };
  } catch (error) {
    if (ledger) discard(ledger);
    await others?.stop();
    dist.abort();
    throw error;
  }
}
