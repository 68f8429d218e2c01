import { ID_LENGTH } from '../identity.ts';

/** Makes ids of labels, each only once; those in `taken` never. */
export function idMaker(taken: Iterable<string>): (label: string, kind: string) => string {
  const used = new Set(taken);
  return (label, kind) => {
    const base = slugOf(label, kind);
    let id = base;
    for (let i = 2; used.has(id); i++) id = `${base}-${i}`;
    used.add(id);
    return id;
  };
}

/** Small letters, digits and hyphens, of at most eight words. */
function slugOf(label: string, kind: string): string {
  const plain = label
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
  const parts = plain
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 8);
  const slug = parts
    .join('-')
    .slice(0, ID_LENGTH - 8)
    .replace(/-$/, '');
  return /^[a-z]/.test(slug) ? slug : slug === '' ? kind : `${kind}-${slug}`;
}
