import type { Model, Row, Table } from '../../model.ts';
import type { Extras } from './mapping.ts';
import type { Names } from './names.ts';
import { sortByCodePoint } from './order.ts';

/**
 * The classes of a row's subject: those of its table, and by its `type` the term itself, the class that the type maps to,
 * and that of the nearest broader type that has one.
 * @throws {RangeError} (the function returned) on an unknown type
 */
export function classesOf(table: Table, model: Model, names: Names, extra: Extras['classes']): (row: Row) => string[] {
  const own = table.classes.map(names.expand);
  const hasType = table.about !== null && table.columns.some(({ name }) => name === 'type');
  if (!hasType && !extra) {
    const classes = sortByCodePoint([...new Set(own)]);
    return () => classes;
  }
  const known = new Map<string, string[]>();
  return row => {
    const more = extra?.(row) ?? [];
    const cached = `${hasType ? row.type : ''} ${more.join(' ')}`;
    const classes = known.get(cached) ?? unique([...own, ...more, ...(hasType ? typeClasses(row, model, names) : [])]);
    known.set(cached, classes);
    return classes;
  };
}

function typeClasses(row: Row, model: Model, names: Names): string[] {
  const type = model.types.get(String(row.type));
  if (!type) throw new RangeError(`Unexpected type \`${row.type}\`, expected one of the vocabulary`);
  const mapped: string[] = [];
  for (let at = type; ; at = model.types.get(at.broader)!) {
    if (at.iri !== null && at.family !== 'relations') mapped.push(names.expand(at.iri));
    const done = at === type ? false : at.iri !== null;
    if (done || at.broader === null) break;
  }
  return [names.expand(`term:${type.name}`), ...mapped];
}

function unique(iris: readonly string[]): string[] {
  return sortByCodePoint([...new Set(iris)]);
}
