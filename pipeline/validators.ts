import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { isPrepared, type Kind, type Model, SchemaError } from './model.ts';
import { prepared } from './prepared.ts';
import { COLUMN_KEYWORDS } from './schema/columns.ts';
import { TABLE_KEYWORDS } from './schema/tables.ts';
import { formats } from './validate/formats.ts';

/** Compiled when first asked for. All errors of a value are reported, none is repaired but as `fields` says. */
export interface Validators {
  /** Of a finished row. @throws {RangeError} on an unknown table */
  row(table: string): ValidateFunction;
  /**
   * Of what an author writes, in front matter, data blocks, the registry or `dataset.yaml`. YAML gives every scalar as text: numbers
   * and booleans are put in its place **in the value itself**.
   */
  fields(kind: Kind | 'dataset'): ValidateFunction;
}

/** A validator is compiled once and used on a few thousand values at most: leaving its code as it comes halves the time to start. */
const OPTIONS: Options = {
  strict: true,
  allowUnionTypes: true,
  allErrors: true,
  inlineRefs: false,
  code: { optimize: false },
};

/**
 * JSON Schema validators of a model's tables and of what authors write. The functions throw `SchemaError` where a project's own
 * columns are no JSON Schema.
 */
export function createValidators(model: Model): Validators {
  const rows = lazily(() => makeAjv(model, OPTIONS));
  const fields = lazily(() => fieldsAjv(model));
  const ready = isPrepared(model) ? (prepared?.fields as { readonly [kind: string]: ValidateFunction }) : {};
  return {
    row: keyed(table => compiled(`tables/${table}.json`, () => rows().compile(schemaOf(model, table)))),
    fields: keyed(
      kind => ready[kind] ?? compiled('authoring.json', () => fields().getSchema(`authoring#/$defs/${kind}`)!),
    ),
  };
}

/** What `Validators.fields` are compiled by. */
export function fieldsAjv(model: Model, code: Options['code'] = {}): Ajv2020 {
  const options = { ...OPTIONS, coerceTypes: true, code: { ...OPTIONS.code, ...code } };
  return makeAjv(model, options).addSchema(model.authoring, 'authoring');
}

/** The built-in schemas are held against the meta-schema by a test, not in every run. */
function makeAjv(model: Model, options: Options): Ajv2020 {
  const validateSchema = [...model.tables.values()].some(table => table.columns.some(column => column.own));
  const ajv = new Ajv2020({ ...options, validateSchema });
  ajv.addVocabulary([...new Set([...TABLE_KEYWORDS, ...COLUMN_KEYWORDS])]);
  for (const [name, test] of Object.entries(formats)) ajv.addFormat(name, test);
  return ajv;
}

function compiled(path: string, compile: () => ValidateFunction): ValidateFunction {
  try {
    return compile();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new SchemaError(path, (error as Error).message);
  }
}

function schemaOf(model: Model, table: string): object {
  const found = model.tables.get(table);
  if (!found)
    throw new RangeError(`Unexpected table \`${table}\`, expected one of ${[...model.tables.keys()].join(', ')}`);
  return found.schema;
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function keyed<K extends string>(make: (key: K) => ValidateFunction): (key: K) => ValidateFunction {
  const made = new Map<K, ValidateFunction>();
  return key => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
