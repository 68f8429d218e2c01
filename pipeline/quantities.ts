/** A number with what surrounds it. Bounds are exclusive or inclusive as `comparator` says. */
export interface QuantityValue {
  readonly comparator: 'eq' | 'approx' | 'gt' | 'ge' | 'lt' | 'le' | 'range';
  /** The number where one is stated (`eq`, `approx`). */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The unit's words as written, `null` without one. */
  readonly unit: string | null;
}

const NUMBER = '[+-]?(?:\\d{1,3}(?:[, ]\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?';
const QUANTITY = new RegExp(
  `^(~|≈|>=|≥|<=|≤|>|<|=)?\\s*(${NUMBER})(?:\\s*(?:\\.\\.|–|—)\\s*(${NUMBER}))?(?:\\s*([\\p{L}%‰°′″$€£¥{[(].*))?$`,
  'u',
);
/** Longer texts are no quantities. */
const LONGEST = 200;

const COMPARATORS = {
  '~': 'approx',
  '≈': 'approx',
  '>': 'gt',
  '>=': 'ge',
  '≥': 'ge',
  '<': 'lt',
  '<=': 'le',
  '≤': 'le',
  '=': 'eq',
} as const;

/** Reads `~320 km`, `>40`, `3..5 ships`; `null` when there is no number, or when a range runs backwards. */
export function readQuantity(text: string): QuantityValue | null {
  const parts = text.length > LONGEST ? null : QUANTITY.exec(text.trim());
  if (!parts) return null;
  const [, sign, first, second, unit = null] = parts;
  const low = toNumber(first!);
  if (second !== undefined) {
    const high = toNumber(second);
    return sign === undefined && low <= high ? { comparator: 'range', value: null, low, high, unit } : null;
  }
  if (!Number.isFinite(low)) return null;
  const comparator = sign === undefined ? 'eq' : COMPARATORS[sign as keyof typeof COMPARATORS];
  switch (comparator) {
    case 'eq':
    case 'approx':
      return { comparator, value: low, low: null, high: null, unit };
    case 'gt':
    case 'ge':
      return { comparator, value: null, low, high: null, unit };
    case 'lt':
    case 'le':
      return { comparator, value: null, low: null, high: low, unit };
    default:
      return comparator satisfies never;
  }
}

function toNumber(text: string): number {
  return Number(text.replace(/[, ]/g, ''));
}
