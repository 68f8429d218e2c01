import { yamlText } from '../mend.ts';

/** What keeps a text from being YAML: where, in an author's words, and what to write at `[start, end)` instead where that is plain. */
export interface YamlFault {
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly expected: string;
  readonly mend: string | null;
}

/**
 * Says what is wrong with a text that the YAML reader refused, from its reason and the offset at which it gave up. The reader's own
 * place is often behind the mistake, and its words are a grammarian's: most mistakes are one of a few on one line.
 */
export function diagnose(text: string, reason: string, position: number): YamlFault {
  const at = Math.min(position, Math.max(text.length - 1, 0));
  if (/end of the (?:stream|document) within a (?:single|double) quoted/.test(reason))
    return unclosedQuote(text, reason);
  if (reason.includes('within a flow collection')) return unclosedBracket(text, at);
  if (reason.includes('deficient indentation')) return unclosedAbove(text, at);
  if (reason.includes('maxDepth')) return tooDeep(text, at);
  const line = lineAt(text, at);
  for (const find of [tab, noSpace, startsBadly, afterQuote, secondColon, noColon, indentation]) {
    const fault = find(text, line, at);
    if (fault) return fault;
  }
  const character = text.slice(at, at + 1).trim();
  const found = character === '' ? 'YAML' : quoted(character);
  return { start: at, end: at + 1, found, expected: `YAML (${reason})`, mend: null };
}

/** A line without its indentation, its key (as far as the colon) and its value (without a comment). */
interface Line {
  readonly start: number;
  /** Spaces before it, and those with the dash of a list. */
  readonly pad: number;
  readonly indent: number;
  readonly words: string;
  readonly key: string | null;
  readonly valueStart: number;
  readonly value: string;
}

const COMMENT = /(?:^|[ \t])#.*$/;

function lineAt(text: string, at: number): Line {
  const start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const ending = text.slice(start).search(/[\r\n]/);
  const whole = text.slice(start, ending < 0 ? text.length : start + ending).slice(0, 2000);
  const pad = /^[ \t]*/.exec(whole)![0].length;
  const indent = /^[ \t]*(?:- +)*/.exec(whole)![0].length;
  const words = whole.slice(indent).trimEnd();
  const colon = words.search(/:(?=\s|$)/);
  const key = colon < 0 ? null : words.slice(0, colon);
  const rest = colon < 0 ? '' : words.slice(colon + 1);
  const valueStart = start + indent + colon + 1 + (rest.length - rest.trimStart().length);
  return { start, pad, indent, words, key, valueStart, value: rest.replace(COMMENT, '').trim() };
}

function tab(text: string, { start }: Line): YamlFault | null {
  const found = /^ *(\t+)/.exec(text.slice(start, start + 1000));
  if (!found) return null;
  const from = start + found[0].length - found[1]!.length;
  const mend = '  '.repeat(found[1]!.length);
  return { start: from, end: from + found[1]!.length, found: 'tab at the start of a line', expected: 'spaces', mend };
}

/** `type:Country` */
function noSpace(_: string, { start, indent, words, key }: Line): YamlFault | null {
  const found =
    key === null || key.includes(':') ? /^("[^"]*"|'[^']*'|[A-Za-z][\w-]*):(?![\s/])(?=\S)/.exec(words) : null;
  if (!found) return null;
  const from = start + indent + found[0].length - 1;
  return { start: from, end: from + 1, found: quoted(words), expected: 'a space after the colon', mend: ': ' };
}

