import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { LIMITS } from '../limits.ts';
import type { Report } from '../messages.ts';
import { createSource, placeOf, type Source } from '../place.ts';

/** UTF-8 takes four bytes for a character at most, and three for a UTF-16 unit. */
const MOST_BYTES = 3 * LIMITS.yaml + 3;

/** Reads a text file; `null` where it can't be read, which is reported. `from` is the folder that its path is shown relative to. */
export function readText(path: string, from: string, report: Report): Source | null {
  const shown = relative(from, path).replaceAll('\\', '/') || path;
  const start = placeOf({ path: shown, text: '', bom: false }, 0);
  try {
    const { size, ...is } = statFile(path);
    if (!is.file) report('file-unreadable', start, { reason: 'it is no regular file' });
    else if (size > MOST_BYTES) report('input-too-long', start, { found: size, limit: MOST_BYTES, of: 'bytes' });
    else return decode(readFileSync(path), shown, report);
  } catch (error) {
    report('file-unreadable', start, { reason: reasonOf(error) });
  }
  return null;
}

function statFile(path: string): { size: number; file: boolean } {
  const is = statSync(path);
  return { size: is.size, file: is.isFile() };
}

/** A fault of the file system in words; any other error is ours. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return REASONS.get(code) ?? code;
}

const REASONS = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'there is none'],
  ['ELOOP', 'a circle of symbolic links'],
  ['EISDIR', 'it is a folder'],
  ['EIO', 'the disk failed'],
]);

function decode(bytes: Buffer, path: string, report: Report): Source | null {
  const wide = bytes.length > 3 && (bytes[0] === 0 || bytes[1] === 0);
  if (isUtf8(bytes) && !wide) return createSource(path, bytes.toString('utf8'));
  const at = wide ? bytes.indexOf(0) : firstInvalid(bytes);
  const before = createSource(path, bytes.subarray(0, at).toString('utf8'));
  const source = { ...before, text: `${before.text}\uFFFD` };
  const byte = `0x${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}`;
  const place = placeOf(source, before.text.length, before.text.length + 1);
  report('encoding-invalid', place, { byte, guess: wide ? 'UTF-16' : guess(bytes) });
  return null;
}

function guess(bytes: Buffer): string | null {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'UTF-16';
  const high = bytes.filter(byte => byte >= 0x80);
  if (high.length === 0 || high.length > bytes.length / 4) return null;
  return high.some(byte => byte < 0xa0) ? 'Windows-1252' : 'Latin-1';
}

/** Offset of the first byte that neither is nor goes on a character of UTF-8. */
function firstInvalid(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    const long = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (at + long > bytes.length || (long > 1 && !isUtf8(bytes.subarray(at, at + long)))) return at;
    at += long;
  }
  return at;
}
