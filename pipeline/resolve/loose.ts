import { readDate } from '../dates.ts';
import type { Registry } from '../declare.ts';
import type { LooseMark } from '../extract.ts';
import { ID } from '../identity.ts';
import { definedAtEnd, definitionText, inserted } from '../mend.ts';
import type { Edit } from '../messages.ts';
import { placeOf } from '../place.ts';
import type { Links, Resolving } from './links.ts';

/** Brackets that stayed text: only those that name a declared id, or something very like one, are mistakes. */
export function resolveLoose(mark: LooseMark, links: Links, resolving: Resolving, registry: Registry): void {
  if (links.seen.has(mark.place.start.offset)) return;
  if (mark.form === 'full' || mark.form === 'collapsed') reference(mark, links, resolving, registry);
  else if (mark.form !== 'shortcut') address(mark, links, resolving);
  else if (ID.test(mark.target) && resolving.names.isDeclared(mark.target)) links.shortcut(mark.place, mark.target);
}

function reference(mark: LooseMark, links: Links, resolving: Resolving, registry: Registry): void {
  const { declared, names, report } = resolving;
  const written = mark.target.replace(/\s+/g, ' ').trim();
  const id = written.toLowerCase();
  const isDeclared = names.isDeclared(id);
  if (isDeclared || declared.definitions.has(id)) {
    links.meant.add(id);
    if (mark.around) return report('link-nested', mark.place, { words: written });
    if (declared.definitions.has(id))
      return report('link-broken', mark.place, { words: `][${written}]`, expected: 'its opening `[`' });
    return report('reference-undefined', mark.place, { id }, { fix: defined(mark, id, resolving, registry) });
  }
  if (ID.test(id) || names.near(written.replace(/ /g, '-')) !== null) links.undeclared(written, mark.place, '');
}

/** A definition of a thing of the registry; of a thing of this article the link becomes `[words](#id)`. */
function defined({ form, place }: LooseMark, id: string, { source }: Resolving, registry: Registry): Edit | null {
  const thing = registry.things.get(id);
  if (thing) {
    const address = thing.addresses[0]?.uri ?? `#${id}`;
    return thing.type === '' || thing.label === ''
      ? null
      : definedAtEnd(source, definitionText(id, address, thing.type, thing.label));
  }
  if (form === 'full') return { start: place.start.offset - 1, end: place.end.offset + 1, text: `(#${id})` };
  const end = source.text.indexOf('[]', place.end.offset);
  return end < 0 ? null : { start: end, end: end + 2, text: `(#${id})` };
}

/** `](#id)` and `](date:…)` that make no link. */
function address({ form, target, around, place }: LooseMark, links: Links, resolving: Resolving): void {
  const { source, names, report } = resolving;
  const [, id, date] = /^(?:#([^\s"'()]+)|date:[ \t]*([^\s"'()]*))/.exec(target) ?? [];
  const speaks = id === undefined ? date !== undefined : names.isDeclared(id) || names.near(id) !== null;
  if (!speaks) return;
  if (id !== undefined) links.meant.add(names.isDeclared(id) ? id : (names.near(id) ?? id));
  const words = id === undefined ? `date:${date}` : `#${id}`;
  if (around) return report('link-nested', place, { words });
  if (form === 'inline') return report('link-broken', place, { words: `](${words})`, expected: 'its opening `[`' });
  const end = place.start.offset + words.length;
  if (form === 'unclosed') {
    const fix = target.startsWith(words) ? inserted(end, ')') : null;
    return report(
      'link-broken',
      placeOf(source, place.start.offset, end),
      { words, expected: '`)` after it' },
      { fix },
    );
  }
  const rest = /^date:[ \t]+(\S+)[ \t]*$/.exec(target)?.[1];
  if (rest !== undefined && readDate(rest)) {
    const fix = { start: place.start.offset, end: place.end.offset, text: `date:${rest}` };
    return report('link-broken', place, { words: target, expected: 'no space in it' }, { fix });
  }
  const before = /\](\s+)\($/.exec(source.text.slice(Math.max(0, place.start.offset - 100), place.start.offset))?.[1];
  if (before === undefined) return report('link-broken', place, { words: target, expected: 'no space in it' });
  const gap = place.start.offset - 1;
  const fix = { start: gap - before.length, end: gap, text: '' };
  report('link-broken', place, { words: `] (${words})`, expected: `no space before \`(${words})\`` }, { fix });
}
