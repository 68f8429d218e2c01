import type { Edit } from './messages.ts';
import type { Place, Source } from './place.ts';

/** Edits that mend a mistake where that takes no decision. None is made here, see `fix.ts`. */

export function replaced(place: Place, text: string): Edit {
  return { start: place.start.offset, end: place.end.offset, text };
}

export function inserted(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** The whole lines of a place, with the line ending after them. */
export function withoutLines({ text }: Source, { start, end }: Place): Edit {
  const ending = /[\r\n]/g;
  ending.lastIndex = Math.max(end.offset, 0);
  const found = ending.exec(text);
  const after = found ? found.index + (text.startsWith('\r\n', found.index) ? 2 : 1) : text.length;
  return { start: start.offset - start.column + 1, end: after, text: '' };
}

/** A line ending as the file has them. */
export function lineEnding({ text }: Source): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** A definition at the end of the article. */
export function definedAtEnd(source: Source, definition: string): Edit {
  const { text } = source;
  const ending = lineEnding(source);
  const whole = text === '' || text.endsWith('\n') || text.endsWith('\r') ? '' : ending;
  const last = /[^\r\n]*\s*$/.exec(text.slice(-2000))?.[0] ?? '';
  const blank = /^\[[^\]]+\]:/.test(last) ? '' : ending;
  return inserted(text.length, `${whole}${blank}${definition}${ending}`);
}

/** `[china]: https://www.wikidata.org/entity/Q148 "Country: China"` */
export function definitionText(id: string, address: string, type: string, label: string): string {
  return `[${id}]: ${/^[^\s<>()]+$/.test(address) ? address : `<${address}>`} "${`${type}: ${label}`.replace(/["\\]/g, '\\$&')}"`;
}

/** A value as YAML text: plain where that is safe in a flow collection too, else in single quotes. */
export function yamlText(value: string): string {
  const plain = /^[\p{L}\p{N}~<+.(][^,[\]{}#"\\\t\r\n]*$/u.test(value) && !/: |:$| $/.test(value);
  return plain ? value : `'${value.replaceAll("'", "''")}'`;
}
