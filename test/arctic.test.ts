import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../pipeline/index.ts';
import { asText } from '../pipeline/report/text.ts';
import { type Dataset, type Found, openDataset } from './duckdb.ts';
import { readTree, temporaryFolder } from './tree.ts';

/*
 * The dataset of this repository, built anew and judged by other programs: nothing of the pipeline reads what is compared here, but
 * files, code points, and DuckDB. What the tables promise is taken from schemas/, what the article says from the article.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const out = join(temporaryFolder(), 'dist');
let data: Dataset;

beforeAll(async () => {
  const { ok, problems } = await build(ROOT, { out, formats: ['text', 'csv', 'parquet'], cache: false });
  expect(ok, asText(problems, false)).toBe(true);
  data = await openDataset(out);
});

interface ColumnSchema {
  readonly type: string | readonly string[];
  readonly format?: string;
  readonly 'x-references'?: string | readonly string[];
}
interface TableSchema {
  readonly 'x-key': readonly string[];
  readonly properties: { readonly [column: string]: ColumnSchema };
}

const schemas: ReadonlyMap<string, TableSchema> = new Map(
  readdirSync(join(ROOT, 'schemas/tables')).map(name => [
    name.replace('.json', ''),
    JSON.parse(readFileSync(join(ROOT, 'schemas/tables', name), 'utf8')) as TableSchema,
  ]),
);
const columns = [...schemas].flatMap(([table, { properties }]) =>
  Object.entries(properties).map(([column, schema]) => ({ table, column, schema })),
);

describe('words', () => {
  const texts = new Map<string, string[]>();
  const slice = ({ document_id, char_start, char_end }: Found): string => {
    const document = String(document_id);
    const text = texts.get(document) ?? [...readFileSync(join(out, 'text', `${document}.txt`), 'utf8')];
    texts.set(document, text);
    return text.slice(Number(char_start), Number(char_end)).join('');
  };

  test.each([
    ['mentions', 'exact'],
    ['evidence', 'exact'],
    ['sentences', 'text'],
  ])('every row of %s slices to its words', async (table, words) => {
    const rows = await data.query(`FROM ${table}`);
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(row => slice(row) !== row[words])).toEqual([]);
  });

  test('mentions stand between their prefix and suffix, in their sentence, and in the source where they say', async () => {
    const rows = await data.query(`
      SELECT m.*, s.char_start AS sentence_start, s.char_end AS sentence_end
      FROM mentions m JOIN sentences s USING (sentence_id)`);
    const source = readFileSync(join(ROOT, 'source/arctic.md'), 'utf8').split('\n');
    const wrong = rows.filter(row => {
      const [start, end, prefix, suffix] = [
        Number(row.char_start),
        Number(row.char_end),
        row.prefix ?? '',
        row.suffix ?? '',
      ];
      const before = slice({ ...row, char_start: start - [...String(prefix)].length, char_end: start });
      const after = slice({ ...row, char_start: end, char_end: end + [...String(suffix)].length });
      const inside = Number(row.sentence_start) <= start && end <= Number(row.sentence_end);
      const bracket = source[Number(row.line) - 1]?.[Number(row.column) - 1];
      return before !== prefix || after !== suffix || !inside || bracket !== '[';
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBe(Number((await data.query('SELECT count(*) AS n FROM mentions'))[0]!.n));
  });

  test('no record lacks evidence', async () => {
    for (const table of ['events', 'relations', 'claims', 'quotations', 'quantities']) {
      const [id] = schemas.get(table)!['x-key'];
      const bare = `SELECT ${id} FROM ${table} ANTI JOIN (FROM evidence WHERE record_table = '${table}') e ON e.record_id = ${id}`;
      expect(await data.query(bare), table).toEqual([]);
    }
  });

  test('SHA256SUMS is right of every file, and documents of their text', async () => {
    const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const lines = [...readTree(out)]
      .filter(([path]) => path !== 'SHA256SUMS')
      .map(([path, bytes]) => `${sha256(bytes)}  ${path}`);
    expect(readFileSync(join(out, 'SHA256SUMS'), 'utf8').trimEnd().split('\n').sort()).toEqual(lines.sort());
    for (const { text_path, text_sha256 } of await data.query('FROM documents'))
      expect(sha256(readFileSync(join(out, String(text_path))))).toBe(text_sha256);
  });
});

describe('tables', () => {
  test('are those of the schemas, with their columns and types', async () => {
    expect([...data.tables].sort()).toEqual([...schemas.keys()].sort());
    for (const [table, { properties }] of schemas) {
      const expected = Object.entries(properties).map(([name, schema]) => `${name} ${duckType(schema)}`);
      const parquet = (await described(table)).filter(column => !column.startsWith('geometry '));
      expect(parquet, table).toEqual(expected);
      expect(await described(`csv_${table}`), table).toEqual(Object.keys(properties).map(name => `${name} VARCHAR`));
    }
  });

  test('say the same in CSV and in Parquet', async () => {
    for (const [table, { properties }] of schemas) {
      const names = Object.keys(properties).map(quoted).join(', ');
      const cast = Object.entries(properties).map(([name, schema]) =>
        duckType(schema) === 'VARCHAR[]'
          ? `string_split(${quoted(name)}, ';')`
          : `CAST(${quoted(name)} AS ${duckType(schema)})`,
      );
      const csv = `SELECT ${cast.join(', ')} FROM csv_${table}`;
      const parquet = `SELECT ${names} FROM ${table}`;
      expect(await data.query(`(${csv}) EXCEPT ALL (${parquet})`), table).toEqual([]);
      expect(await data.query(`(${parquet}) EXCEPT ALL (${csv})`), table).toEqual([]);
    }
  });

  test('have rows that their keys tell apart', async () => {
    for (const [table, { 'x-key': key }] of schemas) {
      const doubled = `SELECT ${key.join(', ')} FROM ${table} GROUP BY ALL HAVING count(*) > 1`;
      expect(await data.query(doubled), table).toEqual([]);
    }
  });

  test.each(columns.filter(({ schema }) => schema['x-references'] !== undefined))(
    '$table: $column refers to what there is',
    async ({ table, column, schema }) => {
      const targets = [schema['x-references']!]
        .flat()
        .map(target => `SELECT ${schemas.get(target)!['x-key'][0]} AS id FROM ${target}`);
      const values = `SELECT ${duckType(schema) === 'VARCHAR[]' ? `unnest(${column})` : quoted(column)} AS id FROM ${table}`;
      const astray = `SELECT DISTINCT id FROM (${values}) WHERE id IS NOT NULL EXCEPT (${targets.join(' UNION ALL ')})`;
      expect(await data.query(astray)).toEqual([]);
    },
  );

  test.each([
    ['mentions', 'target_table', 'target_id'],
    ['evidence', 'record_table', 'record_id'],
  ])('%s name the table of what they are of', async (table, where, id) => {
    for (const { name } of await data.query(`SELECT DISTINCT ${where} AS name FROM ${table}`)) {
      const key = schemas.get(String(name))!['x-key'][0];
      expect(
        await data.query(`SELECT ${id} FROM ${table} WHERE ${where} = '${name}' EXCEPT SELECT ${key} FROM ${name}`),
      ).toEqual([]);
    }
  });

  test('bear ids that no spreadsheet takes for numbers, and texts that none takes for formulas', async () => {
    const risky = columns
      .filter(({ schema }) => duckType(schema) === 'VARCHAR')
      .map(
        ({ table, column }) => `SELECT '${table}.${column}' AS cell, "${column}" AS text FROM csv_${table}
        WHERE regexp_matches("${column}", '^\\s*[=+@-]') OR (regexp_matches('${column}', '_id$') AND TRY_CAST("${column}" AS DOUBLE) IS NOT NULL
          AND '${column}' <> 'geonames_id')`,
      );
    expect(await data.query(risky.join(' UNION ALL '))).toEqual([]);
  });

  /** `column` is a word of SQL. */
  function quoted(name: string): string {
    return `"${name}"`;
  }

  function duckType({ type, format }: ColumnSchema): string {
    const [name] = [type].flat().filter(each => each !== 'null');
    if (name === 'string') return format === 'date' ? 'DATE' : 'VARCHAR';
    return { integer: 'BIGINT', number: 'DOUBLE', boolean: 'BOOLEAN', array: 'VARCHAR[]' }[name!]!;
  }

  async function described(view: string): Promise<string[]> {
    return (await data.query(`DESCRIBE ${view}`)).map(
      ({ column_name, column_type }) => `${column_name} ${column_type}`,
    );
  }
});

