/** Documents a section, on average. */
const SECTION = 256;

/**
 * Whether a section, a run of documents, ends with this one, by its id: FNV-1a over it lets one of `SECTION` end a section, and the
 * same whatever stands beside it.
 */
export function endsSection(id: string): boolean {
  let sum = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193);
  return (sum >>> 0) % SECTION === 0;
}
