import { hash } from 'node:crypto';
import { append, type RowsByTable } from './by-table.ts';
import { codePoints, whole } from './code-points.ts';
import { datesMeet, readDate } from './dates.ts';
import type { Thing } from './declare.ts';
import type { DocumentProse } from './emit/emitter.ts';
import { dateWordsIn, type Ground, sentenceAt } from './evidence.ts';
import { derivedId, occurrences } from './identity.ts';
import type { Model, Row, Value } from './model.ts';
import type { Place } from './place.ts';
import { listOf, plainColumns, recordRows } from './records.ts';
import type { Mention, Resolved } from './resolve.ts';
import { countWords } from './sentences.ts';
import type { Sentence } from './text.ts';
import { plainValue } from './yaml.ts';

/** One article as rows: plain data, the same for the same article, registry and schemas. */
export interface Article {
  readonly id: string;
  readonly path: string;
  readonly rows: RowsByTable;
  /** `dist/text/<id>.txt`; `null` where the article publishes quotes alone. */
  readonly text: string | null;
  /** Every target in the order of its first mention. */
  readonly mentioned: ReadonlyMap<string, Mentioned>;
  /** The things that it declares, by id. */
  readonly declared: ReadonlyMap<string, Declaration>;
  /** Where a format asks for it. */
  readonly prose?: DocumentProse;
}

export interface Declaration {
  readonly label: string;
  readonly place: Place;
  readonly type: string;
  /** Exact ones alone. */
  readonly addresses: readonly string[];
  /** What it is part of. */
  readonly part: string | null;
}

export interface Mentioned {
  readonly count: number;
  /** `null` where that sentence is not published. */
  readonly firstSentence: string | null;
  /** Different words that speak of it. */
  readonly words: readonly string[];
}

const CONTEXT = 32;

/** Rows of the article and of the things that it declares. Every value is checked before (`validate`). */
export function tabulate(resolved: Resolved, model: Model, base: string): Article {
  return new Tabulation(resolved, model, base).article();
}

class Tabulation {
  readonly #resolved: Resolved;
  readonly #model: Model;
  readonly #base: string;
  readonly #id: string;
  readonly #front: { readonly [field: string]: unknown };
  readonly #codePoint: (offset: number) => number;
  readonly #sentenceIds = new Map<Sentence, string>();
  readonly #published: (sentence: Sentence) => boolean;
  readonly rows: RowsByTable = {};

  constructor(resolved: Resolved, model: Model, base: string) {
    this.#resolved = resolved;
    this.#model = model;
    this.#base = base;
    this.#front = (resolved.front.fields ? plainValue(resolved.front.fields) : {}) as { [field: string]: unknown };
    this.#id = String(this.#front.id);
    this.#codePoint = codePoints(resolved.prose.text);
    const quotes = this.#front.text === 'quotes';
    const stated = new Set([...resolved.evidence.values()].flat().map(ground => ground.sentence));
    this.#published = quotes ? sentence => stated.has(sentence) : () => true;
  }

  article(): Article {
    const { prose, source, things } = this.#resolved;
    const sentences = this.#sentences();
    const mentioned = this.#mentions();
    const quotes = this.#front.text === 'quotes';
    this.#document(sentences, quotes);
    for (const thing of things.values()) this.#thing(thing, mentioned.get(thing.id));
    this.#evidence();
    this.#citations();
    const declared = new Map([...things.values()].map(thing => [thing.id, declarationOf(thing)]));
    return { id: this.#id, path: source.path, rows: this.rows, text: quotes ? null : prose.text, mentioned, declared };
  }

  #add(table: string, row: { [column: string]: Value }): void {
    append(this.rows, table, [row as Row]);
  }

