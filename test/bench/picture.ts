/** The programs as bars, in SVG that is light on light ground and dark on dark. */
import { type Measured, median, ratios } from './report.ts';

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly does: string;
  readonly own?: boolean;
}

const BARS: readonly Bar[] = [
  { key: 'parse', label: 'remark-parse alone', does: 'nothing done with the trees' },
  {
    key: 'build',
    label: 'lodemark build',
    does: 'sentences, mentions, evidence; JSON-LD, N-Quads, CSV, Parquet',
    own: true,
  },
  { key: 'chain', label: 'the obvious chain', does: 'things, events, which article mentions what; N-Quads, CSV' },
  { key: 'jsonld', label: 'jsonld, from JSON-LD', does: 'the same N-Quads, of JSON-LD that stands ready' },
  { key: 'velite', label: 'velite', does: 'front matter checked, HTML' },
  { key: 'mddb', label: 'mddb', does: 'front matter, links and tags in SQLite' },
  { key: 'contentlayer2', label: 'contentlayer2', does: 'front matter checked, HTML' },
  { key: 'pandoc', label: 'pandoc', does: 'its tree as JSON' },
  { key: 'hugo', label: 'hugo', does: 'pages in HTML (Go)' },
];

const [WIDTH, ROW, LEFT, TOP] = [860, 46, 180, 62] as const;

/** @returns an SVG document of the programs that were measured, or none where parsing alone was not */
export function picture(measured: Measured): string | undefined {
  const { figures, written, articles, machine, date } = measured;
  const bars = BARS.flatMap(bar => {
    const times = median(ratios(figures, bar.key, 'parse'));
    return Number.isNaN(times) ? [] : [{ ...bar, times, megabytes: (written.get(bar.key) ?? 0) / 1e6 }];
  });
  if (!figures.has('parse')) return undefined;
  const scale = (WIDTH - LEFT - 70) / Math.max(...bars.map(({ times }) => times));
  const height = TOP + bars.length * ROW + 34;
  const title = `Time for ${articles} articles, as a multiple of remark-parse alone`;
  const rows = bars.map(({ label, does, own, times, megabytes }, i) => {
    const y = TOP + i * ROW;
    const written = megabytes >= 0.5 ? `; ${megabytes.toFixed(0)} MB` : '';
    return [
      `<text class="name" x="${LEFT - 12}" y="${y + 15}" text-anchor="end">${label}</text>`,
      `<rect class="${own ? 'own' : 'bar'}" x="${LEFT}" y="${y}" width="${(times * scale).toFixed(1)}" height="20" rx="2"/>`,
      `<text class="figure" x="${(LEFT + times * scale + 8).toFixed(1)}" y="${y + 15}">${times.toFixed(times < 10 ? 2 : 1)}</text>`,
      `<text class="does" x="${LEFT}" y="${y + 35}">${does}${written}</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<style>
text { font: 14px system-ui, sans-serif; fill: #1f2328; }
.head { font-size: 17px; font-weight: 600; }
.does, .foot { font-size: 12px; fill: #59636e; }
.figure { font-weight: 600; }
.ground { fill: #ffffff; }
.bar { fill: #8c959f; }
.own { fill: #0b6e63; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .does, .foot { fill: #9198a1; }
  .ground { fill: #0d1117; }
  .bar { fill: #6e7681; }
  .own { fill: #3fb8a6; }
}
</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
<text class="head" x="16" y="32">${title}</text>
${rows.join('\n')}
<text class="foot" x="16" y="${height - 14}">${date}; ${machine}. Shorter is faster; each does the nearest thing to its own job, and none the same.</text>
</svg>
`;
}
