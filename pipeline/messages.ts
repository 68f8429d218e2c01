import type { Place } from './place.ts';

export type Severity = 'error' | 'warning';

/** What is wrong, where, and how to mend it: plain data, so that it can be cached, sent between threads and printed in any format. */
export interface Problem {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** "Unexpected X, expected Y" and the mend. */
  readonly message: string;
  readonly place: Place;
  readonly related: readonly Related[];
  /** The text that mends it, where the mend is mechanical. */
  readonly fix: Fix | null;
}

/** Another place that belongs to the problem, such as the first declaration. */
export interface Related {
  readonly place: Place;
  readonly says: string;
}

/** Replace `[start, end)` (offsets as in `Place`) of the problem's file by `text`. */
export interface Fix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function error<Words>(say: (words: Words) => string): { severity: 'error'; say: (words: Words) => string } {
  return { severity: 'error', say };
}
function warning<Words>(say: (words: Words) => string): { severity: 'warning'; say: (words: Words) => string } {
  return { severity: 'warning', say };
}

/** Author's text as it stands in a message: in backticks, on one line, cut at 60 characters. */
function q(words: string): string {
  const line = words.replace(/\s+/gu, ' ');
  const cut = [...line].length > 60 ? `${[...line].slice(0, 59).join('')}…` : line;
  return `\`${cut.replaceAll('`', 'ˋ')}\``;
}
function list(words: readonly string[]): string {
  const shown = words.slice(0, 8).map(q).join(', ');
  return words.length > 8 ? `${shown} …` : shown;
}
function near(words: string | null): string {
  return words === null ? '' : `; did you mean ${q(words)}?`;
}
function one(words: readonly string[]): string {
  return words.length === 1 ? q(words[0]!) : `one of ${list(words)}`;
}

type Near = { near: string | null };
type Id = { id: string };

