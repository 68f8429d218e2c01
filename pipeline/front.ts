import type { Root } from 'mdast';
import type { Report } from './messages.ts';
import { type Place, placeOf, type Source } from './place.ts';
import { entryOf, readYaml, type YamlMap } from './yaml.ts';

/** What the author says of the article as a whole. */
export interface FrontMatter {
  readonly fields: YamlMap | null;
  /** BCP 47; English where the author names none. */
  readonly language: string;
  readonly place: Place;
}

export function frontMatterOf(source: Source, tree: Root, report: Report): FrontMatter {
  const node = tree.children[0];
  if (node?.type !== 'yaml') {
    reportMissing(source, report);
    return { fields: null, language: 'en', place: placeOf(source, 0, 0) };
  }
  const start = node.position!.start.offset!;
  const end = node.position!.end.offset!;
  const opening = /^---[ \t]*(?:\r\n|\n|\r)/.exec(source.text.slice(start, end))?.[0].length ?? 0;
  const closing = source.text.slice(start, end).search(/---[ \t]*$/);
  const fields = readYaml(source, start + opening, start + Math.max(closing, opening), report);
  const language = fields && entryOf(fields, 'lang')?.value;
  return {
    fields,
    language: language?.kind === 'scalar' && language.value ? language.value : 'en',
    place: placeOf(source, start, start + 3),
  };
}

function reportMissing(source: Source, report: Report): void {
  const late = /^(?:\s|<!--[\s\S]*?-->)*(---[ \t]*\r?\n(?:[^\n]*\n){0,200}?---)[ \t]*\r?$/mu.exec(source.text);
  if (late?.index !== 0) return report('front-matter-missing', placeOf(source, 0, 0), {});
  report('front-matter-late', placeOf(source, late[0].lastIndexOf(late[1]!), late[0].length), {});
}
