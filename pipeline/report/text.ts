import type { Problem } from '../messages.ts';
import type { Place } from '../place.ts';

/*
 * source/arctic.md
 *   12:5-12:10  error    Unexpected undeclared id `chnia`, expected a declared one; did you mean `china`?  reference-undeclared
 *   41:1-41:9   error    Unexpected second declaration of `fsb`, expected one; …  id-doubled
 *               source/entities.yaml:3:1-3:4 first declaration
 *
 * 2 errors
 */

type Paint = (text: string) => string;
interface Palette {
  readonly error: Paint;
  readonly warning: Paint;
  readonly path: Paint;
  readonly dim: Paint;
}

const code =
  (on: number, off: number): Paint =>
  text =>
    `\u001B[${on}m${text}\u001B[${off}m`;
const COLOURED: Palette = { error: code(31, 39), warning: code(33, 39), path: code(4, 24), dim: code(2, 22) };
const plain: Paint = text => text;
const PLAIN: Palette = { error: plain, warning: plain, path: plain, dim: plain };

/** Problems for people to read, by file; '' where there are none. */
export function asText(problems: readonly Problem[], colour: boolean): string {
  if (problems.length === 0) return '';
  const palette = colour ? COLOURED : PLAIN;
  const files = new Map<string, Problem[]>();
  for (const problem of problems) {
    const found = files.get(problem.place.path);
    if (found) found.push(problem);
    else files.set(problem.place.path, [problem]);
  }
  const parts = [...files].map(([path, found]) => `${palette.path(visible(path))}\n${linesOf(found, palette)}`);
  return `${parts.join('\n')}\n${tally(problems, palette)}\n`;
}

function linesOf(problems: readonly Problem[], palette: Palette): string {
  const places = problems.map(({ place }) => rangeOf(place));
  const wide = places.reduce((most, place) => Math.max(most, place.length), 0);
  return problems
    .map((problem, index) => {
      const { severity, message, rule, place, related } = problem;
      const line = `  ${places[index]!.padEnd(wide)}  ${palette[severity](severity.padEnd(7))}  ${visible(message)}  ${palette.dim(rule)}\n`;
      const others = related.map(other => {
        const path = other.place.path === place.path ? '' : `${other.place.path}:`;
        return `${' '.repeat(wide + 4)}${palette.dim(visible(`${path}${rangeOf(other.place)}`))}  ${visible(other.says)}\n`;
      });
      return line + others.join('');
    })
    .join('');
}

/** `line:column`, and where there are words, to where they end (half-open). */
function rangeOf({ start, end }: Place): string {
  const from = `${start.line}:${start.column}`;
  return start.offset === end.offset ? from : `${from}-${end.line}:${end.column}`;
}

function tally(problems: readonly Problem[], palette: Palette): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return [
    ...(errors > 0 ? [palette.error(count(errors, 'error'))] : []),
    ...(warnings > 0 ? [palette.warning(count(warnings, 'warning'))] : []),
  ].join(', ');
}

/** Characters that steer a screen or turn the order of others, shown and not obeyed: U+001B -> `\u001b`. */
function visible(text: string): string {
  return text.replace(STEERING, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const STEERING = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
