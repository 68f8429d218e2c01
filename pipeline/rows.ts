// Made from schemas/tables by `npm run generate`; edits are lost.

/** The events for reading in a spreadsheet, one row each: names in place of ids, with place, time and the words that state it. */
export interface EventsFlatRow {
  /** Event that the row shows, as in table events. */
  readonly event_id: string;
  /** Address that identifies the event on the web, in full. */
  readonly iri: string;
  /** Name of the event. */
  readonly what: string;
  /** Name of the type of the event in plain words. */
  readonly type: string;
  /** Category of the event in PLOVER, such as COOPERATE. Empty: the type has none. */
  readonly category: string | null;
  /** Whether the event is told of as having happened, going on, planned, merely supposed, or denied. Empty: not stated. */
  readonly status: 'occurred' | 'ongoing' | 'planned' | 'hypothetical' | 'denied' | null;
  /** Names of those who did it, separated by semicolons. Empty: none stated. */
  readonly actors: string | null;
  /** Names of those to whom it was done, separated by semicolons. Empty: none stated. */
  readonly targets: string | null;
  /** Names of the others who or which had a part, each after its role, separated by semicolons. Empty: none stated. */
  readonly participants: string | null;
  /** Name of the place. Empty: not stated. */
  readonly place: string | null;
  /** Latitude of the point, in degrees north (WGS 84). Empty: no point known. */
  readonly latitude: number | null;
  /** Longitude of the point, in degrees east (WGS 84). Empty: no point known. */
  readonly longitude: number | null;
  /** How exact the point is, on the scale of UCDP: 1 the exact place, 2 within about 25 km, 3 district, 4 province, 5 a line or a vague region, 6 country, 7 international waters or airspace. Empty: not stated. */
  readonly place_precision: number | null;
  /** How far the true place may lie from the point, in kilometres. Empty: not stated. */
  readonly uncertainty_km: number | null;
  /** Time of the event as exactly as it is known, in EDTF (ISO 8601-2). Empty: not stated. */
  readonly when_edtf: string | null;
  /** First day on which the event may have begun, from when_edtf. Empty: open or not stated. */
  readonly start_date: string | null;
  /** Last day on which the event may have ended, from when_edtf. Empty: open or not stated. */
  readonly end_date: string | null;
  /** How exact the time is: the unit that when_edtf names, interval where it has two bounds, set where it lists several. Empty: no time stated. */
  readonly date_precision: 'day' | 'month' | 'season' | 'year' | 'decade' | 'century' | 'interval' | 'set' | null;
  /** Words of the document that state the event, where there are several, the first that holds a trigger of it, or the first of all. Empty: none. */
  readonly evidence: string | null;
  /** Title of the document that tells of the event first. */
  readonly document_title: string;
  /** Address that identifies the document that tells of the event first on the web, in full. */
  readonly document_iri: string;
}

/** The articles that the data was taken from, one row each. */
export interface DocumentsRow {
  /** Short name of the document, unique in the dataset. */
  readonly document_id: string;
  /** Address that identifies the document on the web, in full. */
  readonly iri: string;
  /** Title of the document. */
  readonly title: string;
  /** Who wrote the document: ids of entities, in the order of its byline. Empty: not stated. */
  readonly authors: readonly string[] | null;
  /** Who published the document: the id of an entity. Empty: not stated. */
  readonly publisher: string | null;
  /** When the document was published, in EDTF (ISO 8601-2). Empty: not stated. */
  readonly published_edtf: string | null;
  /** First day on which the document may have been published, from published_edtf. Empty: not stated. */
  readonly published_start: string | null;
  /** Last day on which the document may have been published, from published_edtf. Empty: not stated. */
  readonly published_end: string | null;
  /** Language of the document, as a BCP 47 tag. Empty: not stated. */
  readonly language: string | null;
  /** Web address of the original that the document tells or copies. Empty: the document is the original, or none is on the web. */
  readonly source_url: string | null;
  /** Licence of the text: an SPDX identifier or a web address. Empty: not stated. */
  readonly licence: string | null;
  /** Words under which the document may be filed. Empty: none stated. */
  readonly keywords: readonly string[] | null;
  /** What the document says, in a few sentences. Empty: not stated. */
  readonly summary: string | null;
  /** File in this dataset that holds the plain text, to which all offsets refer. Empty: the text may only be quoted. */
  readonly text_path: string | null;
  /** SHA-256 of the plain text in UTF-8, published or not: says whether offsets still fit. */
  readonly text_sha256: string;
  /** SHA-256 of the source file that the author wrote. */
  readonly source_sha256: string;
  /** Number of words in the plain text. */
  readonly words: number;
  /** Number of sentences in the plain text. */
  readonly sentences: number;
  /** Remark of the editor on the document, such as a disclaimer. Empty: none. */
  readonly note: string | null;
}

