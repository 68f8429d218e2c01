import { toIri } from './rdf/iri.ts';

/** The terms on which something is given, as far as they say who wrote them. */
export interface Licence {
  /** SPDX identifier; null where an address is given and nothing else. */
  readonly id: string | null;
  /** Web address of the text: an absolute IRI. */
  readonly url: string;
  /** Words for people. */
  readonly title: string;
}

const CREATIVE_COMMONS = /^CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)$/;
const PARTS: { readonly [part: string]: string } = {
  BY: 'Attribution',
  NC: 'NonCommercial',
  ND: 'NoDerivatives',
  SA: 'ShareAlike',
};

/** What is known of a licence that is given as an SPDX identifier or as the address of its text. */
export function licenceOf(text: string): Licence {
  const [, kind, version] = CREATIVE_COMMONS.exec(text) ?? [];
  if (kind) {
    const words = kind.split('-').map(part => PARTS[part]);
    const url = `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/`;
    return { id: text, url, title: `Creative Commons ${words.join('-')} ${version}` };
  }
  if (text === 'CC0-1.0') {
    const url = 'https://creativecommons.org/publicdomain/zero/1.0/';
    return { id: text, url, title: 'Creative Commons Zero 1.0 (public domain)' };
  }
  const address = toIri(text);
  if (address !== null) return { id: null, url: address, title: address };
  return { id: text, url: `https://spdx.org/licenses/${encodeURIComponent(text)}`, title: text };
}
