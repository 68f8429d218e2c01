import type { Html } from 'mdast';
import { inserted, lineEnding } from '../mend.ts';
import type { Report } from '../messages.ts';
import { placeOf, type Source } from '../place.ts';
import type { HiddenIds } from './hidden.ts';

/**
 * Raw HTML hides what stands in it. Reported is what is certainly meant as linked prose: the rest of a comment's line, annotations,
 * definitions and fences, and all that follows where it never ends.
 */
export function checkHtml(source: Source, node: Html, hidden: HiddenIds, report: Report): void {
  const start = node.position!.start.offset!;
  const raw = source.text.slice(start, node.position!.end.offset!);
  if (neverEnds(source, raw, start, report)) return hidden.add(raw);
  if (raw.startsWith('<!--')) return checkComment(source, raw, start, hidden, report);
  if (CODE.test(raw)) return;
  const swallowed = SWALLOWED.exec(raw);
  if (!swallowed) return;
  hidden.add(raw);
  const words = (swallowed[1] ?? swallowed[2])!;
  const at = start + swallowed.index + swallowed[0].length - words.length;
  const before = raw.slice(0, at - start);
  const fix = /[\r\n][ \t]*$/.test(before) ? inserted(at, lineEnding(source)) : null;
  report('html-swallows', placeOf(source, at, at + words.length), { words }, { fix });
}

const CODE = /^<(script|pre|style|textarea)(?=[\s>]|$)/i;
const SWALLOWED =
  /(\[[^[\]\r\n]+\](?:\[[^[\]\r\n]*\]|\((?:#|date:)[^()\s]*\)))|[\r\n](`{3,}[^`\r\n]*|~{3,}[^\r\n]*|\[[^[\]\r\n]+\]:[ \t]*(?:#|https?:)\S[^\r\n]*)/;

/** What ends raw HTML that a blank line doesn't end (CommonMark § 4.6, kinds 1 to 5). */
function closingOf(raw: string): string | null {
  if (raw.startsWith('<!--')) return '-->';
  if (raw.startsWith('<?')) return '?>';
  if (raw.startsWith('<![CDATA[')) return ']]>';
  if (/^<![a-z]/i.test(raw)) return '>';
  const tag = CODE.exec(raw)?.[1];
  return tag === undefined ? null : `</${tag.toLowerCase()}>`;
}

function neverEnds(source: Source, raw: string, start: number, report: Report): boolean {
  const closing = closingOf(raw);
  if (closing === null || raw.toLowerCase().includes(closing)) return false;
  const opening = /^<(?:!--|\?|!\[CDATA\[|!?[a-z]+)/i.exec(raw)?.[0] ?? '<';
  report('html-unclosed', placeOf(source, start, start + opening.length), { opening, closing });
  return true;
}

function checkComment(source: Source, raw: string, start: number, hidden: HiddenIds, report: Report): void {
  const from = raw.indexOf('-->') + 3;
  const rest = raw.slice(from);
  const words = rest.trim();
  if (words === '' || words.startsWith('<')) return;
  hidden.add(rest);
  const at = start + from + rest.length - rest.trimStart().length;
  const fix = { start: start + from, end: at, text: lineEnding(source) };
  report('comment-swallows', placeOf(source, at, at + words.length), { words }, { fix });
}

/** Names that raw HTML gives to places, for links that lead there. */
export function anchorsIn(html: string): string[] {
  return [...html.matchAll(/\s(?:id|name)\s*=\s*["']?([^\s"'>]{1,200})/gi)].map(found => found[1]!);
}
