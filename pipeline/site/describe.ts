import type { Row } from '../model.ts';
import type { Thing } from './catalogue.ts';
import { type Html, html, type Part } from './html.ts';
import type { Links } from './links.ts';
import type { Site } from './site.ts';
import { printed } from './typography.ts';
import { sayDate } from './when.ts';
import { directionOf } from './words.ts';

/** Kinds of annotation that readers tell apart. */
export type Kind = 'thing' | 'place' | 'event' | 'relation' | 'claim' | 'quotation' | 'quantity';

const KINDS: { readonly [table: string]: Kind } = {
  events: 'event',
  relations: 'relation',
  claims: 'claim',
  quotations: 'quotation',
  quantities: 'quantity',
};

export function kindOf({ table, type }: Thing, { model }: Site): Kind {
  if (table !== 'entities') return KINDS[table] ?? 'thing';
  return type && model.isA(type.name, 'Place') ? 'place' : 'thing';
}

/** What a thing is called, apart from the direction and language of what stands around it. */
export function nameOf(thing: Thing, site: Site): Html {
  return named(thing.label, site);
}

export function named(label: string, { manifest, words }: Site): Html {
  const said = printed(label, manifest.language);
  return manifest.language.split('-')[0] === words.lang
    ? html`<bdi>${said}</bdi>`
    : html`<bdi lang="${manifest.language}">${said}</bdi>`;
}

export function linkTo(id: string, site: Site, links: Links): Html {
  const thing = site.catalogue.things.get(id);
  return thing ? html`<a href="${links.thing(id)}">${nameOf(thing, site)}</a>` : html`${id}`;
}

export function typeOf(thing: Thing): string {
  return thing.type?.label ?? String(thing.row.type ?? '');
}

/** How sure it is that a thing is or was: `denied`, `hypothetical`, `planned`, `reported` … ; null where it is simply told. */
export function standingOf({ table, row }: Thing): string | null {
  const status = text(row.status);
  if (status !== null && ['denied', 'hypothetical', 'planned', 'contested', 'withdrawn'].includes(status))
    return status;
  if (row.assertion === 'reported' || row.assertion === 'inferred') return String(row.assertion);
  if (table === 'claims') return text(row.mode) ?? 'stated';
  const certainty = text(row.certainty);
  return certainty === null || certainty === 'certain' ? null : certainty;
}

/** Whether it should look less than certain. */
export function isTentative(thing: Thing): boolean {
  return standingOf(thing) !== null;
}

export function sayWhen(row: Row, { words }: Site): string | null {
  const edtf = text(row.when_edtf);
  return edtf === null ? null : sayDate(edtf, words);
}

/** What can be said of a thing in a line: when and where, who says it, what value. */
export function gistOf(thing: Thing, site: Site): Part[] {
  const { row } = thing;
  const label = (id: unknown): Part => {
    const known = typeof id === 'string' ? site.catalogue.things.get(id) : undefined;
    return known ? nameOf(known, site) : null;
  };
  const among = (...parts: Part[]): Part[] => parts.filter(part => part !== null && part !== undefined && part !== '');
  switch (thing.table) {
    case 'events':
      return among(sayWhen(row, site), label(row.place_id), standing(thing, site));
    case 'relations':
      return among(html`${label(row.subject_id)} → ${label(row.object_id)}`, sayWhen(row, site), standing(thing, site));
    case 'quantities':
      return among(named(text(row.value_text) ?? '', site), label(row.of_id), standing(thing, site));
    case 'quotations':
      return among(label(row.speaker_id) ?? text(row.speaker_text), label(row.source_id));
    case 'claims':
      return among(...speakersOf(thing.id, site).map(label), standing(thing, site));
    default:
      return among(text(row.country_code), label(row.part_of));
  }
}

export function speakersOf(claim: string, { catalogue }: Site): string[] {
  return catalogue.where('claim_speakers', 'claim_id', claim).map(row => String(row.speaker_id));
}

function standing(thing: Thing, { words }: Site): string | null {
  const value = standingOf(thing);
  return value === null ? null : (words.standing[value] ?? value);
}

/** Attributes that say language and direction, where they differ from the page's. */
export function tongue(language: string, { words }: Site): { lang?: string; dir?: string } {
  const isSame = language.split('-')[0] === words.lang;
  return isSame ? {} : { lang: language, dir: directionOf(language) };
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
