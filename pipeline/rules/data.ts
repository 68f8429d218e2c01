import { error, type Id, type Near, near, one, q } from './rule.ts';

/** YAML, and what it says of things. */
export const data = {
  'yaml-syntax': error(
    ({ found, expected }: { found: string; expected: string }) => `Unexpected ${found}, expected ${expected}`,
  ),
  'yaml-not-mapping': error(
    ({ words }: { words: string }) => `Unexpected YAML value ${q(words)}, expected a mapping such as \`id: value\``,
  ),
  'yaml-documents': error(() => 'Unexpected second YAML document, expected one; remove the line `---`'),
  'yaml-key': error(() => 'Unexpected list or mapping as a key, expected plain text; put it in quotes if it is text'),
  'yaml-key-doubled': error(
    ({ key }: { key: string }) => `Unexpected second key ${q(key)}, expected each key once; remove one`,
  ),
  'yaml-alias': error(
    ({ words }: { words: string }) =>
      `Unexpected YAML anchor, alias or tag ${q(words)}, expected a plain value; repeat the value, or put it in quotes if it is text`,
  ),
  'entry-not-mapping': error(
    ({ id }: Id) =>
      `Unexpected value for ${q(id)}, expected a mapping of fields; write ${q(`${id}: {type: …, label: …}`)}`,
  ),
  'id-doubled': error(
    ({ id }: Id) =>
      `Unexpected second declaration of ${q(id)}, expected one; to add fields to a definition leave out \`type\` and \`label\``,
  ),
  'fields-of-registry': error(
    ({ id }: Id) => `Unexpected fields for ${q(id)}, which the registry declares, expected them there; move them`,
  ),
  'id-former': error(
    ({ id, now }: Id & { now: string }) =>
      `Unexpected former id ${q(id)} of ${q(now)}, expected one that nothing else has; remove it there or rename this`,
  ),
  'licence-unknown': error(
    ({ licence, near: n }: { licence: string } & Near) =>
      `Unexpected licence ${q(licence)}, expected an SPDX identifier such as \`CC-BY-4.0\` or a web address${near(n)}`,
  ),
  'type-unknown': error(
    ({ type, near: n }: { type: string } & Near) =>
      `Unexpected type ${q(type)}, expected a type of the vocabulary${near(n)}`,
  ),
  'field-missing': error(
    ({ id, field }: Id & { field: string }) =>
      `Unexpected absence of ${q(field)} in ${q(id)}, expected it; add ${q(`${field}: …`)}`,
  ),
  'field-empty': error(
    ({ field, expected }: { field: string; expected: string }) =>
      `Unexpected ${q(field)} without a value, expected ${expected}; write it, or remove the field`,
  ),
  'field-unknown': error(
    ({ field, kind, near: n }: { field: string; kind: string } & Near) =>
      `Unexpected field ${q(field)}, expected a field of ${kind}${near(n)}`,
  ),
  'field-value': error(
    ({ field, value, expected, near: n }: { field: string; value: string; expected: string } & Near) =>
      `Unexpected value ${q(value)} for ${q(field)}, expected ${expected}${near(n)}`,
  ),
  'role-unknown': error(
    ({ role, type, allowed, near: n }: { role: string; type: string; allowed: readonly string[] } & Near) =>
      `Unexpected role ${q(role)} for ${q(type)}, expected ${allowed.length > 0 ? one(allowed) : 'none'}${near(n)}`,
  ),
  'role-missing': error(
    ({ role, type, fillers }: { role: string; type: string; fillers: readonly string[] }) =>
      `Unexpected absence of ${q(role)} in ${q(type)}, expected ${one(fillers)}; add ${q(`${role}: …`)}`,
  ),
  'role-too-many': error(
    ({ role, type, count }: { role: string; type: string; count: number }) =>
      `Unexpected ${count} fillers of ${q(role)}, expected one for ${q(type)}; keep one`,
  ),
  'filler-type': error(
    ({ id, type, role, fillers }: Id & { type: string; role: string; fillers: readonly string[] }) =>
      `Unexpected ${q(type)} ${q(id)} as ${q(role)}, expected ${one(fillers)}`,
  ),
  'filler-doubled': error(
    ({ id, role }: Id & { role: string }) =>
      `Unexpected second ${q(id)} in ${q(role)}, expected each once; for a number write ${q(`{ref: ${id}, count: 2}`)}`,
  ),
  'id-unknown': error(
    ({ id, near: n }: Id & Near) => `Unexpected undeclared id ${q(id)}, expected a declared one${near(n)}`,
  ),
  'quantity-form': error(
    ({ value, near: n }: { value: string } & Near) =>
      `Unexpected quantity ${q(value)}, expected a number with its bound and unit where it has them, such as \`~320 km\`, \`>40\` or \`3..5 ships\`${near(n)}`,
  ),
  'part-cycle': error(
    ({ ids }: { ids: readonly string[] }) =>
      `Unexpected circle of \`partOf\` (${circle(ids)}), expected a tree; break it`,
  ),
  'end-before-start': error(
    ({ start, end }: { start: string; end: string }) =>
      `Unexpected end ${q(end)} before start ${q(start)}, expected it after; change one of them`,
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
  'evidence-missing': error(
    ({ id, kind }: Id & { kind: string }) =>
      `Unexpected ${kind} ${q(id)} without evidence, expected words that state it; mark them with ${q(`[words](#${id})`)} or add \`evidence\``,
  ),
  'evidence-not-found': error(
    ({ exact, near: n }: { exact: string } & Near) =>
      `Unexpected evidence ${q(exact)}, expected words of the article as they stand there${near(n)}`,
  ),
  'evidence-ambiguous': error(
    ({ exact, count }: { exact: string; count: number }) =>
      `Unexpected evidence ${q(exact)}, which stands ${count} times in the article, expected once; add \`prefix\` or \`suffix\``,
  ),
  'quotation-unmarked': error(
    ({ id }: Id) =>
      `Unexpected quotation ${q(id)} whose words aren't marked, expected them in the prose; write ${q(`"[words](#${id})"`)}`,
  ),
};

/** `a` → `b` → `a`; a long one without its middle. */
function circle(ids: readonly string[]): string {
  const shown = ids.length > 8 ? [...ids.slice(0, 4).map(q), '…', ...ids.slice(-3).map(q)] : ids.map(q);
  return shown.join(' → ');
}
