import type { Thing } from './declare.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import { type Place, placeOf, type Source } from './place.ts';
import type { Prose, Sentence } from './text.ts';
import { entryOf, plainValue, type YamlNode } from './yaml.ts';

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

interface Selector {
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

/** The sentence around each trigger of a record, unless its `evidence` field says otherwise. */
export function evidenceOf(
  source: Source,
  prose: Prose,
  things: ReadonlyMap<string, Thing>,
  mentions: readonly Trigger[],
  model: Model,
  report: Report,
): Map<string, readonly Ground[]> {
  const triggers = new Map<string, Trigger[]>();
  for (const mention of mentions) {
    const known = triggers.get(mention.target);
    if (known) known.push(mention);
    else triggers.set(mention.target, [mention]);
  }
  const evidence = new Map<string, readonly Ground[]>();
  for (const thing of things.values()) {
    const type = model.types.get(thing.type);
    if (!type || type.family === 'entities') continue;
    const grounds = groundsOf(source, prose, thing, triggers.get(thing.id) ?? [], report);
    if (grounds.length === 0)
      report('evidence-missing', thing.place, {
        id: thing.id,
        kind: type.table.replace(/ies$/, 'y').replace(/s$/, ''),
      });
    evidence.set(thing.id, grounds);
  }
  return evidence;
}

function groundsOf(source: Source, prose: Prose, thing: Thing, triggers: readonly Trigger[], report: Report): Ground[] {
  const field = thing.node && entryOf(thing.node, 'evidence')?.value;
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
  return selectors.flatMap(node => quoted(source, prose, node, report) ?? []);
}

function unique(grounds: readonly Omit<Ground, 'start' | 'end'>[]): Ground[] {
  const bySentence = new Map(
    grounds.map(ground => [ground.sentence, { ...ground, start: ground.sentence.start, end: ground.sentence.end }]),
  );
  return [...bySentence.values()].sort((a, b) => a.start - b.start);
}

function quoted(source: Source, prose: Prose, node: YamlNode, report: Report): Ground | null {
  const selector = plainValue(node) as Partial<Selector>;
  const exact = folded(selector.exact);
  if (exact === '') return null;
  const starts = matches(prose.text, exact, folded(selector.prefix), folded(selector.suffix));
  const exactNode = node.kind === 'map' ? (entryOf(node, 'exact')?.value ?? node) : node;
  const place: Place = placeOf(source, exactNode.start, exactNode.end);
  if (starts.length > 1) report('evidence-ambiguous', place, { exact, count: starts.length });
  if (starts.length === 0) report('evidence-not-found', place, { exact });
  const start = starts[0];
  if (starts.length !== 1 || start === undefined) return null;
  const block = prose.blocks.findLastIndex(candidate => candidate.start <= start);
  return { start, end: start + exact.length, basis: 'quoted', block, sentence: sentenceAt(prose, block, start) };
}

function matches(text: string, exact: string, prefix: string, suffix: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    const before = text.slice(0, at).trimEnd().endsWith(prefix);
    const after = text
      .slice(at + exact.length)
      .trimStart()
      .startsWith(suffix);
    if (before && after) starts.push(at);
  }
  return starts;
}

function folded(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

/** The sentence of a block that holds an offset. */
export function sentenceAt(prose: Prose, block: number, offset: number): Sentence {
  const { sentences } = prose.blocks[block]!;
  return sentences.findLast(sentence => sentence.start <= offset) ?? sentences[0]!;
}
