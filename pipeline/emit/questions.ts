import type { Model } from '../model.ts';

/** A question to the data, and how to put it to tables and to the graph: both give the same rows. */
export interface Question {
  readonly title: string;
  /** For DuckDB; tables by their files, relative to the output folder. */
  readonly sql: string;
  readonly sparql: string;
}

/**
 * Five questions that any dataset of linked prose can be asked. The predicates are taken from the schemas, so that a
 * change there changes the questions too.
 * @param base where the vocabulary's IRIs begin
 */
export function questions(model: Model, base: string): readonly Question[] {
  const ask = new Predicates(model);
  const prefixed = (title: string, sql: string, sparql: string): Question => ({
    title,
    sql: withFiles(model, sql),
    sparql: withPrefixes(model, base, sparql),
  });
  return [
    prefixed(
      'What happened when and where, and which words say so?',
      `SELECT e.start_date, e.end_date, e.label AS event, p.label AS place, v.exact AS evidence
FROM events e
LEFT JOIN entities p ON p.entity_id = e.place_id
JOIN evidence v ON v.record_id = e.event_id
ORDER BY e.start_date, e.event_id, v.char_start`,
      `SELECT ?start ?end ?event ?place ?evidence WHERE {
  ?e a schema:Event ;
    ${ask.path('events', 'label')} ?event ;
    ${ask.path('evidence', 'evidence_id')} ?passage .
  ?passage ${ask.path('evidence', 'exact')} ?evidence .
  OPTIONAL { ?e ${ask.path('events', 'start_date')} ?start }
  OPTIONAL { ?e ${ask.path('events', 'end_date')} ?end }
  OPTIONAL { ?e ${ask.path('events', 'place_id')}/${ask.path('entities', 'label')} ?place }
} ORDER BY ?start ?event`,
    ),
    prefixed(
      'Who acted together, and in how many events?',
      `SELECT a.label AS one, b.label AS other, count(DISTINCT x.event_id) AS events
FROM event_participants x
JOIN event_participants y ON y.event_id = x.event_id AND y.entity_id > x.entity_id
JOIN entities a ON a.entity_id = x.entity_id
JOIN entities b ON b.entity_id = y.entity_id
WHERE x.role = 'actor' AND y.role = 'actor'
GROUP BY x.entity_id, y.entity_id, a.label, b.label
ORDER BY events DESC, one, other`,
      `SELECT ?one ?other (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?x ${ask.path('event_participants', 'event_id')} ?event ;
    ${ask.path('event_participants', 'role')} term:actor ;
    ${ask.path('event_participants', 'entity_id')} ?a .
  ?y ${ask.path('event_participants', 'event_id')} ?event ;
    ${ask.path('event_participants', 'role')} term:actor ;
    ${ask.path('event_participants', 'entity_id')} ?b .
  ?a a term:Entity ; ${ask.path('entities', 'label')} ?one .
  ?b a term:Entity ; ${ask.path('entities', 'label')} ?other .
  FILTER (STR(?a) < STR(?b))
} GROUP BY ?a ?b ?one ?other ORDER BY DESC(?events) ?one ?other`,
    ),
    prefixed(
      'Who claims what?',
      `SELECT s.label AS speaker, c.mode, c.label AS claim, c.content
FROM claims c
JOIN claim_speakers USING (claim_id)
JOIN entities s ON s.entity_id = speaker_id
ORDER BY speaker, claim`,
      `SELECT ?speaker ?mode ?claim ?content WHERE {
  ?c a schema:Claim ;
    ${ask.path('claims', 'label')} ?claim ;
    ${ask.path('claim_speakers', 'speaker_id')}/${ask.path('entities', 'label')} ?speaker .
  OPTIONAL { ?c ${ask.path('claims', 'mode')} ?mode }
  OPTIONAL { ?c ${ask.path('claims', 'content')} ?content }
} ORDER BY ?speaker ?claim`,
    ),
    prefixed(
      'Which numbers are given, and how exact are they?',
      `SELECT label, variable, comparator, value, value_low, value_high, unit, value_text
FROM quantities
ORDER BY label, quantity_id`,
      `SELECT ?label ?variable ?comparator ?value ?low ?high ?unit ?words WHERE {
  ?q a schema:Observation ;
    ${ask.path('quantities', 'label')} ?label ;
    ${ask.path('quantities', 'comparator')} ?comparator ;
    ${ask.path('quantities', 'value_text')} ?words .
  OPTIONAL { ?q ${ask.path('quantities', 'variable')} ?variable }
  OPTIONAL { ?q ${ask.path('quantities', 'value')} ?value }
  OPTIONAL { ?q ${ask.path('quantities', 'value_low')} ?low }
  OPTIONAL { ?q ${ask.path('quantities', 'value_high')} ?high }
  OPTIONAL { ?q ${ask.path('quantities', 'unit')} ?unit }
} ORDER BY ?label ?q`,
    ),
    prefixed(
      'What rests on each sentence?',
      `SELECT s.document_id, s.position, v.record_id, s.text
FROM sentences s
JOIN evidence v USING (sentence_id)
ORDER BY s.document_id, s.position, v.record_id`,
      `SELECT ?document ?position ?record ?text WHERE {
  ?passage ${ask.path('evidence', 'record_id')} ?record ;
    ${ask.path('evidence', 'sentence_id')} ?sentence .
  ?sentence ${ask.path('sentences', 'document_id')} ?document ;
    ${ask.path('sentences', 'position')} ?position .
  OPTIONAL { ?sentence ${ask.path('sentences', 'text')} ?text }
} ORDER BY ?document ?position ?record`,
    ),
  ];
}

/** Property paths of columns, as the schemas have them. */
class Predicates {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** From the subject of a row, through the nodes between, to the column's value. */
  path(table: string, column: string): string {
    const { columns, nodes } = this.#model.tables.get(table)!;
    const { iri, node } = columns.find(each => each.name === column)!;
    const steps = [iri!];
    for (let at = node; at !== null; ) {
      const { iri: step, of } = nodes.find(each => each.name === at)!;
      steps.unshift(step);
      at = of;
    }
    return steps.join('/');
  }
}

/** Puts the file after the name of each table that a query reads. */
function withFiles({ tables }: Model, sql: string): string {
  return sql.replaceAll(/\b(FROM|JOIN) (\w+)/g, (whole, verb: string, name: string) =>
    tables.has(name) ? `${verb} 'parquet/${name}.parquet'` : whole,
  );
}

/** Declares the prefixes that a query uses. */
function withPrefixes({ prefixes }: Model, base: string, sparql: string): string {
  const all = new Map([...prefixes, ['term', `${base}term/`]]);
  const used = [...all].filter(([prefix]) => new RegExp(`\\b${prefix}:`).test(sparql));
  const declared = used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).sort();
  return declared.join('') + sparql;
}
