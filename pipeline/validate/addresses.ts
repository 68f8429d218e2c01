import { isWebAddress, nearAddress } from '../declare/addresses.ts';
import { normalizeAddress } from '../identity.ts';
import { replaced, yamlText } from '../mend.ts';
import { nearest } from '../near.ts';
import { placeOf } from '../place.ts';
import { entryOf, nodeAt } from '../yaml.ts';
import { isLicence, nearLicence } from './licences.ts';
import { type Faults, type Judge, type Subject, valuePlace } from './subject.ts';

/** A licence is an SPDX identifier or a web address. */
export function checkLicence(subject: Subject, faults: Faults, { model, report }: Judge): void {
  const { licence } = subject.fields;
  if (typeof licence !== 'string' || faults.fields.has('licence') || isLicence(licence) || isWebAddress(licence))
    return;
  const place = valuePlace(subject, ['licence']);
  const isAddress = /^\s*[a-z][a-z0-9+.-]*:/i.test(licence);
  const near = isAddress ? nearAddress(model, licence) : nearLicence(licence);
  const fix = near === null ? null : replaced(place, yamlText(near));
  if (isAddress) report('address-form', place, { address: licence, near }, { fix });
  else report('licence-unknown', place, { licence, near }, { fix });
}

/** Identifiers are of authorities that the vocabulary knows, and in their form: they become addresses. */
export function checkIdentifiers(subject: Subject, faults: Faults, { model, report }: Judge): void {
  const { identifiers } = subject.fields;
  if (typeof identifiers !== 'object' || identifiers === null || faults.fields.has('identifiers')) return;
  const node = subject.node && nodeAt(subject.node, ['identifiers']);
  for (const [name, value] of Object.entries(identifiers)) {
    const authority = model.authorities.get(name);
    const key = node?.kind === 'map' ? entryOf(node, name)?.key : undefined;
    if (!authority) {
      const place = key ? placeOf(subject.source, key.start, key.end) : subject.place;
      const near = nearest(name, model.authorities.keys());
      const fix = near === null ? null : replaced(place, near);
      report('field-unknown', place, { field: name, kind: '`identifiers`', near }, { fix });
    } else if (!authority.pattern.test(value)) {
      const place = valuePlace(subject, ['identifiers', name]);
      const known = normalizeAddress(model, value);
      const near = known.authority === name ? known.identifier : null;
      const expected = `text of the form \`${authority.pattern.source}\``;
      const fix = near === null ? null : replaced(place, yamlText(near));
      report('field-value', place, { field: `identifiers.${name}`, value, expected, near }, { fix });
    }
  }
}