/** The sentences of the documents, one row each, in reading order. */
export interface SentencesRow {
  /** Identifier of the sentence, made from what it says, so that a change elsewhere leaves it as it is. */
  readonly sentence_id: string;
  /** Document that the sentence stands in. */
  readonly document_id: string;
  /** Heading that the sentence stands under. Empty: before the first heading. */
  readonly section: string | null;
  /** Number of the paragraph, heading, list item or table row in the document; the first is 1. */
  readonly paragraph: number;
  /** Number of the sentence in the document; the first is 1. */
  readonly position: number;
  /** Where the sentence begins, counted in Unicode code points of dist/text/<document_id>.txt; the first is 0. */
  readonly char_start: number;
  /** Where the sentence ends, counted in Unicode code points of dist/text/<document_id>.txt; the first code point after it. */
  readonly char_end: number;
  /** The words of the sentence. Empty: not published, since the text may only be quoted and nothing rests on this sentence. */
  readonly text: string | null;
}

/** People, organisations, places, vehicles and other lasting things that the documents speak of, one row each. */
export interface EntitiesRow {
  /** Short name of the entity, unique among all things of the dataset. */
  readonly entity_id: string;
  /** Address that identifies the entity on the web, in full. */
  readonly iri: string;
  /** Type of the entity: a term of the vocabulary (table terms). */
  readonly type: string;
  /** Name by which the entity is listed, in the words of the editor. */
  readonly label: string;
  /** What the entity is, in a sentence or two. Empty: not stated. */
  readonly description: string | null;
  /** Country that the entity belongs to or is, as an ISO 3166-1 code of two letters. Empty: not stated, or none. */
  readonly country_code: string | null;
  /** Identifier of the same entity in Wikidata. Empty: none known. */
  readonly wikidata_id: string | null;
  /** Larger entity that this one is a part of. Empty: not stated. */
  readonly part_of: string | null;
  /** Things that are its members, such as the states of a group. Empty: not stated. */
  readonly members: readonly string[] | null;
  /** How many mentions of the entity all documents have together. */
  readonly mention_count: number;
  /** Sentence of document_id that mentions the entity first. Empty: it has no mention there. */
  readonly first_sentence_id: string | null;
  /** Document that tells of the entity first, in the order of documents. Empty: none does; it stands in the registry. */
  readonly document_id: string | null;
  /** How the document puts it forward: stated as fact, reported from others, inferred from what is said, or added by the editor. Empty: not stated. */
  readonly assertion: 'stated' | 'reported' | 'inferred' | 'editorial' | null;
  /** How sure the editor is of it. Empty: not stated. */
  readonly certainty: 'certain' | 'probable' | 'possible' | 'disputed' | null;
  /** Thing to which the document attributes it. Empty: the document speaks for itself. */
  readonly attributed_to: string | null;
  /** Remark of the editor. Empty: none. */
  readonly note: string | null;
}

