import { dayOf } from './when.ts';
import type { Words } from './words.ts';

/** A line of time from left to right, in per cent of its width. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  /** Per cent of the width, two decimals. */
  at(day: number): string;
  readonly ticks: readonly { readonly day: number; readonly label: string }[];
}

const YEARS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];
const MONTHS = [1, 2, 3, 6];
const MOST = 12;

/** A scale over days, widened to whole years or months, with ticks at round ones. */
export function timeScale(first: number, last: number, words: Words): TimeScale {
  const [start, end] = [partsOf(first), partsOf(last - 1)];
  const years = end.year - start.year + 1;
  const ticks = years > 2 ? yearTicks(start.year, end.year + 1) : monthTicks(start, end, words);
  const from = ticks[0]!.day;
  const to = ticks.at(-1)!.day;
  return { from, to, ticks, at: day => (((day - from) / (to - from)) * 100).toFixed(2) };
}

function yearTicks(first: number, last: number): TimeScale['ticks'] {
  const step = YEARS.find(years => (last - first) / years <= MOST) ?? 2000;
  const start = Math.floor(first / step) * step;
  const count = Math.ceil((last - start) / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const year = start + index * step;
    return { day: dayOf(`${year}-01-01`), label: String(year) };
  });
}

function monthTicks(first: Parts, last: Parts, words: Words): TimeScale['ticks'] {
  const months = (last.year - first.year) * 12 + last.month - first.month + 1;
  const step = MONTHS.find(each => months / each <= MOST) ?? 6;
  const start = Math.floor((first.month - 1) / step) * step;
  const count = Math.ceil((months + first.month - 1 - start) / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const month = start + index * step;
    const year = first.year + Math.floor(month / 12);
    const day = dayOf(`${year}-${(month % 12) + 1}-01`);
    const name = words.months[month % 12]!;
    return { day, label: month % 12 === 0 || index === 0 ? `${shortened(name)} ${year}` : shortened(name) };
  });
}

function shortened(month: string): string {
  return /^[A-Za-z]{5,}$/.test(month) ? month.slice(0, 3) : month;
}

interface Parts {
  readonly year: number;
  readonly month: number;
}

function partsOf(day: number): Parts {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}
