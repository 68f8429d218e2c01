import { setImmediate as pause } from 'node:timers/promises';
import { assemble } from './assemble.ts';
import { loadCorpus } from './corpus.ts';
import type { Filled, FillWork, ReadWork } from './jobs.ts';
import { Part } from './part.ts';
import { plan } from './plan.ts';
import { openProject, ProjectError, readAsset } from './project.ts';
import { openSession, type Session } from './session.ts';
import { openMerges } from './write/merges.ts';
import { mirrored } from './write/mirror.ts';
import type { Store } from './write/store.ts';
import { openStores } from './write/stores.ts';
import { joinDist } from './write.ts';

/**
 * Does another process's work; `tick` is told of each article that was read. Between two articles it lets messages come in, so that
 * a process whose asker is gone can end.
 */
export async function perform(work: ReadWork | FillWork, tick: () => void): Promise<Filled> {
  const { folder, stores, render } = work;
  const store = openStores(stores);
  const renderer = render ? (await import('./render.ts')).render : undefined;
  const session = openSession(openProject(folder, folder), {
    from: folder,
    store,
    ...(renderer && { render: renderer }),
  });
  if (session.fingerprint !== work.fingerprint)
    throw new ProjectError('Unexpected change of the sources while they were built, expected none; build again');
  return work.do === 'read' ? read(work, session, tick) : fill(work, session, store);
}

async function read({ paths }: ReadWork, session: Session, tick: () => void): Promise<Filled> {
  for (const path of paths) {
    session.read(path);
    tick();
    await pause();
  }
  return { files: [], closed: [] };
}

async function fill(
  { keys, formats, all, share, ledger }: FillWork,
  { shared, manifest, frame }: Session,
  store: Store,
): Promise<Filled> {
  const corpus = await loadCorpus(keys, store);
  const parts = { ...shared, overview: corpus.overview, load: corpus.load };
  const joined = joinDist(share);
  try {
    const output = all.includes('site') ? mirrored(joined.output, 'site/') : joined.output;
    const most = (table: string): number => corpus.overview.most(table);
    const context = { model: shared.model, manifest: manifest!, output, most, asset: readAsset };
    const part = await Part.open(formats, all, context, ledger);
    // What there is to say about the whole was said by who asks.
    await part.add(
      assemble(
        parts,
        plan(parts, () => {}, ledger ? openMerges(`${ledger.folder}.merged`, frame) : undefined),
      ),
      true,
    );
    await part.close();
    return { files: joined.files(), closed: part.closed };
  } finally {
    joined.abort();
  }
}