/** The names that entities go by, one row a name: the preferred one, other ones, and those that the documents use. */
export interface EntityNamesRow {
  /** Entity that bears the name. */
  readonly entity_id: string;
  /** The name. */
  readonly name: string;
  /** Language of the name, as a BCP 47 tag. Empty: not known, or the same in all. */
  readonly language: string | null;
  /** What kind of name it is: the preferred one, an alias, an abbreviation, a metonym (a seat that stands for who sits there), or merely the words of a mention. */
  readonly kind: 'preferred' | 'alias' | 'abbreviation' | 'metonym' | 'as mentioned';
}

/** Where else things are described: identifiers in other catalogues and web pages, one row each. */
export interface EntityLinksRow {
  /** Thing that is described there. */
  readonly entity_id: string;
  /** Catalogue that gave the identifier, such as wikidata. Empty: a web page of no catalogue. */
  readonly authority: string | null;
  /** Identifier of the thing in the catalogue. Empty: a web page of no catalogue. */
  readonly identifier: string | null;
  /** Web address of the identifier or page. */
  readonly uri: string;
  /** How well the two agree: exact for the same thing, close for nearly the same, related for a page to read besides. */
  readonly match: 'exact' | 'close' | 'related';
}

/** Where entities are on the map, one row for each entity that has a place. */
export interface PlacesRow {
  /** Entity that is there. */
  readonly entity_id: string;
  /** Latitude of the point, in degrees north (WGS 84). Empty: no point known. */
  readonly latitude: number | null;
  /** Longitude of the point, in degrees east (WGS 84). Empty: no point known. */
  readonly longitude: number | null;
  /** How exact the point is, on the scale of UCDP: 1 the exact place, 2 within about 25 km, 3 district, 4 province, 5 a line or a vague region, 6 country, 7 international waters or airspace. Empty: not stated. */
  readonly precision: number | null;
  /** How far the true place may lie from the point, in kilometres. Empty: not stated. */
  readonly uncertainty_km: number | null;
  /** Where the point comes from. Empty: not stated. */
  readonly basis: string | null;
  /** Larger place that this one lies in. Empty: not stated. */
  readonly within: string | null;
  /** Identifier of the same place in GeoNames. Empty: none known. */
  readonly geonames_id: string | null;
}

/** What happened, is planned or is denied, one row an event. */
export interface EventsRow {
  /** Short name of the event, unique among all things of the dataset. */
  readonly event_id: string;
  /** Address that identifies the event on the web, in full. */
  readonly iri: string;
  /** Type of the event: a term of the vocabulary (table terms). */
  readonly type: string;
  /** Name by which the event is listed, in the words of the editor. */
  readonly label: string;
  /** What the event is, in a sentence or two. Empty: not stated. */
  readonly description: string | null;
  /** Category of the event in PLOVER, such as COOPERATE, given by its type. Empty: the type has none. */
  readonly category: string | null;
  /** Fields of public life that the event belongs to, such as military, given by its type. Empty: none. */
  readonly contexts: readonly string[] | null;
  /** Whether the event is told of as having happened, going on, planned, merely supposed, or denied. Empty: not stated. */
  readonly status: 'occurred' | 'ongoing' | 'planned' | 'hypothetical' | 'denied' | null;
  /** Time of the event as exactly as it is known, in EDTF (ISO 8601-2). Empty: not stated. */
  readonly when_edtf: string | null;
  /** First day on which the event may have begun, from when_edtf. Empty: open or not stated. */
  readonly start_date: string | null;
  /** Last day on which the event may have ended, from when_edtf. Empty: open or not stated. */
  readonly end_date: string | null;
  /** How exact the time is: the unit that when_edtf names, interval where it has two bounds, set where it lists several. Empty: no time stated. */
  readonly date_precision: 'day' | 'month' | 'season' | 'year' | 'decade' | 'century' | 'interval' | 'set' | null;
  /** Whether the document gives the time outright, relative to another one (such as its own date), or it is inferred. Empty: no time stated. */
  readonly date_basis: 'explicit' | 'relative' | 'inferred' | null;
  /** Words of the document that say the time. Empty: none marked. */
  readonly date_text: string | null;
  /** Entity where the event took place. Empty: not stated. */
  readonly place_id: string | null;
  /** Larger event that this one is a part of. Empty: not stated. */
  readonly part_of: string | null;
  /** How many mentions of the event all documents have together. */
  readonly mention_count: number;
  /** Document that tells of the event first, in the order of documents. */
  readonly document_id: string;
  /** How the document puts it forward: stated as fact, reported from others, inferred from what is said, or added by the editor. Empty: not stated. */
  readonly assertion: 'stated' | 'reported' | 'inferred' | 'editorial' | null;
  /** How sure the editor is of it. Empty: not stated. */
  readonly certainty: 'certain' | 'probable' | 'possible' | 'disputed' | null;
  /** Thing to which the document attributes it. Empty: the document speaks for itself. */
  readonly attributed_to: string | null;
  /** Remark of the editor. Empty: none. */
  readonly note: string | null;
}

