/** What `schemas/` says, read and checked: the shapes that every stage shares. `model.ts` makes them. */

export type Value = string | number | boolean | null | readonly string[];
/** One row of a table; every column is there, null where nothing is stated. */
export type Row = { readonly [column: string]: Value };

export type ColumnType = 'string' | 'date' | 'integer' | 'number' | 'boolean' | 'list';
/** `iri`: the value is an IRI. `reference`: an id, whose IRI the `x-about` of the table that it refers to makes. */
export type Datatype = 'string' | 'date' | 'integer' | 'decimal' | 'boolean' | 'anyURI' | 'edtf' | 'iri' | 'reference';

/** One triple that a column gives: `term` is its key in JSON-LD, `iri` the predicate as a CURIE. */
export interface Triple {
  readonly term: string;
  readonly iri: string;
  /** IRI template of the subject; null: the row's own, or the node's. */
  readonly about: string | null;
  /** Sub-node that is the subject; null: the row's own. */
  readonly node: string | null;
}

export interface Column {
  readonly name: string;
  readonly description: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Allowed values, null left out. */
  readonly enum: readonly string[] | null;
  readonly pattern: string | null;
  /** Predicate as a CURIE; null: the column itself is in no triple. Its key in JSON-LD is the column's name. */
  readonly iri: string | null;
  readonly datatype: Datatype;
  /** Tables that the id may refer to. All of them make IRIs by one template. */
  readonly references: readonly string[];
  /** UCUM code. */
  readonly unit: string | null;
  /** Field that an author writes to fill the column as it is. */
  readonly field: string | null;
  /** Free text. */
  readonly text: boolean;
  /** Whether it follows from other columns or from where words stand, so that it changes without the record's being changed. */
  readonly derived: boolean;
  readonly node: string | null;
  readonly about: string | null;
  /** Further triples with the same value (`x-also`). */
  readonly also: readonly Triple[];
  /** All triples of the column: its own and `also`. */
  readonly triples: readonly Triple[];
  /** Whether a project's schemas brought it. */
  readonly own: boolean;
  readonly schema: object;
}

/** A node beside the row's subject: `{subject}#{name}`, or `{subject}-{name}` where the subject has a fragment. */
export interface NodeShape {
  readonly name: string;
  /** Node that it hangs on; null: the row's subject. */
  readonly of: string | null;
  /** Predicate that leads to it, as a CURIE. */
  readonly iri: string;
  readonly classes: readonly string[];
}

export interface Table {
  readonly name: string;
  /** Place among the tables, from 1. */
  readonly order: number;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** IRI template of a row's subject, relative to `base`; null: rows are in no graph. */
  readonly about: string | null;
  /** Classes of the subject, as CURIEs. */
  readonly classes: readonly string[];
  /** Every node stands after the one that it hangs on. */
  readonly nodes: readonly NodeShape[];
  /** Whether its rows follow from the prose or from other tables, and nobody writes them. */
  readonly derived: boolean;
  /** JSON Schema of a row, with a project's columns in it. */
  readonly schema: object;
}

export type Family = 'entities' | 'events' | 'relations' | 'statements';
export type Count = '1' | '?' | '+' | '*';

export interface Signature {
  readonly role: string;
  /** Types that may fill the role, or `*` for all things. */
  readonly fillers: readonly string[];
  readonly count: Count;
}

export interface Type {
  readonly name: string;
  readonly family: Family;
  /** Table that has the things of this type. */
  readonly table: string;
  readonly label: string;
  readonly definition: string;
  readonly broader: string | null;
  /** Its own class or property in another vocabulary, as a CURIE; that of a broader type isn't repeated here. */
  readonly iri: string | null;
  /** PLOVER category, mode and contexts: its own, else those of the nearest broader type. */
  readonly category: string | null;
  readonly mode: string | null;
  readonly contexts: readonly string[];
  /** By role name, inherited ones first. Events only. */
  readonly roles: ReadonlyMap<string, Signature>;
  /** Types of subject and object, inherited where it has none of its own; empty: all things. Relations only. */
  readonly subject: readonly string[];
  readonly object: readonly string[];
  /** Predicate of the direct triple, as a CURIE, inherited likewise. Relations only. */
  readonly predicate: string | null;
  /** Schema of FollowTheMoney that things of this type are written as, inherited likewise; null: they aren't. */
  readonly ftm: string | null;
  /** Class of Wikidata that holds things of this type, for services that look for them there; inherited likewise. Entities only. */
  readonly wikidata: string | null;
}

/** A property of FollowTheMoney, and the schema of what it is of (identifiers) or leads to (ends of links). */
export interface FtmEnd {
  readonly property: string;
  readonly schema: string;
}
/** A schema of FollowTheMoney that types may be written as. */
export interface FtmSchema {
  readonly name: string;
  /** Its own name and those of all schemata that it extends. */
  readonly names: ReadonlySet<string>;
  /** Of a link: where a relation's subject and object stand; null: it is a thing. */
  readonly ends: { readonly subject: FtmEnd; readonly object: FtmEnd } | null;
}

/** A property of Wikidata that a relation, a column or a role gives where subject and object are of these types. */
export interface WikidataProperty {
  /** Such as P463. */
  readonly name: string;
  readonly label: string;
  /** Relation types, columns as `table.column`, and roles. */
  readonly of: readonly string[];
  /** Empty: all things. */
  readonly subject: readonly string[];
  readonly object: readonly string[];
}

export interface Concept {
  readonly name: string;
  readonly label: string;
  readonly definition: string;
}
export interface Role extends Concept {
  /** Property in another vocabulary, as a CURIE. */
  readonly iri: string | null;
}

/** An outside identifier system. `{}` in `uri` and `paths` stands for the identifier. */
export interface Authority {
  readonly name: string;
  readonly label: string;
  readonly uri: string;
  readonly pattern: RegExp;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** Property of FollowTheMoney for its identifiers. */
  readonly ftm: FtmEnd | null;
}
export interface Unit {
  readonly name: string;
  /** UCUM. */
  readonly code: string;
  readonly label: string;
  /** Spellings that authors use. */
  readonly words: readonly string[];
}

/** Kinds of what authors write: the `$defs` of `authoring.json` that have a table. */
export type Kind = 'document' | 'entity' | 'event' | 'relation' | 'quantity' | 'quotation' | 'claim';

export interface Vocabulary {
  readonly types: ReadonlyMap<string, Type>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly categories: ReadonlyMap<string, Concept>;
  readonly authorities: ReadonlyMap<string, Authority>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly ftm: ReadonlyMap<string, FtmSchema>;
  /** By name; of those that one relation, column or role gives, the first that fits is meant. */
  readonly wikidata: ReadonlyMap<string, WikidataProperty>;
  /** Without `thing`, `doc` and `term`, which depend on the dataset's base. */
  readonly prefixes: ReadonlyMap<string, string>;
}

/** Text of schema files by path relative to `schemas/`: `tables/<table>.json`, `vocabulary.yaml`, `authoring.json`. */
export type SchemaFiles = ReadonlyMap<string, string>;

/** A schema or a vocabulary that can't be used: who wrote it has to mend it. */
export class SchemaError extends Error {
  readonly path: string;

  constructor(path: string, words: string) {
    super(`${path}: ${words}`);
    this.name = 'SchemaError';
    this.path = path;
  }
}
