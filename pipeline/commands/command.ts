import type { Net } from '../link/request.ts';

/** What a command may do to the world around it; `cli.ts` makes one of the process, tests make their own. */
export interface Terminal {
  /** Writes to standard output: results. */
  readonly out: (text: string) => void;
  /** Writes to standard error: messages. */
  readonly err: (text: string) => void;
  /** Whether standard error shows colours, and whether it is a screen on which a line can be drawn again. */
  readonly colour: boolean;
  readonly live: boolean;
  /** Characters a line of that screen. */
  readonly columns: number;
  /** Folder that paths are relative to, on the command line and in messages. */
  readonly folder: string;
  /** Milliseconds from some point in time. */
  readonly now: () => number;
  /** Asks whoever sits at the terminal, and waits for a line; null at its end. Absent where nobody does. */
  readonly ask?: (question: string) => Promise<string | null>;
  /** Standard input and output as they are, for a protocol. */
  readonly stdio?: readonly [input: NodeJS.ReadableStream, output: NodeJS.WritableStream];
  /** The network, for the one command that is about what is elsewhere. */
  readonly net?: Omit<Net, 'timeout'>;
}

/** Done, problems in the sources, wrong use. */
export type ExitStatus = 0 | 1 | 2;

/** An option: a switch, or one that takes a value if `value` names one. */
export interface Option {
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly many?: true;
  readonly says: string;
}

/** What was given to a command, checked against its options: `true` for a switch that is on; in `lists` what may be given several times. */
export interface Given {
  readonly operands: readonly string[];
  readonly options: { readonly [name: string]: string | true };
  readonly lists?: { readonly [name: string]: readonly string[] };
}

/** One command. Its module is loaded for `--help` too, so it imports the pipeline when it runs. */
export interface Command {
  /** Operands as help shows them, such as `[DIR]`. */
  readonly operands: readonly string[];
  readonly summary: string;
  readonly options: { readonly [name: string]: Option };
  /** Command lines, without the program's name, and what each does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly run: (given: Given, terminal: Terminal) => Promise<ExitStatus>;
}

/** A command line that can't be understood; its message says what was expected. */
export class UsageError extends Error {}
