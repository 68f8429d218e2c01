import { nearBase } from './declare/addresses.ts';
import type { Manifest, Party } from './emit/emitter.ts';
import { replaced } from './mend.ts';
import type { Report } from './messages.ts';
import type { Model } from './model.ts';
import { type Place, placeOf, type Source } from './place.ts';
import { checkFields } from './validate.ts';
import type { Validators } from './validators.ts';
import { entryOf, plainValue, readYaml, type YamlText } from './yaml.ts';

interface PartyFields {
  readonly name: string;
  readonly type?: 'Person' | 'Organization';
  readonly url?: string;
  readonly orcid?: string;
  readonly email?: string;
}

/** Hosts that nobody can publish at (RFC 2606, RFC 6761). */
const PLACEHOLDER = /^https?:\/\/(?:[^/]*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)(?::\d+)?\//i;

/** `source/dataset.yaml` as it was read; `manifest` is `null` after a problem was reported that leaves it unusable. */
export interface ReadManifest {
  readonly manifest: Manifest | null;
  readonly yaml: YamlText;
}

export function readManifest(source: Source, model: Model, validators: Validators, report: Report): ReadManifest {
  const yaml = readYaml(source, 0, source.text.length, report);
  if (!yaml.root && yaml.faulty) return { manifest: null, yaml };
  const node = yaml.root;
  const fields = (node ? plainValue(node) : {}) as Record<string, unknown>;
  let failed = false;
  const listen: Report = (rule, ...rest) => {
    failed = true;
    report(rule, ...rest);
  };
  const judge = { model, validators, find: () => undefined, near: () => null, isExcused: () => true, report: listen };
  checkFields({ source, node, fields, kind: 'dataset', type: null, place: placeOf(source, 0, 0), thing: null }, judge);
  const base = node && entryOf(node, 'base')?.value;
  if (failed || base?.kind !== 'scalar') return { manifest: null, yaml };
  const sound = checkBase(base.value, placeOf(source, base.start, base.end), report);
  return { manifest: sound ? complete(fields, base.value) : null, yaml };
}

/** IRIs of all things begin with the base, and files are hosted below it. */
function checkBase(base: string, place: Place, report: Report): boolean {
  const near = nearBase(base);
  if (near !== null && near !== base)
    report('address-form', place, { address: base, near }, { fix: replaced(place, near) });
  else if (PLACEHOLDER.test(base)) report('base-placeholder', place, { base });
  return near === base;
}

function complete(fields: Record<string, unknown>, base: string): Manifest {
  const text = (field: string): string | null => (typeof fields[field] === 'string' ? (fields[field] as string) : null);
  const publisher = fields.publisher as PartyFields | undefined;
  const csv = fields.csv as { bom?: boolean } | undefined;
  return {
    name: text('name') ?? nameOf(base),
    title: text('title')!,
    description: text('description') ?? text('title')!,
    base,
    licence: text('licence')!,
    publisher: publisher ? party(publisher, 'Organization') : null,
    creators: ((fields.creators ?? []) as PartyFields[]).map(creator => party(creator, 'Person')),
    version: text('version') ?? '0.0.0',
    published: text('published'),
    language: text('language') ?? 'en',
    keywords: (fields.keywords ?? []) as string[],
    citation: text('citation'),
    repository: text('repository'),
    csv: { bom: csv?.bom ?? true },
  };
}

/** The last part of the address, which is what a folder of the dataset would be called. */
function nameOf(base: string): string {
  const last = new URL(base).pathname.split('/').filter(Boolean).at(-1) ?? '';
  return (
    last
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-$/g, '') || 'dataset'
  );
}

function party({ name, type, url, orcid, email }: PartyFields, usual: Party['type']): Party {
  const address = orcid === undefined ? null : `https://orcid.org/${orcid.replace('https://orcid.org/', '')}`;
  return {
    name,
    type: type ?? (orcid === undefined ? usual : 'Person'),
    url: address ?? url ?? null,
    email: email ?? null,
  };
}
