import { numbersIn } from '../ground/numbers.ts';
import { readQuantity } from '../quantities.ts';

/** Ways of writing quantities, and how they are written here. */
const WAYS: readonly (readonly [from: RegExp, to: string])[] = [
  [/^(\d[\d.]*)\s*(?:-|–|—|to)\s*(\d[\d.]*)(?=\D|$)/, '$1..$2'],
  [/^between\s+(\d[\d.]*)\s+and\s+(\d[\d.]*)(?=\D|$)/, '$1..$2'],
  [/^(\d[\d.,]*)\s*\+/, '>=$1'],
  [/^(\d+),(\d{1,2})(?!\d)/, '$1.$2'],
  [/^(~|>=?|<=?)\s*(\d+),(\d{1,2})(?!\d)/, '$1$2.$3'],
  [/^(?:c\.?|ca\.?|circa|about|around|some|roughly|approximately)\s*(?=\d)/i, '~'],
  [/^([$€£¥])\s*(\d[\d.,]*)(.*)$/, '$2$3 $1'],
];

/** The quantity that words most likely stand for, such as `>40 ships` for `over forty ships`; `null` where none shows itself. */
export function nearQuantity(text: string): string | null {
  const tidy = text.trim();
  if (tidy.length > 60) return null;
  for (const [from, to] of WAYS) {
    const candidate = tidy.replace(from, to);
    if (candidate !== tidy && readQuantity(candidate)) return candidate;
  }
  const said = numbersIn(tidy, 0, tidy.length);
  const unit = /(?:^|\s)(\p{L}+)$/u.exec(tidy)?.[1] ?? '';
  if (said.length !== 1) return null;
  const { value, bounds } = said[0]!;
  const sign = { eq: '', approx: '~', gt: '>', ge: '>=', lt: '<', le: '<=', range: '' }[bounds[0]!];
  const known = numbersIn(unit, 0, unit.length).length > 0;
  const candidate = `${sign}${value}${unit === '' || known ? '' : ` ${unit}`}`;
  return readQuantity(candidate) ? candidate : null;
}
