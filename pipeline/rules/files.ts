import { error, near, q, warning } from './rule.ts';

/** Files, their bytes and their size: what keeps a text from being read at all. */
export const files = {
  'dataset-missing': error(
    () => 'Unexpected absence of `source/dataset.yaml`, expected it with `title`, `base` and `licence`',
  ),
  'file-unreadable': error(
    ({ reason }: { reason: string }) => `Unexpected file that can't be read (${reason}), expected a text file`,
  ),
  'file-outside': error(
    ({ target }: { target: string }) =>
      `Unexpected link to ${q(target)} outside \`source/\`, expected a file of the project; copy it there`,
  ),
  'file-name': error(
    ({ name, expected }: { name: string; expected: string }) =>
      `Unexpected file name ${q(name)}, which is not read, expected ${q(expected)}; rename it`,
  ),
  'encoding-invalid': error(
    ({ byte, guess }: { byte: string; guess: string | null }) =>
      `Unexpected byte ${q(byte)}, expected UTF-8; save the file as UTF-8${guess === null ? '' : ` (it looks like ${guess})`}`,
  ),
  'character-forbidden': error(
    ({ code, name }: { code: string; name: string }) =>
      `Unexpected ${name} ${q(code)}, which can't be seen, expected plain text; remove it`,
  ),
  'character-bidi': warning(
    ({ code }: { code: string }) =>
      `Unexpected direction control ${q(code)}, which makes text read in another order than it is stored, expected none; remove it`,
  ),
  'input-too-long': error(
    ({ found, limit, of }: { found: number; limit: number; of: 'characters' | 'bytes' }) =>
      `Unexpected file of ${number(found)} ${of}, expected at most ${number(limit)}; split it`,
  ),
  'input-too-deep': error(
    ({ limit }: { limit: number }) =>
      `Unexpected list or quote inside more than ${number(limit)} others, expected fewer; bring it nearer to the margin`,
  ),
  'input-too-dense': error(
    ({ what, found }: { what: string; found: number }) =>
      `Unexpected paragraph with ${number(found)} ${what}, expected fewer; put blank lines between its parts, or split the article`,
  ),
  'base-placeholder': warning(
    ({ base }: { base: string }) =>
      `Unexpected placeholder host in ${q(base)}, expected the address where the dataset is published`,
  ),
  'document-doubled': error(
    ({ id }: { id: string }) => `Unexpected second article with the id ${q(id)}, expected another id`,
  ),
  'accept-rule': error(
    ({ rule, near: n }: { rule: string; near: string | null }) =>
      `Unexpected rule ${q(rule)} to accept, expected the rule of a warning${near(n)}`,
  ),
  'accept-error': error(
    ({ rule }: { rule: string }) =>
      `Unexpected error ${q(rule)} to accept, expected the rule of a warning; mend the mistake`,
  ),
  'accept-reason': error(
    ({ rule }: { rule: string }) =>
      `Unexpected absence of a reason, expected it after a colon; write \`accept ${rule}: why\``,
  ),
  'accept-unneeded': warning(
    ({ rule }: { rule: string }) => `Unexpected acceptance of ${q(rule)}, expected such a warning there; remove it`,
  ),
};

/** 1,048,576, the same in every locale. */
function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
