import type { Batch, EmitContext } from './emit/emitter.ts';
import type { Format } from './emit/formats.ts';
import { type Closed, Part } from './part.ts';
import { memberOf, RANGED, type Share } from './spread.ts';
import { accountIn, writeAccount } from './write/accounts.ts';
import type { FilledFile } from './write/filling.ts';
import { mirrored } from './write/mirror.ts';
import { type Building, joinDist } from './write.ts';

/** What one of several processes is to write. Plain data. */
export interface Filling {
  /** Of the whole build. */
  readonly formats: readonly Format[];
  readonly share: Share;
  /** Where formats go as a whole, and where ranges of them do. */
  readonly building: Building;
  readonly apart: Building;
}

/** What it has written. Plain data. */
export interface Filled {
  readonly files: readonly FilledFile[];
  readonly closed: readonly Closed[];
  /** Those with ranges of formats. */
  readonly apart: readonly FilledFile[];
}

/**
 * Writes a share of a dataset, and lets others have a word between two batches. `batches`: all of them.
 * @throws the reason of `signal` where that is aborted meanwhile
 */
export async function fill(
  { formats, share, ...folders }: Filling,
  batches: Iterable<Batch>,
  context: Omit<EmitContext, 'output'>,
  signal?: AbortSignal,
): Promise<Filled> {
  const [joined, apart] = [joinDist(folders.building), joinDist(folders.apart)];
  try {
    const output = formats.includes('site') ? mirrored(joined.output, 'site/') : joined.output;
    const part = new Part(formats, { ...context, output });
    const ranges = new Map(RANGED.map(format => [format, memberOf(share.ranges[format])]));
    const isRanged = (format: Format): boolean => share.ranges[format] !== undefined;
    await part.write({
      formats: [...share.whole, ...RANGED.filter(isRanged)],
      batches,
      account: format => writeAccount(isRanged(format) ? accountIn(folders.apart.folder, format) : null, []),
      output: format => (isRanged(format) ? apart.output : output),
      has: (format, batch) => ranges.get(format)?.(batch) ?? true,
      counts: false,
      polite: true,
      ...(signal && { signal }),
    });
    const whole = new Set(joined.files().map(({ path }) => path));
    const closed = part.closed.filter(({ path }) => whole.has(path));
    return { files: joined.files(), closed, apart: apart.files() };
  } finally {
    joined.abort();
    apart.abort();
  }
}
