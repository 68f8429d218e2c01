/** Prefixes that depend on the dataset's base, and the path that each stands for. */
export const OWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['thing', 'id/'],
  ['doc', 'doc/'],
  ['term', 'term/'],
]);

/** `schema:Event` as prefix and name; the prefix is empty where there is none. */
export function splitCurie(curie: string): readonly [prefix: string, name: string] {
  const colon = curie.indexOf(':');
  return [curie.slice(0, Math.max(colon, 0)), curie.slice(colon + 1)];
}

/** What is wrong with a CURIE, in words; null for nothing. */
export function curieFault(curie: unknown, prefixes: ReadonlyMap<string, string>): string | null {
  const [prefix, name] = splitCurie(String(curie));
  if (name !== '' && (OWN_PREFIXES.has(prefix) || prefixes.has(prefix))) return null;
  return `Unexpected \`${String(curie)}\`, expected prefix:name with a declared prefix`;
}
