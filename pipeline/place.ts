/** A text file as its author wrote it, without its byte order mark. */
export interface Source {
  /** Path shown in messages, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Whether the file began with a byte order mark, which `text` leaves out. */
  readonly bom: boolean;
}

/** Lines and columns count from 1, offsets from 0; columns and offsets in UTF-16 units, as unist and LSP count them. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Words in a file, half-open. */
export interface Place {
  readonly path: string;
  readonly start: Point;
  readonly end: Point;
}

const BOM = '\uFEFF';
const lineStarts = new WeakMap<Source, readonly number[]>();

export function createSource(path: string, content: string): Source {
  const bom = content.startsWith(BOM);
  return { path, text: bom ? content.slice(1) : content, bom };
}

/** The place of `text[start:end]`; offsets are clamped to the file. */
export function placeOf(source: Source, start: number, end = start): Place {
  return { path: source.path, start: pointAt(source, start), end: pointAt(source, Math.max(start, end)) };
}

export function pointAt(source: Source, offset: number): Point {
  const starts = startsOf(source);
  const at = Math.min(Math.max(offset, 0), source.text.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - starts[low]! + 1, offset: at };
}

/** The offset of a line and column, clamped to the file. */
export function offsetAt(source: Source, line: number, column: number): number {
  const starts = startsOf(source);
  const start = starts[Math.min(line, starts.length) - 1] ?? 0;
  return Math.min(start + column - 1, source.text.length);
}

/** CommonMark's line endings: LF, CRLF, and a lone CR. */
function startsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known) return known;
  const starts = [0];
  for (const ending of source.text.matchAll(/\r\n|\n|\r/g)) starts.push(ending.index + ending[0].length);
  lineStarts.set(source, starts);
  return starts;
}
