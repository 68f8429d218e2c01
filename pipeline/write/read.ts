import fs from 'node:fs';

/**
 * Fills `into` from byte `from` of a file on; the same.
 * @throws {RangeError} where the file ends before that
 */
export function readFully<T extends Uint8Array>(descriptor: number, into: T, from: number): T {
  for (let at = 0; at < into.length; ) {
    const read = fs.readSync(descriptor, into, at, into.length - at, from + at);
    if (read === 0) throw new RangeError('Unexpected end of a file, expected all that was written into it');
    at += read;
  }
  return into;
}