  #words({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.#resolved.prose.text.slice(start, end);
  }

  #document(sentences: number, quotes: boolean): void {
    const { source, prose } = this.#resolved;
    const table = this.#model.tables.get('documents')!;
    const published = typeof this.#front.published === 'string' ? readDate(this.#front.published) : null;
    const row: { [column: string]: Value } = {
      document_id: this.#id,
      iri: `${this.#base}doc/${this.#id}`,
      ...plainColumns(table, { ...this.#front, lang: this.#resolved.front.language }),
      authors: this.#front.author === undefined ? null : listOf(this.#front.author).map(String),
      published_edtf: published?.edtf ?? null,
      published_start: published?.start ?? null,
      published_end: published?.end ?? null,
      text_path: quotes ? null : `text/${this.#id}.txt`,
      text_sha256: hash('sha256', prose.text, 'hex'),
      source_sha256: hash('sha256', source.text, 'hex'),
      words: countWords(prose.text),
      sentences,
    };
    this.#add('documents', Object.fromEntries(table.columns.map(column => [column.name, row[column.name] ?? null])));
  }

  #sentences(): number {
    const nth = occurrences();
    let position = 0;
    this.#resolved.prose.blocks.forEach((block, index) => {
      for (const sentence of block.sentences) {
        const text = this.#words(sentence);
        const id = derivedId('s', [this.#id, text, String(nth(text))]);
        this.#sentenceIds.set(sentence, id);
        position += 1;
        if (!this.#published(sentence)) continue;
        this.#add('sentences', {
          sentence_id: id,
          document_id: this.#id,
          section: block.section,
          paragraph: index + 1,
          position,
          char_start: this.#codePoint(sentence.start),
          char_end: this.#codePoint(sentence.end),
          text,
        });
      }
    });
    return position;
  }

  #sentenceId(sentence: Sentence): string | null {
    return this.#published(sentence) ? this.#sentenceIds.get(sentence)! : null;
  }

  #mentions(): Map<string, Mentioned> {
    const mentioned = new Map<string, { count: number; firstSentence: string | null; words: string[] }>();
    const nth = occurrences();
    for (const mention of this.#resolved.mentions) {
      const sentence = sentenceAt(this.#resolved.prose, mention.block, mention.start);
      const row = this.#mention(mention, sentence, nth);
      this.#add('mentions', row);
      const known = mentioned.get(mention.target);
      const exact = String(row.exact);
      if (!known)
        mentioned.set(mention.target, { count: 1, firstSentence: this.#sentenceId(sentence), words: [exact] });
      else {
        known.count += 1;
        if (!known.words.includes(exact)) known.words.push(exact);
      }
    }
    return mentioned;
  }

  #mention(mention: Mention, sentence: Sentence, nth: (key: string) => number): { [column: string]: Value } {
    const { text, blocks } = this.#resolved.prose;
    // A sentence beside an unpublished one must not carry words of it.
    const within = this.#front.text === 'quotes' ? sentence : blocks[mention.block]!;
    const exact = this.#words(mention);
    const prefix = whole(text.slice(Math.max(within.start, mention.start - CONTEXT), mention.start));
    const suffix = whole(text.slice(mention.end, Math.max(mention.end, Math.min(within.end, mention.end + CONTEXT))));
    const parts = [this.#id, mention.target, exact, prefix, suffix];
    const shown = this.#published(sentence);
    return {
      mention_id: derivedId('m', [...parts, String(nth(parts.join('\u0000')))]),
      target_id: mention.target,
      target_table: this.#tableOf(mention.target),
      sentence_id: this.#sentenceId(sentence),
      exact,
      prefix: shown && prefix !== '' ? prefix : null,
      suffix: shown && suffix !== '' ? suffix : null,
      char_start: this.#codePoint(mention.start),
      char_end: this.#codePoint(mention.end),
      line: mention.place.start.line,
      column: mention.place.start.column,
      document_id: this.#id,
    };
  }

  #tableOf(id: string): string {
    const thing = this.#resolved.things.get(id) ?? this.#resolved.registry.things.get(id)!;
    return this.#model.types.get(thing.type)!.table;
  }

  #thing(thing: Thing, mentioned: Mentioned | undefined): void {
    const grounds = this.#resolved.evidence.get(thing.id) ?? [];
    const telling = {
      document: this.#id,
      words: mentioned?.words[0] ?? (grounds[0] ? this.#words(grounds[0]) : null),
      dateWords: this.#dateWords(thing, grounds),
      mentions: mentioned?.count ?? 0,
      firstSentence: mentioned?.firstSentence ?? null,
    };
    for (const [table, rows] of Object.entries(recordRows(thing, telling, this.#model, this.#base)))
      append(this.rows, table, rows);
  }

  #dateWords(thing: Thing, grounds: readonly Ground[]): string | null {
    const when = typeof thing.fields.when === 'string' ? readDate(thing.fields.when) : null;
    const words =
      when && grounds.length > 0
        ? dateWordsIn(this.#resolved.dates, grounds).find(words => datesMeet(words.date, when))
        : undefined;
    return words ? this.#words(words) : null;
  }

  #evidence(): void {
    const nth = occurrences();
    for (const [id, grounds] of this.#resolved.evidence) {
      for (const ground of grounds) {
        const exact = this.#words(ground);
        const parts = [this.#id, id, exact, ground.basis];
        const evidence = derivedId('e', [...parts, String(nth(parts.join('\u0000')))]);
        this.#add('evidence', {
          evidence_id: evidence,
          record_id: id,
          record_table: this.#tableOf(id),
          sentence_id: this.#sentenceId(ground.sentence),
          exact,
          char_start: this.#codePoint(ground.start),
          char_end: this.#codePoint(ground.end),
          basis: ground.basis,
          document_id: this.#id,
        });
      }
    }
  }

  #citations(): void {
    const nth = occurrences();
    for (const citation of this.#resolved.citations) {
      const words = this.#words(citation);
      const parts = [this.#id, citation.url, words];
      const sentence = sentenceAt(this.#resolved.prose, citation.block, citation.start);
      const id = derivedId('c', [...parts, String(nth(parts.join('\u0000')))]);
      this.#add('citations', {
        citation_id: id,
        document_id: this.#id,
        url: citation.url,
        words,
        sentence_id: this.#sentenceId(sentence),
      });
    }
  }
}

function declarationOf({ label, place, type, addresses, fields: { partOf } }: Thing): Declaration {
  const part = typeof partOf === 'string' ? partOf : null;
  return { label, place, type, addresses: addresses.map(({ uri }) => uri), part };
}
