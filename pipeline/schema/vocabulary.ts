import { curieFault, OWN_PREFIXES } from './curie.ts';
import { type Entry, readEntries, type SchemaText } from './entries.ts';
import { readEnd, readFtmSchemata } from './ftm.ts';
import type { Authority, Concept, Role, Unit, Vocabulary } from './shapes.ts';
import { FAMILIES, readTypes } from './types.ts';
import { readWikidataProperty } from './wikidata.ts';

/** Sections whose names live in a space of their own; all others hold terms, each with an IRI `term:{name}`. */
const SYSTEMS = ['prefixes', 'authorities', 'units', 'ftm', 'wikidata'];
const SECTIONS = [...SYSTEMS, 'roles', 'categories', ...FAMILIES];
const PINNED = 'Unexpected category, expected those of PLOVER alone: give a type of yours the nearest of them';

/**
 * Reads `vocabulary.yaml` and, where a project has one, its own, which only adds.
 * @throws {SchemaError} on what isn't in form, names what doesn't exist, or gives a name a second meaning
 */
export function readVocabulary(sources: readonly SchemaText[]): Vocabulary {
  const entries = sources.flatMap(source => readEntries(source, SECTIONS));
  refuseDoubles(entries);
  const of = (section: string) => entries.filter(entry => entry.section === section);
  for (const entry of of('categories')) if (entry.path !== sources[0]?.path) entry.fail(PINNED);
  const prefixes = new Map(of('prefixes').map(entry => [entry.name, readPrefix(entry)]));
  const ftm = readFtmSchemata(of('ftm'));
  const concepts = {
    prefixes,
    ftm,
    authorities: byName(of('authorities').map(entry => readAuthority(entry, ftm))),
    units: readUnits(of('units')),
    roles: byName(of('roles').map(entry => readRole(entry, prefixes))),
    categories: byName(of('categories').map(readConcept)),
  };
  const types = readTypes(FAMILIES.flatMap(of), concepts);
  const wikidata = byName(of('wikidata').map(entry => readWikidataProperty(entry, { types, roles: concepts.roles })));
  return { ...concepts, types, wikidata };
}

function refuseDoubles(entries: readonly Entry[]): void {
  const seen = new Map<string, Entry>();
  for (const entry of entries) {
    const key = `${SYSTEMS.includes(entry.section) ? entry.section : 'terms'} ${entry.name}`;
    const first = seen.get(key);
    if (first) {
      entry.fail(`Unexpected second meaning, expected a new name: it stands in ${first.path} (${first.section})`);
    }
    seen.set(key, entry);
  }
}

function readPrefix(entry: Entry): string {
  if (OWN_PREFIXES.has(entry.name)) entry.fail('Unexpected prefix, expected another: this one depends on `base`');
  return entry.text();
}

function readAuthority(entry: Entry, ftm: Vocabulary['ftm']): Authority {
  const fields = entry.fields(['label', 'uri', 'pattern', 'hosts', 'paths', 'ftm']);
  const uri = fields.text('uri');
  const paths = fields.list('paths');
  for (const template of [uri, ...paths]) {
    if (template.split('{}').length !== 2) entry.fail(`Unexpected template \`${template}\`, expected one \`{}\` in it`);
  }
  const pattern = readPattern(entry, fields.text('pattern'));
  return {
    name: entry.name,
    label: fields.text('label'),
    uri,
    pattern,
    hosts: fields.list('hosts'),
    paths,
    ftm: readEnd(fields.entries('ftm'), ftm),
  };
}

function readPattern(entry: Entry, pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return entry.fail(`Unexpected pattern \`${pattern}\`, expected a regular expression`);
  }
}

function readUnits(entries: readonly Entry[]): ReadonlyMap<string, Unit> {
  const words = new Map<string, string>();
  const units = entries.map(entry => {
    const unit = readUnit(entry);
    const taken = unit.words.find(word => words.has(word));
    if (taken !== undefined) entry.fail(`Unexpected word \`${taken}\`, expected another: ${words.get(taken)} has it`);
    for (const word of unit.words) words.set(word, unit.name);
    return unit;
  });
  return byName(units);
}

function readUnit(entry: Entry): Unit {
  const fields = entry.fields(['code', 'label', 'words']);
  return { name: entry.name, code: fields.text('code'), label: fields.text('label'), words: fields.list('words') };
}

function readRole(entry: Entry, prefixes: Vocabulary['prefixes']): Role {
  if (!/^[a-z][A-Za-z0-9]*$/.test(entry.name)) {
    entry.fail('Unexpected name of a role, expected letters and digits, a small letter first');
  }
  const fields = entry.fields(['label', 'definition', 'iri']);
  const iri = fields.optional('iri');
  const fault = iri === null ? null : curieFault(iri, prefixes);
  if (fault !== null) entry.fail(fault);
  return { name: entry.name, label: fields.text('label'), definition: fields.text('definition'), iri };
}

function readConcept(entry: Entry): Concept {
  const fields = entry.fields(['label', 'definition']);
  return { name: entry.name, label: fields.text('label'), definition: fields.text('definition') };
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map(item => [item.name, item]));
}
