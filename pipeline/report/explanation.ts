import type { Context, Explanation, Field } from '../explain.ts';

/*
 * intercept-2024 · NORAD interception of the patrol
 * source/arctic.md:120:1
 *
 *   type        Interception
 *   when_edtf   2024-07
 *
 * Participants …
 */

const BOLD = ['\u001B[1m', '\u001B[22m'] as const;
const MARKED = { plain: ['«', '»'], coloured: ['\u001B[1;4m', '\u001B[22;24m'] } as const;

/** A record for people to read. */
export function explanationText(explanation: Explanation, colour: boolean): string {
  const { id, label, table, declared, fields, parts, evidence, mentions, referrers } = explanation;
  const strong = (text: string): string => (colour ? BOLD[0] + text + BOLD[1] : text);
  const places = declared.map(({ path, start }) => `${path}:${start.line}:${start.column}`);
  const partTables = [...new Set(parts.map(part => part.table))];
  const sections = [
    [`${strong(id)} · ${label} (${table})`, ...places],
    columns(fields.filter(({ column }) => column !== 'label').map(({ column, ...field }) => [column, wordsOf(field)])),
    ...partTables.map(name => [
      strong(title(name)),
      ...columns(parts.filter(part => part.table === name).map(part => part.fields.flatMap(cellOf))),
    ]),
    section(
      strong('Evidence'),
      evidence.flatMap(context => quoted(context, colour)),
    ),
    section(
      strong('Mentions'),
      mentions.flatMap(context => quoted(context, colour)),
    ),
    section(
      strong('Referred to by'),
      columns(referrers.map(referrer => [referrer.id, `as ${referrer.as.join(', ')}`, referrer.label])),
    ),
  ];
  return `${sections
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [heading, ...lines] : [];
}

/** event_participants -> Event participants */
function title(table: string): string {
  return table.charAt(0).toUpperCase() + table.slice(1).replaceAll('_', ' ');
}

/** A number needs its name beside it; that of the place in a list says nothing. */
function cellOf({ column, ...field }: Field): string[] {
  if (typeof field.value !== 'number') return [wordsOf(field)];
  return column === 'position' ? [] : [`${column} ${field.value}`];
}

function wordsOf({ value, label }: Omit<Field, 'column'>): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return label === undefined || label === value ? text : `${text} (${label})`;
}

/** Rows of cells under one another. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.min(48, Math.max(...rows.map(row => row[at]?.length ?? 0))),
  );
  return rows.map(
    row =>
      `  ${row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd()}`,
  );
}

function quoted({ path, line, column, basis, sentence, marks }: Context, colour: boolean): string[] {
  const place = [path, ...(line === undefined ? [] : [line, column])].join(':');
  const [open, close] = colour ? MARKED.coloured : MARKED.plain;
  let text = '';
  let done = 0;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    text += sentence.slice(done, start) + open + sentence.slice(start, end) + close;
    done = end;
  }
  return [`  ${place}${basis === undefined ? '' : ` (${basis})`}`, `    ${text}${sentence.slice(done)}`];
}
