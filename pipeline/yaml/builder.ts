import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { forbiddenIn } from '../characters.ts';
import type { Report } from '../messages.ts';
import { type Place, placeOf, type Source } from '../place.ts';
import type { YamlList, YamlMap, YamlNode, YamlScalar } from '../yaml.ts';

/** The first document's root, with offsets in `source`, of which `text` begins at `shift`. What has no meaning here is reported. */
export function buildYaml(
  events: readonly Event[],
  source: Source,
  text: string,
  shift: number,
  report: Report,
): YamlNode | null {
  return new Builder(events, source, text, shift, report).build();
}

type Scalar = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type Decorated = { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number };

class Builder {
  readonly #events: readonly Event[];
  readonly #source: Source;
  readonly #text: string;
  readonly #shift: number;
  readonly #report: Report;
  #next = 0;
  /** Where the last node ended: an empty value stands there. */
  #last: number;

  constructor(events: readonly Event[], source: Source, text: string, shift: number, report: Report) {
    this.#events = events;
    this.#source = source;
    this.#text = text;
    this.#shift = shift;
    this.#report = report;
    this.#last = shift;
  }

  build(): YamlNode | null {
    const documents = this.#events.filter(event => event.type === EVENT_ID.DOCUMENT).length;
    if (documents === 0) return null;
    this.#next = 1;
    const root = this.#node();
    if (documents > 1) this.#secondDocument();
    return root;
  }

  #secondDocument(): void {
    const rest = this.#text.slice(this.#last - this.#shift);
    const line = /(?:^|[\r\n])(---|\.\.\.)/.exec(rest);
    const at = line ? this.#last + line.index + line[0].length - 3 : this.#last;
    this.#report('yaml-documents', placeOf(this.#source, at, line ? at + 3 : at), {});
  }

  #node(): YamlNode {
    const event = this.#events[this.#next++]!;
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    if (event.type === EVENT_ID.MAPPING) return this.#map(event);
    if (event.type === EVENT_ID.SEQUENCE) return this.#list(event);
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd);
    this.#next--;
    return this.#empty(false);
  }

  #empty(faulty: boolean): YamlScalar {
    return { kind: 'scalar', value: '', plain: true, faulty, start: this.#last, end: this.#last };
  }

  #scalar(event: Scalar): YamlScalar {
    const decorated = this.#decorated(event);
    if (event.valueStart < 0) return this.#empty(decorated);
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
    const start = event.valueStart + this.#shift - quoted;
    const end = event.valueEnd + this.#shift + quoted;
    this.#last = end;
    const value = getScalarValue(this.#text, event);
    const escaped = event.style === SCALAR_STYLE.DOUBLE_QUOTED && this.#escapes(value, start, end);
    const faulty = decorated || escaped;
    return {
      kind: 'scalar',
      value: faulty ? '' : value,
      plain: event.style === SCALAR_STYLE.PLAIN,
      faulty,
      start,
      end,
    };
  }

  /** Characters that no file may hold can still be spelt out in double quotes. */
  #escapes(value: string, start: number, end: number): boolean {
    const found = this.#source.text.slice(start, end).includes('\\') ? forbiddenIn(value) : null;
    if (found) this.#report('character-forbidden', placeOf(this.#source, start, end), found);
    return found !== null;
  }

  #list(event: Decorated & { start: number }): YamlList {
    this.#decorated(event);
    const list: YamlList = { kind: 'list', items: [], start: event.start + this.#shift, end: 0 };
    this.#last = list.start;
    while (!this.#closed()) list.items.push(this.#node());
    list.end = this.#endOf(list.start, ']');
    return list;
  }

  #map(event: Decorated & { start: number }): YamlMap {
    this.#decorated(event);
    const map: YamlMap = { kind: 'map', entries: [], start: event.start + this.#shift, end: 0 };
    this.#last = map.start;
    const seen = new Map<string, YamlScalar>();
    while (!this.#closed()) {
      const key = this.#key(this.#node());
      const value = this.#node();
      if (key === null) continue;
      const first = seen.get(key.value);
      if (first) this.#doubled(key, first);
      else {
        seen.set(key.value, key);
        map.entries.push({ key, value });
      }
    }
    map.end = this.#endOf(map.start, '}');
    return map;
  }

  /** A flow collection ends after its bracket, a block collection with its last value. */
  #endOf(start: number, bracket: string): number {
    const { text } = this.#source;
    if (text[start] !== '[' && text[start] !== '{') return Math.max(this.#last, start + 1);
    const closing = text.indexOf(bracket, this.#last);
    const end = closing < 0 ? this.#last : closing + 1;
    this.#last = end;
    return end;
  }

  #closed(): boolean {
    const event = this.#events[this.#next];
    if (event && event.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  #key(node: YamlNode): YamlScalar | null {
    if (node.kind === 'scalar') return node.faulty ? null : node;
    this.#report('yaml-key', this.#placeOf(node), {});
    return null;
  }

  #doubled(key: YamlScalar, first: YamlScalar): void {
    const related = [{ place: this.#placeOf(first), says: 'first here' }];
    this.#report('yaml-key-doubled', this.#placeOf(key), { key: key.value }, { related });
  }

  #alias(start: number, end: number): YamlScalar {
    this.#reportAlias(start, end);
    this.#last = end + this.#shift;
    return { ...this.#empty(true), start: start + this.#shift - 1 };
  }

  /** Anchors and tags have no meaning here; saying so keeps aliases from multiplying and types from being guessed. */
  #decorated({ anchorStart, anchorEnd, tagStart, tagEnd }: Decorated): boolean {
    if (anchorStart >= 0) this.#reportAlias(anchorStart, anchorEnd);
    if (tagStart >= 0) this.#reportAlias(tagStart, tagEnd);
    if (anchorStart < 0 && tagStart < 0) return false;
    this.#last = Math.max(anchorEnd, tagEnd) + this.#shift;
    return true;
  }

  /** An anchor's or alias's range leaves its sign out, a tag's doesn't. */
  #reportAlias(start: number, end: number): void {
    const from = /[!&*]/.test(this.#text[start] ?? '') ? start : start - 1;
    const words = this.#text.slice(from, end);
    this.#report('yaml-alias', placeOf(this.#source, from + this.#shift, end + this.#shift), { words });
  }

  #placeOf({ start, end }: YamlNode): Place {
    return placeOf(this.#source, start, end);
  }
}
