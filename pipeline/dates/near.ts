import { readDate } from '../dates.ts';
import { wholeDate } from './words.ts';

/** Ways of writing dates that are no EDTF, and how EDTF has them; tried in turn until one gives a date. */
const WAYS: readonly (readonly [from: RegExp, to: string])[] = [
  [/^(?:c\.?|ca\.?|circa|about|around|approx\.?)\s*(.+)$/i, '$1~'],
  [/^~\s*(.+)$/, '$1~'],
  [/^(.+)\?\?$/, '$1?'],
  [/^(\d{4})[./](\d{1,2})[./](\d{1,2})$/, '$1-$2-$3'],
  [/^(\d{4})[./](\d{1,2})$/, '$1-$2'],
  [/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'],
  [/^(\d{4})(\d{2})$/, '$1-$2'],
  [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/, '$3-$2-$1'],
  [/^(\d{1,2})[./](\d{4})$/, '$2-$1'],
  [/^(1[3-9]|2\d|3[01])\/(\d{1,2})\/(\d{4})$/, '$3-$2-$1'],
  [/^(\d{1,2})\/(1[3-9]|2\d|3[01])\/(\d{4})$/, '$3-$1-$2'],
  [/^(\d{4}(?:-\d{2}){0,2})\s*(?:\.\.|–|—|-|to)\s*(\d{4}(?:-\d{2}){0,2})$/, '$1/$2'],
  [/^(\d{2})(\d{2})\s*[-–]\s*(\d{2})$/, '$1$2/$1$3'],
  [/^(\d{4})(-\d{2}-\d{2})\/(\d{2}-\d{2})$/, '$1$2/$1-$3'],
  [/^(\d{4})(-\d{2})(-\d{2})\/(\d{2})$/, '$1$2$3/$1$2-$4'],
  [/^(?:since|from)\s+(\d{4}(?:-\d{2}){0,2})$/i, '$1/..'],
  [/^(?:until|till|to)\s+(\d{4}(?:-\d{2}){0,2})$/i, '../$1'],
  [/^(\d{4}(?:-\d{2}){0,2})\s*(?:-|–|\.\.|\/open|\/\?)$/i, '$1/..'],
  [/^\.\.\s*(\d{4}(?:-\d{2}){0,2})$/, '../$1'],
  [/^(\d{3})0s$/, '$1X'],
  [/^(\d{4}(?:-\d{2})?)(?:-00)+$/, '$1'],
  [/^(\d{4}-\d{2}-\d{2})[T ].*$/, '$1'],
];

/** The EDTF date that words most likely stand for, such as `2024-07` for `July 2024`; `null` where none shows itself. */
export function nearDate(text: string): string | null {
  if (text.length > 60) return null;
  const tidy = decoded(text.trim())
    .replace(/^["']|["']$/g, '')
    .trim();
  const tries = [
    tidy,
    tidy.replace(/\s+/g, ''),
    tidy.replace(/[u?x](?=[u?x\d-]*$)/gi, 'X'),
    tidy.replace(/[‐‑‒–—−]/g, '-'),
  ];
  for (const [from, to] of WAYS) if (from.test(tidy)) tries.push(tidy.replace(from, to));
  for (const candidate of tries.map(padded)) if (candidate !== text && readDate(candidate)) return candidate;
  return wholeDate((/\p{L}{3}/u.test(tidy) ? tidy.replace(/[-_]/g, ' ') : tidy).replace(/^(?:in|on|the)\s+/i, ''));
}

/** `2024-7-3` -> `2024-07-03` */
function padded(text: string): string {
  return text.replace(/(?<=\d{4}-(?:\d{2}-)?)(\d)(?!\d)/g, '0$1').replace(/(?<=\d{4}-\d{2}-)(\d)(?!\d)/g, '0$1');
}

function decoded(text: string): string {
  try {
    return /%[0-9a-f]{2}/i.test(text) ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}
