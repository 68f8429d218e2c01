import { dump } from 'js-yaml';
import { stated } from './description/json.ts';
import type { Manifest, OpenEmitter, Party } from './emitter.ts';
import { licenceOf } from './licence.ts';

/*
 * CITATION.cff: Citation File Format 1.2.0. An author's name is given as a whole, in the form that the format has for bodies:
 * which of its words is the family's, nobody has said.
 */

/** Writes CITATION.cff. */
export const openCitation: OpenEmitter = ({ manifest, output }) => ({
  add() {},
  close() {
    const sink = output.file('CITATION.cff');
    sink.write(dump(citation(manifest), { lineWidth: 100, noRefs: true }));
    sink.close();
  },
});

function citation(manifest: Manifest): object {
  const { creators, publisher } = manifest;
  const authors = (creators.length > 0 ? creators : publisher ? [publisher] : []).map(author);
  const licence = licenceOf(manifest.licence);
  return stated({
    'cff-version': '1.2.0',
    message: 'If you use this dataset, please cite it as follows.',
    type: 'dataset',
    title: manifest.title,
    abstract: manifest.description.trim(),
    authors: authors.length > 0 ? authors : [{ alias: 'anonymous' }],
    version: manifest.version,
    'date-released': manifest.published,
    ...(licence.id === null ? { 'license-url': licence.url } : { license: licence.id }),
    url: manifest.base,
    'repository-code': manifest.repository,
    keywords: manifest.keywords,
  });
}

function author({ name, url, email }: Party) {
  const isOrcid = url?.startsWith('https://orcid.org/') ?? false;
  return stated({ name, ...(isOrcid ? { orcid: url } : { website: url }), email });
}
