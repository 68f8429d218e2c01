import type { Definition, Paragraph } from 'mdast';
import type { DefinitionMark } from '../extract.ts';
import { inserted, lineEnding } from '../mend.ts';
import type { Edit, Report } from '../messages.ts';
import { type Place, placeOf, type Source } from '../place.ts';
import type { HiddenIds } from './hidden.ts';

/** A definition with the places of its parts. */
export function definitionMark(source: Source, node: Definition, nested: boolean): DefinitionMark {
  const start = node.position!.start.offset!;
  const end = node.position!.end.offset!;
  const raw = source.text.slice(start, end);
  const at = (from: number, to: number): Place => placeOf(source, start + from, start + to);
  const label = /^\[((?:[^\\\]]|\\.)*)\]:[\s>]*/s.exec(raw);
  const urlStart = label?.[0].length ?? 0;
  const url = /^(?:<[^<>\r\n]*>|\S*)/.exec(raw.slice(urlStart))![0];
  const titleStart = urlStart + url.length + (/^[\s>]*["'(]/.exec(raw.slice(urlStart + url.length))?.[0].length ?? 0);
  const title = node.title ?? null;
  const parts = title === null ? null : TITLE.exec(title);
  const typeEnd = titleStart + (parts?.[1]?.length ?? 0);
  const labelStart = parts ? typeEnd + (/^:\s*/.exec(raw.slice(typeEnd))?.[0].length ?? 0) : titleStart;
  return {
    id: node.label ?? node.identifier,
    key: node.identifier,
    url: node.url,
    title,
    type: parts?.[1] ?? null,
    label: parts?.[2]?.replace(/\s+/g, ' ').trim() ?? '',
    nested,
    place: at(0, raw.length),
    idPlace: at(1, 1 + (label?.[1]?.length ?? 0)),
    urlPlace: at(urlStart, urlStart + url.length),
    typePlace: at(titleStart, parts ? typeEnd : raw.length - 1),
    labelPlace: at(labelStart, Math.max(labelStart, raw.length - 1)),
  };
}

const TITLE = /^([A-Z][A-Za-z0-9]*):\s+(\S[\s\S]*)$/;

/** A line that is meant as a definition: a label, then an address or `#id`, or a title of a type. */
const MEANT =
  /(?:^|[\r\n])[ \t>]*(\[([^\][\\^][^\][\\]*)\]:[ \t]*(?:(<[^<>\r\n]*>|(?:#|https?:\/\/)\S*)[^\r\n]*|[^\r\n]*["'(][A-Z][A-Za-z0-9]*: [^\r\n]*))/g;

/** Lines of a paragraph that are definitions but for a blank line before them or quotes around their title. */
export function reportStray(source: Source, node: Paragraph, hidden: HiddenIds, report: Report): void {
  const start = node.position!.start.offset!;
  const raw = source.text.slice(start, node.position!.end.offset!);
  if (!raw.includes(']:')) return;
  for (const line of raw.matchAll(MEANT)) {
    const words = line[1]!.trimEnd();
    const at = start + line.index + line[0].length - line[1]!.length;
    const whole = /^\[[^\]]+\]:[ \t]*(?:<[^<>]*>|\S+)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?$/.test(words);
    const blank = whole && at > start;
    hidden.declare(line[2]!);
    const fix = blank ? inserted(at, lineEnding(source)) : quotedTitle(words, at);
    report('definition-not-taken', placeOf(source, at, at + words.length), { words, blank }, { fix });
  }
}

/** `[id]: address Type: Label` with quotes around the title. */
function quotedTitle(words: string, at: number): Edit | null {
  const parts = /^(\[[^\]]+\]:[ \t]*\S+[ \t]+)([A-Z][A-Za-z0-9]*: [^"\\]*)$/.exec(words);
  return parts ? { start: at + parts[1]!.length, end: at + words.length, text: `"${parts[2]}"` } : null;
}
