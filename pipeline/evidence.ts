import type { Thing } from './declare.ts';
import { replaced, yamlText } from './mend.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import { type Place, placeOf, type Source } from './place.ts';
import type { DateWords } from './resolve.ts';
import type { Prose, Sentence } from './text.ts';
import { entryOf, type YamlMap, type YamlNode } from './yaml.ts';

/** Words that a record rests on. Text offsets are UTF-16 offsets in `Prose.text`. */
export interface Ground {
  readonly start: number;
  readonly end: number;
  readonly basis: 'trigger' | 'paragraph' | 'quoted';
  readonly block: number;
  readonly sentence: Sentence;
}

/** A mention of a record: its words are the record's trigger. */
interface Trigger {
  readonly target: string;
  readonly start: number;
  readonly block: number;
}

/** Where evidence is looked for. `excused` are ids whose mentions or evidence went wrong, which has been reported. */
export interface Evidently {
  readonly source: Source;
  readonly prose: Prose;
  readonly model: Model;
  readonly excused: ReadonlySet<string>;
  readonly report: Report;
}

/** The sentence around each trigger of a record, unless its `evidence` field says otherwise. */
export function evidenceOf(
  things: ReadonlyMap<string, Thing>,
  mentions: readonly Trigger[],
  evidently: Evidently,
): Map<string, readonly Ground[]> {
  const triggers = new Map<string, Trigger[]>();
  for (const mention of mentions) {
    const known = triggers.get(mention.target);
    if (known) known.push(mention);
    else triggers.set(mention.target, [mention]);
  }
  const evidence = new Map<string, readonly Ground[]>();
  for (const thing of things.values()) {
    const type = evidently.model.types.get(thing.type);
    if (!type || type.family === 'entities') continue;
    const own = triggers.get(thing.id) ?? [];
    const field = thing.node && entryOf(thing.node, 'evidence')?.value;
    const grounds = groundsOf(field, own, evidently);
    const missing = grounds.length === 0 && (!field || (field.kind === 'scalar' && field.value === 'paragraph'));
    reportMissing(thing, type.table, missing, own.length === 0, evidently);
    evidence.set(thing.id, grounds);
  }
  return evidence;
}

function reportMissing(
  { id, place }: Thing,
  table: string,
  missing: boolean,
  unmarked: boolean,
  { excused, report }: Evidently,
): void {
  if (excused.has(id)) return;
  if (table === 'quotations' && unmarked) return report('quotation-unmarked', place, { id });
  if (missing) report('evidence-missing', place, { id, kind: table.replace(/ies$/, 'y').replace(/s$/, '') });
}

function groundsOf(
  field: YamlNode | null | undefined,
  triggers: readonly Trigger[],
  evidently: Evidently,
): readonly Ground[] {
  const { prose } = evidently;
  if (!field)
    return unique(
      triggers.map(({ start, block }) => ({ basis: 'trigger', block, sentence: sentenceAt(prose, block, start) })),
    );
  if (field.kind === 'scalar') {
    if (field.value !== 'paragraph') return [];
    return unique(
      triggers.flatMap(({ block }) =>
        prose.blocks[block]!.sentences.map(sentence => ({ basis: 'paragraph' as const, block, sentence })),
      ),
    );
  }
  const selectors = field.kind === 'list' ? field.items : [field];
  return selectors.flatMap(node => (node.kind === 'map' ? (quoted(node, evidently) ?? []) : []));
}

function unique(grounds: readonly Omit<Ground, 'start' | 'end'>[]): Ground[] {
  const bySentence = new Map(
    grounds.map(ground => [ground.sentence, { ...ground, start: ground.sentence.start, end: ground.sentence.end }]),
  );
  return [...bySentence.values()].sort((a, b) => a.start - b.start);
}

/** The one place where a selector's words stand. */
function quoted(selector: YamlMap, { source, prose, report }: Evidently): Ground | null {
  const node = entryOf(selector, 'exact')?.value;
  const exact = wordsOf(node);
  if (!node || exact === '') return null;
  const prefix = entryOf(selector, 'prefix')?.value;
  const suffix = entryOf(selector, 'suffix')?.value;
  const everywhere = occurrencesOf(prose.text, exact);
  const starts = everywhere.filter(at => stands(prose.text, at, exact.length, wordsOf(prefix), wordsOf(suffix)));
  const place = placeOf(source, node.start, node.end);
  if (starts.length > 1) report('evidence-ambiguous', place, { exact, count: starts.length });
  else if (everywhere.length === 0) reportAbsent(prose, exact, place, report);
  else if (starts.length === 0) {
    const around = (prefix ?? suffix)!;
    report('evidence-not-found', placeOf(source, around.start, around.end), { exact: wordsOf(around), near: null });
  }
  const start = starts[0];
  if (starts.length !== 1 || start === undefined) return null;
  const block = prose.blocks.findLastIndex(candidate => candidate.start <= start);
  return { start, end: start + exact.length, basis: 'quoted', block, sentence: sentenceAt(prose, block, start) };
}

/** More occurrences than this are not counted. */
const MANY = 1000;

function occurrencesOf(text: string, exact: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(exact); at >= 0 && starts.length < MANY; at = text.indexOf(exact, at + 1)) starts.push(at);
  return starts;
}

function stands(text: string, at: number, length: number, prefix: string, suffix: string): boolean {
  if (prefix === '' && suffix === '') return true;
  const before = text.slice(Math.max(0, at - prefix.length - 10), at).trimEnd();
  const after = text.slice(at + length, at + length + suffix.length + 10).trimStart();
  return before.endsWith(prefix) && after.startsWith(suffix);
}

/** Words that stand in the article but for case, kinds of quotes, dashes and spaces, or links that were copied with them. */
function reportAbsent(prose: Prose, exact: string, place: Place, report: Report): void {
  const { text } = prose;
  const folded = foldings.get(prose) ?? alike(text);
  foldings.set(prose, folded);
  const plain = exact.replace(/\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, '$1');
  const at = occurrencesOf(folded, alike(plain));
  const near = at.length === 1 ? text.slice(at[0], at[0]! + plain.length) : null;
  report('evidence-not-found', place, { exact, near }, { fix: near === null ? null : replaced(place, yamlText(near)) });
}

const foldings = new WeakMap<Prose, string>();

/** Keeps the length, so that offsets hold. */
function alike(text: string): string {
  return text
    .replace(/[A-Z]/g, letter => letter.toLowerCase())
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[\t\n\r\u00A0\u2009\u202F]/g, ' ');
}

function wordsOf(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' ? node.value.replace(/[ \t\n\r]+/g, ' ').trim() : '';
}

/** The sentence of a block that holds an offset. */
export function sentenceAt(prose: Prose, block: number, offset: number): Sentence {
  const { sentences } = prose.blocks[block]!;
  return sentences.findLast(sentence => sentence.start <= offset) ?? sentences[0]!;
}

/** Date values that stand in the words of a record's evidence. */
export function dateWordsIn(dates: readonly DateWords[], grounds: readonly Ground[]): DateWords[] {
  return dates.filter(words =>
    grounds.some(
      ground => ground.sentence.start <= words.start && words.end <= Math.max(ground.sentence.end, ground.end),
    ),
  );
}
