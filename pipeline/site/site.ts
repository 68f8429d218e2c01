import type { Manifest } from '../emit/emitter.ts';
import type { Model, Row } from '../model.ts';
import type { Catalogue } from './catalogue.ts';
import type { Html } from './html.ts';
import type { Linked } from './linked.ts';
import type { Words } from './words.ts';

/** What every page is made from. */
export interface Site {
  readonly model: Model;
  readonly manifest: Manifest;
  readonly catalogue: Catalogue;
  readonly words: Words;
  /** Files to download, by path relative to the site. */
  readonly files: readonly Download[];
  readonly linked: Linked;
  /** Pages that there are, as the navigation offers them. */
  readonly sections: readonly Section[];
  /** Articles in order. */
  readonly documents: readonly Row[];
}

export interface Download {
  readonly path: string;
  readonly bytes: number;
}

export type SectionName = 'read' | 'timeline' | 'map' | 'network' | 'things' | 'tables' | 'search';

export interface Section {
  readonly name: SectionName;
  readonly path: string;
}

/** One page, before its frame is put around it. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly section: SectionName | 'home' | null;
  /** Class of the body, for its style. */
  readonly look: string;
  readonly main: Html;
  /** Scripts besides the common one, by path in the site. */
  readonly scripts?: readonly string[];
  /** Linked data for search engines. */
  readonly embedded?: string | null;
  /** Linked data beside the page. */
  readonly data?: string | null;
  readonly isArticle?: boolean;
  /** Where the page leads on to at once, relative to it. */
  readonly leadsTo?: string;
}

/** A page or a file, finished. */
export interface Written {
  readonly path: string;
  readonly content: string;
}