/** Who and what had a part in the events, one row for each part. */
export interface EventParticipantsRow {
  /** Event that was taken part in. */
  readonly event_id: string;
  /** Thing that took part: mostly an entity, but an event or a claim can be what another event is about. */
  readonly entity_id: string;
  /** Part that it had: a role of the vocabulary (table terms). */
  readonly role: string;
  /** How many of it took part, such as 2 aircraft of a type. Empty: not stated. */
  readonly count: number | null;
  /** Place in the order in which the author names the participants of the event; the first is 1. */
  readonly position: number;
  /** Remark of the editor on this part. Empty: none. */
  readonly note: string | null;
}

/** Lasting ties between two things, such as membership, one row each. */
export interface RelationsRow {
  /** Short name of the relation, unique among all things of the dataset. */
  readonly relation_id: string;
  /** Address that identifies the relation on the web, in full. */
  readonly iri: string;
  /** Type of the relation: a term of the vocabulary (table terms). */
  readonly type: string;
  /** Name by which the relation is listed, in the words of the editor. */
  readonly label: string;
  /** What the relation is, in a sentence or two. Empty: not stated. */
  readonly description: string | null;
  /** Thing that the relation starts from: the member, the owner. */
  readonly subject_id: string;
  /** Thing that the relation leads to: the organisation, what is owned. */
  readonly object_id: string;
  /** Time of the relation as exactly as it is known, in EDTF (ISO 8601-2). Empty: not stated. */
  readonly when_edtf: string | null;
  /** First day on which the relation may have begun, from when_edtf. Empty: open or not stated. */
  readonly start_date: string | null;
  /** Last day on which the relation may have ended, from when_edtf. Empty: open or not stated. */
  readonly end_date: string | null;
  /** Whether the relation is told of as having happened, going on, planned, merely supposed, or denied. Empty: not stated. */
  readonly status: 'occurred' | 'ongoing' | 'planned' | 'hypothetical' | 'denied' | null;
  /** Document that tells of the relation first, in the order of documents. */
  readonly document_id: string;
  /** How the document puts it forward: stated as fact, reported from others, inferred from what is said, or added by the editor. Empty: not stated. */
  readonly assertion: 'stated' | 'reported' | 'inferred' | 'editorial' | null;
  /** How sure the editor is of it. Empty: not stated. */
  readonly certainty: 'certain' | 'probable' | 'possible' | 'disputed' | null;
  /** Thing to which the document attributes it. Empty: the document speaks for itself. */
  readonly attributed_to: string | null;
  /** Remark of the editor. Empty: none. */
  readonly note: string | null;
}

