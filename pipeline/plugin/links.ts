import type { Link, LinkReference } from 'mdast';
import type {} from 'mdast-util-to-hast';
import type { Against, Analysis } from '../analyse.ts';
import type { Thing } from '../declare.ts';
import { KINDS } from '../validate.ts';
import type { PluginOptions } from './options.ts';

type Properties = { [property: string]: string | null };

/** Tells remark-rehype, in `node.data`, how the annotations among the links are to be written. */
export function markLinks(
  links: ReadonlyMap<number, Link | LinkReference>,
  { resolved }: Analysis,
  { model }: Against,
  { href = ownPage }: PluginOptions,
): void {
  for (const { target, place } of resolved.mentions) {
    const thing = resolved.things.get(target) ?? resolved.registry.things.get(target);
    const node = links.get(place.start.offset);
    if (!thing || !node) continue;
    const table = model.types.get(thing.type)?.table ?? '';
    const address = href === ownPage ? ownPage(thing) : href({ id: thing.id, type: thing.type, label: thing.label });
    write(node, address === null ? 'span' : 'a', {
      href: address,
      title: thing.label,
      dataLodemarkId: thing.id,
      dataLodemarkType: thing.type,
      dataLodemarkKind: KINDS[table] ?? null,
    });
  }
  for (const { date, place } of resolved.dates) {
    const node = links.get(place.start.offset);
    if (node) write(node, 'time', { href: null, dateTime: htmlDate(date.edtf), dataLodemarkDate: date.edtf });
  }
}

/** Fields that mdast-util-to-hast reads; a property that is null is left out of the HTML. */
function write(node: Link | LinkReference, name: string, properties: Properties): void {
  node.data = { ...node.data, hName: name, hProperties: { ...node.data?.hProperties, ...properties } };
}

function ownPage(thing: Pick<Thing, 'id'> & Partial<Pick<Thing, 'addresses'>>): string | null {
  return thing.addresses?.[0]?.uri ?? null;
}

/** EDTF's plain years, months and days are dates of HTML too; `<time>` must not have anything else. */
function htmlDate(edtf: string): string | null {
  return /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(edtf) ? edtf : null;
}
