import type { Thing } from '../declare.ts';
import type { Edit } from '../messages.ts';
import type { Kind, Model, Type } from '../model.ts';
import { type FieldSchema, fieldsOf, holdsIds, kindOf, resolved } from './fields.ts';
import { type Region, regionAt } from './regions.ts';
import type { Document, Workspace } from './workspace.ts';
import { type YamlPath, yamlPathAt } from './yaml-path.ts';

/** A word to put in the place of `start` to the cursor. */
export interface Completion {
  readonly text: string;
  readonly kind: 'thing' | 'type' | 'field' | 'role' | 'value';
  /** Shown beside it. */
  readonly detail: string;
  readonly says: string;
  readonly start: number;
  /** What has to be added elsewhere. */
  readonly also?: Edit;
}

/** What may be written at an offset: ids in links, and in YAML types, fields, roles, ids and values. */
export function complete(workspace: Workspace, document: Document, offset: number): Completion[] {
  const region = regionAt(document, offset);
  const found = region ? inYaml(workspace, document, region, offset) : inProse(workspace, document, offset);
  return found.items.map(item => ({ ...item, start: offset - found.word.length }));
}

type Item = Omit<Completion, 'start'>;
interface Found {
  readonly word: string;
  readonly items: readonly Item[];
}

/** `[words](#chi`, `[words][chi` and `[chi]: https://… "Pla`. */
function inProse(workspace: Workspace, document: Document, offset: number): Found {
  const { text } = document.source;
  const line = /[^\r\n]*$/.exec(text.slice(0, offset))![0];
  const inline = /\]\(#([a-z0-9-]*)$/.exec(line);
  if (inline) {
    const items = workspace.things(document).map(thing => thingItem(thing, text[offset] === ')' ? '' : ')'));
    return { word: inline[1]!, items };
  }
  const reference = /\]\[([a-z0-9-]*)$/.exec(line);
  if (reference) return { word: reference[1]!, items: referable(workspace, document, text[offset] === ']' ? '' : ']') };
  const title = /^ {0,3}\[[^\]]+\]:\s+\S+\s+["'(]([A-Za-z]*)$/.exec(line);
  if (!title) return { word: '', items: [] };
  const types = [...workspace.model.types.values()].filter(({ family }) => family === 'entities');
  return { word: title[1]!, items: types.map(type => ({ ...typeItem(type), text: `${type.name}: ` })) };
}