/** Numbers that the documents give, one row each, with what they measure and how exact they are. */
export interface QuantitiesRow {
  /** Short name of the quantity, unique among all things of the dataset. */
  readonly quantity_id: string;
  /** Address that identifies the quantity on the web, in full. */
  readonly iri: string;
  /** Type of the quantity: a term of the vocabulary (table terms). */
  readonly type: string;
  /** Name by which the quantity is listed, in the words of the editor. */
  readonly label: string;
  /** What the quantity is, in a sentence or two. Empty: not stated. */
  readonly description: string | null;
  /** Thing that was measured or counted. Empty: not stated. */
  readonly of_id: string | null;
  /** What was measured of it, such as distance from coast. Empty: not stated. */
  readonly variable: string | null;
  /** The number, where the document gives one and not a bound or a range (comparator eq or approx). Empty: see value_low and value_high. */
  readonly value: number | null;
  /** Lower bound of the number; whether it is itself included is said by comparator. Empty: none. */
  readonly value_low: number | null;
  /** Upper bound of the number; whether it is itself included is said by comparator. Empty: none. */
  readonly value_high: number | null;
  /** How the number is meant: eq exactly, approx about, gt more than, ge at least, lt less than, le at most, range between value_low and value_high. */
  readonly comparator: 'eq' | 'approx' | 'gt' | 'ge' | 'lt' | 'le' | 'range';
  /** Unit of measurement as a UCUM code, such as km; 1 for a plain number, words in braces such as {ship} for what is counted. Empty: not known. */
  readonly unit: string | null;
  /** Unit in the words of the author, such as ships. Empty: a plain number. */
  readonly unit_text: string | null;
  /** Time for which the number holds, in EDTF (ISO 8601-2). Empty: not stated. */
  readonly as_of_edtf: string | null;
  /** The number and its unit as the author of the data wrote them, such as ~320 km. */
  readonly value_text: string;
  /** Document that tells of the quantity first, in the order of documents. */
  readonly document_id: string;
  /** How the document puts it forward: stated as fact, reported from others, inferred from what is said, or added by the editor. Empty: not stated. */
  readonly assertion: 'stated' | 'reported' | 'inferred' | 'editorial' | null;
  /** How sure the editor is of it. Empty: not stated. */
  readonly certainty: 'certain' | 'probable' | 'possible' | 'disputed' | null;
  /** Thing to which the document attributes it. Empty: the document speaks for itself. */
  readonly attributed_to: string | null;
  /** Remark of the editor. Empty: none. */
  readonly note: string | null;
}

/** Words that the documents quote, one row each, with who said them. */
export interface QuotationsRow {
  /** Short name of the quotation, unique among all things of the dataset. */
  readonly quotation_id: string;
  /** Address that identifies the quotation on the web, in full. */
  readonly iri: string;
  /** Type of the quotation: a term of the vocabulary (table terms). */
  readonly type: string;
  /** Name by which the quotation is listed, in the words of the editor. */
  readonly label: string;
  /** What the quotation is, in a sentence or two. Empty: not stated. */
  readonly description: string | null;
  /** The quoted words, without quotation marks. */
  readonly text: string;
  /** Entity that said or wrote the words. Empty: not stated, or without a name (speaker_text). */
  readonly speaker_id: string | null;
  /** Words of the document for a speaker that it does not name. Empty: the speaker is named, or not stated. */
  readonly speaker_text: string | null;
  /** Thing that the words were taken from, such as a report. Empty: not stated. */
  readonly source_id: string | null;
  /** Thing that the words are about. Empty: not stated. */
  readonly about_id: string | null;
  /** Whether somebody is quoted outright (direct) or an expression is set in quotation marks (term). Empty: not stated. */
  readonly kind: 'direct' | 'term' | null;
  /** Document that tells of the quotation first, in the order of documents. */
  readonly document_id: string;
  /** How the document puts it forward: stated as fact, reported from others, inferred from what is said, or added by the editor. Empty: not stated. */
  readonly assertion: 'stated' | 'reported' | 'inferred' | 'editorial' | null;
  /** How sure the editor is of it. Empty: not stated. */
  readonly certainty: 'certain' | 'probable' | 'possible' | 'disputed' | null;
  /** Thing to which the document attributes it. Empty: the document speaks for itself. */
  readonly attributed_to: string | null;
  /** Remark of the editor. Empty: none. */
  readonly note: string | null;
}

