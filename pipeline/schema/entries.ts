import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import { SchemaError } from './shapes.ts';

export interface SchemaText {
  /** For messages. */
  readonly path: string;
  readonly text: string;
}

/** One named entry of a section of `vocabulary.yaml`, read field by field, with its place in every complaint. */
export class Entry {
  readonly path: string;
  readonly section: string;
  readonly name: string;
  readonly #value: unknown;

  constructor(path: string, section: string, name: string, value: unknown) {
    this.path = path;
    this.section = section;
    this.name = name;
    this.#value = value;
  }

  /** @throws {SchemaError} always */
  fail(words: string): never {
    throw new SchemaError(this.path, `${this.section}/${this.name}: ${words}`);
  }

  text(): string {
    return typeof this.#value === 'string' && this.#value ? this.#value : this.fail('Unexpected value, expected text');
  }

  fields(known: readonly string[]): Fields {
    if (!isMapping(this.#value)) return this.fail('Unexpected value, expected a mapping');
    const unknown = Object.keys(this.#value).find(key => !known.includes(key));
    if (unknown !== undefined) this.fail(`Unexpected field \`${unknown}\`, expected one of ${known.join(', ')}`);
    return new Fields(this, this.#value);
  }
}

/** The fields of an entry, each read as what it has to be. */
export class Fields {
  readonly #entry: Entry;
  readonly #map: Mapping;

  constructor(entry: Entry, map: Mapping) {
    this.#entry = entry;
    this.#map = map;
  }

  text(key: string): string {
    return this.optional(key) ?? this.#entry.fail(`Unexpected absence of \`${key}\`, expected text`);
  }

  optional(key: string): string | null {
    const value = this.#map[key];
    if (value === undefined) return null;
    return typeof value === 'string' && value ? value : this.#entry.fail(`Unexpected \`${key}\`, expected text`);
  }

  list(key: string): string[] {
    const value = this.#map[key] ?? [];
    const isList = Array.isArray(value) && value.every(item => typeof item === 'string' && item !== '');
    return isList ? value : this.#entry.fail(`Unexpected \`${key}\`, expected a list of texts`);
  }

  entries(key: string): Entry[] {
    const value = this.#map[key] ?? {};
    if (!isMapping(value)) return this.#entry.fail(`Unexpected \`${key}\`, expected a mapping`);
    const section = `${this.#entry.section}/${this.#entry.name}/${key}`;
    return Object.entries(value).map(([name, fields]) => new Entry(this.#entry.path, section, name, fields));
  }
}

type Mapping = { readonly [key: string]: unknown };

/**
 * The entries of all sections, in the order of the file. Every scalar is text (YAML 1.2, failsafe schema).
 * @throws {SchemaError} on YAML that isn't well formed, or a section not in `sections`
 */
export function readEntries({ path, text }: SchemaText, sections: readonly string[]): Entry[] {
  return Object.entries(parse(path, text)).flatMap(([section, entries]) => {
    if (!sections.includes(section)) {
      throw new SchemaError(path, `Unexpected section \`${section}\`, expected one of ${sections.join(', ')}`);
    }
    if (!isMapping(entries)) throw new SchemaError(path, `Unexpected value of \`${section}\`, expected a mapping`);
    return Object.entries(entries).map(([name, value]) => new Entry(path, section, name, value));
  });
}

function parse(path: string, text: string): Mapping {
  const root = loadText(path, text);
  if (!isMapping(root)) throw new SchemaError(path, 'Unexpected value, expected a mapping of sections');
  return root;
}

function loadText(path: string, text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA, filename: path });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new SchemaError(path, error.message);
  }
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
