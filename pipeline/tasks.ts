import { setImmediate as pause } from 'node:timers/promises';
import { assemble, estimateRows } from './assemble.ts';
import { type Corpus, changedSources, KEPT, loadCorpus } from './corpus.ts';
import { type Filled, fill } from './fill.ts';
import type { Done, FillTask, LearnTask, ReadTask, Task, Told, Work } from './jobs.ts';
import { plan } from './plan.ts';
import { openProject, readAsset } from './project.ts';
import { openSession, type Read, type Session } from './session.ts';
import type { Article } from './tabulate.ts';
import { openHeads, withHeads } from './write/heads.ts';
import { openMerges } from './write/merges.ts';
import type { Store } from './write/store.ts';
import { openStores } from './write/stores.ts';

/** Does another process's tasks. Between two articles it lets messages come in, so that a process whose asker is gone can end. */
export class Helping {
  readonly #session: Session;
  readonly #store: Store;
  /** By the hashes of their entries. */
  readonly #kept = new Map<string, Article>();
  #room = KEPT;
  #corpus: Promise<Corpus> | null = null;

  private constructor(session: Session, store: Store) {
    this.#session = session;
    this.#store = store;
  }

  /** @throws {ProjectError} where the sources are not those of who asks */
  static async begin({ folder, stores, render, fingerprint }: Work): Promise<Helping> {
    const store = openStores(stores);
    const renderer = render ? (await import('./render.ts')).render : undefined;
    const session = openSession(openProject(folder, folder), {
      from: folder,
      store,
      fast: true,
      ...(renderer && { render: renderer }),
    });
    if (session.fingerprint !== fingerprint) throw changedSources();
    return new Helping(session, store);
  }

  async perform(task: Task): Promise<Done> {
    if (task.do === 'read') return { told: await this.#read(task), filled: null };
    if (task.do === 'fill') return { told: [], filled: await this.#fill(task) };
    this.#corpus = this.#learn(task);
    // What goes wrong is said when it is asked for.
    this.#corpus.catch(() => {});
    return { told: [], filled: null };
  }

  async #read({ paths }: ReadTask): Promise<Told[]> {
    const told: Told[] = [];
    for (const path of paths) {
      const { key, problems, found } = this.#session.read(path);
      if (found?.article && found.mark) this.#keep(found.mark.hash, found.article);
      told.push({ path, key, mark: found?.mark ?? null, problems: found ? [] : problems });
      await pause();
    }
    return told;
  }

  #keep(hash: string, article: Article): void {
    this.#room -= article.text?.length ?? 0;
    if (this.#room > 0) this.#kept.set(hash, article);
  }

  async #learn({ articles, heads }: LearnTask): Promise<Corpus> {
    const known = heads === null ? null : openHeads(heads);
    try {
      const store = known ? withHeads(this.#store, known) : this.#store;
      const make = (number: number): Read => this.#session.make(this.#session.project.articles[number] ?? '');
      return await loadCorpus(articles, { store, kept: this.#kept, make });
    } finally {
      known?.close();
    }
  }

  async #fill({ merges, graphRows, ...filling }: FillTask): Promise<Filled> {
    const { shared, manifest, frame } = this.#session;
    const { overview, load, things } = (await this.#corpus)!;
    const parts = { ...shared, overview, load, things };
    const most = estimateRows(parts);
    const context = { model: shared.model, manifest: manifest!, most, graphRows, asset: readAsset };
    // What there is to say about the whole was said by who asks.
    const planned = plan(parts, () => {}, merges === null ? undefined : openMerges(merges, frame));
    return fill(filling, assemble(parts, planned), context);
  }
}
