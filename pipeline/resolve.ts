import { type DateRange, readDate } from './dates.ts';
import { type Declared, declare, type Registry, type Thing } from './declare.ts';
import { evidenceOf, type Ground } from './evidence.ts';
import type { LinkMark, LooseMark, Marks } from './extract.ts';
import type { FrontMatter } from './front.ts';
import { ID, normalizeAddress } from './identity.ts';
import { nearest, type Report } from './messages.ts';
import type { Model } from './model.ts';
import type { Place, Source } from './place.ts';
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
  const links = new Links(declared, registry, model, report, slugsOf(prose));
  for (const link of marks.links) links.take(link);
  for (const loose of marks.loose) links.loose(loose, source);
  const evidence = evidenceOf(source, prose, declared.things, links.mentions, model, report);
  return {
    source,
    front,
    prose,
    registry,
    things: declared.things,
    mentions: links.mentions,
    dates: links.dates,
    citations: links.citations,
    evidence,
  };
}

class Links {
  readonly mentions: Mention[] = [];
  readonly dates: DateWords[] = [];
  readonly citations: Citation[] = [];
  readonly #declared: Declared;
  readonly #registry: Registry;
  readonly #model: Model;
  readonly #report: Report;
  readonly #slugs: ReadonlySet<string>;

  constructor(declared: Declared, registry: Registry, model: Model, report: Report, slugs: ReadonlySet<string>) {
    this.#declared = declared;
    this.#registry = registry;
    this.#model = model;
    this.#report = report;
    this.#slugs = slugs;
  }

  take(link: LinkMark): void {
    if (link.form === 'inline') return this.#address(link, link.target);
    const id = link.target.replace(/\s+/g, ' ').trim().toLowerCase();
    const known = this.#declared.definitions.get(id);
    const url = known?.url ?? `#${id}`;
    const speaks = known?.type != null || url.startsWith('#');
    if (link.form === 'shortcut' && speaks && this.#isDeclared(id)) return this.#shortcut(link.place, id);
    this.#address(link, speaks && this.#isDeclared(id) ? `#${id}` : url);
  }

  #address(link: LinkMark, address: string): void {
    const words = { start: link.start, end: link.end, block: link.block, place: link.place };
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
    const speaks = address.startsWith('#') || scheme === 'date';
    if (speaks && link.start === link.end) return this.#report('words-empty', link.place, { target: address });
    if (address.startsWith('#')) return this.#mention(words, address.slice(1), link);
    if (scheme === 'date') return this.#date(words, address.slice(5), link);
    if (scheme === 'http' || scheme === 'https')
      this.citations.push({ url: normalizeAddress(this.#model, address).uri, ...words });
    else if (scheme !== undefined && scheme !== 'mailto' && scheme !== 'tel') {
      this.#report('scheme-unknown', link.targetPlace, {
        scheme: `${scheme}:`,
        near: nearest(`${scheme}:`, ['date:', 'https:', 'http:']),
      });
    }
  }

  #mention(words: Omit<Mention, 'target'>, id: string, link: LinkMark): void {
    if (this.#isDeclared(id)) this.mentions.push({ target: id, ...words });
    else if (!this.#slugs.has(id)) this.#undeclared(id, link.targetPlace, link.form === 'inline' ? '#' : '');
  }

  #date(words: Omit<DateWords, 'date'>, text: string, link: LinkMark): void {
    const date = readDate(text);
    if (date) this.dates.push({ date, ...words });
    else this.#report('date-form', link.targetPlace, { date: text, near: edtfNear(text) });
  }

  /** Brackets that stayed text: only those that name a declared id, or something very like one, are mistakes. */
  loose(mark: LooseMark, source: Source): void {
    const target = mark.form === 'inline' ? mark.target.replace(/^#/, '') : mark.target.trim();
    const id = target.toLowerCase();
    if (mark.form === 'shortcut') {
      if (ID.test(target) && this.#isDeclared(target)) this.#shortcut(mark.place, target);
    } else if (mark.form === 'inline' || this.#declared.definitions.has(id)) {
      if (mark.form !== 'inline' || target.startsWith('date:') || this.#isDeclared(id))
        this.#report('link-nested', mark.place, { words: target });
    } else if (this.#isDeclared(id)) this.#undefined(mark, id, source);
    else if (ID.test(id)) this.#undeclared(target, mark.place, '');
  }

  #undefined(mark: LooseMark, id: string, source: Source): void {
    const thing = this.#registry.things.get(id);
    const address = thing?.addresses[0] ?? `#${id}`;
    const text = `${source.text.endsWith('\n') ? '' : '\n'}\n[${id}]: ${address} "${thing?.type}: ${thing?.label.replace(/["\\]/g, '\\$&')}"\n`;
    const fix = thing ? { fix: { start: source.text.length, end: source.text.length, text } } : {};
    this.#report('reference-undefined', mark.place, { id }, fix);
  }

  #undeclared(id: string, place: Place, prefix: string): void {
    const near = nearest(id, this.#ids());
    const fix = near === null ? {} : { fix: { start: place.start.offset, end: place.end.offset, text: prefix + near } };
    this.#report('reference-undeclared', place, { id, near }, fix);
  }

  #shortcut(place: Place, id: string): void {
    const end = place.end.offset;
    this.#report('reference-shortcut', place, { id }, { fix: { start: end, end, text: '[]' } });
  }

  #isDeclared(id: string): boolean {
    return this.#declared.things.has(id) || this.#registry.things.has(id);
  }

  #ids(): string[] {
    return [...this.#declared.things.keys(), ...this.#registry.things.keys()];
  }
}

/** Fragments that a renderer makes of the headings: links to them are ordinary. */
function slugsOf(prose: Prose): ReadonlySet<string> {
  const headings = prose.blocks.filter(block => block.node.type === 'heading');
  return new Set(headings.map(({ start, end }) => slug(prose.text.slice(start, end))));
}

/** The fragment that leads to a heading, as code hosts make it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** A date in EDTF that the text may stand for: `2024/07`, `July 2024` and the like are left to the author. */
function edtfNear(text: string): string | null {
  const tidy = text
    .trim()
    .replace(/[./](?=\d{2}(?:\D|$))/g, '-')
    .replace(/\?\?$/, '?');
  return tidy !== text && readDate(tidy) ? tidy : null;
}
