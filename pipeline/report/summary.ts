/** What a reader wants to know first, in this order; the other tables go with them. */
const KINDS = ['documents', 'entities', 'events', 'relations', 'claims', 'quotations', 'quantities', 'mentions'];

/** One line on what a build has made: `dist now holds 2 documents, 4 events.` */
export function summaryOf(
  out: string,
  { changed, counts }: { readonly changed: boolean; readonly counts: Readonly<Record<string, number>> },
): string {
  const kinds = KINDS.filter(kind => counts[kind]).map(kind => counted(counts[kind]!, kind));
  return `${out} ${changed ? 'now holds' : 'is unchanged, with'} ${kinds.join(', ') || 'no document'}.\n`;
}

function counted(count: number, plural: string): string {
  return `${count} ${count === 1 ? plural.replace(/ies$/, 'y').replace(/s$/, '') : plural}`;
}
