import type { Report } from './messages.ts';
import { placeOf, type Source } from './place.ts';

/*
 * Controls, a byte order mark that isn't the first character, noncharacters and halves of surrogate pairs: nobody means them, XML and
 * RDF can't hold them, and CommonMark replaces some. Direction controls are Unicode's embeddings, overrides and isolates (UAX #9).
 */
const FORBIDDEN = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F\\uFEFF\\uFFFE\\uFFFF';
const STEERING = '\\u202A-\\u202E\\u2066-\\u2069';
const UNWELCOME = new RegExp(`[${FORBIDDEN}${STEERING}]`);
const EVERY_UNWELCOME = new RegExp(`${UNWELCOME.source}|${lone()}`, 'g');
const FIRST_FORBIDDEN = new RegExp(`[${FORBIDDEN}]|${lone()}`);
const EVERY_FORBIDDEN = new RegExp(FIRST_FORBIDDEN.source, 'g');
const BIDI = new RegExp(`[${STEERING}]`);

/** Messages of one text about characters of one kind: more say nothing new. The last one's mend removes the others too. */
const MOST = 20;

function lone(): string {
  return '[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]';
}

/** Reports what can't be seen in a text and doesn't belong there; gives the text with what is forbidden replaced, character by character. */
export function checkCharacters(source: Source, report: Report): Source {
  if (source.text.isWellFormed() && !UNWELCOME.test(source.text)) return source;
  const found = [...source.text.matchAll(EVERY_UNWELCOME)].map(({ index, 0: character }) => ({ index, character }));
  const steering = found.filter(({ character }) => BIDI.test(character));
  const forbidden = found.filter(({ character }) => !BIDI.test(character));
  for (const { index, character } of steering.slice(0, MOST))
    report('character-bidi', placeOf(source, index, index + 1), describe(character));
  forbidden.slice(0, MOST).forEach(({ index, character }, nth) => {
    const removed = nth === MOST - 1 ? forbidden.slice(nth) : [{ index }];
    const fix = removed.map(one => ({ start: one.index, end: one.index + 1, text: '' }));
    report('character-forbidden', placeOf(source, index, index + 1), describe(character), { fix });
  });
  return { ...source, text: source.text.replace(EVERY_FORBIDDEN, '\uFFFD') };
}

/** The first character of a value that no file may hold. */
export function forbiddenIn(value: string): { code: string; name: string } | null {
  const found = FIRST_FORBIDDEN.exec(value)?.[0];
  return found === undefined ? null : describe(found);
}

function describe(character: string): { code: string; name: string } {
  const unit = character.charCodeAt(0);
  return { code: `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`, name: nameOf(unit) };
}

function nameOf(unit: number): string {
  if (unit === 0) return 'NUL';
  if (unit === 0xfeff) return 'byte order mark';
  if (unit >= 0xd800 && unit <= 0xdfff) return 'half of a surrogate pair';
  return unit >= 0xfffe ? 'noncharacter' : 'control character';
}
