/** A name to be set on a map, and the point that it belongs to. Lengths in the map's units. */
export interface Label {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Least distance from the point. */
  readonly gap: number;
  readonly size: number;
  readonly look: string;
  /** Whether it stands for an area, over its point, rather than beside it. */
  readonly isArea: boolean;
  /** Whether its script's characters are as wide as they are high. */
  readonly wide: boolean;
}

/** A name in its place: the base line's start, middle or end. */
export interface Placed extends Label {
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Names that fit without touching one another or a symbol, the first ones first; those that fit nowhere are left out. */
export function placed(labels: readonly Label[], width: number, height: number): Placed[] {
  const taken: Box[] = labels.filter(({ isArea }) => !isArea).map(({ x, y, gap }) => square(x, y, gap - 1));
  const set: Placed[] = [];
  for (const label of labels) {
    const own = square(label.x, label.y, label.gap - 1);
    const place = candidates(label).find(candidate => {
      const box = boxOf(candidate);
      const inside = box.left > 4 && box.top > 4 && box.right < width - 4 && box.bottom < height - 4;
      return inside && !taken.some(other => meets(box, other) && !isSame(other, own));
    });
    if (!place) continue;
    taken.push(boxOf(place));
    set.push(place);
  }
  return set;
}

function candidates(label: Label): Placed[] {
  const { x, y, gap, size, isArea } = label;
  const at = (dx: number, dy: number, anchor: Placed['anchor']): Placed => ({ ...label, x: x + dx, y: y + dy, anchor });
  const middle = size * 0.35;
  if (isArea) return [at(0, middle, 'middle'), at(0, middle + size, 'middle'), at(0, middle - size, 'middle')];
  return [
    at(gap + 2, middle, 'start'),
    at(-gap - 2, middle, 'end'),
    at(0, -gap - 4, 'middle'),
    at(0, gap + size, 'middle'),
    at(gap, -gap * 0.6, 'start'),
    at(gap, gap * 0.6 + size, 'start'),
    at(-gap, -gap * 0.6, 'end'),
    at(-gap, gap * 0.6 + size, 'end'),
  ];
}

function boxOf({ x, y, text, size, anchor, wide, isArea }: Placed): Box {
  const length = text.length * size * (wide ? 1.02 : isArea ? 0.66 : 0.54);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - length : x - length / 2;
  return { left: left - 2, right: left + length + 2, top: y - size, bottom: y + size * 0.3 };
}

function square(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function meets(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isSame(a: Box, b: Box): boolean {
  return a.left === b.left && a.top === b.top && a.right === b.right;
}
