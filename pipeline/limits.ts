import type { Report } from './messages.ts';
import { placeOf, type Source } from './place.ts';

/**
 * What a text may be at most. CommonMark's grammar lets a few thousand characters keep a parser busy for minutes (deep lists, openings
 * that are never closed), so what no author writes is refused before it is parsed. `test/README.md` has the times of what passes.
 */
export const LIMITS = {
  /** Characters (UTF-16 units) of an article; of the registry or `dataset.yaml`. */
  article: 1 << 18,
  yaml: 1 << 23,
  /** Lists and quotes inside one another that begin on one line, and columns before a line. */
  depth: 20,
  indent: 200,
  /** Steps that the parser takes back and forth in paragraphs, by the estimate below; ten million take about a second. */
  steps: 2e7,
} as const;

/** Whether an article is within bounds; what isn't is reported. */
export function withinLimits(source: Source, report: Report): boolean {
  if (!withinLength(source, 'article', report)) return false;
  const deep = TOO_DEEP.exec(source.text);
  if (deep) report('input-too-deep', placeOf(source, deep.index, deep.index + deep[0].length), { limit: LIMITS.depth });
  return deep === null && new Count(source).within(report);
}

export function withinLength(source: Source, what: 'article' | 'yaml', report: Report): boolean {
  const found = source.text.length;
  const limit = LIMITS[what];
  if (found > limit) report('input-too-long', placeOf(source, limit), { found, limit, of: 'characters' });
  return found <= limit;
}

const MARK = '[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))';
const TOO_DEEP = new RegExp(`^(?:(?:${MARK}){${LIMITS.depth + 1}}|[ \\t>]{${LIMITS.indent}})`, 'm');

/** None above `_` means anything once a line has words. */
const LAST_MARK = 0x5f;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Estimates the steps that don't grow with a text's length alone. In a paragraph (a run of lines without a blank one) brackets and runs
 * of `*` and `_` are each held against all others, so are lines that go on in a list or quote without its mark, and an opening of raw
 * HTML is looked for to the paragraph's end; underlined headings are each held against all of the article.
 */
class Count {
  readonly #source: Source;
  #steps = 0;
  #start = 0;
  #brackets = 0;
  #runs = 0;
  #openings = 0;
  #lines = 0;
  #contained = false;
  #underlined = 0;
  /** What the line holds so far: nothing but white space, marks of an underline alone, or words. */
  #line: 'blank' | 'underline' | 'words' = 'blank';
  #above: 'blank' | 'underline' | 'words' = 'blank';

  constructor(source: Source) {
    this.#source = source;
  }

  within(report: Report): boolean {
    const { text } = this.#source;
    let before = LF;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === LF || unit === CR) {
        if (unit === LF && before === CR) continue;
        if (!this.#endLine(i, report)) return false;
      } else if (unit !== 0x20 && unit !== 0x09 && !(unit > LAST_MARK && this.#line === 'words'))
        this.#mark(unit, before, text, i);
      before = unit;
    }
    return this.#endPart(text.length, report);
  }

  #mark(unit: number, before: number, text: string, at: number): void {
    if (unit === 0x5b || unit === 0x5d) this.#brackets += 1;
    else if (unit === 0x2a || unit === 0x5f) {
      if (unit !== before) this.#runs += 1;
    } else if (unit === 0x3c) {
      const next = text.charCodeAt(at + 1);
      if (next === 0x21 || next === 0x3f) this.#openings += 1;
    } else if (unit === 0x3e && this.#line === 'blank') this.#contained = true;
    if (this.#line === 'words') return;
    const underline = unit === 0x3d || unit === 0x2d;
    if (unit === 0x2d || unit === 0x2b || unit === 0x2a || (unit >= 0x30 && unit <= 0x39)) this.#contained = true;
    this.#line = underline ? 'underline' : 'words';
  }

  #endLine(at: number, report: Report): boolean {
    if (this.#line === 'blank' && !this.#endPart(at, report)) return false;
    if (this.#line === 'underline' && this.#above === 'words') this.#underlined += 1;
    this.#lines += 1;
    this.#above = this.#line;
    this.#line = 'blank';
    return true;
  }

  #endPart(end: number, report: Report): boolean {
    const costs: readonly (readonly [what: string, found: number, steps: number])[] = [
      ['square brackets', this.#brackets, this.#brackets ** 2],
      ['runs of `*` or `_`', this.#runs, this.#runs ** 2],
      ['openings of raw HTML', this.#openings, this.#openings * (end - this.#start)],
      ['lines', this.#lines, this.#contained ? this.#lines ** 2 / 2 : 0],
      ['underlined headings', this.#underlined, this.#underlined ** 2 * 5],
    ];
    const [what, found] = costs.reduce((most, cost) => (cost[2] > most[2] ? cost : most));
    for (const [, , steps] of costs.slice(0, -1)) this.#steps += steps;
    const within = this.#steps + costs.at(-1)![2] <= LIMITS.steps;
    const start = this.#start + (/^[\r\n]*/.exec(this.#source.text.slice(this.#start, end))?.[0].length ?? 0);
    if (!within) report('input-too-dense', placeOf(this.#source, start, end), { what, found });
    this.#start = end;
    this.#brackets = this.#runs = this.#openings = this.#lines = 0;
    this.#contained = false;
    return within;
  }
}
