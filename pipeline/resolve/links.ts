import { reportDate } from '../dates/report.ts';
import { readDate } from '../dates.ts';
import { isWebAddress, nearAddress } from '../declare/addresses.ts';
import type { Declared } from '../declare.ts';
import type { LinkMark } from '../extract.ts';
import { ID, normalizeAddress } from '../identity.ts';
import { inserted, replaced } from '../mend.ts';
import type { Report } from '../messages.ts';
import type { Model } from '../model.ts';
import { nearest } from '../near.ts';
import { type Place, placeOf, type Source } from '../place.ts';
import type { Citation, DateWords, Mention } from '../resolve.ts';
import type { Names } from './names.ts';

/** What links are resolved with. */
export interface Resolving {
  readonly source: Source;
  readonly declared: Declared;
  readonly names: Names;
  readonly model: Model;
  /** Fragments that lead to headings and to what raw HTML names. */
  readonly fragments: ReadonlySet<string>;
  readonly report: Report;
}

/** Finds what links speak of. */
export class Links {
  readonly mentions: Mention[] = [];
  readonly dates: DateWords[] = [];
  readonly citations: Citation[] = [];
  /** Ids that are meant by links which went wrong. */
  readonly meant = new Set<string>();
  /** Offsets of brackets that have been dealt with together with the link before them. */
  readonly seen = new Set<number>();
  readonly #with: Resolving;
  readonly #ends: () => ReadonlySet<number>;

  constructor(resolving: Resolving, links: readonly LinkMark[]) {
    this.#with = resolving;
    let ends: ReadonlySet<number> | undefined;
    this.#ends = () => (ends ??= new Set(links.map(({ place }) => place.end.offset)));
    for (const link of links) this.#take(link);
  }

  #take(link: LinkMark): void {
    if (link.form === 'inline') return this.#address(link, link.target);
    const known = this.#with.declared.definitions.get(link.target);
    const id = known?.id ?? link.target;
    const url = known?.url ?? `#${id}`;
    const speaks = (known?.type ?? null) !== null || url.startsWith('#');
    const declared = speaks && this.#with.names.isDeclared(id);
    if (link.form === 'shortcut' && declared) return this.#shortcut(link, id);
    this.#address(link, declared ? `#${id}` : url);
  }

  #address(link: LinkMark, address: string): void {
    const words = { start: link.start, end: link.end, block: link.block, place: link.place };
    const scheme = schemeOf(address);
    const speaks = address.startsWith('#') || scheme === 'date';
    if (speaks && link.start === link.end) return this.#with.report('words-empty', link.place, { target: address });
    if (address.startsWith('#')) return this.#mention(words, address.slice(1), link);
    if (scheme === 'date') return this.#date(words, address.slice(5), link);
    if (scheme === 'http' || scheme === 'https') return this.#cite(words, address, link);
    if (scheme === null) return this.#relative(address, link);
    if (scheme !== 'mailto' && scheme !== 'tel') this.#scheme(`${scheme}:`, link);
  }

  #mention(words: Omit<Mention, 'target'>, id: string, link: LinkMark): void {
    const { names, fragments } = this.#with;
    if (names.isDeclared(id)) this.mentions.push({ target: id, ...words });
    else if (id !== '' && id !== 'top' && !fragments.has(id))
      this.undeclared(id, link.targetPlace, link.form === 'inline' ? '#' : '');
  }

  #date(words: Omit<DateWords, 'date'>, text: string, link: LinkMark): void {
    const date = readDate(text);
    if (date) this.dates.push({ date, ...words });
    else reportDate(text, link.targetPlace, near => replaced(link.targetPlace, `date:${near}`), this.#with.report);
  }

  #cite(words: Omit<Citation, 'url'>, address: string, link: LinkMark): void {
    const { model, report } = this.#with;
    if (isWebAddress(address)) {
      this.citations.push({ url: normalizeAddress(model, address).uri, ...words });
      return;
    }
    const near = nearAddress(model, address);
    const fix = near === null || link.form !== 'inline' ? null : replaced(link.targetPlace, near);
    report('address-form', link.targetPlace, { address, near }, { fix });
  }

  /** An address without a scheme is an ordinary link, unless it is an id or a date that lacks its mark. */
  #relative(address: string, { form, targetPlace: place }: LinkMark): void {
    const meant = this.#with.names.isDeclared(address)
      ? `#${address}`
      : /^\d{4}(?:-|$)/.test(address) && readDate(address)
        ? `date:${address}`
        : null;
    if (meant === null || form !== 'inline') return;
    this.meant.add(address);
    const words = { words: address, expected: `\`${meant}\`` };
    this.#with.report('link-broken', place, words, { fix: replaced(place, meant) });
  }

  #scheme(scheme: string, { targetPlace }: LinkMark): void {
    const { source, report } = this.#with;
    const near = nearest(scheme, ['date:', 'https:', 'http:', 'mailto:']);
    const { start } = targetPlace;
    const written = source.text.startsWith(scheme, start.offset);
    const fix = near && written ? { start: start.offset, end: start.offset + scheme.length, text: near } : null;
    report('scheme-unknown', targetPlace, { scheme, near }, { fix });
  }

  undeclared(id: string, place: Place, prefix: string): void {
    const { names, report } = this.#with;
    if (names.isExcused(id.toLowerCase())) return;
    const near = names.near(id);
    if (near !== null) this.meant.add(near);
    const fix = near === null ? null : replaced(place, prefix + near);
    report('reference-undeclared', place, { id, near }, { fix });
  }

  /** `[china]`: but `[china][chnia]` is meant as one link, and so is `[words] [china]`. */
  #shortcut(link: LinkMark, id: string): void {
    const { source, names } = this.#with;
    const end = link.place.end.offset;
    const label = /\[([^[\]]{1,200})\]/y;
    label.lastIndex = end;
    const next = label.exec(source.text)?.[1];
    if (next !== undefined && (ID.test(next) || names.near(next) !== null)) {
      this.seen.add(end + 1);
      return this.undeclared(next, placeOf(source, end + 1, end + 1 + next.length), '');
    }
    this.shortcut(link.place, id);
  }

  shortcut(place: Place, id: string): void {
    const { source, report } = this.#with;
    this.meant.add(id);
    const start = source.text.lastIndexOf('[', place.start.offset);
    const gap = /\](\s{1,100})$/.exec(source.text.slice(Math.max(0, start - 101), start))?.[1];
    if (source.text[start - 1] === ']') return report('link-nested', place, { words: id });
    if (gap === undefined || this.#ends().has(start - gap.length)) {
      const end = source.text.indexOf(']', place.end.offset - 1) + 1;
      return report('reference-shortcut', place, { id }, { fix: inserted(end, '[]') });
    }
    const fix = { start: start - gap.length, end: start, text: '' };
    report('link-broken', place, { words: `] [${id}]`, expected: `no space before \`[${id}]\`` }, { fix });
  }
}

/** The scheme as a browser reads it: without white space before it and line breaks within. */
function schemeOf(address: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what browsers drop
  const tidy = address.slice(0, 200).replace(/^[\u0000-\u0020]+|[\t\n\r]/g, '');
  return /^([a-z][a-z0-9+.-]*):/i.exec(tidy)?.[1]?.toLowerCase() ?? null;
}
