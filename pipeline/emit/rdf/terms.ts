import type { Model } from '../../model.ts';
import type { Fact } from './facts.ts';
import type { Names } from './names.ts';
import { DCTERMS, RDF, RDFS, SKOS, VOID, XSD } from './vocabularies.ts';

/** The dataset's own vocabulary as far as no row of `terms` has it: the concept scheme, and what our tables and columns mean. */
export function vocabularyFacts(model: Model, names: Names, title: string): Fact[] {
  const scheme = `${names.base}term/`;
  return [
    [scheme, `${RDF}type`, { iri: `${SKOS}ConceptScheme` }],
    [scheme, `${DCTERMS}title`, { text: `Vocabulary of ${title}` }],
    [scheme, `${DCTERMS}isPartOf`, { iri: names.base }],
    ...[...ownProperties(model)].flatMap(([name, comment]) =>
      termFacts('Property', name, name.replaceAll('_', ' '), comment, names),
    ),
    ...[...ownClasses(model)].flatMap(([name, { title: label, description }]) =>
      termFacts('Class', name, label, description, names),
    ),
  ];
}

/** How many things of each of our classes the dataset has: rows counted by table. */
export function countFacts(model: Model, names: Names, counts: ReadonlyMap<string, number>): Fact[] {
  return [...ownClasses(model).values()].flatMap(({ name, title, classes }): Fact[] => {
    const iri = `${names.base}#table-${name}`;
    const own = classes.find(curie => curie.startsWith('term:'))!;
    return [
      [names.base, `${VOID}classPartition`, { iri }],
      [iri, `${RDF}type`, { iri: `${VOID}Dataset` }],
      [iri, `${DCTERMS}title`, { text: title }],
      [iri, `${VOID}class`, { iri: names.expand(own) }],
      [iri, `${VOID}entities`, { text: String(counts.get(name) ?? 0), datatype: `${XSD}integer` }],
    ];
  });
}

function termFacts(kind: 'Property' | 'Class', name: string, label: string, comment: string, names: Names): Fact[] {
  const iri = names.expand(`term:${name}`);
  return [
    [iri, `${RDF}type`, { iri: kind === 'Class' ? `${RDFS}Class` : `${RDF}Property` }],
    [iri, `${RDFS}label`, { text: label }],
    [iri, `${RDFS}comment`, { text: comment }],
    [iri, `${RDFS}isDefinedBy`, { iri: `${names.base}term/` }],
  ];
}

/** Predicates of our own by name, with the description of the first column that has them. */
function ownProperties(model: Model): Map<string, string> {
  const properties = new Map<string, string>();
  for (const { columns } of model.tables.values()) {
    for (const { triples, description } of columns) {
      for (const name of triples.map(({ iri }) => ownName(iri))) {
        if (name !== null && !properties.has(name)) properties.set(name, description);
      }
    }
  }
  return properties;
}

/** Tables by the class of our own that their rows have. Most are terms of the vocabulary too. */
function ownClasses(model: Model) {
  const tables = [...model.tables.values()];
  return new Map(
    tables.flatMap(table => {
      const [name] = table.classes.map(ownName).filter(own => own !== null);
      return name === undefined ? [] : [[name, table] as const];
    }),
  );
}

function ownName(curie: string): string | null {
  return curie.startsWith('term:') ? curie.slice('term:'.length) : null;
}
