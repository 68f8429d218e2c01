import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { Parser } from 'n3';
import { expect } from 'vitest';
import { unguard } from '../../pipeline/emit/cells.ts';
import { text } from '../emit/rows.ts';

/** Free text that an author may write, by the table and column in which it comes out. */
export const FREE_TEXT = [
  ['documents', 'title'],
  ['documents', 'note'],
  ['entities', 'description'],
  ['entity_names', 'name'],
  ['events', 'label'],
  ['events', 'note'],
  ['event_participants', 'note'],
  ['claims', 'content'],
  ['quantities', 'variable'],
  ['quotations', 'speaker_text'],
] as const;

/** One strange text for each, all different. */
export const strange: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) }),
  { minLength: FREE_TEXT.length, maxLength: FREE_TEXT.length },
);

/** A text as a scalar of YAML: JSON's quotes, with all but ASCII escaped or as it is. */
export function scalar(value: string, escaped: boolean): string {
  const json = JSON.stringify(value);
  const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return escaped ? json.replace(/[\u007f-\uffff]/g, escapeUnit) : json;
}

/** An article with a record of each kind that has free text. */
export function articleWith(strings: readonly string[], escaped: boolean): string {
  const [title, note, description, name, label, remark, part, content, variable, speaker] = strings.map(value =>
    scalar(value, escaped),
  );
  return `---
id: strange
title: ${title}
note: ${note}
---

[China](#china) [flew](#patrol), [said](#claim) [a man](#man) "[so](#words)", [4 metres](#height).

\`\`\`yaml data
china: {type: Country, label: China, description: ${description}, aliases: [${name}]}
man: {type: Person, label: man}
patrol: {type: JointAirPatrol, label: ${label}, note: ${remark}, actor: [{ref: china, count: 2, note: ${part}}]}
claim: {type: Claim, label: claim, speaker: man, mode: stated, about: patrol, content: ${content}}
height: {type: Quantity, label: height, of: man, variable: ${variable}, value: 4 m}
words: {type: Quotation, label: words, speaker: {unnamed: ${speaker}}}
\`\`\`
`;
}

/** The texts as programs that were not written here read them in the files of a build. */
export async function expectBack(files: ReadonlyMap<string, Buffer>, strings: readonly string[]): Promise<void> {
  const quads = new Parser({ format: 'N-Quads' }).parse(files.get('graph.nq')!.toString());
  const literals = new Set(quads.map(({ object }) => object.value));
  const values = stringsIn(JSON.parse(files.get('graph.jsonld')!.toString()));
  for (const [number, [table, column]] of FREE_TEXT.entries()) {
    const text = strings[number]!;
    const cells = parse(files.get(`csv/${table}.csv`)!, CSV) as Record<string, string>[];
    const found = {
      csv: cells.some(row => unguard(row[column]!) === text),
      parquet: (await parquetRows(files.get(`parquet/${table}.parquet`)!)).some(row => row[column] === text),
      nquads: literals.has(text),
      jsonld: values.has(text),
    };
    expect(found, `${JSON.stringify(text)} in ${table}.${column}`).toEqual(EVERYWHERE);
  }
}

const CSV = { bom: true, columns: true, record_delimiter: '\r\n' } as const;
const EVERYWHERE = { csv: true, parquet: true, nquads: true, jsonld: true };

function parquetRows(bytes: Buffer): Promise<Record<string, unknown>[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return parquetReadObjects({ file });
}

function stringsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  JSON.stringify(value, (_, inner) => {
    if (typeof inner === 'string') found.add(inner);
    return inner;
  });
  return found;
}
