import { unzipSync, zipSync } from 'fflate';

const LEVEL = 6;

/**
 * Packs a zip again so that its bytes depend on its content alone: the zlib that Node has compresses otherwise from version to
 * version and from processor to processor, a compressor in JavaScript of an exact version doesn't.
 */
export function repack(archive: Uint8Array): Uint8Array {
  const entries = Object.entries(unzipSync(archive)).sort(([one], [other]) => rank(one) - rank(other));
  // The first moment that a zip can name. It is read as local time: made here, it is the same in every zone.
  return zipSync(Object.fromEntries(entries), { level: LEVEL, mtime: new Date(1980, 0, 1) });
}

/** The list of content types comes first, where some readers look for it. */
function rank(path: string): number {
  return path === '[Content_Types].xml' ? 0 : 1;
}