/** What the article says, and what it leaves open. */
describe('the article', () => {
  test('is annotated in full', async () => {
    const [counts] = await data.query(`SELECT
      (SELECT count(*) FROM entities WHERE mention_count > 0) >= 60 AS entities,
      (SELECT count(*) FROM events) >= 25 AS events,
      (SELECT count(*) FROM mentions) > 150 AS mentions`);
    expect(counts).toEqual({ entities: true, events: true, mentions: true });
  });

  const facts: readonly (readonly [says: string, sql: string, rows: readonly Found[]])[] = [
    [
      'joint work off Siberia is hypothetical and has no date',
      `SELECT e.status, e.category, e.start_date, p.label AS place FROM events e JOIN entities p ON p.entity_id = e.place_id
        WHERE e.event_id = 'siberia-joint-work'`,
      [{ status: 'hypothetical', category: 'COOPERATE', start_date: null, place: 'waters off Siberia' }],
    ],
    [
      'the fifth Chinese icebreaker is planned from 2025, as was announced',
      `SELECT e.status, e.when_edtf, e.start_date, e.end_date, e.assertion FROM events e
        JOIN event_participants p ON p.event_id = e.event_id AND p.role = 'product'
        WHERE e.type = 'Construction' AND p.entity_id = 'fifth-chinese-icebreaker'`,
      [{ status: 'planned', when_edtf: '2025/..', start_date: '2025-01-01', end_date: null, assertion: 'reported' }],
    ],
    [
      'overt military support and open approval of the invasion are denied',
      `SELECT type, status FROM events WHERE status = 'denied' ORDER BY type`,
      [
        { type: 'Endorsement', status: 'denied' },
        { type: 'MilitaryAid', status: 'denied' },
      ],
    ],
    [
      'the air operation of July 2024 is reported, and cooperation',
      `SELECT assertion, category, when_edtf, start_date, end_date, date_precision FROM events WHERE type = 'JointAirPatrol'`,
      [
        {
          assertion: 'reported',
          category: 'COOPERATE',
          when_edtf: '2024-07-XX',
          start_date: '2024-07-01',
          end_date: '2024-07-31',
          date_precision: 'month',
        },
      ],
    ],
    [
      'two H-6 and two Tu-95 took part in it',
      `SELECT p.entity_id AS id, p.count FROM event_participants p JOIN events e USING (event_id)
        WHERE e.type = 'JointAirPatrol' AND p.role = 'instrument' ORDER BY id`,
      [
        { id: 'h-6', count: '2' },
        { id: 'tu-95', count: '2' },
      ],
    ],
    [
      'it was about 320 km off Alaska',
      `SELECT comparator, value, unit, value_text FROM quantities WHERE of_id = 'air-patrol-2024' AND unit = 'km'`,
      [{ comparator: 'approx', value: 320, unit: 'km', value_text: 'about 320 km' }],
    ],
    [
      'over forty icebreakers are not forty',
      `SELECT comparator, value, value_low, value_high FROM quantities WHERE of_id = 'russia' AND variable LIKE '%icebreaker%'`,
      [{ comparator: 'gt', value: null, value_low: 40, value_high: null }],
    ],
    [
      'no point is without its precision, and what lies off Alaska is no exact place',
      `SELECT entity_id FROM places WHERE latitude IS NOT NULL AND (precision IS NULL OR (entity_id = 'near-alaska' AND precision < 5))`,
      [],
    ],
    [
      'Beijing and Moscow are the governments',
      `SELECT DISTINCT m.exact, e.type FROM mentions m JOIN entities e ON e.entity_id = m.target_id
        WHERE m.exact IN ('Beijing', 'Moscow') ORDER BY m.exact`,
      [
        { exact: 'Beijing', type: 'Government' },
        { exact: 'Moscow', type: 'Government' },
      ],
    ],
    [
      'the spokespersons of both countries frame the flight, and deny that it was directed at a third party',
      `SELECT c.mode, c.polarity FROM claims c JOIN claim_speakers s USING (claim_id)
        WHERE s.speaker_id = 'military-spokespersons' ORDER BY c.mode DESC`,
      [
        { mode: 'framed', polarity: null },
        { mode: 'denied', polarity: 'negative' },
      ],
    ],
    [
      'China denies strategic aims, and says that NATO militarises the Arctic',
      `SELECT c.claim_id AS id, c.mode, s.speaker_id AS speaker FROM claims c JOIN claim_speakers s USING (claim_id)
        WHERE c.claim_id IN ('strategic-aims-denial', 'nato-militarises') ORDER BY id`,
      [
        { id: 'nato-militarises', mode: 'stated', speaker: 'china-gov' },
        { id: 'strategic-aims-denial', mode: 'denied', speaker: 'china-gov' },
      ],
    ],
    ['every claim has a speaker', `SELECT claim_id FROM claims ANTI JOIN claim_speakers USING (claim_id)`, []],
    [
      'what two countries do together is no mobilisation',
      `SELECT DISTINCT category FROM events WHERE type LIKE 'Joint%'`,
      [{ category: 'COOPERATE' }],
    ],
    [
      'a date that counts from the article says so',
      `SELECT date_basis, date_text FROM events WHERE event_id = 'polar-silk-road-plan'`,
      [{ date_basis: 'relative', date_text: 'Five years ago' }],
    ],
    [
      'the original is cited, and its publisher’s disclaimer with it',
      `SELECT licence, source_url, note LIKE '%Marc Lanteigne%Prospect Foundation%' AS cited, note LIKE '%not the Foundation''s%' AS disclaimed
        FROM documents`,
      [{ licence: 'CC-BY-4.0', source_url: 'http://www.pf.org.tw', cited: true, disclaimed: true }],
    ],
    [
      'Tromsø is spelt as it is',
      `SELECT count(*) > 0 AS found FROM csv_entities WHERE description LIKE '%Tromsø%'`,
      [{ found: true }],
    ],
    [
      'the spreadsheet’s view has every event once, with its evidence and the words for its kind',
      `SELECT event_id FROM events ANTI JOIN (FROM events_flat WHERE evidence <> '' AND what <> '' AND type <> '') USING (event_id)`,
      [],
    ],
  ];
  test.each(facts)('%s', async (_, sql, rows) => expect(await data.query(sql)).toEqual(rows));
});
