import type { ParquetWriter } from 'hyparquet-writer';
import type { Column, Table, Value } from '../../model.ts';
import { assertWritable, settled } from '../cells.ts';

export type SchemaElement = ParquetWriter['schema'][number];

/** A column as Parquet knows it. */
export interface ColumnShape {
  readonly name: string;
  /** The schema's elements in preorder: one, or three for a list. */
  readonly elements: readonly SchemaElement[];
  /** The way from a row's value to what the writer takes; null is not stated. */
  readonly convert: (value: Value | undefined) => unknown;
  /** Whether its least and greatest values help a reader to skip rows: not those of free text. */
  readonly ordered: boolean;
}

const DAY = 86_400_000;
const DATE = /^([+-]\d{6}|-?\d{4})-(\d\d)-(\d\d)$/;

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

/**
 * Types by column type. Integers are INT64: no schema bounds them, and readers of the CSV take them for 64 bits too
 * (DuckDB's BIGINT, pandas' Int64), so that the two compare without a cast.
 */
const TYPES = {
  string: text,
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
} as const satisfies { [type in Exclude<Column['type'], 'list'>]: Partial<SchemaElement> };

/** Nullable as the model says; a list always is, for an empty one is not stated. */
export function shapeOf(table: Table, column: Column): ColumnShape {
  const { name, type } = column;
  const nullable = column.nullable || type === 'list';
  const settle = settled(column);
  const physical = PHYSICAL[type];
  const convert = (value: Value | undefined) => {
    const settledValue = settle(value);
    if (settledValue !== null) return physical(settledValue);
    if (!nullable) throw new TypeError(`Unexpected absence of \`${table.name}.${name}\`, which every row must state`);
    return null;
  };
  const repetition_type = nullable ? 'OPTIONAL' : 'REQUIRED';
  const elements = type === 'list' ? listOf(name) : [{ name, repetition_type, ...TYPES[type] } as const];
  return { name, elements, convert, ordered: !column.text };
}

function listOf(name: string): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...text },
  ];
}

const PHYSICAL: { readonly [type in Column['type']]: (value: NonNullable<Value>) => unknown } = {
  string: checked,
  date: value => days(String(value)),
  integer: value => BigInt(value as number),
  number: value => value,
  boolean: value => value,
  list: value => (value as readonly string[]).map(checked),
};

/** The writer would put U+FFFD for half a surrogate pair without a word. */
function checked(value: NonNullable<Value>): string {
  const words = String(value);
  assertWritable(words);
  return words;
}

/**
 * Days since 1 January 1970 of an ISO date, proleptic Gregorian.
 * @throws {RangeError} on what is no day of the calendar
 */
function days(date: string): number {
  const [, year = '', month = '', day = ''] = DATE.exec(date) ?? [];
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const is = new Date(midnight);
  if (year === '' || is.getUTCMonth() !== Number(month) - 1 || is.getUTCDate() !== Number(day)) {
    throw new RangeError(`Unexpected date \`${date}\``);
  }
  return midnight / DAY;
}
