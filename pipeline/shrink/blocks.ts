import type { RootContent } from 'mdast';
import type { Source } from '../place.ts';
import type { Cut, Shrunken } from '../shrink.ts';
import { Forms, isLineEnd } from './forms.ts';
import { labelOf, Prose } from './prose.ts';

/** Shorter runs cost more to put back than to parse. */
const SHORTEST = 8;
const CONTAINERS = new Set(['list', 'blockquote', 'footnoteDefinition']);
/** Begins neither an item nor what could stand in one. */
const NO_ITEM = /[^\s\d*+-]|^$/;

interface Group {
  readonly start: number;
  end: number;
  readonly blocks: RootContent[];
}

/**
 * Goes through a text from one empty line to the next. What begins in the first column after one is of the top level, or wholly inside of
 * a fence or raw HTML.
 */
export function plainParts(source: Source): Omit<Shrunken, 'text'> {
  const { text } = source;
  const prose = new Prose(source);
  const forms = new Forms(source, prose);
  const cuts: Cut[] = [];
  let group: Group | null = null;
  for (let at = afterLineEnds(text, 0); at < text.length; ) {
    const { end, nodes, runs } = forms.read(at);
    const next = afterLineEnds(text, end);
    const container = nodes?.find(({ type }) => CONTAINERS.has(type))?.type;
    if (nodes && (container === undefined || standsAlone(container, group, text.charAt(next)))) {
      group ??= { start: at, end, blocks: [] };
      group.end = end;
      group.blocks.push(...nodes);
    } else {
      if (group) cuts.push({ ...group, inlines: null });
      group = null;
      for (const { start, end, inlines } of runs)
        if (end - start >= SHORTEST) cuts.push({ start, end, blocks: null, inlines });
    }
    at = next;
  }
  if (group) cuts.push({ ...group, inlines: null });
  return { cuts, defined: definedIn(cuts), linked: prose.linked };
}

/** Whether what stands before and after a container can't be part of it, and nothing can end where it begins. */
function standsAlone(container: string, before: Group | null, after: string): boolean {
  const last = before?.blocks.at(-1)?.type;
  if (container === 'list' && last === 'list') return false;
  return last !== undefined && (container === 'blockquote' || NO_ITEM.test(after));
}

function definedIn(cuts: readonly Cut[]): Set<string> {
  const blocks = cuts.flatMap(cut => cut.blocks ?? []);
  return new Set(blocks.flatMap(node => labelOf(node) ?? []));
}

function afterLineEnds(text: string, offset: number): number {
  let at = offset;
  while (isLineEnd(text[at])) at += 1;
  return at;
}
