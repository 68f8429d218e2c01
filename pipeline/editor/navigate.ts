import { ID, ID_LENGTH } from '../identity.ts';
import type { Edit } from '../messages.ts';
import { entryOf, type YamlMap } from '../yaml.ts';
import { type Occurrence, occurrenceAt } from './occurrences.ts';
import { type Document, REGISTRY, type Workspace } from './workspace.ts';

/** Words in a file of a project. */
export interface Spot {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
}

/** Where the thing at an offset is declared: in this article or the registry, or all articles that declare it. */
export function declarationsOf(workspace: Workspace, document: Document, offset: number): Spot[] {
  const id = idAt(workspace, document, offset);
  if (id === null) return [];
  const all = everywhere(workspace, id).filter(({ occurrence }) => occurrence.as === 'declaration');
  const near = all.filter(spot => spot.document.path === document.path || spot.document.path === REGISTRY);
  return (near.length > 0 ? near : all).map(spotOf);
}

/** Every place in the project that speaks of the thing at an offset. */
export function mentionsOf(workspace: Workspace, document: Document, offset: number, declarations: boolean): Spot[] {
  const id = idAt(workspace, document, offset);
  const all = id === null ? [] : everywhere(workspace, id);
  return all.filter(({ occurrence }) => declarations || occurrence.as !== 'declaration').map(spotOf);
}

/** Those in the document itself. */
export function mentionsHere(workspace: Workspace, document: Document, offset: number): Occurrence[] {
  const all = workspace.occurrences(document);
  const here = occurrenceAt(all, offset);
  return here ? all.filter(({ id }) => id === here.id) : [];
}

/** The id at an offset, where it can be renamed. */
export function renamable(workspace: Workspace, document: Document, offset: number): Occurrence | null {
  const occurrence = occurrenceAt(workspace.occurrences(document), offset);
  return occurrence && workspace.thing(occurrence.id, document) ? occurrence : null;
}

/** Why an id can't be the new name of another; `null` where it can. */
export function refusal(workspace: Workspace, id: string): string | null {
  if (!ID.test(id) || id.length > ID_LENGTH)
    return `Unexpected id \`${id}\`, expected a letter and then small letters, digits and hyphens`;
  return everywhere(workspace, id).length > 0 ? `Unexpected id \`${id}\`, expected one that nothing else has` : null;
}

/** Edits that rename an id everywhere, by document. The registry keeps the old one, so that its address stays alive. */
export function rename(workspace: Workspace, id: string, to: string): Map<Document, Edit[]> {
  const edits = new Map<Document, Edit[]>();
  const add = (document: Document, edit: Edit) => edits.set(document, [...(edits.get(document) ?? []), edit]);
  for (const { document, occurrence } of everywhere(workspace, id)) {
    const [start, end] = occurrence.replace;
    add(document, { start, end, text: to });
    if (document.path === REGISTRY && occurrence.as === 'declaration') {
      const node = workspace.thing(id, document)?.node;
      if (node) add(document, formerId(document, node, occurrence, id));
    }
  }
  return edits;
}

function formerId({ source }: Document, node: YamlMap, { end }: Occurrence, id: string): Edit {
  const known = entryOf(node, 'formerIds')?.value;
  if (known?.kind === 'list') {
    const last = known.items.at(-1);
    const at = last?.end ?? known.start + 1;
    const isFlow = source.text[known.start] === '[';
    const indent = /[ \t]*$/.exec(source.text.slice(0, (last?.start ?? at) - 2))?.[0] ?? '';
    return { start: at, end: at, text: isFlow ? `${last ? ', ' : ''}${id}` : `\n${indent}- ${id}` };
  }
  if (known)
    return { start: known.start, end: known.end, text: `[${source.text.slice(known.start, known.end)}, ${id}]` };
  if (source.text[node.start] === '{') {
    const at = node.start + 1;
    return { start: at, end: at, text: `formerIds: [${id}]${node.entries.length > 0 ? ', ' : ''}` };
  }
  const at = source.text.indexOf(':', end) + 1;
  const indent = /[ \t]*$/.exec(source.text.slice(0, node.start))?.[0] ?? '  ';
  return { start: at, end: at, text: `\n${indent}formerIds: [${id}]` };
}

function idAt(workspace: Workspace, document: Document, offset: number): string | null {
  return occurrenceAt(workspace.occurrences(document), offset)?.id ?? null;
}

interface Found {
  readonly document: Document;
  readonly occurrence: Occurrence;
}

function everywhere(workspace: Workspace, id: string): Found[] {
  return workspace.documents().flatMap(document =>
    workspace
      .occurrences(document)
      .filter(occurrence => occurrence.id === id)
      .map(occurrence => ({ document, occurrence })),
  );
}

function spotOf({ document, occurrence: { around } }: Found): Spot {
  return { document, start: around[0], end: around[1] };
}
