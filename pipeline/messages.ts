import type { Place } from './place.ts';
import { data } from './rules/data.ts';
import { files } from './rules/files.ts';
import { meaning } from './rules/meaning.ts';
import type { Severity } from './rules/rule.ts';
import { syntax } from './rules/syntax.ts';

/** What is wrong, where, and how to mend it: plain data, so that it can be cached, sent between threads and printed in any format. */
export interface Problem {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** "Unexpected X, expected Y" and the mend. */
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Related[];
  /** Edits of the problem's file that mend it, done together; `null` where that takes a decision. */
  readonly fix: readonly Edit[] | null;
}

/** Another place that belongs to the problem, such as the first declaration. */
export interface Related {
  readonly place: Place;
  readonly says: string;
}

/** Replace `[start, end)` (offsets as in `Place`) by `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Every rule: its severity and its sentence. The authoring guide (`source/README.md`) has examples of each. */
export const rules = { ...files, ...syntax, ...data, ...meaning };

export type RuleId = keyof typeof rules;
type Words<R extends RuleId> = Parameters<(typeof rules)[R]['say']> extends [infer W] ? W : Record<string, never>;

export interface Extra {
  readonly related?: readonly Related[];
  /** One edit, several, or none. */
  readonly fix?: Edit | readonly Edit[] | null;
}

/** Takes a problem down; every stage is handed one. */
export type Report = <R extends RuleId>(rule: R, place: Place, words: Words<R>, extra?: Extra) => void;

export function reportTo(problems: Problem[]): Report {
  return (rule, place, words, { related = [], fix = null } = {}) => {
    const { severity, say } = rules[rule] as { severity: Severity; say: (words: unknown) => string };
    problems.push({ rule, severity, message: say(words), place, related, fix: fix && [fix].flat() });
  };
}
