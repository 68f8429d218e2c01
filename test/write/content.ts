import type { Output } from '../../pipeline/emit/emitter.ts';

/** Larger than a sink's buffer, so that a build writes while it fills. */
const LARGE = 300_000;

/** Files of a small build; all but one have the words in them. */
export function fillWith(output: Output, words: string): void {
  for (const path of ['README.md', 'csv/events.csv', 'csv/places.csv', 'site/index.html', 'site/id/a/index.html']) {
    const sink = output.file(path);
    sink.write(path === 'README.md' ? 'the same\n' : `${words} Tromsø\n`);
    if (path === 'csv/events.csv') sink.write('x'.repeat(LARGE));
    sink.close();
  }
}
