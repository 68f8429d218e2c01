import type { Change, Diff, TableDiff } from '../diff.ts';
import { countsOf, isNotable, isWhole, nameOf, plain, shortened, verdict } from './words.ts';

/*
 * 1.0.0 -> 1.1.0
 * A major version is due (2.0.0 or later, but this is 1.1.0): 1 record changed (entities).
 *
 * entities: 1 added, 1 changed
 *   + skarn   Skarn
 *   ~ ccg     China Coast Guard
 *       wikidata_id  (empty) -> Q1
 */

/** Two versions compared, for a terminal. `all` lists tables that follow from the prose too. */
export function asText(diff: Diff, all: boolean): string {
  const { old, new: now, rebased, tables } = diff;
  const notable = tables.filter(table => all || isNotable(table));
  const listed = notable.filter(({ derived }) => all || !derived);
  const summed = notable.filter(table => !listed.includes(table));
  const parts = [
    `${old.version ?? 'unknown version'} -> ${now.version ?? 'unknown version'}\n${verdict(diff)}`,
    ...(rebased ? [`Addresses began with ${old.base} and begin with ${now.base}.`] : []),
    ...listed.map(table => tableText(table, all)),
    ...(summed.length > 0
      ? [`In tables that follow from these or from the prose (--all lists them):\n${columns(summed.map(summary))}`]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableText(table: TableDiff, all: boolean): string {
  const { added, gone, renamed, changed, columnsAdded, columnsGone } = table;
  const lines = [
    ...columnsGone.map(name => ['-', `column ${name}`, '']),
    ...columnsAdded.map(name => ['+', `column ${name}`, '']),
    ...gone.filter(entry => all || isWhole(entry)).map(entry => ['-', nameOf(entry), entry.label ?? '']),
    ...renamed.map(entry => ['>', `${entry.formerId} -> ${nameOf(entry)}`, entry.label ?? '']),
    ...added.filter(entry => all || isWhole(entry)).map(entry => ['+', nameOf(entry), entry.label ?? '']),
  ].map(cells => cells.map(plain));
  return [`${table.table}: ${countsOf(table)}`, columns(lines), ...changed.map(changeText)].filter(Boolean).join('\n');
}

function changeText(change: Change): string {
  const head = columns([['~', nameOf(change), change.label ?? ''].map(plain)]);
  const fields = change.fields.map(field => {
    const [old, now] = shortened(plain(field.old), plain(field.new));
    return `      ${field.column}  ${old || '(empty)'} -> ${now || '(empty)'}`;
  });
  return [head, ...fields].join('\n');
}

function summary(table: TableDiff): string[] {
  return ['', table.table, countsOf(table)];
}

/** Cells in columns, two blanks apart; the first is a sign. */
function columns(lines: readonly (readonly string[])[]): string {
  const wide = Math.min(40, Math.max(0, ...lines.map(([, name = '']) => name.length)));
  return lines
    .map(([sign = '', name = '', ...rest]) =>
      `  ${sign ? `${sign} ` : ''}${name.padEnd(wide)}  ${rest.join('  ')}`.trimEnd(),
    )
    .join('\n');
}
