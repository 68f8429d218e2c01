import type { Batch, Manifest } from './emit/emitter.ts';
import type { Format } from './emit/formats.ts';
import { isParted } from './emit/parts.ts';
import { type Help, sharesOf, writeShared } from './help.ts';
import type { Model } from './model.ts';
import { Part } from './part.ts';
import { readAsset } from './project.ts';
import { proveGraphs } from './proving.ts';
import { discard, type Ledger, openAccounts, settle } from './write/ledger.ts';
import { mirrored } from './write/mirror.ts';
import { openDist } from './write.ts';

/** A dataset on its way into a folder. */
export interface Publication {
  /** All batches; to be called as often as they are gone through. */
  readonly batches: () => Iterable<Batch>;
  readonly model: Model;
  readonly manifest: Manifest;
  readonly out: string;
  readonly formats: readonly Format[];
  /** Rows that a table will have, or more, but for a few. */
  readonly most: (table: string) => number;
  readonly graphRows: number | undefined;
  /** What the last build wrote; `null` where all is to be made again. */
  readonly ledger: Ledger | null;
}

/**
 * Writes all formats and puts the folder in its place.
 * @throws {WriteError} where it can't be written, and whatever else goes wrong; the old folder stays
 */
export async function publish(
  publication: Publication,
  help?: Help,
): Promise<{ readonly changed: boolean; readonly counts: Readonly<Record<string, number>> }> {
  const { batches, model, manifest, out, formats, most, graphRows, ledger } = publication;
  const dist = openDist(out);
  try {
    const output = formats.includes('site') ? mirrored(dist.output, 'site/') : dist.output;
    const context = { model, manifest, most, graphRows, asset: readAsset };
    const part = new Part(formats, { ...context, output });
    const accounts = openAccounts(ledger);
    const whole = { batches: batches(), formats, accounts, isParted: isParted({ model, most, graphRows }) };
    const shares = help && sharesOf(whole, help.processes);
    if (help && shares) {
      await part.describe(await writeShared({ part, dist, formats, batches, accounts, context }, shares, help));
    } else {
      await part.write({ formats, batches: batches(), account: accounts.open, counts: true, polite: false });
      await part.describe([]);
    }
    await proveGraphs(dist.output.written, path => dist.read(path));
    const paths = dist.output.written.map(({ path }) => path);
    const done = dist.commit(() => ledger && settle(ledger, paths));
    return { ...done, counts: part.counts };
  } catch (error) {
    await help?.stop();
    dist.abort();
    if (ledger) discard(ledger);
    throw error;
  }
}
