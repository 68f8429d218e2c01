import type { Range } from './passages.ts';
import { runsIn } from './runs.ts';
import { type Tagged, wordFrom } from './tagger.ts';
import { toldType } from './told.ts';

export interface NewFound extends Range {
  readonly type: string;
  readonly label: string;
  readonly confidence: number;
  readonly why: string;
}

/** Last or first words of names that say what is named, and the vocabulary's type for it. */
const CUES: readonly (readonly [type: string, first: RegExp | null, last: RegExp | null])[] = [
  ['Programme', /^(?:Operation|Project|Programme)\b/, null],
  ['University', /^University of\b/, /^(?:University|College|Polytechnic)$/],
  ['Ministry', /^(?:Ministry|Department) (?:of|for)\b/, /^(?:Ministry|Department)$/],
  ['Court', /^Court of\b/, /^(?:Court|Tribunal)$/],
  ['Parliament', null, /^(?:Parliament|Congress|Senate|Assembly|Duma|Bundestag|Storting)$/],
  [
    'PublicBody',
    /^(?:Office|Bureau|Commission) (?:of|for)\b/,
    /^(?:Agency|Authority|Commission|Council|Directorate|Inspectorate|Bureau|Office|Police|Board)$/,
  ],
  [
    'Company',
    null,
    /^(?:Inc|Ltd|Limited|Corporation|Corp|Company|Co|PLC|plc|GmbH|AG|SA|Group|Holdings|Airlines|Airways|Bank|Ferries|Industries)$/,
  ],
  [
    'MediaOrganization',
    null,
    /^(?:Times|Post|Herald|Gazette|Guardian|Telegraph|Tribune|Echo|Chronicle|Journal|Broadcasting|News)$/,
  ],
  ['PoliticalParty', null, /^Party$/],
  [
    'Organization',
    /^(?:National|International|Royal)? ?(?:Union|Institute|Association|Society|Federation|League|Museum|Centre|Center|Foundation) (?:of|for)\b/,
    /^(?:Institute|Association|Society|Foundation|Union|Trust|Museum|Club|Federation|League|Alliance|Committee|Organisation|Organization|Observatory|Laboratory|Library|Hospital|Centre|Center|Network|Fund)$/,
  ],
  ['Sea', /^Sea of\b/, /^Sea$/],
  ['Ocean', null, /^Ocean$/],
  ['Strait', /^Straits? of\b/, /^(?:Strait|Straits|Channel)$/],
  ['WaterBody', /^(?:Lake|Gulf|Bay|River|Loch)\b/, /^(?:River|Lake|Bay|Gulf|Fjord|Canal|Sound|Firth)$/],
  [
    'Landform',
    /^(?:Mount|Cape|Isle of|Island of)\b/,
    /^(?:Island|Islands|Mountains?|Peninsula|Valley|Hill|Hills|Glacier|Desert|Point|Head|Peak|Volcano)$/,
  ],
  ['Facility', null, /^(?:Airport|Bridge|Harbour|Harbor|Station|Dam|Lighthouse|Stadium|Tower|Castle|Abbey|Cathedral)$/],
  ['AdministrativeRegion', null, /^(?:County|Province|Oblast|Prefecture|District)$/],
];
const HONORIFIC =
  /^(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Senator|Captain|General|Admiral|Judge|Councillor|Minister|Chancellor|Bishop)\.?$/;
const TITLED = new RegExp(`(?:^|\\s)(${HONORIFIC.source.slice(1, -1)})\\s$`);

/** People, organisations and places by their capitals, the words they are made of and the tagger. */
export function newcomersIn(text: string, tagged: readonly Tagged[], taken: readonly Range[]): readonly NewFound[] {
  return runsIn(text).flatMap(run => {
    const range = trim(text, run, tagged);
    if (range === null || taken.some(other => other.start < range.end && range.start < other.end)) return [];
    return judge(text, range, tagged) ?? [];
  });
}

const STOP =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Spring|Summer|Autumn|Winter|I|He|She|It|They|We|You|His|Her|Its|Their|Our|My|Your|There|Here|Those|These|This|That|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Mr|Dr|No|Yes|Who|Which|Somebody|Nobody|Everyone)$/;

