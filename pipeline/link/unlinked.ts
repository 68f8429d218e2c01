import { join } from 'node:path';
import { type Analysis, analyse } from '../analyse.ts';
import type { Thing } from '../declare.ts';
import type { Edit } from '../messages.ts';
import type { Source } from '../place.ts';
import { readSource } from '../project.ts';
import type { Session } from '../session.ts';
import { definitionEdit, entryEdit } from './edits.ts';

/** Where a thing is declared, and how an address is written there; null where its author has to. */
export interface Declaration {
  /** As the file system knows it. */
  readonly path: string;
  readonly source: Source;
  readonly edit: (address: string) => Edit | null;
}

/** A thing that is known by no outside address. */
export interface Unlinked {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly description: string | null;
  readonly country: string | null;
  /** The first sentence that speaks of it, in the order of articles. */
  readonly sentence: string | null;
  readonly declarations: readonly Declaration[];
}

export interface Survey {
  /** The registry's first, then each article's. */
  readonly unlinked: readonly Unlinked[];
  /** Ids by the address that is theirs already. */
  readonly taken: ReadonlyMap<string, string>;
}

/** Looks through a project for things of a type, or below it, that have no address. */
export function surveyOf({ project, shared }: Session, type: string, from: string): Survey {
  const found = new Found(type, shared.model.isA);
  const { registry } = shared;
  for (const thing of registry.things.values())
    found.declare(thing, join(project.folder, 'source', 'entities.yaml'), editOfNode(thing));
  for (const path of project.articles) {
    const analysis = analyse(readSource(path, from), shared);
    for (const thing of analysis.resolved.things.values()) found.declare(thing, path, editIn(analysis, thing));
    for (const { target, block, start } of analysis.resolved.mentions)
      found.mention(target, () => sentenceAt(analysis, block, start));
  }
  return found.survey();
}

type Told = Thing & { readonly declarations: readonly Declaration[] };

class Found {
  readonly #things = new Map<string, Told>();
  readonly #sentences = new Map<string, string | null>();
  readonly #taken = new Map<string, string>();
  readonly #wanted: (type: string) => boolean;

  constructor(type: string, isA: (type: string, ancestor: string) => boolean) {
    this.#wanted = each => isA(each, type);
  }

  /** Two articles may declare one thing: what one of them knows, both do. */
  declare(thing: Thing, path: string, edit: Declaration['edit']): void {
    const known = this.#things.get(thing.id);
    for (const { uri } of thing.addresses) this.#taken.set(uri, thing.id);
    this.#things.set(thing.id, {
      ...(known ?? thing),
      addresses: [...(known?.addresses ?? []), ...thing.addresses],
      fields: { ...thing.fields, ...known?.fields },
      declarations: [...(known?.declarations ?? []), { path, source: thing.source, edit }],
    });
  }

  mention(id: string, sentence: () => string | null): void {
    if (!this.#sentences.has(id)) this.#sentences.set(id, sentence());
  }

  survey(): Survey {
    const without = [...this.#things.values()].filter(
      ({ addresses, type }) => addresses.length === 0 && this.#wanted(type),
    );
    return { unlinked: without.map(thing => this.#unlinked(thing)), taken: this.#taken };
  }

  #unlinked({ id, type, label, fields, declarations }: Told): Unlinked {
    const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : null);
    const sentence = this.#sentences.get(id) ?? null;
    return { id, type, label, description: text('description'), country: text('country'), sentence, declarations };
  }
}

function editIn({ marks, source }: Analysis, thing: Thing): Declaration['edit'] {
  const mark = marks.definitions.find(({ id, type, nested }) => id === thing.id && type !== null && !nested);
  return mark ? address => definitionEdit(mark, address) : editOfNode({ ...thing, source });
}

function editOfNode({ node, source }: Thing): Declaration['edit'] {
  return address => (node ? entryEdit(source, node, address) : null);
}

function sentenceAt({ prose }: Analysis, block: number, start: number): string | null {
  const sentence = prose.blocks[block]?.sentences.find(each => each.start <= start && start < each.end);
  return sentence ? prose.text.slice(sentence.start, sentence.end) : null;
}
