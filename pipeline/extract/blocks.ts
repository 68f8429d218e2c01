import type { Code } from 'mdast';
import type { Entry } from '../extract.ts';
import { replaced } from '../mend.ts';
import type { Edit, Report } from '../messages.ts';
import { type Place, placeOf, type Source } from '../place.ts';
import { readYaml, type YamlText } from '../yaml.ts';
import type { HiddenIds } from './hidden.ts';

/** A data block, read; `null` for any other code. */
export interface DataBlock {
  readonly yaml: YamlText;
  readonly entries: readonly Entry[];
}

const INFO = 'yaml data';
/** Spellings that are meant as it, once all but letters is folded to spaces. */
const MISSPELT = /^(?:y[aml]{1,4} ?d[at]{2,4}s?|d[at]{2,4} ?y[aml]{1,4}|ya?ml data .*)$/;

export function dataBlock(
  source: Source,
  node: Code,
  nested: boolean,
  hidden: HiddenIds,
  report: Report,
): DataBlock | null {
  const start = node.position!.start.offset!;
  const end = node.position!.end.offset!;
  const fence = /^(?:`{3,}|~{3,})/.exec(source.text.slice(start, start + 200))?.[0];
  if (fence === undefined) return indentedCode(source, node, start, hidden, report);
  const firstEnd = lineEnd(source.text, start, end);
  const lastStart = Math.max(source.text.lastIndexOf('\n', end - 1), source.text.lastIndexOf('\r', end - 1)) + 1;
  const closed = lastStart > start && isClosing(source.text.slice(lastStart, end), fence);
  if (!closed) report('fence-unclosed', placeOf(source, start, firstEnd), { fence });
  const written = source.text.slice(start + fence.length, firstEnd);
  const info = written.trim();
  if (!isData(source, node, info, start + fence.length + written.indexOf(info), nested, hidden, report)) {
    if (!closed) hidden.add(node.value);
    return null;
  }
  if (nested) hidden.add(node.value);
  else if (node.position!.start.column > 1) reportIndented(source, start, end, hidden, report);
  else return readBlock(source, firstEnd, closed ? lastStart : end, hidden, report);
  return null;
}

function lineEnd(text: string, start: number, limit: number): number {
  const found = text.slice(start, limit).search(/[\r\n]/);
  return found < 0 ? limit : start + found;
}

function isClosing(line: string, fence: string): boolean {
  const words = line.replace(/^[ \t>]+/, '').trimEnd();
  return words.length >= fence.length && words === fence[0]!.repeat(words.length);
}

/** Whether the info string is that of data; a wrong place or spelling is reported. */
function isData(
  source: Source,
  node: Code,
  info: string,
  at: number,
  nested: boolean,
  hidden: HiddenIds,
  report: Report,
): boolean {
  const place = placeOf(source, at, at + info.length);
  if (info === INFO) {
    if (nested) report('data-block-nested', place, {});
    return true;
  }
  const letters = info
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
  if (MISSPELT.test(letters)) {
    report('data-block-info', place, { info }, { fix: replaced(place, INFO) });
    return true;
  }
  const declares = letters === 'yaml' || letters === 'yml' ? DECLARES.exec(node.value)?.[1] : undefined;
  if (declares !== undefined) {
    hidden.add(node.value);
    report('data-block-unmarked', place, { id: declares }, { fix: nested ? null : replaced(place, INFO) });
  }
  return false;
}

const DECLARES = /^([a-z][a-z0-9-]*):(?:[ \t]*\{|[ \t]*[\r\n]+[ \t]+)type:[ \t]+[A-Z]/m;

function indentedCode(source: Source, node: Code, start: number, hidden: HiddenIds, report: Report): null {
  const fence = /(?:^|[\r\n])[ \t]*(?:`{3,}|~{3,})[ \t]*yaml[ \t]+data[ \t]*(?=[\r\n]|$)/.exec(node.value);
  if (!fence) return null;
  const at = source.text.indexOf(INFO, start);
  hidden.add(node.value);
  report('data-block-indented', placeOf(source, at, at + INFO.length), {});
  return null;
}

/** The spaces before a fence can be taken away from all of its lines. */
function reportIndented(source: Source, start: number, end: number, hidden: HiddenIds, report: Report): void {
  const from = Math.max(source.text.lastIndexOf('\n', start - 1), source.text.lastIndexOf('\r', start - 1)) + 1;
  const block = source.text.slice(from, end);
  const wide = start - from;
  const fix: Edit[] = [];
  for (const line of block.matchAll(/(^|\r\n|\n|\r)( +)/g)) {
    const at = from + line.index + line[1]!.length;
    fix.push({ start: at, end: at + Math.min(wide, line[2]!.length), text: '' });
  }
  hidden.add(block);
  report('data-block-indented', placeOf(source, start, lineEnd(source.text, start, end)), {}, { fix });
}

function readBlock(source: Source, start: number, end: number, hidden: HiddenIds, report: Report): DataBlock {
  const yaml = readYaml(source, start, end, report);
  if (yaml.faulty) hidden.add(source.text.slice(start, end));
  const entries: Entry[] = [];
  for (const { key, value } of yaml.root?.entries ?? []) {
    if (value.kind === 'map') entries.push({ key, value });
    else {
      hidden.declare(key.value);
      reportEntry(placeOf(source, key.start, key.end), key.value, report);
    }
  }
  return { yaml, entries };
}

function reportEntry(place: Place, id: string, report: Report): void {
  report('entry-not-mapping', place, { id });
}