/** Without the words that only begin a sentence, the article, titles, a full stop and a possessive. */
function trim(text: string, range: Range, tagged: readonly Tagged[]): Range | null {
  let { start, end } = range;
  end -= /(?:['’]s|\.)$/.exec(text.slice(start, end))?.[0].length ?? 0;
  for (;;) {
    const first = /^[^\s]+/.exec(text.slice(start, end))?.[0];
    if (first === undefined) return null;
    const rest = start + first.length + 1 < end;
    const opens =
      start === 0 ||
      /[.!?:]["”’)]*\s+["“‘(]?$|^["“‘(]$/.test(text.slice(0, start)) ||
      /["“‘]$/.test(text.slice(0, start));
    const drop = STOP.test(first) || HONORIFIC.test(first) || (opens && !isName(wordFrom(tagged, start), rest));
    if (!drop) break;
    if (!rest) return null;
    start += first.length + 1;
    const joint = /^(?:of|for|de|du|van|von|der|den|la|al|bin|the)\s+/.exec(text.slice(start, end));
    if (joint) start += joint[0].length;
  }
  return end - start > 1 ? { start, end } : null;
}

/** Whether the first word of a sentence is a name in its own right. */
function isName(word: Tagged | undefined, more: boolean): boolean {
  if (word === undefined) return more;
  const { tags } = word;
  if (
    ['FirstName', 'LastName', 'Person', 'City', 'Country', 'Place', 'Organization', 'Region'].some(tag => tags.has(tag))
  )
    return true;
  return more && tags.has('Noun') && !tags.has('Pronoun') && !tags.has('Plural');
}

/** `Dutch` in `the Dutch company`, which the tagger takes for one name with what follows. */
function isPeople(word: Tagged | undefined, tagged: readonly Tagged[]): boolean {
  if (word === undefined || word.tags.has('Demonym')) return word !== undefined;
  const next = tagged[tagged.indexOf(word) + 1];
  return (
    /(?:ese|ish|an|ch|i)$/.test(word.text) &&
    word.tags.has('Organization') &&
    next?.tags.has('Organization') === true &&
    /^\p{Ll}/u.test(next.text)
  );
}

function judge(text: string, range: Range, tagged: readonly Tagged[]): NewFound | null {
  const label = text.slice(range.start, range.end).replace(/\s+/g, ' ');
  const words = label.split(' ');
  const base = { ...range, label };
  const told = toldType(text, range);
  if (told !== null) return { ...base, type: told.type, confidence: 0.86, why: `the prose calls it \`${told.noun}\`` };
  for (const [type, first, last] of CUES) {
    if (words.length > 1 && (first?.test(label) || last?.test(words.at(-1)!)))
      return {
        ...base,
        type,
        confidence: 0.85,
        why: `a name with \`${first?.test(label) ? words[0] : words.at(-1)}\` in it`,
      };
  }
  const inside = tagged.filter(word => word.start < range.end && word.end > range.start);
  const tags = (tag: string): boolean => inside.some(word => word.tags.has(tag));
  const title = TITLED.exec(text.slice(Math.max(0, range.start - 14), range.start))?.[1];
  if (title !== undefined)
    return {
      ...base,
      start: range.start - title.length - 1,
      type: 'Person',
      confidence: 0.9,
      why: 'a name after a title',
    };
  if (words.length > 1 && words.length < 5 && tags('FirstName') && !/ (?:of|for) /.test(label))
    return { ...base, type: 'Person', confidence: 0.88, why: 'a first name and another' };
  if (words.length === 1 && isPeople(inside[0], tagged)) return null;
  const belongs = /\b(?:of|at|from|in) $/.test(text.slice(0, range.start));
  if (!belongs && /^,? who\b/.test(text.slice(range.end)) && words.length < 4)
    return { ...base, type: 'Person', confidence: 0.85, why: 'a name before `who`' };
  const place = tags('Country')
    ? 'Country'
    : tags('City')
      ? 'City'
      : tags('Region')
        ? 'Region'
        : tags('Place')
          ? 'Place'
          : null;
  if (place !== null && words.length < 3 && !tags('Demonym'))
    return { ...base, type: place, confidence: place === 'Place' ? 0.5 : 0.8, why: 'the tagger knows it as a place' };
  if (tags('Person') && words.length < 4)
    return {
      ...base,
      type: 'Person',
      confidence: words.length > 1 ? 0.6 : 0.45,
      why: 'the tagger takes it for a person',
    };
  if (tags('Organization'))
    return { ...base, type: 'Organization', confidence: 0.6, why: 'the tagger takes it for an organisation' };
  if (tags('Demonym') || words.length > 6) return null;
  if (/\b(?:in|at|near|from)\s$/.test(text.slice(0, range.start)) && words.length < 3)
    return { ...base, type: 'Place', confidence: 0.5, why: 'capitals after a word of place' };
  return words.length > 1 || /^\p{Lu}{2,6}$/u.test(label)
    ? { ...base, type: 'Organization', confidence: 0.4, why: 'capitals' }
    : { ...base, type: 'Entity', confidence: 0.3, why: 'a capital' };
}
