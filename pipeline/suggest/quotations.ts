import type { Range } from './passages.ts';

export interface QuotedFound extends Range {
  readonly quoteKind: 'direct' | 'term';
  readonly speaker: Speaker | null;
  readonly confidence: number;
  readonly why: string;
}

/** Somebody who may have said something. */
export interface Agent extends Range {
  readonly id: string;
  readonly person: boolean;
}

/** `id` is null where the article names nobody. */
export interface Speaker {
  readonly id: string | null;
  readonly words: string;
}

const SAID =
  '(?:said|says|say|saying|told|tells|asked|asks|added|adds|wrote|writes|argued|argues|claimed|claims|called|calls|calling|described|describes|announced|replied|replies|explained|explains|warned|warns|insisted|insists|noted|notes|stated|states|declared|declares|remarked|recalled|recalls|admitted|admits|complained|concluded|concludes|commented|put)';
const QUOTED =
  /"([^"\n]+)"|“([^”]+)”|„([^“”]+)[“”]|«\s?([^»]+?)\s?»|(?<![\p{L}\p{N}])‘([^’]+(?:’\p{L}[^’]*)*)’(?!\p{L})/gu;

/** Quoted words and who said them: the agent beside a verb of saying, before or after. */
export function quotationsIn(text: string, agents: readonly Agent[]): readonly QuotedFound[] {
  return [...text.matchAll(QUOTED)].flatMap(match => {
    const words = match.slice(1).find(group => group !== undefined)!;
    const start = match.index + match[0].indexOf(words);
    const trimmed = words.replace(/[,;\s]+$/, '');
    if (trimmed === '' || !/\p{L}/u.test(trimmed)) return [];
    const outer = { start: match.index, end: match.index + match[0].length };
    return [found(text, { start, end: start + trimmed.length }, outer, agents)];
  });
}

function found(text: string, range: Range, outer: Range, agents: readonly Agent[]): QuotedFound {
  const words = text.slice(range.start, range.end);
  const count = words.split(/\s+/).length;
  const speaker = speakerOf(text, outer, agents);
  const quoteKind = count > 3 || /[.!?]$/.test(words) ? 'direct' : 'term';
  const title = count > 1 && words.split(/\s+/).every(word => /^\p{Lu}|^(?:of|the|and|in|on|for|to|a|an)$/u.test(word));
  const goes = /\p{L},?\s*$/u.test(text.slice(0, outer.start)) && /^\p{Ll}/u.test(words) && isSecondHalf(text, outer);
  const [confidence, why] = judge({ count, title, speaker, goes });
  return { ...range, quoteKind, speaker, confidence, why };
}

interface Marks {
  readonly count: number;
  readonly title: boolean;
  readonly speaker: Speaker | null;
  readonly goes: boolean;
}

function judge({ count, title, speaker, goes }: Marks): [confidence: number, why: string] {
  if (goes) return [0.4, 'quoted words that go on from the quotation before'];
  if (title) return [0.45, 'quoted, but with the capitals of a title'];
  const named = speaker?.id != null;
  if (named) return [count > 3 ? 0.95 : 0.91, `quoted, and a verb of saying stands by \`${speaker.words}\``];
  if (speaker)
    return [count > 3 ? 0.91 : 0.7, `quoted, and a verb of saying stands by \`${speaker.words}\`, who has no id`];
  return count > 6
    ? [0.8, 'quoted, by nobody who could be found']
    : [0.6, 'a few quoted words, by nobody who could be found'];
}

/** `"…," said X, "and …"`: the second half. */
function isSecondHalf(text: string, { start }: Range): boolean {
  return new RegExp(`["”»][^"“«.!?]{0,60}\\b${SAID}\\b[^"“«.!?]{0,60},\\s*$`).test(
    text.slice(Math.max(0, start - 160), start),
  );
}

function speakerOf(text: string, outer: Range, agents: readonly Agent[]): Speaker | null {
  return after(text, outer, agents) ?? before(text, outer, agents);
}