/** What somebody holds to be so, one row a claim, neither confirmed nor denied by its being here. */
export interface ClaimsRow {
  /** Short name of the claim, unique among all things of the dataset. */
  readonly claim_id: string;
  /** Address that identifies the claim on the web, in full. */
  readonly iri: string;
  /** Type of the claim: a term of the vocabulary (table terms). */
  readonly type: string;
  /** Name by which the claim is listed, in the words of the editor. */
  readonly label: string;
  /** What the claim is, in a sentence or two. Empty: not stated. */
  readonly description: string | null;
  /** What is claimed, as a sentence that can be true or false. Empty: the label says it. */
  readonly content: string | null;
  /** How it is put forward: stated outright, reported from others, framed (a way to see it), assessed, predicted, or denied. Empty: not stated. */
  readonly mode: 'stated' | 'reported' | 'framed' | 'assessed' | 'predicted' | 'denied' | null;
  /** Whether the claim says that something is so (positive) or is not so (negative). Empty: not stated. */
  readonly polarity: 'positive' | 'negative' | null;
  /** What became of the claim by what the document tells: it stands, others contest it, or its speaker withdrew it. Empty: not stated. */
  readonly status: 'standing' | 'contested' | 'withdrawn' | null;
  /** Document that tells of the claim first, in the order of documents. */
  readonly document_id: string;
  /** How the document puts it forward: stated as fact, reported from others, inferred from what is said, or added by the editor. Empty: not stated. */
  readonly assertion: 'stated' | 'reported' | 'inferred' | 'editorial' | null;
  /** How sure the editor is of it. Empty: not stated. */
  readonly certainty: 'certain' | 'probable' | 'possible' | 'disputed' | null;
  /** Thing to which the document attributes it. Empty: the document speaks for itself. */
  readonly attributed_to: string | null;
  /** Remark of the editor. Empty: none. */
  readonly note: string | null;
}

/** Who makes the claims, one row for each speaker of a claim. */
export interface ClaimSpeakersRow {
  /** Claim that is made. */
  readonly claim_id: string;
  /** Entity that makes it. */
  readonly speaker_id: string;
}

/** What the claims are about, one row for each thing that a claim is about. */
export interface ClaimSubjectsRow {
  /** Claim that is made. */
  readonly claim_id: string;
  /** Thing that the claim is about. */
  readonly about_id: string;
}

/** Words of the documents that speak of a thing, one row for each place. */
export interface MentionsRow {
  /** Identifier of the mention, made from the words and the thing, so that a change elsewhere leaves it as it is. */
  readonly mention_id: string;
  /** Thing that the words speak of. */
  readonly target_id: string;
  /** Table that has the row of target_id. */
  readonly target_table: 'entities' | 'events' | 'relations' | 'quantities' | 'quotations' | 'claims';
  /** Sentence that the words stand in. Empty: the article publishes its quotes alone, and the sentence is none of them. */
  readonly sentence_id: string | null;
  /** The words, exactly as they stand in the plain text. */
  readonly exact: string;
  /** Some text before the words, to find them again. Empty: none, or not published. */
  readonly prefix: string | null;
  /** Some text after the words, to find them again. Empty: none, or not published. */
  readonly suffix: string | null;
  /** Where the mention begins, counted in Unicode code points of dist/text/<document_id>.txt; the first is 0. */
  readonly char_start: number;
  /** Where the mention ends, counted in Unicode code points of dist/text/<document_id>.txt; the first code point after it. */
  readonly char_end: number;
  /** Line of the source file that the words begin on; the first is 1. */
  readonly line: number;
  /** Column of the source file that the words begin at; the first is 1. */
  readonly column: number;
  /** Document that the words stand in. */
  readonly document_id: string;
}

