import type { Problem } from '../messages.ts';
import { asJson } from './json.ts';
import { asText } from './text.ts';

/** Problems as they go to standard error: for people, or for programs. Text ends with a line feed unless there is none. */
export function reportOf(
  { ok, problems }: { readonly ok: boolean; readonly problems: readonly Problem[] },
  { json, colour }: { readonly json: boolean; readonly colour: boolean },
): string {
  return json ? asJson(ok, problems) : asText(problems, colour);
}
