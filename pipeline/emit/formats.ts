import type { EmitContext, Emitter, OpenEmitter } from './emitter.ts';

/** What a build can write, by the name that `--formats` takes; each is loaded only when it is asked for. */
const openers = {
  text: async () => (await import('./text.ts')).openText,
  csv: async () => (await import('./csv.ts')).openCsv,
  parquet: async () => (await import('./parquet.ts')).openParquet,
  jsonld: async () => (await import('./jsonld.ts')).openJsonLd,
  nquads: async () => (await import('./nquads.ts')).openNQuads,
  context: async () => (await import('./context.ts')).openContext,
  shapes: async () => (await import('./shacl.ts')).openShapes,
  xlsx: async () => (await import('./xlsx.ts')).openXlsx,
  followthemoney: async () => (await import('./followthemoney.ts')).openFollowTheMoney,
  quickstatements: async () => (await import('./quickstatements.ts')).openQuickStatements,
  geojson: async () => (await import('./geojson.ts')).openGeoJson,
  reconcile: async () => (await import('./reconcile.ts')).openReconcile,
  // What describes the files comes after them.
  datapackage: async () => (await import('./datapackage.ts')).openDataPackage,
  csvw: async () => (await import('./csvw.ts')).openCsvw,
  citation: async () => (await import('./citation.ts')).openCitation,
  croissant: async () => (await import('./croissant.ts')).openCroissant,
  rocrate: async () => (await import('./rocrate.ts')).openRoCrate,
  readme: async () => (await import('./readme.ts')).openReadme,
  site: async () => (await import('../site/open.ts')).openSite,
} satisfies Record<string, () => Promise<OpenEmitter>>;

export type Format = keyof typeof openers;
export const FORMATS = Object.keys(openers) as readonly Format[];

/** Files that hold the whole dataset, or describe all its tables, each by the format that makes it. */
const WHOLE: { readonly [format in Format]?: string } = {
  jsonld: 'graph.jsonld',
  nquads: 'graph.nq',
  xlsx: 'dataset.xlsx',
  datapackage: 'datapackage.json',
};

/** Of those, what `parts.ts` may lay out as a folder. */
const GRAPHS: readonly Format[] = ['jsonld', 'nquads'];

/** The files by which a dataset of these formats can be had as a whole; a folder of parts ends with `/`. */
export function distributionsOf(formats: readonly Format[], isParted: boolean): string[] {
  return formats.flatMap(format => {
    const path = WHOLE[format];
    if (path === undefined) return [];
    return isParted && GRAPHS.includes(format) ? `${path}/` : path;
  });
}

export async function openFormats(formats: readonly Format[], context: EmitContext): Promise<Emitter[]> {
  const opened: Emitter[] = [];
  for (const format of formats) opened.push((await openers[format]())(context));
  return opened;
}
