import type { Output, Sink } from '../emit/emitter.ts';

/**
 * An output whose files are also written below a folder of it: what is hosted is that folder alone, and addresses of downloads
 * are relative to it. Files that are in the folder anyway are written once; `written` lists what is outside it.
 */
export function mirrored(output: Output, folder: string): Output {
  return {
    file: path => (path.startsWith(folder) ? output.file(path) : both(output.file(path), output.file(folder + path))),
    get written() {
      return output.written.filter(({ path }) => !path.startsWith(folder));
    },
    ...(output.earlier && { earlier: output.earlier }),
    keep(path, from) {
      output.keep!(path, from);
      if (!path.startsWith(folder)) output.keep!(folder + path, from);
    },
  };
}

function both(one: Sink, other: Sink): Sink {
  return {
    write(chunk) {
      one.write(chunk);
      other.write(chunk);
    },
    close() {
      one.close();
      other.close();
    },
    get size() {
      return one.size!;
    },
    copy(from, start, length) {
      one.copy!(from, start, length);
      other.copy!(from, start, length);
    },
  };
}
