import { prepared } from './prepared.ts';
import { type Authoring, composeAuthoring } from './schema/authoring.ts';
import { checkTables } from './schema/check.ts';
import { OWN_PREFIXES, splitCurie } from './schema/curie.ts';
import type { SchemaText } from './schema/entries.ts';
import { keyOf, thaw } from './schema/frozen.ts';
import { SchemaError, type SchemaFiles, type Table, type Type, type Vocabulary } from './schema/shapes.ts';
import { readTable } from './schema/tables.ts';
import { readVocabulary } from './schema/vocabulary.ts';

export type * from './schema/shapes.ts';
export { SchemaError };

/** All that `schemas/` says, and what a project's own `schemas/` adds to it. */
export interface Model extends Facts {
  /** Whether a type is another one or stands below it; `*` is above all. Unknown types are below nothing else. */
  isA(type: string, ancestor: string): boolean;
  /** UCUM code of a unit in an author's words (`kilometres`), whatever their case; null for an unknown one. */
  unitOf(words: string): string | null;
  /**
   * The IRI of a CURIE. `thing:`, `doc:` and `term:` give paths relative to the dataset's base, or IRIs where `base` is given.
   * @throws {RangeError} on an undeclared prefix
   */
  expand(curie: string, base?: string): string;
}

/** A model but for its functions. */
interface Facts extends Vocabulary {
  /** By name, in the order in which a reader wants them. */
  readonly tables: ReadonlyMap<string, Table>;
  /** JSON Schemas of what authors write, by kind, complete: `$defs/event`, `$defs/document` … */
  readonly authoring: Authoring;
}

const VOCABULARY = 'vocabulary.yaml';
const AUTHORING = 'authoring.json';
const TABLE = /^tables\/([a-z][a-z0-9_]*)\.json$/;

/**
 * Reads schemas (the texts of the files, by path relative to `schemas/`) and checks them against one another.
 * @throws {SchemaError} on the first thing that isn't as it must be; the path is that of the file, `schemas/` before a project's
 */
export function createModel(builtIn: SchemaFiles, given: SchemaFiles = new Map()): Model {
  const own = isWhole(given) ? ofTool(given, builtIn) : given;
  if (prepared && own.size === 0 && prepared.key === keyOf(builtIn)) {
    const model = modelOf(thaw<Facts>(prepared.model));
    ready.add(model);
    return model;
  }
  refuseStrangers(own, builtIn);
  const vocabularies = [needed(builtIn, VOCABULARY), ownFile(own, VOCABULARY)].filter(file => file !== undefined);
  const vocabulary = readVocabulary(vocabularies);
  const tables = readTables(builtIn, own);
  checkTables(tables, vocabulary);
  const authoring = composeAuthoring(needed(builtIn, AUTHORING), tables, vocabulary);
  return modelOf({ ...vocabulary, tables, authoring });
}

const ready = new WeakSet<Model>();

/** Whether a model is the one that `prepared` is about. */
export function isPrepared(model: Model): boolean {
  return ready.has(model);
}

function modelOf(facts: Facts): Model {
  const { types, units, prefixes } = facts;
  return { ...facts, isA: isAmong(types), unitOf: unitAmong(units), expand: expandWith(prefixes) };
}

function readTables(builtIn: SchemaFiles, own: SchemaFiles): ReadonlyMap<string, Table> {
  const tables = [...builtIn].flatMap(([path, text]) => {
    const name = TABLE.exec(path)?.[1];
    return name === undefined ? [] : [readTable(name, { path, text }, ownFile(own, path))];
  });
  return new Map(tables.sort((a, b) => a.order - b.order).map(table => [table.name, table]));
}

function ownFile(own: SchemaFiles, path: string): SchemaText | undefined {
  const text = own.get(path);
  return text === undefined ? undefined : { path: `schemas/${path}`, text };
}

function needed(files: SchemaFiles, path: string): SchemaText {
  const text = files.get(path);
  if (text === undefined) throw new SchemaError(path, 'Unexpected absence of this file');
  return { path, text };
}

/** Whether schemas are more than a project may have: a whole vocabulary of their own, as in the repository of the tool. */
function isWhole(files: SchemaFiles): boolean {
  return [AUTHORING, VOCABULARY, 'tables/documents.json'].every(path => files.has(path));
}

/** The built-in schemas once more add nothing; those of another version can't be read against these. */
function ofTool(given: SchemaFiles, builtIn: SchemaFiles): SchemaFiles {
  if (keyOf(given) === keyOf(builtIn)) return new Map();
  throw new SchemaError(
    `schemas/${AUTHORING}`,
    'Unexpected schemas of another version of lodemark, expected those of the one that runs; in the repository of lodemark, `npm run lodemark -- check` runs its own',
  );
}

function refuseStrangers(own: SchemaFiles, builtIn: SchemaFiles): void {
  for (const path of own.keys()) {
    if (path === VOCABULARY || (TABLE.test(path) && builtIn.has(path))) continue;
    throw new SchemaError(
      `schemas/${path}`,
      `Unexpected file, expected ${VOCABULARY} or tables/<table>.json of a table that exists`,
    );
  }
}

function isAmong(types: ReadonlyMap<string, Type>): Model['isA'] {
  const isA = (type: string, ancestor: string): boolean => {
    if (type === ancestor || ancestor === '*') return true;
    const broader = types.get(type)?.broader ?? null;
    return broader !== null && isA(broader, ancestor);
  };
  return isA;
}

/** `mW` and `MW` differ: the words as they stand come first. */
function unitAmong(units: Vocabulary['units']): Model['unitOf'] {
  const exact = new Map([...units.values()].flatMap(unit => unit.words.map(word => [word, unit.code])));
  const folded = new Map([...exact].toReversed().map(([word, code]) => [word.toLowerCase(), code]));
  return words => exact.get(words) ?? folded.get(words.toLowerCase()) ?? null;
}

function expandWith(prefixes: ReadonlyMap<string, string>): Model['expand'] {
  return (curie, base = '') => {
    const [prefix, name] = splitCurie(curie);
    const path = OWN_PREFIXES.get(prefix);
    const start = path === undefined ? prefixes.get(prefix) : base + path;
    if (start === undefined) throw new RangeError(`Unexpected prefix in \`${curie}\`, expected a declared one`);
    return start + name;
  };
}
