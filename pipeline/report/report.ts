import type { Problem } from '../messages.ts';
import { asGithub } from './github.ts';
import { asJson } from './json.ts';
import { asSarif } from './sarif.ts';
import { asText } from './text.ts';

export const REPORT_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Problems as they go to standard error: for people, or for programs. Text ends with a line feed unless there is none. */
export function reportOf(
  { ok, problems }: { readonly ok: boolean; readonly problems: readonly Problem[] },
  { format, colour }: { readonly format: ReportFormat; readonly colour: boolean },
): string {
  if (format === 'github') return asGithub(problems);
  if (format === 'sarif') return asSarif(problems);
  return format === 'json' ? asJson(ok, problems) : asText(problems, colour);
}
