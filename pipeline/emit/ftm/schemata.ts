/*
 * What this export knows of FollowTheMoney 3.8: the schemata that it can write, what they extend, and which things the ends of a
 * link may be. The tests hold it against the model that comes with @alephdata/followthemoney.
 */

const EXTENDS: { readonly [schema: string]: readonly string[] } = {
  Thing: [],
  LegalEntity: ['Thing'],
  Person: ['LegalEntity'],
  Organization: ['LegalEntity'],
  PublicBody: ['Organization'],
  Company: ['Organization', 'Asset'],
  Address: ['Thing'],
  Document: ['Thing'],
  Article: ['Document'],
  Pages: ['Document'],
  HyperText: ['Document'],
  Event: ['Thing', 'Interval'],
  Project: ['Thing', 'Interval'],
  Asset: ['Thing'],
  Vehicle: ['Asset'],
  Vessel: ['Vehicle'],
  Airplane: ['Vehicle'],
  Interval: [],
  UnknownLink: ['Interval'],
  Membership: ['Interval'],
  Employment: ['Interval'],
  Directorship: ['Interval'],
  Ownership: ['Interval'],
  Representation: ['Interval'],
  Succession: ['Interval'],
};

/** One end of a link: the property that names it, and the schema that it has to be of. */
export interface End {
  readonly property: string;
  readonly range: string;
}
/** A link, from our relation's subject to its object. */
export interface Link {
  readonly subject: End;
  readonly object: End;
}

/** The link that fits any two things. */
export const ANY_LINK = 'UnknownLink';

const end = (property: string, range: string): End => ({ property, range });

export const LINKS: { readonly [schema: string]: Link } = {
  [ANY_LINK]: { subject: end('subject', 'Thing'), object: end('object', 'Thing') },
  Membership: { subject: end('member', 'LegalEntity'), object: end('organization', 'Organization') },
  Employment: { subject: end('employee', 'Person'), object: end('employer', 'Organization') },
  Directorship: { subject: end('director', 'LegalEntity'), object: end('organization', 'Organization') },
  Ownership: { subject: end('owner', 'LegalEntity'), object: end('asset', 'Asset') },
  Representation: { subject: end('agent', 'LegalEntity'), object: end('client', 'LegalEntity') },
  Succession: { subject: end('predecessor', 'LegalEntity'), object: end('successor', 'LegalEntity') },
};

/** Properties for identifiers of an authority, on things of a schema. */
export const IDENTIFIERS: { readonly [authority: string]: End } = {
  wikidata: end('wikidataId', 'Thing'),
  lei: end('leiCode', 'LegalEntity'),
  imo: end('imoNumber', 'Vessel'),
  openstreetmap: end('osmId', 'Address'),
};

/** Names that `ftm` in the vocabulary may take. */
export const SCHEMATA: readonly string[] = Object.keys(EXTENDS);

/** Whether a schema is another one or extends it. */
export function extendsSchema(schema: string, ancestor: string): boolean {
  return schema === ancestor || (EXTENDS[schema] ?? []).some(parent => extendsSchema(parent, ancestor));
}
