import { parseArgs } from 'node:util';
import { nearest } from '../near.ts';
import { type Command, type Given, UsageError } from './command.ts';

/** Those of every command. */
export const COMMON: Command['options'] = { help: { says: 'Show this and do nothing.' } };

/**
 * Reads a command's arguments.
 * @throws {UsageError} on an unknown option, a missing or needless value, or too many or too few operands
 */
export function readArguments(name: string, command: Command, args: readonly string[]): Given {
  const known = { ...command.options, ...COMMON };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([option, { value }]) => [
        option,
        { type: value === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const operands: string[] = [];
  const options: Record<string, string | true> = {};
  const lists: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = SHORT[token.rawName] ?? token.name;
    const value = readValue(token, known);
    options[option] = value;
    if (known[option]!.many && value !== true) lists[option] = [...(lists[option] ?? []), value];
  }
  if (!options.help) checkOperands(name, command, operands);
  return { operands, options, lists };
}

const SHORT: { readonly [raw: string]: string } = { '-h': 'help' };

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readValue(token: OptionToken, known: Command['options']): string | true {
  const { rawName, value, inlineValue } = token;
  const option = Object.hasOwn(known, SHORT[rawName] ?? token.name) ? known[SHORT[rawName] ?? token.name] : undefined;
  if (!option || (rawName.length === 2 && !SHORT[rawName])) throw unknown(rawName, Object.keys(known));
  if (option.value === undefined) {
    if (value === undefined) return true;
    throw new UsageError(`Unexpected value \`${value}\` of \`${rawName}\`, expected none; write \`${rawName}\``);
  }
  if (value === undefined || value === '')
    throw new UsageError(`Unexpected \`${rawName}\` without a value, expected \`${rawName} ${option.value}\``);
  if (!inlineValue && /^-./.test(value))
    throw new UsageError(
      `Unexpected \`${value}\` after \`${rawName}\`, expected ${option.value}; write \`${rawName}=${value}\` if it is meant`,
    );
  return value;
}

function unknown(found: string, names: readonly string[]): UsageError {
  const options = names.map(name => `--${name}`);
  return unexpected('option', found, options);
}

function checkOperands(name: string, command: Command, operands: readonly string[]): void {
  const extra = operands[command.operands.length];
  const shown = ['lodemark', name, ...command.operands].join(' ');
  if (extra !== undefined) throw new UsageError(`Unexpected operand \`${extra}\`, expected \`${shown}\``);
  const missing = command.operands[operands.length];
  if (missing !== undefined && !missing.startsWith('['))
    throw new UsageError(`Unexpected end of the command line, expected ${missing} as in \`${shown}\``);
}

/** "Unexpected option `--strct`, expected one of `--strict`, …; did you mean `--strict`?" */
export function unexpected(what: string, found: string, expected: readonly string[]): UsageError {
  const near = nearest(found, expected);
  const hint = near === null ? '' : `; did you mean \`${near}\`?`;
  const list = expected.map(word => `\`${word}\``).join(', ');
  return new UsageError(`Unexpected ${what} \`${found}\`, expected one of ${list}${hint}`);
}
