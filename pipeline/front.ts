import type { Root } from 'mdast';
import type { Report } from './messages.ts';
import { type Place, placeOf, type Source } from './place.ts';
import { entryOf, readYaml, type YamlMap, type YamlText } from './yaml.ts';

/** What the author says of the article as a whole. */
export interface FrontMatter {
  readonly yaml: YamlText | null;
  readonly fields: YamlMap | null;
  /** BCP 47; English where the author names none. */
  readonly language: string;
  readonly place: Place;
}

export function frontMatterOf(source: Source, tree: Root, report: Report): FrontMatter {
  const node = tree.children[0];
  if (node?.type !== 'yaml') {
    reportMissing(source, report);
    return { yaml: null, fields: null, language: 'en', place: placeOf(source, 0, 0) };
  }
  const start = node.position!.start.offset!;
  const raw = source.text.slice(start, node.position!.end.offset!);
  const opening = /^---[ \t]*(?:\r\n|\n|\r)/.exec(raw)?.[0].length ?? 0;
  const closing = Math.max(raw.lastIndexOf('---'), opening);
  const yaml = readYaml(source, start + opening, start + closing, report);
  const language = yaml.root && entryOf(yaml.root, 'lang')?.value;
  return {
    yaml,
    fields: yaml.root,
    language: language?.kind === 'scalar' && language.value !== '' ? language.value : 'en',
    place: placeOf(source, start, start + 3),
  };
}

const FENCE = /^---[ \t]*$/;
/** Lines that a front matter is looked for in. */
const FAR = 200;

/** Says whether front matter is missing, begins too late, or never ends. */
function reportMissing(source: Source, report: Report): void {
  const lines = linesOf(source.text);
  const first = lines.findIndex(({ words }) => FENCE.test(words));
  const fields = lines.slice(first + 1, first + 6).some(({ words }) => /^[\w-]+[ \t]*:/.test(words));
  const begins = first >= 0 && fields ? lines[first]! : null;
  const ends = begins && lines.slice(first + 1).find(({ words }) => FENCE.test(words));
  if (!begins || (first > 0 && !ends)) return report('front-matter-missing', placeOf(source, 0, 0), {});
  const place = placeOf(source, begins.start, begins.start + 3);
  if (first === 0) return report('front-matter-unclosed', place, {});
  const before = source.text.slice(0, begins.start);
  const fix = before.trim() === '' ? { start: 0, end: begins.start, text: '' } : null;
  report('front-matter-late', place, {}, { fix });
}

function linesOf(text: string): { start: number; words: string }[] {
  const lines: { start: number; words: string }[] = [];
  const line = /([^\r\n]*)(\r\n|\n|\r|$)/g;
  for (const { index, 1: words = '' } of text.slice(0, 100 * FAR).matchAll(line)) {
    lines.push({ start: index, words });
    if (lines.length > FAR) break;
  }
  return lines;
}
