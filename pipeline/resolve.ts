import type { DateRange } from './dates.ts';
import { declare, type Registry, type Thing } from './declare.ts';
import { evidenceOf, type Ground } from './evidence.ts';
import type { Marks } from './extract.ts';
import type { FrontMatter } from './front.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import type { Place, Source } from './place.ts';
import { Links } from './resolve/links.ts';
import { resolveLoose } from './resolve/loose.ts';
import { type Names, namesOf } from './resolve/names.ts';
import type { Prose } from './text.ts';

/** Words that speak of a thing. Text offsets are UTF-16 offsets in `Prose.text`. */
export interface Mention {
  readonly target: string;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  readonly place: Place;
}
/** Words that say a date. */
export interface DateWords {
  readonly date: DateRange;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  readonly place: Place;
}
/** A link to a page that declares nothing. */
export interface Citation {
  readonly url: string;
  readonly start: number;
  readonly end: number;
  readonly block: number;
  readonly place: Place;
}

/** An article whose links have found what they speak of. */
export interface Resolved {
  readonly source: Source;
  readonly front: FrontMatter;
  readonly prose: Prose;
  readonly registry: Registry;
  /** Which ids its fields may name. */
  readonly names: Names;
  /** Declared in this article, by id. */
  readonly things: ReadonlyMap<string, Thing>;
  readonly mentions: readonly Mention[];
  readonly dates: readonly DateWords[];
  readonly citations: readonly Citation[];
  /** What each record of this article rests on, by id. */
  readonly evidence: ReadonlyMap<string, readonly Ground[]>;
}

interface Article {
  readonly source: Source;
  readonly front: FrontMatter;
  readonly prose: Prose;
  readonly marks: Marks;
}

export function resolve(article: Article, registry: Registry, model: Model, report: Report): Resolved {
  const { source, front, prose, marks } = article;
  const declared = declare(source, marks, registry, model, report);
  const names = namesOf(declared, marks, registry);
  const fragments = new Set([...slugsOf(prose), ...marks.anchors]);
  const resolving = { source, declared, names, model, fragments, report };
  const links = new Links(resolving, marks.links);
  for (const loose of marks.loose) resolveLoose(loose, links, resolving, registry);
  const excused = new Set([...marks.hidden.mentioned, ...links.meant]);
  const evidence = evidenceOf(declared.things, links.mentions, { source, prose, model, excused, report });
  const { mentions, dates, citations } = links;
  return { source, front, prose, registry, names, things: declared.things, mentions, dates, citations, evidence };
}

/** Fragments that a renderer makes of the headings: links to them are ordinary. */
function slugsOf(prose: Prose): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const slugs = new Set<string>();
  for (const { node, start, end } of prose.blocks) {
    if (node.type !== 'heading') continue;
    const name = slug(prose.text.slice(start, end));
    const before = seen.get(name) ?? 0;
    slugs.add(before === 0 ? name : `${name}-${before}`);
    seen.set(name, before + 1);
  }
  return slugs;
}

/** The fragment that leads to a heading, as code hosts make it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}
