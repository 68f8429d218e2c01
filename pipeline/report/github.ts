import type { Problem } from '../messages.ts';

/** Problems as commands to GitHub's runners, which show them at their places in a pull request. */
export function asGithub(problems: readonly Problem[]): string {
  return problems.map(lineOf).join('');
}

function lineOf({ severity, rule, message, place: { path, start, end }, related }: Problem): string {
  const where = {
    file: path,
    line: start.line,
    col: start.column,
    endLine: end.line,
    // A column is of the first line and the last alone: GitHub takes it for the last character.
    ...(end.line === start.line ? { endColumn: Math.max(start.column, end.column - 1) } : {}),
    title: `lodemark ${rule}`,
  };
  const properties = Object.entries(where).map(([name, value]) => `${name}=${escaped(String(value), /[%\r\n:,]/g)}`);
  const notes = related.map(other => `${other.place.path}:${other.place.start.line} ${other.says}`);
  return `::${severity} ${properties.join(',')}::${escaped([message, ...notes].join('\n'), /[%\r\n]/g)}\n`;
}

function escaped(text: string, characters: RegExp): string {
  return text.replace(characters, found => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
