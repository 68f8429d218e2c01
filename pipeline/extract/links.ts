import type { Link, LinkReference, Text } from 'mdast';
import type { LinkMark, LooseMark } from '../extract.ts';
import { placeOf, type Source } from '../place.ts';
import type { Span } from '../text.ts';

/** A link with its words and the places of both. Offsets are looked up in the source: escapes and wrapped lines make values shorter. */
export function linkMark(source: Source, span: Span): LinkMark {
  const node = span.node as Link | LinkReference;
  const start = node.position!.start.offset!;
  const end = node.position!.end.offset!;
  const closing = node.children.at(-1)?.position?.end.offset ?? start + 1;
  const isFull = node.type === 'linkReference' && node.referenceType === 'full';
  const [from, to] =
    node.type === 'link'
      ? (destination(source.text, closing, start, end) ?? [start, end])
      : isFull
        ? [source.text.lastIndexOf('[', end - 1) + 1, end - 1]
        : [start + 1, closing];
  // One literal: to copy a part of it and add the rest takes ten times as long.
  return {
    form: node.type === 'link' ? 'inline' : node.referenceType === 'shortcut' ? 'shortcut' : 'reference',
    target: node.type === 'link' ? node.url : node.identifier,
    start: span.start,
    end: span.end,
    block: span.block,
    place: placeOf(source, start, end),
    targetPlace: placeOf(source, Math.max(from, start), Math.max(from, to)),
  };
}

/** The address after `](`, without pointed brackets; `null` for an autolink. */
function destination(text: string, closing: number, start: number, end: number): [number, number] | null {
  const opening = text.startsWith('](', closing) ? closing : text.lastIndexOf('](', end);
  if (opening < start) return null;
  let from = opening + 2;
  while (from < end && SPACE.test(text[from]!)) from++;
  if (text[from] === '<') return [from + 1, Math.max(text.indexOf('>', from), from + 1)];
  let to = from;
  for (let depth = 0; to < end && !SPACE.test(text[to]!); to++) {
    if (text[to] === '(') depth += 1;
    else if (text[to] === ')' && depth-- === 0) break;
  }
  return [from, to];
}

const SPACE = /\s/;

/** An escaped character, which is passed over; then what looks like the end of a link, and brackets that stand alone. */
const LOOSE =
  /\\[\s\S]|(?:\[([^[\]]*))?\]\[([^[\]]*)\]|\]([ \t]*(?:\r?\n[ \t]*)?)\(((?:#|date:)[^()\r\n]*)(\))?|\[([^[\]]*)\](?![[(:]|\s{1,3}\((?:#|date:))/g;

/** Brackets in a text of the prose. */
export function looseMarks(source: Source, node: Text): LooseMark[] {
  const start = node.position!.start.offset!;
  const raw = source.text.slice(start, node.position!.end.offset!);
  const marks: LooseMark[] = [];
  if (!raw.includes(']')) return marks;
  for (const found of raw.matchAll(LOOSE)) {
    if (found[0].startsWith('\\')) continue;
    const [, words, label, gap, address, closing, single] = found;
    const form = address === undefined ? formOf(label) : gap !== '' ? 'parted' : addressForm(address, closing);
    const target = form === 'collapsed' ? (words ?? '') : (label ?? address ?? single ?? '');
    const at = start + found.index + (form === 'collapsed' ? found[0].indexOf(target) : found[0].lastIndexOf(target));
    const around = words === undefined && single === undefined && linksBefore(source.text, start + found.index);
    marks.push({ form, target, around, place: placeOf(source, at, at + target.length) });
  }
  return marks;
}

function formOf(label: string | undefined): 'full' | 'collapsed' | 'shortcut' {
  return label === undefined ? 'shortcut' : label === '' ? 'collapsed' : 'full';
}

function addressForm(address: string, closing: string | undefined): 'inline' | 'unclosed' | 'parted' {
  if (closing === undefined) return 'unclosed';
  return /\s/.test(address.trimEnd()) && !/\s["'(]/.test(address) ? 'parted' : 'inline';
}

/** Whether a link stands between the closing bracket at `closing` and the bracket that it closes. */
function linksBefore(text: string, closing: number): boolean {
  let depth = 1;
  for (let at = closing - 1; at >= 0 && closing - at < 5000; at--) {
    if (text[at] === ']') depth += 1;
    else if (text[at] === '[' && --depth === 0) return /\](?:\[|\()/.test(text.slice(at, closing));
  }
  return false;
}
