import type { Column, Row, Value } from '../../model.ts';
import { literalForm } from './forms.ts';
import type { Rule } from './mapping.ts';
import type { Names } from './names.ts';
import { XSD } from './vocabularies.ts';

/** EDTF that says one whole day, month or year, no more and no less; `XX` is how tables write an unstated part. */
const EXACT = {
  day: { datatype: 'date', pattern: /^(\d{4}-(?:0[1-9]|1[0-2])-\d\d)$/ },
  month: { datatype: 'gYearMonth', pattern: /^(\d{4}-(?:0[1-9]|1[0-2]))(?:-XX)?$/ },
  year: { datatype: 'gYear', pattern: /^(\d{4})(?:-XX-XX)?$/ },
} as const;

/** For a column of EDTF dates: the same date as a literal of XML Schema where there is an exact one (`when_month`). */
export function exactDateRules(column: Column, predicate: string, names: Names, readEdtf: (row: Row) => Value): Rule[] {
  if (column.datatype !== 'edtf') return [];
  const stem = column.name.replace(/_edtf$/, '');
  return Object.entries(EXACT).map(([unit, { datatype, pattern }]) => ({
    ...{ key: `${stem}_${unit}`, predicate, many: false, form: literalForm(names, XSD + datatype) },
    read: row => pattern.exec(String(readEdtf(row)))?.[1] ?? null,
  }));
}
