import type { Thing } from '../declare.ts';
import type { Model } from '../model.ts';
import { fieldsOf, resolved } from './fields.ts';
import { occurrenceAt } from './occurrences.ts';
import { regionAt } from './regions.ts';
import type { Document, Workspace } from './workspace.ts';
import { yamlPathAt } from './yaml-path.ts';

/** A card about the words from `start` to `end`, in Markdown. */
export interface Card {
  readonly start: number;
  readonly end: number;
  readonly markdown: string;
}

/** What stands at an offset: a thing, a date, or in YAML a type, a field or a role. */
export function hover(workspace: Workspace, document: Document, offset: number): Card | null {
  const occurrence = occurrenceAt(workspace.occurrences(document), offset);
  const thing = occurrence && workspace.thing(occurrence.id, document);
  if (occurrence && thing) {
    const [start, end] = occurrence.around;
    return { start, end, markdown: cardOf(thing, document, workspace) };
  }
  const date = document.analysis?.resolved.dates.find(
    ({ place }) => place.start.offset <= offset && offset <= place.end.offset,
  );
  if (date) {
    const { edtf, start, end } = date.date;
    const says = `**${edtf}** · ${start ?? 'open'} to ${end ?? 'open'}`;
    return { start: date.place.start.offset, end: date.place.end.offset, markdown: says };
  }
  return inYaml(workspace, document, offset);
}

function cardOf(thing: Thing, document: Document, { model }: Workspace): string {
  const type = model.types.get(thing.type);
  const { description, note, when, where, aliases, content } = thing.fields;
  const mentions = document.analysis?.resolved.mentions.filter(({ target }) => target === thing.id).length ?? 0;
  const facts = [
    plain(content) ?? plain(description),
    plain(note),
    plain(when) && `*when* ${plain(when)}`,
    plain(where) && `*where* \`${plain(where)}\``,
    ...[...(type?.roles.keys() ?? [])].flatMap(role => {
      const fillers = idsOf(thing.fields[role]);
      return fillers.length > 0 ? [`*${role}* ${fillers.map(id => `\`${id}\``).join(', ')}`] : [];
    }),
    names(aliases),
    ...thing.addresses.map(({ uri }) => `<${uri}>`),
    `${mentions} ${mentions === 1 ? 'mention' : 'mentions'} here · declared in ${thing.place.path}:${thing.place.start.line}`,
  ];
  const head = `**${escaped(thing.label)}** \`${thing.id}\`\n\n${thing.type || 'of no type'}${type ? ` · ${escaped(type.label)}` : ''}`;
  return [head, ...facts.filter(fact => fact)].join('\n\n');
}

function inYaml({ model }: Workspace, document: Document, offset: number): Card | null {
  const region = regionAt(document, offset);
  if (!region) return null;
  const { text } = document.source;
  const before = /[\w-]*$/.exec(text.slice(0, offset))![0].length;
  const after = /^[\w-]*/.exec(text.slice(offset))![0].length;
  const word = text.slice(offset - before, offset + after);
  const path = yamlPathAt(text.slice(region.start, offset));
  const markdown = path.at === 'value' ? typeCard(word, model) : fieldCard(word, model);
  return markdown === null ? null : { start: offset - before, end: offset + after, markdown };
}

function typeCard(name: string, model: Model): string | null {
  const type = model.types.get(name);
  if (!type) return null;
  const roles = [...type.roles.values()].map(
    ({ role, fillers, count }) => `- \`${role}\` (${count}): ${fillers.join(', ')}`,
  );
  const broader = type.broader === null ? '' : ` · a kind of ${type.broader}`;
  return [`**${name}** · ${escaped(type.label)}${broader}`, type.definition, roles.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

function fieldCard(field: string, model: Model): string | null {
  for (const kind of [
    'entity',
    'event',
    'relation',
    'quantity',
    'quotation',
    'claim',
    'document',
    'dataset',
  ] as const) {
    const schema = fieldsOf(kind, model)[field];
    const says = schema && resolved(schema, model).description;
    if (says) return `**${field}**\n\n${says}`;
  }
  return null;
}

function names(aliases: unknown): string | null {
  const found = [aliases ?? []]
    .flat()
    .map(alias => (typeof alias === 'string' ? alias : (alias as { name?: string }).name));
  return found.length > 0 ? `*also* ${found.map(name => escaped(String(name))).join(', ')}` : null;
}

function idsOf(value: unknown): string[] {
  return [value ?? []]
    .flat()
    .map(filler => (typeof filler === 'string' ? filler : String((filler as { ref?: unknown }).ref)));
}

function plain(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? escaped(value) : null;
}

/** Author's words, so that they are not read as Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ');
}
