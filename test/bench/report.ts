/** What was measured, as Markdown: programs, targets, sizes. */
import type { Figure } from './measure.ts';
import type { Program } from './programs.ts';

/** By the key of a program, a figure a run. */
export type Figures = ReadonlyMap<string, readonly Figure[]>;

export interface Measured {
  readonly articles: number;
  readonly large: number;
  readonly runs: number;
  /** `2 × AMD EPYC, Node v20.20.2, load 0.4` */
  readonly machine: string;
  /** `2026-11-23` */
  readonly date: string;
  readonly programs: readonly Program[];
  readonly figures: Figures;
  /** Bytes on the disc, by the key of a program. */
  readonly written: ReadonlyMap<string, number>;
  /** Bytes an article, by the name of an output. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Of what two programs both wrote, whether the bytes were the same. */
  readonly same: ReadonlyMap<string, boolean>;
  /** Programs that could not be measured, and why. */
  readonly missing: ReadonlyMap<string, string>;
}

interface Target {
  readonly name: string;
  readonly aim: number;
  readonly unit: '×' | 'of it' | 'ms';
  /** A value a run, or none where a program that it needs wasn't measured. */
  readonly values: (figures: Figures) => readonly number[];
}

const TARGETS: readonly Target[] = [
  {
    name: 'the whole build / parse alone',
    aim: 1.25,
    unit: '×',
    values: figures => ofMost(ratios(figures, 'first', 'parse-more'), ratios(figures, 'build', 'parse')),
  },
  {
    name: 'two workers / one process',
    aim: 0.65,
    unit: '×',
    values: figures => ofMost(ratios(figures, 'jobs-more', 'first'), ratios(figures, 'jobs', 'build')),
  },
  {
    name: 'one article changed / first build',
    aim: 0.02,
    unit: 'of it',
    values: figures => ratios(figures, 'again', 'first'),
  },
  {
    name: 'nothing changed / first build',
    aim: 0.01,
    unit: 'of it',
    values: figures => ratios(figures, 'unchanged', 'first'),
  },
  {
    name: '`watch`, from a change to its message',
    aim: 100,
    unit: 'ms',
    values: figures => (figures.get('watch') ?? []).map(({ seconds }) => seconds * 1000),
  },
  { name: '`check` of one article / (`node -e 0` + its parse)', aim: 2.5, unit: '×', values: startRatios },
];

export function report(measured: Measured): string {
  const { articles, large, runs, machine, date, same, missing } = measured;
  return [
    `${date}: ${articles} articles (${large} where it says so), ${runs} ${runs === 1 ? 'run' : 'runs'}, medians; ${machine}`,
    ...[targetTable(measured), programTable(measured), sizeTable(measured)].filter(table => table !== ''),
    ...[...same].map(([name, is]) => (is ? `The same bytes: ${name}.` : `**Not the same bytes**: ${name}.`)),
    ...[...missing].map(([key, why]) => `Not measured: ${key}, because ${why}.`),
  ].join('\n\n');
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The seconds of one program, or its seconds of processor time, as multiples of another's, run by run. */
export function ratios(figures: Figures, key: string, of: string, what: 'seconds' | 'cpu' = 'seconds'): number[] {
  const floor = figures.get(of);
  return floor ? (figures.get(key) ?? []).map((figure, run) => figure[what] / floor[run]![what]) : [];
}

/** With more articles, where that was measured: the targets are for such a corpus. */
function ofMost(more: readonly number[], fewer: readonly number[]): readonly number[] {
  return more.length > 0 ? more : fewer;
}

/** What starting takes beyond Node itself: the parse of the article is timed within the process, cold as it is. */
function startRatios(figures: Figures): number[] {
  const [node, parse] = [figures.get('node'), figures.get('parse-one')];
  if (!node || !parse) return [];
  return (figures.get('check') ?? []).map(
    ({ seconds }, run) => seconds / (node[run]!.seconds + Number(parse[run]!.printed) / 1000),
  );
}

function targetTable({ figures }: Measured): string {
  const rows = TARGETS.flatMap(({ name, aim, unit, values }) => {
    const all = values(figures);
    if (all.length === 0) return [];
    const found = median(all);
    const show = (value: number): string =>
      unit === 'ms' ? `${Math.round(value)} ms` : unit === '×' ? value.toFixed(2) : `${(value * 100).toFixed(1)} %`;
    return [
      [
        name,
        `at most ${show(aim)}`,
        show(found),
        `${show(Math.min(...all))} – ${show(Math.max(...all))}`,
        found <= aim ? 'yes' : '**no**',
      ],
    ];
  });
  return rows.length > 0 ? table(['target', 'aim', 'found', 'from run to run', 'reached'], rows) : '';
}

function programTable({ programs, figures, written }: Measured): string {
  const names = new Map(programs.map(({ key, name }) => [key, name]));
  const rows = programs
    .filter(({ key }) => figures.has(key))
    .map(({ key, name, of }) => {
      const all = figures.get(key)!;
      const seconds = median(all.map(figure => figure.seconds));
      const times = of && figures.has(of) ? `${number(median(ratios(figures, key, of)))} × ${names.get(of)}` : '';
      return [
        name,
        number(seconds),
        number(median(all.map(figure => figure.cpu))),
        times,
        of && figures.has(of) ? number(median(ratios(figures, key, of, 'cpu'))) : '',
        number(median(all.map(figure => figure.megabytes)), 0),
        written.has(key) ? number(written.get(key)! / 1e6) : '',
      ];
    });
  return table(['program', 's', 'CPU s', 'as a multiple', 'in CPU s', 'peak MB', 'writes MB'], rows, 2);
}

function sizeTable({ sizes }: Measured): string {
  const rows = [...sizes].map(([name, bytes]) => [name, number(bytes / 1000)]);
  return rows.length > 0 ? table(['output', 'kB an article'], rows, 2) : '';
}

/** Markdown; from `numbers` on, if given, columns are set to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], numbers = head.length + 1): string {
  const rule = head.map((_, i) => (i + 1 < numbers ? '---' : '--:'));
  return [head, rule, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits, or none where nothing was measured. */
function number(value: number, decimals?: number): string {
  if (Number.isNaN(value)) return '–';
  return value.toFixed(decimals ?? (value >= 100 ? 0 : value >= 10 ? 1 : 2));
}