/** Words of the documents that the records rest on, one row for each passage of a record. */
export interface EvidenceRow {
  /** Identifier of the passage, made from its words and the record, so that a change elsewhere leaves it as it is. */
  readonly evidence_id: string;
  /** Record that rests on the passage. */
  readonly record_id: string;
  /** Table that has the row of record_id. */
  readonly record_table: 'entities' | 'events' | 'relations' | 'quantities' | 'quotations' | 'claims';
  /** Sentence that the passage begins in. */
  readonly sentence_id: string;
  /** The passage, exactly as it stands in the plain text. */
  readonly exact: string;
  /** Where the passage begins, counted in Unicode code points of dist/text/<document_id>.txt; the first is 0. */
  readonly char_start: number;
  /** Where the passage ends, counted in Unicode code points of dist/text/<document_id>.txt; the first code point after it. */
  readonly char_end: number;
  /** How the passage was found: the sentence around words that mention the record (trigger), the paragraph around them, or words that the author quotes. */
  readonly basis: 'trigger' | 'paragraph' | 'quoted';
  /** Document that the passage stands in. */
  readonly document_id: string;
}

/** Web addresses that the documents link to, one row a link. */
export interface CitationsRow {
  /** Identifier of the link, made from its words and address, so that a change elsewhere leaves it as it is. */
  readonly citation_id: string;
  /** Document that has the link. */
  readonly document_id: string;
  /** Web address that the link leads to. */
  readonly url: string;
  /** Words of the document that are the link. */
  readonly words: string;
  /** Sentence that the link stands in. Empty: the article publishes its quotes alone, and the sentence is none of them. */
  readonly sentence_id: string | null;
}

/** Ids that things had in earlier versions, one row each: an address that was published leads on to the thing for good. */
export interface FormerIdsRow {
  /** Short name that the thing had before; no other thing takes it. */
  readonly former_id: string;
  /** Address that identified the thing before, in full. */
  readonly iri: string;
  /** Short name that the thing has now. */
  readonly current_id: string;
  /** Table that has the row of current_id. */
  readonly current_table: 'entities' | 'events' | 'relations' | 'quantities' | 'quotations' | 'claims';
}

/** The vocabulary: types of entities, events, relations and statements, roles and categories, one row each. */
export interface TermsRow {
  /** Name of the term as it stands in the type and role columns. */
  readonly term: string;
  /** What the term names: an entity type, an event type, a relation, a type of statement (claim, quotation, quantity), a role in events, or a PLOVER category. */
  readonly kind: 'entity type' | 'event type' | 'relation' | 'statement' | 'role' | 'category';
  /** Name of the term in plain words. */
  readonly label: string;
  /** What the term means and when it applies. */
  readonly definition: string;
  /** Term that includes this one. Empty: none. */
  readonly broader: string | null;
  /** Address that identifies the term on the web, in full. */
  readonly iri: string;
  /** Class or property of another vocabulary that comes nearest. Empty: none of its own; that of a broader term applies. */
  readonly maps_to: string | null;
  /** PLOVER category of an event type. Empty: none, or not an event type. */
  readonly category: string | null;
}

/** The row of each table, by its name. */
export interface Rows {
  readonly events_flat: EventsFlatRow;
  readonly documents: DocumentsRow;
  readonly sentences: SentencesRow;
  readonly entities: EntitiesRow;
  readonly entity_names: EntityNamesRow;
  readonly entity_links: EntityLinksRow;
  readonly places: PlacesRow;
  readonly events: EventsRow;
  readonly event_participants: EventParticipantsRow;
  readonly relations: RelationsRow;
  readonly quantities: QuantitiesRow;
  readonly quotations: QuotationsRow;
  readonly claims: ClaimsRow;
  readonly claim_speakers: ClaimSpeakersRow;
  readonly claim_subjects: ClaimSubjectsRow;
  readonly mentions: MentionsRow;
  readonly evidence: EvidenceRow;
  readonly citations: CitationsRow;
  readonly former_ids: FormerIdsRow;
  readonly terms: TermsRow;
}
