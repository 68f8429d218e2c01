import type { Column, ColumnType, Table } from './shapes.ts';

const TYPES: { readonly [type in ColumnType]: string } = {
  string: 'string',
  date: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  list: 'readonly string[]',
};

/** TypeScript interfaces of the rows of all tables: the text of `pipeline/rows.ts`. */
export function rowTypes(tables: Iterable<Table>): string {
  const all = [...tables];
  const rows = all.map(table => `  readonly ${table.name}: ${interfaceName(table)};\n`).join('');
  return [
    '// Made from schemas/tables by `npm run generate`; edits are lost.\n',
    ...all.map(rowInterface),
    `/** The row of each table, by its name. */\nexport interface Rows {\n${rows}}\n`,
  ].join('\n');
}

function rowInterface(table: Table): string {
  const columns = table.columns.map(
    column => `  /** ${column.description} */\n  readonly ${column.name}: ${columnType(column)};\n`,
  );
  return `/** ${table.description} */\nexport interface ${interfaceName(table)} {\n${columns.join('')}}\n`;
}

function interfaceName({ name }: Table): string {
  return `${name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Row`;
}

function columnType(column: Column): string {
  const type = column.enum?.map(value => `'${value}'`).join(' | ') ?? TYPES[column.type];
  return column.nullable ? `${type} | null` : type;
}
