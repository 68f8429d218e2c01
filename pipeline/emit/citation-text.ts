import type { Manifest } from './emitter.ts';

/** How the dataset is cited in words: as it says itself, or else made from creators, title, version and base. */
export function citationText({ citation, creators, publisher, published, title, version, base }: Manifest): string {
  if (citation !== null) return citation;
  const names = (creators.length > 0 ? creators : publisher ? [publisher] : []).map(({ name }) => name).join('; ');
  const year = published === null ? '' : ` (${published.slice(0, 'YYYY'.length)})`;
  return `${names}${year}${names || year ? ': ' : ''}${title}. Version ${version}. ${base}`;
}
