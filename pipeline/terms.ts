import type { Model, Row } from './model.ts';

/** The vocabulary as rows: types, roles and categories, in the vocabulary's order. */
export function termRows(model: Model, base: string): Row[] {
  const kinds = {
    entities: 'entity type',
    events: 'event type',
    relations: 'relation',
    statements: 'statement',
  } as const;
  const types = [...model.types.values()].map(type => ({
    term: type.name,
    kind: kinds[type.family],
    label: type.label,
    definition: type.definition,
    broader: type.broader,
    iri: model.expand(`term:${type.name}`, base),
    maps_to: type.iri === null ? null : model.expand(type.iri),
    category: type.category,
  }));
  const concept = (
    kind: string,
    { name, label, definition, iri }: { name: string; label: string; definition: string; iri?: string | null },
  ): Row => ({
    term: name,
    kind,
    label,
    definition,
    broader: null,
    iri: model.expand(`term:${name}`, base),
    maps_to: iri ? model.expand(iri) : null,
    category: null,
  });
  return [
    ...types,
    ...[...model.roles.values()].map(role => concept('role', role)),
    ...[...model.categories.values()].map(category => concept('category', category)),
  ];
}
