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

/** Lines that all begin with `beginning` and end in a line feed, sorted and unique. Only what follows is compared. */
export function sortLines(text: string, beginning: string): string {
  const ends = text.slice(beginning.length, -1).split(`\n${beginning}`);
  const sorted = BEYOND_SURROGATES.test(text) ? ends.sort(compareCodePoints) : ends.sort();
  return `${beginning}${sorted.filter((end, at) => end !== sorted[at - 1]).join(`\n${beginning}`)}\n`;
}

function weight(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit : unit + 0x10000;
}