/** `"…," said X` and `"…," X said`. */
function after(text: string, { start, end }: Range, agents: readonly Agent[]): Speaker | null {
  const rest = text.slice(end, end + 120);
  const inverted = new RegExp(`^[,.]?\\s+${SAID}\\s+`).exec(rest);
  if (inverted) {
    const at = end + inverted[0].length;
    return (
      someoneAt(text, at, agents) ??
      pronounAt(text, at, start, agents) ??
      unnamed(
        /^(?:an?|the|one|its|his|her) [\p{Ll} -]{3,40}?(?=[,.;]| (?:who|of|at|in|for)\b|$)/u.exec(text.slice(at))?.[0],
      )
    );
  }
  const direct = new RegExp(`^[,.]?\\s+(.{2,60}?)\\s+(?:[\\p{Ll}]+ly\\s+)?${SAID}\\b`, 'u').exec(rest);
  if (!direct || /[.!?"“”]\s/.test(direct[1]!)) return null;
  const at = end + direct[0].indexOf(direct[1]!);
  return (
    someoneAt(text, at, agents) ??
    pronounAt(text, at, start, agents) ??
    unnamed(/^(?:an?|the) [\p{Ll} -]{3,40}$/u.exec(direct[1]!)?.[0])
  );
}

/** `X said that "…"`, `X calls it "…"`: the agent nearest before the last verb of saying of the sentence. */
function before(text: string, { start }: Range, agents: readonly Agent[]): Speaker | null {
  const from = sentenceStart(text, start);
  // What stands in a clause of its own says nothing of the verb after it: `X, which Y published, called it "…"`.
  const lead = text
    .slice(from, start)
    .replace(/, (?:which|who|that|whose)\b[^,]*,/g, clause => ' '.repeat(clause.length));
  const verbs = [...lead.matchAll(new RegExp(`\\b${SAID}\\b`, 'g'))];
  const verb = verbs.at(-1);
  if (!verb) return null;
  const at = from + verb.index;
  const subject = agents
    .filter(agent => agent.start >= from && agent.end <= at && isSubject(agent.start, from, lead))
    .at(-1);
  if (subject) return { id: subject.id, words: text.slice(subject.start, subject.end) };
  const pronoun = [...lead.slice(0, verb.index).matchAll(/\b(?:[Hh]e|[Ss]he)\b/g)].at(-1);
  return pronoun ? pronounAt(text, from + pronoun.index, from, agents) : null;
}

/** Not inside a clause of its own, and not the town or house of the one who speaks: `Helen Marlowe of Oxford`. */
function isSubject(start: number, from: number, lead: string): boolean {
  return lead[start - from] !== ' ' && !/\b(?:of|at|from|in)(?: the)? $/.test(lead.slice(0, start - from));
}

function sentenceStart(text: string, at: number): number {
  const stops = [...text.slice(0, at).matchAll(/[.!?]["”’)]*\s+(?=["“‘]?\p{Lu})/gu)];
  // A stop after a title or an initial ends no sentence.
  const stop = stops.filter(({ index }) => !/\b(?:Mr|Mrs|Ms|Dr|Prof|St|\p{Lu})$/u.test(text.slice(0, index))).at(-1);
  return stop ? stop.index + stop[0].length : 0;
}

function someoneAt(text: string, at: number, agents: readonly Agent[]): Speaker | null {
  const title = /^(?:the |Mr\.? |Mrs\.? |Ms\.? |Dr\.? |Prof\.? |Professor |(?:[a-z]+ ){1,3}(?=\p{Lu}))?/u.exec(
    text.slice(at),
  )![0].length;
  const agent = agents.find(({ start }) => start === at || start === at + title);
  return agent ? { id: agent.id, words: text.slice(agent.start, agent.end) } : null;
}

/** The person whom `he` or `she` speaks of: the one named last before. */
function pronounAt(text: string, at: number, limit: number, agents: readonly Agent[]): Speaker | null {
  if (!/^(?:he|she)\b/i.test(text.slice(at))) return null;
  const last = agents.filter(({ person, end }) => person && end <= limit).at(-1);
  return last
    ? { id: last.id, words: text.slice(last.start, last.end) }
    : { id: null, words: text.slice(at).split(/\s/, 1)[0]! };
}

function unnamed(words: string | undefined): Speaker | null {
  return words === undefined ? null : { id: null, words };
}