/** Every rule: its severity and its sentence. The authoring guide (`source/README.md`) has an example of each. */
export const rules = {
  // Syntax
  'front-matter-missing': error(
    () => 'Unexpected start of article, expected front matter; begin the file with `---`, `id:`, `title:` and `---`',
  ),
  'front-matter-late': error(
    () => 'Unexpected text before the front matter, expected `---` on the first line; move the block to the top',
  ),
  'reference-undeclared': error(
    ({ id, near: n }: Id & Near) =>
      `Unexpected undeclared id ${q(id)}, expected a declared one${near(n) || '; declare it with a definition, a data block or the registry'}`,
  ),
  'reference-undefined': error(
    ({ id }: Id) =>
      `Unexpected reference to ${q(id)} without a definition in this article; write \`[words](#${id})\` or add its definition`,
  ),
  'reference-shortcut': error(
    ({ id }: Id) =>
      `Unexpected shortcut ${q(`[${id}]`)} of a declared id, expected ${q(`[${id}][]`)} or ${q(`[words][${id}]`)}`,
  ),
  'link-nested': error(
    ({ words }: { words: string }) =>
      `Unexpected link around another link at ${q(words)}, expected links side by side; keep the outer words to the verb phrase`,
  ),
  'definition-not-taken': error(
    ({ words }: { words: string }) =>
      `Unexpected definition ${q(words)} inside a paragraph, expected a blank line before it and its title in quotes`,
  ),
  'definition-nested': error(
    ({ id }: Id) =>
      `Unexpected definition of ${q(id)} inside a list or quote, expected it at the top level; move it to the end of the article`,
  ),
  'definition-doubled': error(
    ({ id }: Id) => `Unexpected second definition of ${q(id)}, expected one; remove this one`,
  ),
  'definition-title': error(({ title }: { title: string }) => `Unexpected title ${q(title)}, expected \`Type: Label\``),
  'definition-target': error(
    ({ id, target }: Id & { target: string }) =>
      `Unexpected address ${q(target)} for ${q(id)}, expected ${q(`#${id}`)} or a web address`,
  ),
  'id-form': error(
    ({ id, near: n }: Id & Near) =>
      `Unexpected id ${q(id)}, expected small letters, digits and hyphens, beginning with a letter${near(n)}`,
  ),
  'words-empty': error(
    ({ target }: { target: string }) =>
      `Unexpected link to ${q(target)} without words, expected the words that speak of it`,
  ),
  'scheme-unknown': error(
    ({ scheme, near: n }: { scheme: string } & Near) =>
      `Unexpected scheme ${q(scheme)}, expected \`date:\`, \`#id\` or a web address${near(n)}`,
  ),
  'date-form': error(
    ({ date, near: n }: { date: string } & Near) =>
      `Unexpected date ${q(date)}, expected an EDTF date such as \`2024-07\`, \`2022~\` or \`2022/2023\`${near(n)}`,
  ),
  'comment-swallows': error(
    ({ words }: { words: string }) =>
      `Unexpected text ${q(words)} on the line of an HTML comment, which hides it; put the comment on a line of its own`,
  ),
  'html-swallows': error(
    ({ words }: { words: string }) =>
      `Unexpected annotation ${q(words)} inside raw HTML, which hides it; leave a blank line after the tag`,
  ),
  'fence-unclosed': error(() => 'Unexpected end of article inside a fenced block, expected its closing fence'),
  'data-block-nested': error(
    () => 'Unexpected data block inside a list or quote, expected it at the top level of the article',
  ),
  'data-block-indented': error(() => 'Unexpected indented data block, expected its fence at the start of the line'),
  'data-block-info': error(({ info }: { info: string }) => `Unexpected info string ${q(info)}, expected \`yaml data\``),
  // Data
  'yaml-syntax': error(({ reason }: { reason: string }) => `Unexpected YAML: ${reason}`),
  'yaml-not-mapping': error(() => 'Unexpected YAML value, expected a mapping such as `id: value`'),
  'yaml-documents': error(() => 'Unexpected second YAML document, expected one; remove the `---` line'),
  'yaml-key': error(() => 'Unexpected collection as a key, expected plain text'),
  'yaml-key-doubled': error(({ key }: { key: string }) => `Unexpected second key ${q(key)}, expected each key once`),
  'yaml-alias': error(
    ({ words }: { words: string }) =>
      `Unexpected YAML anchor, alias or tag ${q(words)}, expected plain values; repeat the value, or quote it if it is text`,
  ),
  'entry-not-mapping': error(
    ({ id }: Id) => `Unexpected value for ${q(id)}, expected a mapping of fields; write \`${id}: {type: …, label: …}\``,
  ),
  'id-doubled': error(
    ({ id }: Id) =>
      `Unexpected second declaration of ${q(id)}, expected one; to add fields to it leave out \`type\` and \`label\``,
  ),
  'fields-of-registry': error(
    ({ id }: Id) => `Unexpected fields for ${q(id)}, which the registry declares; put them there`,
  ),
  'type-unknown': error(
    ({ type, near: n }: { type: string } & Near) =>
      `Unexpected type ${q(type)}, expected a type of the vocabulary${near(n)}`,
  ),
  'field-missing': error(
    ({ id, field }: Id & { field: string }) =>
      `Unexpected ${q(id)} without ${q(field)}, expected it; add \`${field}: …\``,
  ),
  'field-unknown': error(
    ({ field, kind, near: n }: { field: string; kind: string } & Near) =>
      `Unexpected field ${q(field)}, expected a field of ${kind}${near(n)}`,
  ),
  'role-unknown': error(
    ({ role, type, allowed, near: n }: { role: string; type: string; allowed: readonly string[] } & Near) =>
      `Unexpected role ${q(role)} for ${q(type)}, expected ${allowed.length ? one(allowed) : 'none'}${near(n)}`,
  ),
  'role-missing': error(
    ({ role, type, fillers }: { role: string; type: string; fillers: readonly string[] }) =>
      `Unexpected ${q(type)} without ${q(role)}, expected ${one(fillers)}`,
  ),
  'role-too-many': error(
    ({ role, type, count }: { role: string; type: string; count: number }) =>
      `Unexpected ${count} fillers of ${q(role)}, expected one for ${q(type)}`,
  ),
  'filler-type': error(
    ({ id, type, role, fillers }: Id & { type: string; role: string; fillers: readonly string[] }) =>
      `Unexpected ${q(type)} ${q(id)} as ${q(role)}, expected ${one(fillers)}`,
  ),
  'field-value': error(
    ({ field, value, expected, near: n }: { field: string; value: string; expected: string } & Near) =>
      `Unexpected value ${q(value)} for ${q(field)}, expected ${expected}${near(n)}`,
  ),
  'id-unknown': error(
    ({ id, near: n }: Id & Near) => `Unexpected undeclared id ${q(id)}, expected a declared one${near(n)}`,
  ),
  'quantity-form': error(
    ({ value }: { value: string }) =>
      `Unexpected quantity ${q(value)}, expected a number with an optional comparator and unit, such as \`~320 km\`, \`>40\` or \`3..5 ships\``,
  ),
  'part-cycle': error(
    ({ ids }: { ids: readonly string[] }) =>
      `Unexpected circle of \`partOf\` (${ids.map(q).join(' → ')}), expected a tree`,
  ),
  'end-before-start': error(
    ({ start, end }: { start: string; end: string }) =>
      `Unexpected end ${q(end)} before start ${q(start)}, expected it after`,
  ),
  'address-shared': error(
    ({ id, other, address }: Id & { other: string; address: string }) =>
      `Unexpected address ${q(address)} for ${q(id)}, which ${q(other)} has already, expected one id for one thing`,
  ),
  'registry-disagrees': error(
    ({ id, field, found, expected }: Id & { field: string; found: string; expected: string }) =>
      `Unexpected ${field} ${q(found)} for ${q(id)}, expected ${q(expected)} as in the registry`,
  ),
  'articles-disagree': error(
    ({ id, field, found, expected }: Id & { field: string; found: string; expected: string }) =>
      `Unexpected ${field} ${q(found)} for ${q(id)}, expected ${q(expected)} as in the other article`,
  ),
  'document-doubled': error(({ id }: Id) => `Unexpected second article with the id ${q(id)}, expected another id`),
  'evidence-missing': error(
    ({ id, kind }: Id & { kind: string }) =>
      `Unexpected ${kind} ${q(id)} without evidence, expected words that state it; mark them with \`[words](#${id})\` or add \`evidence\``,
  ),
  'evidence-not-found': error(
    ({ exact }: { exact: string }) => `Unexpected evidence ${q(exact)}, expected words of the article`,
  ),
  'evidence-ambiguous': error(
    ({ exact, count }: { exact: string; count: number }) =>
      `Unexpected evidence ${q(exact)}, which stands ${count} times in the article, expected once; add \`prefix\` or \`suffix\``,
  ),
  'quotation-unmarked': error(
    ({ id }: Id) =>
      `Unexpected quotation ${q(id)} without quoted words, expected them marked; write \`"[words](#${id})"\``,
  ),
  // Meaning
  'when-ungrounded': warning(
    ({ when, id }: Id & { when: string }) =>
      `Unexpected date ${q(when)} of ${q(id)}, expected a date value in its evidence; mark the words with \`[words](date:${when})\` or set \`whenBasis\``,
  ),
  'filler-unmentioned': warning(
    ({ filler, id }: Id & { filler: string }) =>
      `Unexpected ${q(filler)} in ${q(id)}, expected a mention of it in the evidence; mark its words or widen \`evidence\``,
  ),
  'thing-unmentioned': warning(
    ({ id }: Id) =>
      `Unexpected declaration of ${q(id)} that nothing mentions, expected a mention; mark its words or remove it`,
  ),
  'number-unmarked': warning(
    ({ value, words }: { value: string; words: string }) =>
      `Unexpected quantity ${q(value)} for the words ${q(words)}, expected the number that they state`,
  ),
  'precision-missing': warning(
    ({ id }: Id) => `Unexpected coordinates of ${q(id)} without precision, expected \`precision\` (1 to 7)`,
  ),
  'dataset-missing': error(
    () => 'Unexpected absence of `source/dataset.yaml`, expected it with `title`, `base` and `licence`',
  ),
  'base-placeholder': warning(
    ({ base }: { base: string }) =>
      `Unexpected placeholder host in ${q(base)}, expected the address where the dataset is published`,
  ),
};

export type RuleId = keyof typeof rules;
type Words<R extends RuleId> = Parameters<(typeof rules)[R]['say']> extends [infer W] ? W : Record<string, never>;

export interface Extra {
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

/** Takes a problem down; every stage is handed one. */
export type Report = <R extends RuleId>(rule: R, place: Place, words: Words<R>, extra?: Extra) => void;

export function reportTo(problems: Problem[]): Report {
  return (rule, place, words, extra = {}) => {
    const { severity, say } = rules[rule] as { severity: Severity; say: (words: unknown) => string };
    problems.push({ rule, severity, message: say(words), place, related: extra.related ?? [], fix: extra.fix ?? null });
  };
}

/** The declared word that `word` most likely stands for: within a third of its length in edits (Damerau–Levenshtein), else `null`. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(1, Math.floor(word.length / 3));
  if (word.length > 100) return null;
  const folded = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = edits(folded, candidate.toLowerCase());
    if (distance < bestDistance || (distance === bestDistance && best !== null && candidate < best))
      [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment distance over three rows. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}
