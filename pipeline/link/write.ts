import type { Edit } from '../messages.ts';
import type { Source } from '../place.ts';
import type { Accepted } from './accept.ts';
import { edited } from './edits.ts';

/** A source with the accepted addresses written into it. */
export interface Rewritten {
  readonly path: string;
  readonly source: Source;
  readonly text: string;
  readonly ids: readonly string[];
}
export interface Writing {
  readonly files: readonly Rewritten[];
  /** Ids whose declaration is of a form that takes its author. */
  readonly left: readonly string[];
}

/** What the sources become; a thing that several articles declare gets its address in all of them, or in none. */
export function writingOf(accepted: readonly Accepted[]): Writing {
  const files = new Map<string, { source: Source; edits: Edit[]; ids: string[] }>();
  const left: string[] = [];
  for (const { offered, offer } of accepted) {
    const { id, declarations } = offered.thing;
    const edits = declarations.map(declaration => ({ ...declaration, made: declaration.edit(offer.address) }));
    if (edits.some(({ made }) => made === null)) left.push(id);
    else
      for (const { path, source, made } of edits) {
        const file = files.get(path) ?? { source, edits: [], ids: [] };
        file.edits.push(made!);
        file.ids.push(id);
        files.set(path, file);
      }
  }
  const rewritten = [...files].map(([path, { source, edits, ids }]) => ({
    path,
    source,
    ids,
    text: edited(source.text, edits),
  }));
  return { files: rewritten, left };
}
