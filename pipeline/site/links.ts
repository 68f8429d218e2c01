/*
 * Where pages are. Links between them are relative and name the file, so that they work from a disc as they do from a host;
 * hosted at `base`, `{base}id/china` is the folder whose `index.html` tells of it.
 */

/** Links of one page. */
export interface Links {
  /** A page or a file of the site, by its path in it. */
  to(path: string, fragment?: string): string;
  thing(id: string): string;
  term(term: string): string;
  document(id: string, fragment?: string): string;
}

export function linksFrom(page: string): Links {
  const depth = page.split('/').length - 1;
  const up = '../'.repeat(depth);
  const to = (path: string, fragment?: string): string =>
    up + encodeURI(path) + (fragment === undefined ? '' : `#${encodeURIComponent(fragment)}`);
  return {
    to,
    thing: id => to(thingPage(id)),
    term: term => to(termPage(term)),
    document: (id, fragment) => to(documentPage(id), fragment),
  };
}

export const thingPage = (id: string): string => `id/${id}/index.html`;
export const termPage = (term: string): string => `term/${term}/index.html`;
export const documentPage = (id: string): string => `doc/${id}/index.html`;
export const tablePage = (table: string): string => `tables/${table}/index.html`;

/** Anchor of an event in the margin of an article; a point keeps it apart from anchors that words make. */
export const noteId = (id: string): string => `event.${id}`;
