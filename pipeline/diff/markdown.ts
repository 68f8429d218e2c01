import type { Change, Diff, Entry, TableDiff } from '../diff.ts';
import { countsOf, isNotable, isWhole, nameOf, plain, shortened, verdict } from './words.ts';

/** Two versions compared, as notes for a release. `all` lists tables that follow from the prose too. */
export function asMarkdown(diff: Diff, all: boolean): string {
  const { old, new: now, rebased, tables } = diff;
  const notable = tables.filter(table => all || isNotable(table));
  const listed = notable.filter(({ derived }) => all || !derived);
  const summed = notable.filter(table => !listed.includes(table));
  const shown = (entries: readonly Entry[]) => entries.filter(entry => all || isWhole(entry)).map(described);
  const parts = [
    `## ${now.version ?? 'New version'}`,
    `${old.version === null ? '' : `Since ${old.version}. `}${verdict(diff)}`,
    ...(rebased ? [`Addresses began with <${old.base}> and begin with <${now.base}>.`] : []),
    ...section('Gone', listed, table => tableGone(table, shown)),
    ...section('Renamed', listed, ({ renamed }) =>
      renamed.map(entry => `${code(entry.formerId)} is now ${described(entry)}`),
    ),
    ...section('Changed', listed, ({ changed }) => changed.map(changedItem)),
    ...section('Added', listed, table => tableAdded(table, shown)),
    ...(summed.length > 0
      ? [`### In tables that follow from these or from the prose\n\n${items(summed.map(summary))}`]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, tables: readonly TableDiff[], list: (table: TableDiff) => string[]): string[] {
  const groups = tables.flatMap(table => {
    const lines = list(table);
    return lines.length > 0 ? [`${heading(table.table)}\n\n${items(lines)}`] : [];
  });
  return groups.length > 0 ? [`### ${title}\n\n${groups.join('\n\n')}`] : [];
}

type Shown = (entries: readonly Entry[]) => string[];

function tableGone({ went, columnsGone, gone }: TableDiff, shown: Shown): string[] {
  return [...(went ? ['the whole table'] : []), ...columnsGone.map(name => `column ${code(name)}`), ...shown(gone)];
}

function tableAdded({ came, columnsAdded, added }: TableDiff, shown: Shown): string[] {
  return [...(came ? ['the whole table'] : []), ...columnsAdded.map(name => `column ${code(name)}`), ...shown(added)];
}

function changedItem(change: Change): string {
  const fields = change.fields.map(({ column, old, new: now }) => {
    const [before, after] = shortened(plain(old), plain(now));
    if (before === '') return `  - ${code(column)} is ${code(after)}`;
    if (after === '') return `  - ${code(column)} is no longer ${code(before)}`;
    return `  - ${code(column)} was ${code(before)} and is ${code(after)}`;
  });
  return [described(change), ...fields].join('\n');
}

function summary(table: TableDiff): string {
  return `${heading(table.table)} ${countsOf(table)}`;
}

function described(entry: Entry): string {
  const name = code(nameOf(entry));
  return entry.label ? `${escaped(shortened(plain(entry.label), '')[0])} (${name})` : name;
}

function heading(table: string): string {
  return `**${table.replaceAll('_', ' ')}**`;
}

function items(lines: readonly string[]): string {
  return lines.map(line => `- ${line}`).join('\n');
}

/** Code that may hold backticks itself. */
function code(text: string): string {
  const longest = Math.max(0, ...(plain(text).match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return fence + space + plain(text) + space + fence;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
