import type { Code, Yaml } from 'mdast';
import type { Source } from '../place.ts';
import { EOL, positionOf } from './prose.ts';

/** Front matter, or a fence with what it holds. */
export interface Enclosed {
  readonly end: number;
  /** `null` if it isn't plain. */
  readonly node: Yaml | Code | null;
}

const FRONT_OPENING = new RegExp(`^---[ \\t]*${EOL}`);
/** Up to the first line that can close it, whatever stands between. */
const FRONT = new RegExp(`^---[ \\t]*${EOL}(?:([^]*?)${EOL})??---[ \\t]*(?=[\\r\\n]|$)`);
const FENCE = new RegExp(`(\`{3,}(?=[^\`\\r\\n]*[\\r\\n])|~{3,})([^\\r\\n]*)${EOL}`, 'y');
const CLOSING = /(?<=[\r\n]) {0,3}(`{3,}|~{3,})[ \t]*(?=[\r\n]|$)/g;

/** What is enclosed from that place on; `null` where nothing is. Plain are front matter and data. */
export function enclosedAt(source: Source, start: number): Enclosed | null {
  return (start === 0 ? frontMatter(source) : null) ?? fenced(source, start);
}

function frontMatter(source: Source): Enclosed | null {
  if (!FRONT_OPENING.test(source.text)) return null;
  const front = FRONT.exec(source.text);
  // Where it never ends the parser sees no quotation or list in all of the text.
  if (!front) return { end: source.text.length, node: null };
  const [{ length: end }, value] = front;
  return { end, node: value ? { type: 'yaml', value, position: positionOf(source, 0, end) } : null };
}

function fenced(source: Source, start: number): Enclosed | null {
  const { text } = source;
  FENCE.lastIndex = start;
  const opening = FENCE.exec(text);
  if (!opening) return null;
  const from = FENCE.lastIndex;
  const closing = closingAfter(text, from, opening[1]!);
  // What isn't closed runs to the end of the text.
  if (!closing) return { end: text.length, node: null };
  const end = closing.index + closing[0].length;
  if (opening[2] !== 'yaml data' || closing[0] !== closing[1]) return { end, node: null };
  const value = text.slice(from, closing.index).replace(/(?:\r\n|\n|\r)$/, '');
  return { end, node: { type: 'code', lang: 'yaml', meta: 'data', value, position: positionOf(source, start, end) } };
}

/** The line that closes a fence (CommonMark § 4.5): up to three spaces, and at least as many of its characters. */
function closingAfter(text: string, start: number, fence: string): RegExpExecArray | null {
  CLOSING.lastIndex = start;
  for (let found = CLOSING.exec(text); found; found = CLOSING.exec(text)) if (found[1]!.startsWith(fence)) return found;
  return null;
}
