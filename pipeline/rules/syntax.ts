import { error, type Id, type Near, near, q, warning } from './rule.ts';

/** The prose and its links. */
export const syntax = {
  'front-matter-missing': error(
    () => 'Unexpected start of article, expected front matter; begin the file with `---`, `id:`, `title:` and `---`',
  ),
  'front-matter-late': error(
    () => 'Unexpected text before the front matter, expected `---` on the first line; move the block to the top',
  ),
  'front-matter-unclosed': error(
    () => 'Unexpected front matter without an end, expected a line `---` after its fields; add it',
  ),
  'reference-undeclared': error(
    ({ id, near: n }: Id & Near) =>
      `Unexpected undeclared id ${q(id)}, expected a declared one${near(n) || '; declare it with a definition, a data block or the registry'}`,
  ),
  'reference-undefined': error(
    ({ id }: Id) =>
      `Unexpected reference to ${q(id)}, which has no definition in this article, expected one; write ${q(`[words](#${id})`)} or add the definition`,
  ),
  'reference-shortcut': error(
    ({ id }: Id) =>
      `Unexpected shortcut ${q(`[${id}]`)} of a declared id, expected ${q(`[${id}][]`)} or ${q(`[words][${id}]`)}`,
  ),
  'link-nested': error(
    ({ words }: { words: string }) =>
      `Unexpected link around another link at ${q(words)}, expected links side by side; keep the outer words to the verb phrase`,
  ),
  'link-broken': error(
    ({ words, expected }: { words: string; expected: string }) =>
      `Unexpected ${q(words)}, which makes no annotation, expected ${expected}`,
  ),
  'words-empty': error(
    ({ target }: { target: string }) =>
      `Unexpected link to ${q(target)} without words, expected the words that speak of it`,
  ),
  'scheme-unknown': error(
    ({ scheme, near: n }: { scheme: string } & Near) =>
      `Unexpected scheme ${q(scheme)}, expected \`date:\`, \`#id\` or a web address${near(n)}`,
  ),
  'address-form': error(
    ({ address, near: n }: { address: string } & Near) =>
      `Unexpected address ${q(address)}, expected a web address with a host and without spaces, quotes or \`<>{}|^\`${near(n)}`,
  ),
  'date-form': error(
    ({ date, near: n }: { date: string } & Near) =>
      `Unexpected date ${q(date)}, expected an EDTF date such as \`2024-07\`, \`2022~\` or \`2022/2023\`${near(n)}`,
  ),
  'definition-not-taken': error(
    ({ words, blank }: { words: string; blank: boolean }) =>
      `Unexpected definition ${q(words)} read as prose, expected ${blank ? 'a blank line before it' : 'an address and a title in quotes'}`,
  ),
  'definition-nested': error(
    ({ id }: Id) =>
      `Unexpected definition of ${q(id)} inside a list, quote or note, expected it at the margin; move it to the end of the article`,
  ),
  'definition-doubled': error(
    ({ id }: Id) => `Unexpected second definition of ${q(id)}, expected one; remove this one`,
  ),
  'definition-title': error(
    ({ title, near: n }: { title: string } & Near) =>
      `Unexpected title ${q(title)}, expected ${q('Type: Label')}${near(n)}`,
  ),
  'definition-target': error(
    ({ id, target, near: n }: Id & { target: string } & Near) =>
      `Unexpected address ${q(target)} for ${q(id)}, expected ${q(`#${id}`)} or a web address${near(n)}`,
  ),
  'id-form': error(
    ({ id, near: n }: Id & Near) =>
      `Unexpected id ${q(id)}, expected a letter and then small letters, digits and hyphens, 100 at most${near(n)}`,
  ),
  'id-reserved': error(
    ({ id }: Id) => `Unexpected id ${q(id)}, which Windows keeps for a device, expected another; add a word to it`,
  ),
  'comment-swallows': error(
    ({ words }: { words: string }) =>
      `Unexpected text ${q(words)} on the line of an HTML comment, which hides it, expected a comment on a line of its own`,
  ),
  'html-swallows': error(
    ({ words }: { words: string }) =>
      `Unexpected annotation ${q(words)} inside raw HTML, which hides it, expected prose; leave a blank line after the tag`,
  ),
  'html-unclosed': error(
    ({ opening, closing }: { opening: string; closing: string }) =>
      `Unexpected end of article inside ${q(opening)}, expected ${q(closing)}; everything after it is hidden`,
  ),
  'fence-unclosed': error(
    ({ fence }: { fence: string }) =>
      `Unexpected end of article inside a fenced block, expected its closing ${q(fence)}`,
  ),
  'data-block-nested': error(
    () =>
      'Unexpected data block inside a list, quote or note, expected it at the margin; move it to the end of the article',
  ),
  'data-block-indented': error(
    () => 'Unexpected indented data block, expected its fence at the start of the line; remove the spaces before it',
  ),
  'data-block-info': error(({ info }: { info: string }) => `Unexpected info string ${q(info)}, expected \`yaml data\``),
  'data-block-unmarked': warning(
    ({ id }: Id) =>
      `Unexpected declaration of ${q(id)} in a block marked ${q('yaml')}, which is not read, expected ${q('yaml data')}`,
  ),
};
