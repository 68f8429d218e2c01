import type { Thing } from '../declare.ts';
import type { Ground } from '../evidence.ts';
import { yamlText } from '../mend.ts';
import type { Report } from '../messages.ts';
import { type QuantityValue, readQuantity } from '../quantities.ts';
import type { Resolved } from '../resolve.ts';
import { type Comparator, digitsIn, factorOf, numbersIn, type SaidNumber } from './numbers.ts';
import { placeOfField } from './places.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Warns where the number of a quantity isn't in its marked words, or is bounded otherwise than they bound it. */
export function groundQuantity(resolved: Resolved, thing: Thing, grounds: readonly Ground[], report: Report): void {
  const value = thing.fields.value;
  const { assertion } = thing.fields;
  const quantity = typeof value === 'string' ? readQuantity(value) : null;
  if (!quantity || typeof value !== 'string' || assertion === 'inferred' || assertion === 'editorial') return;
  const marked = resolved.mentions.filter(mention => mention.target === thing.id);
  const ranges: readonly Range[] = marked.length > 0 ? marked : grounds;
  if (ranges.length === 0) return;
  const expected = judge(quantity, ranges, resolved);
  if (expected === true) return;
  const { start, end } = ranges[0]!;
  const place = placeOfField(thing, ['value']);
  const fix =
    expected !== null && thing.node
      ? { start: place.start.offset, end: place.end.offset, text: yamlText(expected) }
      : null;
  report('number-words', place, { value, words: resolved.prose.text.slice(start, end), near: expected }, { fix });
}

/** `true` where the words bear the quantity out, else what they say instead, as far as that is plain. */
function judge(quantity: QuantityValue, ranges: readonly Range[], { prose, front }: Resolved): true | string | null {
  const factor = factorOf(quantity.unit?.split(' ')[0] ?? '');
  const wanted = [quantity.value, quantity.low, quantity.high].filter(number => number !== null).map(by => by * factor);
  if (!/^en(?:-|$)/i.test(front.language)) {
    const digits = ranges.flatMap(({ start, end }) => digitsIn(prose.text, start, end));
    const near = (number: number): boolean =>
      [1, 1e3, 1e4, 1e6, 1e8, 1e9].some(by => digits.some(one => same(one * by, number)));
    return digits.length === 0 || wanted.every(near) ? true : null;
  }
  const said = ranges.flatMap(({ start, end }) => numbersIn(prose.text, start, end));
  const found = wanted.map(number => said.filter(({ value }) => same(value, number)));
  if (found.some(of => of.length === 0))
    return said.length === 1 && factor === 1 ? written(said[0]!, quantity.unit) : null;
  if (quantity.comparator === 'range' || found[0]!.some(({ bounds }) => bounds.includes(quantity.comparator)))
    return true;
  return written({ ...found[0]![0]!, value: wanted[0]! / factor }, quantity.unit);
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.abs(b) * 1e-9;
}

const SIGNS: { readonly [comparator in Comparator]: string } = {
  eq: '',
  approx: '~',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
  range: '',
};

function written({ value, bounds }: SaidNumber, unit: string | null): string {
  return `${SIGNS[bounds[0]!]}${value}${unit === null ? '' : ` ${unit}`}`;
}
