const BEYOND_SURROGATES = /[\ud800-\uffff]/;

/** Orders by Unicode code point. JavaScript's own order is by UTF-16 unit, which puts U+1F600 before U+FF5E. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const a = one.charCodeAt(at);
    const b = other.charCodeAt(at);
    if (a !== b) return weight(a) - weight(b);
  }
  return one.length - other.length;
}

/** Sorts in place by code point; the engine's own order, several times as fast, serves where it is the same. */
export function sortByCodePoint(texts: string[]): string[] {
  return texts.some(text => BEYOND_SURROGATES.test(text)) ? texts.sort(compareCodePoints) : texts.sort();
}

/** Lines that each end in a line feed, sorted and unique. */
export function sortLines(text: string): string {
  const lines = text.split('\n');
  lines.pop();
  const sorted = BEYOND_SURROGATES.test(text) ? lines.sort(compareCodePoints) : lines.sort();
  return sorted.map((line, at) => (line === sorted[at - 1] ? '' : `${line}\n`)).join('');
}

function weight(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit : unit + 0x10000;
}
