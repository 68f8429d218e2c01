import type { Problem } from '../messages.ts';

/** One line that holds one JSON object: `{ok, errors, warnings, problems}`, problems as in `messages.ts`. */
export function asJson(ok: boolean, problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return `${JSON.stringify({ ok, errors, warnings: problems.length - errors, problems })}\n`;
}
