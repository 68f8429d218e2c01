/** The site's own words. `{}` stands for what is filled in. */
export interface Words {
  /** BCP 47, language alone. */
  readonly lang: string;
  readonly months: readonly string[];
  readonly seasons: readonly string[];
  readonly dateDay: (day: number, month: string, year: string) => string;
  readonly dateMonth: (month: string, year: string) => string;
  readonly dateCirca: (date: string) => string;
  readonly dateUncertain: (date: string) => string;
  readonly dateBetween: (start: string, end: string) => string;
  readonly dateWithin: (start: string, end: string) => string;
  readonly dateSince: (start: string) => string;
  readonly dateUntil: (end: string) => string;
  readonly dateDecade: (year: string) => string;
  readonly dateCentury: (number: number) => string;
  readonly listOr: string;
  /** `said` is the number as it is written. */
  readonly count: (said: string, one: string, many: string, value: number) => string;
  readonly nav: Named<'read' | 'timeline' | 'map' | 'network' | 'things' | 'tables' | 'search'>;
  /** Kinds of annotation. */
  readonly kinds: Named<'thing' | 'place' | 'event' | 'relation' | 'claim' | 'quotation' | 'quantity'>;
  /** By table; one without words here has its title. */
  readonly tables: { readonly [table: string]: string };
  /** How sure something is; a value without words stands as it is. */
  readonly standing: { readonly [value: string]: string };
  readonly nameKinds: { readonly [kind: string]: string };
  readonly matches: { readonly [match: string]: string };
  /** What a row that names a thing in a column has to do with it, by `table.column`. */
  readonly references: { readonly [column: string]: string };
  /** By column; one without words here is called by its name. */
  readonly columnNames: { readonly [column: string]: string };
  /** What scripts say. */
  readonly script: Named<
    | 'keys'
    | 'theme'
    | 'automatic'
    | 'light'
    | 'dark'
    | 'close'
    | 'open'
    | 'lightUp'
    | 'filter'
    | 'all'
    | 'group'
    | 'byTime'
    | 'type'
    | 'actor'
    | 'standing'
    | 'certain'
    | 'shown'
    | 'nothing'
    | 'searchLabel'
    | 'things'
    | 'sentences'
    | 'sort'
    | 'events'
    | 'other'
  >;
  readonly skip: string;
  readonly navigation: string;
  readonly version: string;
  readonly downloads: string;
  readonly vocabulary: string;
  readonly sources: string;
  readonly word: string;
  readonly words: string;
  readonly row: string;
  readonly rows: string;
  readonly register: string;
  readonly eventsHere: string;
  readonly footnotes: string;
  readonly legend: string;
  readonly tentative: string;
  readonly contents: string;
  readonly provenance: string;
  readonly original: string;
  readonly takesPart: string;
  readonly andMore: string;
  readonly facts: string;
  readonly statedHere: string;
  readonly referring: string;
  readonly asRole: string;
  readonly mentions: string;
  readonly address: string;
  readonly speaker: string;
  readonly about: string;
  readonly seeAlso: string;
  readonly timelineOf: string;
  readonly timelineSays: string;
  readonly undated: string;
  readonly notShown: string;
  readonly keyPoint: string;
  readonly keyWithin: string;
  readonly keyCirca: string;
  readonly keyLasting: string;
  readonly keyOpen: string;
  readonly networkOf: string;
  readonly networkSays: string;
  readonly deeds: string;
  readonly company: string;
  readonly companySays: string;
  readonly keyDoes: string;
  readonly keyMaybe: string;
  readonly keyMeets: string;
  readonly mapOf: string;
  readonly mapSays: string;
  readonly mapKey: string;
  readonly whatWhere: string;
  readonly tablesOf: string;
  readonly tablesSay: string;
  readonly downloadsSay: string;
  readonly columns: string;
  readonly anything: string;
  readonly broader: string;
  readonly narrower: string;
  readonly category: string;
  readonly roles: string;
  readonly mapsTo: string;
  readonly ofThisType: string;
  readonly vocabularySays: string;
  readonly thingsOf: string;
  readonly searchSays: string;
  readonly searchWithout: string;
  readonly article: string;
  readonly articles: string;
  readonly numbers: string;
  readonly moved: string;
  readonly coordinates: string;
  readonly sentence: string;
  readonly cite: string;
}