/** Characters that a plain value can't begin with. */
const SIGN = /^(?:[>|@`%,\]}]|[?-](?=\s|$))/;

function startsBadly(text: string, { start, valueStart, value }: Line, at: number): YamlFault | null {
  if (SIGN.test(value) && at >= valueStart && at <= valueStart + 2) return quotable(valueStart, value);
  if (!SIGN.test(text.slice(at, at + 2)) || text.slice(start, at).trim() === '') return null;
  const words = /^[^,\]}\r\n]*/.exec(text.slice(at, at + 200))![0].trimEnd();
  return words === '' ? null : quotable(at, words);
}

function quotable(start: number, value: string): YamlFault {
  const expected = `quotes around a value that begins with ${quoted(value[0]!)}; write ${quoted(yamlText(value))}`;
  return { start, end: start + value.length, found: quoted(value), expected, mend: yamlText(value) };
}

/** `label: "near-Arctic" state` */
function afterQuote(_: string, { valueStart, value }: Line, at: number): YamlFault | null {
  const first = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^[\]]*\]|\{[^{}]*\})/.exec(value)?.[0];
  if (first === undefined || first.length === value.length || at < valueStart + first.length) return null;
  const around = /^(["']).*\1$/.test(value) && value.split(value[0]!).length === 4;
  const mend = yamlText(around ? value.slice(1, -1) : value);
  const expected = `quotes around the whole of it; write ${quoted(mend)}`;
  return { start: valueStart, end: valueStart + value.length, found: quoted(value), expected, mend };
}

/** `label: China: the country` */
function secondColon(_: string, { valueStart, value, key }: Line, at: number): YamlFault | null {
  if (key === null || !/:(?:\s|$)/.test(value) || at < valueStart || /^[[{"']/.test(value)) return null;
  const expected = `quotes around a value that has a colon; write ${quoted(yamlText(value))}`;
  return { start: valueStart, end: valueStart + value.length, found: quoted(value), expected, mend: yamlText(value) };
}

/** A line that is neither `key: value` nor the rest of the value above. */
function noColon(text: string, line: Line): YamlFault | null {
  const bad = line.key === null && line.words !== '' ? line : lineAbove(text, line);
  if (!bad || bad.key !== null || bad.indent > bad.pad || /^["'[\]{}#-]|,$/.test(bad.words)) return null;
  const close = noSpace(text, bad);
  if (close) return close;
  const start = bad.start + bad.indent;
  const expected = `${quoted('field: value')}, or more spaces before it where it goes on from the line above`;
  return { start, end: start + bad.words.length, found: quoted(bad.words), expected, mend: null };
}

function indentation(text: string, line: Line): YamlFault | null {
  const above = lineAbove(text, line);
  if (!above || line.words === '' || above.pad === line.pad) return null;
  const start = line.start + line.pad;
  const end = line.start + line.indent + line.words.length;
  const found = `${line.pad} ${line.pad === 1 ? 'space' : 'spaces'} before ${quoted(text.slice(start, end))}`;
  const expected = `as many as before what it stands beside (${above.pad} above)`;
  return { start, end, found, expected, mend: null };
}

function lineAbove(text: string, line: Line): Line | null {
  for (let at = line.start - 1; at > 0; ) {
    const above = lineAt(text, at - (text.startsWith('\r\n', at - 1) ? 1 : 0));
    if (above.words !== '' && !above.words.startsWith('#')) return above;
    at = above.start - 1;
  }
  return null;
}

/** Where a quoted value may begin: at a line's start, after a sign and in brackets. */
const OPENING = /(?:^|[:,[{-][ \t]+|[[{])["']/gm;

/** The quote that opens the value: the first that isn't closed on its line. */
function unclosedQuote(text: string, reason: string): YamlFault {
  const mark = reason.includes('single') ? "'" : '"';
  const openings = [...text.matchAll(OPENING)].map(found => found.index + found[0].length - 1);
  const same = openings.filter(start => text[start] === mark);
  return unclosedAt(text, same.find(start => !closes(text, start)) ?? same.at(-1) ?? 0, mark);
}

function closes(text: string, start: number): boolean {
  const rest = text.slice(start, start + 5000);
  return (rest.startsWith('"') ? /^"(?:[^"\\\r\n]|\\.)*"/ : /^'[^'\r\n]*'/).test(rest);
}

function unclosedAt(text: string, start: number, mark: string): YamlFault {
  const words = /^[^\r\n]*/.exec(text.slice(start, start + 2000))![0].trimEnd();
  return {
    start,
    end: start + words.length,
    found: quoted(words),
    expected: `its closing ${quoted(mark)}`,
    mend: null,
  };
}

function unclosedBracket(text: string, at: number): YamlFault {
  const open: number[] = [];
  for (const { 0: found, index } of text
    .slice(0, at + 1)
    .matchAll(/"(?:[^"\\]|\\.)*"|'[^'\r\n]*'|#[^\r\n]*|[[\]{}]/g)) {
    if (found === '[' || found === '{') open.push(index);
    else if (found === ']' || found === '}') open.pop();
  }
  const start = open.at(-1) ?? at;
  const words = /^[^\r\n]*/.exec(text.slice(start, start + 2000))![0].trimEnd();
  const closing = text[start] === '{' ? '}' : ']';
  return {
    start,
    end: start + words.length,
    found: quoted(words),
    expected: `its closing ${quoted(closing)}`,
    mend: null,
  };
}

/** What goes on below its own indentation was left open above. */
function unclosedAbove(text: string, at: number): YamlFault {
  const before = text.slice(0, at);
  const quote = [...before.matchAll(OPENING)]
    .map(found => found.index + found[0].length - 1)
    .find(start => !closes(before, start));
  return quote === undefined ? unclosedBracket(text, at) : unclosedAt(text, quote, text[quote]!);
}

function tooDeep(text: string, at: number): YamlFault {
  return {
    start: at,
    end: at + 1,
    found: `${quoted(text[at]!)} inside more than 20 others`,
    expected: 'fewer',
    mend: null,
  };
}

function quoted(words: string): string {
  const line = [...words.slice(0, 80)]
    .slice(0, 40)
    .join('')
    .replace(/\p{Cs}/gu, '\uFFFD');
  return `\`${line.replaceAll('`', 'ˋ')}${line.length < words.length ? '…' : ''}\``;
}