/** Things that `[words][id]` can name: those with a definition, and those of the registry, which get one. */
function referable(workspace: Workspace, document: Document, closing: string): Item[] {
  const { source, analysis } = document;
  const defined = new Set(analysis?.marks.definitions.map(({ id }) => id));
  return workspace.things(document).flatMap(thing => {
    if (defined.has(thing.id)) return [thingItem(thing, closing)];
    if (thing.origin !== 'registry') return [];
    const address = thing.addresses[0]?.uri ?? `#${thing.id}`;
    const label = thing.label.replace(/["\\]/g, '\\$&');
    const text = `${source.text.endsWith('\n') ? '' : '\n'}\n[${thing.id}]: ${address} "${thing.type}: ${label}"\n`;
    const end = source.text.length;
    return [{ ...thingItem(thing, closing), also: { start: end, end, text } }];
  });
}

function inYaml(workspace: Workspace, document: Document, region: Region, offset: number): Found {
  const { text } = document.source;
  const path = yamlPathAt(text.slice(region.start, offset));
  const [id, ...keys] = region.kind === 'entries' ? path.keys : ['', ...path.keys];
  if (region.kind === 'entries' && (id === undefined || (path.at === 'value' && keys.length === 0)))
    return { word: path.word, items: [] };
  const type = region.kind === 'entries' ? typeOf(workspace, document, region, id!) : null;
  const kinds: readonly (Kind | 'dataset')[] =
    region.kind === 'entries' ? (type ? [kindOf(type.name, workspace.model) ?? 'entity'] : KINDS) : [region.kind];
  const items =
    path.at === 'value'
      ? valuesOf(workspace, document, kinds, type, keys)
      : keysOf(workspace.model, kinds, type, keys, path);
  return { word: path.word, items };
}

const KINDS: readonly Kind[] = ['entity', 'event', 'relation', 'quantity', 'quotation', 'claim'];

/** Its type as the parser has it, or where the YAML can't be read, as it stands after the id. */
function typeOf(workspace: Workspace, document: Document, region: Region, id: string): Type | null {
  const entry = new RegExp(`(?:^|[\\r\\n])["']?${id}["']?:(.*(?:(?:\\r\\n|\\n|\\r)(?:[ \\t].*)?(?=[\\r\\n]|$))*)`);
  const written = entry.exec(document.source.text.slice(region.start, region.end))?.[1] ?? '';
  const stated = /(?:^|[\s{,])type:\s*["']?([A-Z]\w*)/.exec(written)?.[1];
  return workspace.model.types.get(stated ?? workspace.thing(id, document)?.type ?? '') ?? null;
}

function keysOf(
  model: Model,
  kinds: readonly (Kind | 'dataset')[],
  type: Type | null,
  keys: readonly string[],
  { at }: YamlPath,
): Item[] {
  if (at !== 'key') return [];
  const all = new Map(kinds.flatMap(kind => Object.entries(fieldsOf(kind, model))));
  if (keys.length > 0) return propertiesOf(all.get(keys[0]!), model);
  return [...all].flatMap(([field, schema]) => {
    const role = model.roles.get(field);
    const signature = type?.roles.get(field);
    const isOther = type !== null && role !== undefined && !signature && field !== 'about';
    if (isOther || (type === null && role !== undefined && kinds.length > 1)) return [];
    const detail = signature ? `${signature.fillers.join(' or ')} (${COUNTS[signature.count]})` : 'field';
    return [
      {
        text: `${field}: `,
        kind: role ? ('role' as const) : ('field' as const),
        detail,
        says: resolved(schema, model).description ?? '',
      },
    ];
  });
}

const COUNTS = { '1': 'one', '?': 'one or none', '+': 'one or more', '*': 'any number' } as const;

/** Fields of a field: `lat` of `geo`, `ref` of a role. */
function propertiesOf(schema: FieldSchema | undefined, model: Model): Item[] {
  const { properties = {} } = (schema ? resolved(schema, model) : {}) as {
    properties?: { [field: string]: FieldSchema };
  };
  return Object.entries(properties).map(([field, inner]) => ({
    text: `${field}: `,
    kind: 'field',
    detail: 'field',
    says: resolved(inner, model).description ?? '',
  }));
}

function valuesOf(
  workspace: Workspace,
  document: Document,
  kinds: readonly (Kind | 'dataset')[],
  type: Type | null,
  keys: readonly string[],
): Item[] {
  const { model } = workspace;
  const [field = '', inner] = keys;
  if (field === 'type' && inner === undefined && kinds[0] !== 'document' && kinds[0] !== 'dataset')
    return [...model.types.values()].map(typeItem);
  const schema = kinds.map(kind => fieldsOf(kind, model)[field]).find(found => found !== undefined);
  if (!schema) return [];
  if (holdsIds(field, schema) && (inner === undefined || inner === 'ref')) {
    const fillers = fillersOf(field, type);
    const things = workspace.things(document);
    const fits = (thing: Thing): boolean =>
      fillers.length === 0 || fillers.some(filler => model.isA(thing.type, filler));
    return [...things.filter(fits), ...things.filter(thing => !fits(thing))].map(thing => thingItem(thing));
  }
  const own = resolved(schema, model) as FieldSchema & { properties?: { [field: string]: FieldSchema } };
  const meant = inner === undefined ? own : own.properties?.[inner];
  return (meant?.enum ?? [])
    .filter(value => value !== null)
    .map(value => ({ text: value, kind: 'value', detail: field, says: meant?.description ?? '' }));
}

function fillersOf(field: string, type: Type | null): readonly string[] {
  if (field === 'where') return ['Place'];
  if (type?.family === 'relations') return field === 'subject' ? type.subject : field === 'object' ? type.object : [];
  return (type?.roles.get(field)?.fillers ?? []).filter(filler => filler !== '*');
}

function thingItem({ id, type, label }: Thing, closing = ''): Item {
  return { text: id + closing, kind: 'thing', detail: type, says: label };
}

function typeItem({ name, label, definition }: Type): Item {
  return { text: name, kind: 'type', detail: label, says: definition };
}
