import { ID, ID_LENGTH } from '../identity.ts';
import { replaced } from '../mend.ts';
import type { Report } from '../messages.ts';
import type { Model } from '../model.ts';
import { nearest } from '../near.ts';
import type { Place } from '../place.ts';

/** Names that Windows keeps for devices, whatever comes after a dot: ids become names of files and folders. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Reports an id that isn't in form; whether it is. */
export function checkId(id: string, place: Place, report: Report): boolean {
  if (DEVICE.test(id)) report('id-reserved', place, { id });
  if (ID.test(id) && id.length <= ID_LENGTH) return !DEVICE.test(id);
  report('id-form', place, { id, near: tidyId(id) });
  return false;
}

/** `Near Alaska` -> `near-alaska`; `null` where nothing is left. */
export function tidyId(words: string): string | null {
  const tidy = words
    .slice(0, 1000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, ID_LENGTH);
  return ID.test(tidy) ? tidy : null;
}

/** The type, or '' where the vocabulary has none of that name, which is reported. */
export function knownType(type: string, place: Place, model: Model, report: Report): string {
  if (model.types.has(type)) return type;
  const near = nearest(type, model.types.keys());
  report('type-unknown', place, { type, near }, { fix: near === null ? null : replaced(place, near) });
  return '';
}
