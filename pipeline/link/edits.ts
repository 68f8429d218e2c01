import type { DefinitionMark } from '../extract.ts';
import { inserted, lineEnding, replaced, yamlText } from '../mend.ts';
import type { Edit } from '../messages.ts';
import { pointAt, type Source } from '../place.ts';
import { entryOf, type YamlMap, type YamlNode } from '../yaml.ts';

/** `[id]: #id "Type: Label"` with an address in place of `#id`. */
export function definitionEdit({ urlPlace }: DefinitionMark, address: string): Edit {
  return replaced(urlPlace, /^[^\s<>()]+$/.test(address) ? address : `<${address}>`);
}

/** Fields that `sameAs` stands after, where an entry has them. */
const FIRST: ReadonlySet<string> = new Set(['type', 'label', 'aliases']);

/**
 * The address as `sameAs` of an entry in YAML, in the style of the entry: a line of its own, or within braces. Null where the entry
 * has a `sameAs` of several lines already, which takes its author.
 */
export function entryEdit(source: Source, node: YamlMap, address: string): Edit | null {
  const known = entryOf(node, 'sameAs');
  if (known) return besideEdit(source, known.value, address);
  const pair = `sameAs: ${yamlText(address)}`;
  const last = node.entries.at(-1);
  if (!last) return null;
  if (source.text[node.start] === '{') return inserted(endOf(source, last), `, ${pair}`);
  const next = node.entries.find(({ key }) => !FIRST.has(key.value));
  const indent = ' '.repeat(pointAt(source, last.key.start).column - 1);
  if (next) return inserted(next.key.start, `${pair}${lineEnding(source)}${indent}`);
  return inserted(endOfLine(source, endOf(source, last)), `${lineEnding(source)}${indent}${pair}`);
}

/** Before an inexact link, as the first of a list. */
function besideEdit(source: Source, value: YamlNode, address: string): Edit | null {
  const raw = source.text.slice(value.start, value.end);
  const text = yamlText(address);
  if (raw.startsWith('[')) return inserted(value.start + 1, `${text}, `);
  if (raw.startsWith('{')) return { start: value.start, end: value.end, text: `[${text}, ${raw}]` };
  return null;
}

/** Without the line end that the text of a block scalar ends with. */
function endOf({ text }: Source, { key, value }: YamlMap['entries'][number]): number {
  const end = Math.max(key.end, value.end);
  return end - (/\s*$/.exec(text.slice(key.end, end))?.[0].length ?? 0);
}

function endOfLine({ text }: Source, offset: number): number {
  return offset + /^[^\r\n]*/.exec(text.slice(offset))![0].length;
}

/** A text after edits that don't overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((whole, { start, end, text: by }) => whole.slice(0, start) + by + whole.slice(end), text);
}
