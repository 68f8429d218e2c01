import type { VFile } from 'vfile';
import type { Problem } from '../messages.ts';
import type { Source } from '../place.ts';

/**
 * Puts a problem on a file as a vfile message: `fatal` for errors, `note` for other places that are involved, and where the mend
 * replaces the very words at fault, `actual` and `expected`, from which editors make a quick fix.
 */
export function tell(file: VFile, source: Source, { place, rule, severity, message, related, fix }: Problem): void {
  const { start, end } = place;
  const told = file.message(message, { place: { start, end }, ruleId: rule, source: 'lodemark' });
  told.fatal = severity === 'error';
  const notes = related.map(
    other => `${other.place.path}:${other.place.start.line}:${other.place.start.column} ${other.says}`,
  );
  if (notes.length > 0) told.note = notes.join('\n');
  const [edit, ...others] = fix === null ? [] : [fix].flat();
  if (!edit || others.length > 0 || edit.start !== start.offset || edit.end !== end.offset || edit.start === edit.end)
    return;
  told.actual = source.text.slice(edit.start, edit.end);
  told.expected = [edit.text];
}