type Named<Key extends string> = { readonly [key in Key]: string };

export const EN: Words = {
  lang: 'en',
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  seasons: ['spring', 'summer', 'autumn', 'winter'],
  dateDay: (day, month, year) => `${day} ${month} ${year}`,
  dateMonth: (month, year) => `${month} ${year}`,
  dateCirca: date => `about ${date}`,
  dateUncertain: date => `${date} (uncertain)`,
  dateBetween: (start, end) => `${start} to ${end}`,
  dateWithin: (start, end) => `between ${start} and ${end}`,
  dateSince: start => `since ${start}`,
  dateUntil: end => `until ${end}`,
  dateDecade: year => `the ${year}s`,
  dateCentury: number => `century no. ${number}`,
  listOr: ' or ',
  count: (said, one, many, value) => `${said} ${value === 1 ? one : many}`,
  nav: {
    read: 'Article',
    timeline: 'Timeline',
    map: 'Map',
    network: 'Network',
    things: 'Index',
    tables: 'Tables',
    search: 'Search',
  },
  kinds: {
    thing: 'who and what',
    place: 'where',
    event: 'what happened',
    relation: 'how they stand',
    claim: 'what is claimed',
    quotation: 'what is quoted',
    quantity: 'how much',
  },
  tables: {
    events_flat: 'Events at a glance',
    documents: 'Articles',
    sentences: 'Sentences',
    entities: 'People, bodies, places, things',
    entity_names: 'Names',
    entity_links: 'Identifiers elsewhere',
    places: 'Places',
    events: 'Events',
    event_participants: 'Participants of events',
    relations: 'Relations',
    quantities: 'Quantities',
    quotations: 'Quotations',
    claims: 'Claims',
    claim_speakers: 'Who makes a claim',
    claim_subjects: 'What a claim is about',
    mentions: 'Mentions',
    evidence: 'Evidence',
    citations: 'Citations',
    former_ids: 'Former ids',
    terms: 'Vocabulary',
  },
  standing: {
    reported: 'reported',
    inferred: 'inferred',
    editorial: 'editorial',
    planned: 'planned',
    hypothetical: 'hypothetical',
    denied: 'denied',
    contested: 'contested',
    withdrawn: 'withdrawn',
    stated: 'claimed',
    framed: 'framed so',
    assessed: 'assessed so',
    predicted: 'predicted',
    probable: 'probable',
    possible: 'possible',
    disputed: 'disputed',
  },
  nameKinds: {
    alias: 'also called',
    abbreviation: 'abbreviated',
    metonym: 'stands for it',
    'as mentioned': 'in the article',
  },
  matches: { close: 'nearly the same', related: 'related' },
  references: {
    'events.place_id': 'Happened here',
    'events.part_of': 'Part of it',
    'events.attributed_to': 'Events told on its word',
    'entities.members': 'Belongs to',
    'entities.part_of': 'Part of it',
    'places.within': 'Lies in it',
    'relations.subject_id': 'How it stands to others',
    'relations.object_id': 'How others stand to it',
    'quantities.of_id': 'Measured of it',
    'quotations.speaker_id': 'Said by it',
    'quotations.source_id': 'Quoted from it',
    'quotations.about_id': 'Quoted of it',
    'claim_speakers.speaker_id': 'Claimed by it',
    'claim_subjects.about_id': 'Claimed of it',
    'documents.authors': 'Written by it',
    'documents.publisher': 'Published by it',
  },
  columnNames: {
    when_edtf: 'when',
    place_id: 'where',
    part_of: 'part of',
    date_basis: 'date',
    date_text: 'date in the words',
    uncertainty_km: 'uncertain by (km)',
    precision: 'precision (1 exact … 7 vague)',
    basis: 'basis of the point',
    within: 'lies in',
    country_code: 'country',
    speaker_id: 'speaker',
    speaker_text: 'speaker',
    source_id: 'quoted from',
    about_id: 'about',
    of_id: 'of',
    value_text: 'in the words',
    as_of_edtf: 'as of',
    attributed_to: 'on the word of',
    subject_id: 'subject',
    object_id: 'object',
  },
  script: {
    keys: '↓ enters the card, Esc closes it',
    theme: 'Colours',
    automatic: 'as the system',
    light: 'light',
    dark: 'dark',
    close: 'Close',
    open: 'Open page',
    lightUp: 'Show in the text: {}',
    filter: 'Filter',
    all: 'all',
    group: 'Group by',
    byTime: 'time alone',
    type: 'Type',
    actor: 'Actor',
    standing: 'Standing',
    certain: 'plainly told',
    shown: '{} of {} shown',
    nothing: 'Nothing found for “{}”.',
    searchLabel: 'Search things and sentences',
    things: 'Things',
    sentences: 'Sentences',
    sort: 'Sort by {}',
    events: 'Events here: {}',
    other: 'no one named',
  },
  skip: 'Skip to the content',
  navigation: 'Pages',
  version: 'version',
  downloads: 'Downloads',
  vocabulary: 'Vocabulary',
  sources: 'Sources',
  word: 'word',
  words: 'words',
  row: 'row',
  rows: 'rows',
  register: 'Everything this article speaks of',
  eventsHere: 'Events stated in this paragraph',
  footnotes: 'Notes',
  legend: 'Marked in the text',
  tentative: 'not certain',
  contents: 'Contents',
  provenance: 'About this text',
  original: 'Original',
  takesPart: 'Takes part in',
  andMore: 'and {} more',
  facts: 'Facts',
  statedHere: 'Where the article says so',
  referring: 'What refers to it',
  asRole: 'In events, as {}',
  mentions: 'Mentioned',
  address: 'Address',
  speaker: 'claimed by',
  about: 'about',
  seeAlso: 'see also',
  timelineOf: 'The events of {} along a line of time.',
  timelineSays: 'Each event as sure of its time as the article is: what has no day is drawn as wide as it leaves open.',
  undated: 'Without a date',
  notShown: '{} more are not shown here; the downloads have them all.',
  keyPoint: 'on a day',
  keyWithin: 'some time within',
  keyCirca: 'within, ends approximate',
  keyLasting: 'it lasted',
  keyOpen: 'it goes on, or the end is not told',
  networkOf: 'Who did what, and who with whom, in {}.',
  networkSays: 'Who did what, and who with whom: the more events, the larger the dot. Open one to see its events.',
  deeds: 'Who did what',
  company: 'Who with whom',
  companySays: 'Who acts together, a dot for each event.',
  keyDoes: 'does it',
  keyMaybe: 'reported, planned, supposed or denied',
  keyMeets: 'takes part in another role',
  mapOf: 'The places of {} and what happened there.',
  mapSays: 'Where it happened. Circles are as wide as the place is uncertain.',
  mapKey:
    'Numbers lead to the list of what happened at the place; arrows show from where to where something moved, dashed if it is only reported. Coastlines: Natural Earth.',
  whatWhere: 'What happened where',
  tablesOf: 'All tables of {}, with what their columns mean.',
  tablesSay: 'The same rows as in the files to download, to sort and to filter.',
  downloadsSay: 'All formats hold the same data.',
  columns: 'What the columns mean',
  anything: 'anything',
  broader: 'kind of',
  narrower: 'kinds',
  category: 'category',
  roles: 'roles',
  mapsTo: 'elsewhere',
  ofThisType: 'In this dataset',
  vocabularySays: 'Types, roles and categories that the data is told in.',
  thingsOf: 'Everything that has a page in {}.',
  searchSays: 'Search things and sentences, offline.',
  searchWithout: 'Searching needs scripts. Everything is listed here:',
  article: 'The article',
  articles: 'Articles',
  numbers: 'In numbers',
  moved: 'This address has moved. What it stood for is now here:',
  coordinates: 'coordinates',
  sentence: 'Sentence',
  cite: 'How to cite',
};
