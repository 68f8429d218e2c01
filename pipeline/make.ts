import { hash } from 'node:crypto';
import { join, relative, resolve as resolvePath } from 'node:path';
import { assemble, estimateRows } from './assemble.ts';
import { type Corpus, FEW, type Keeping, type Known, type Tick } from './corpus.ts';
import type { Batch } from './emit/emitter.ts';
import { FORMATS, type Format } from './emit/formats.ts';
import type { Help } from './help.ts';
import type { BuildOptions, Built, Checked, Options } from './index.ts';
import type { Crew, Work } from './jobs.ts';
import { type Problem, reportTo } from './messages.ts';
import { plan } from './plan.ts';
import { openProject, type Project, toolFingerprint } from './project.ts';
import { publish } from './publish.ts';
import type { Render } from './render.ts';
import { openSession, type Session } from './session.ts';
import { openHeads, withHeads, writeHeads } from './write/heads.ts';
import { inputsOf, recall, remember, timeOf } from './write/last.ts';
import { openLedger } from './write/ledger.ts';
import { openMerges } from './write/merges.ts';
import { KEPT, type SharedStore } from './write/stores.ts';
import { sweep } from './write/sweep.ts';

/** Reads all articles, or takes them from the store; `crew`: other processes that help. */
type Gather = (
  session: Session,
  means: {
    readonly keeping: Keeping;
    readonly crew: () => Promise<Crew>;
    readonly isHired: boolean;
    readonly tick: Tick;
  },
) => Corpus | Promise<Corpus>;

/** Gathers the corpus and writes the dataset, unless the last build gave what this one would. */
export async function make(
  folder: string,
  options: BuildOptions,
  open: () => SharedStore,
  gather: Gather,
): Promise<Built> {
  const { formats = FORMATS, jobs = 1, graphRows } = options;
  const isKept = options.cache !== false;
  const out = resolvePath(folder, options.out ?? 'dist');
  const kept = join(folder, KEPT, digest(out));
  const note = `${kept}.json`;
  const touched = {
    key: digest([toolFingerprint(), out, String(graphRows), ...formats].join('\u0000')),
    inputs: [join(folder, 'source'), join(folder, 'schemas')],
    out,
  };
  const inputs = isKept ? inputsOf(touched) : null;
  const last = inputs && (recall(note, touched, inputs) as Built | null);
  if (last) return { ...last, ...finish(last.problems, folder, options), changed: false };
  const project = openProject(folder, folder);
  const shared = open();
  const [others] = shared.folders;
  const file = isKept ? `${kept}.heads` : others === undefined ? null : join(others, 'heads');
  const known = isKept && shared.isTrusted ? openHeads(file!) : null;
  const heads = file === null ? undefined : writeHeads(file);
  let crew: Crew | undefined;
  try {
    const render = await rendererFor(formats);
    const store = known ? withHeads(shared.store, known) : shared.store;
    const session = openSession(project, {
      from: folder,
      store,
      ...(inputs && { before: { stamps: inputs.stamps, heads: known } }),
      ...(render && { render }),
    });
    const hire = async (): Promise<Crew> => {
      const { Crew } = await import('./jobs.ts');
      crew ??= new Crew(jobs - 1, workOf(session, shared.folders, render));
      return crew;
    };
    // Unless the last build has read the articles.
    const isHired = jobs > 1 && isLarge(project) && known?.isEmpty !== false;
    if (isHired) await hire();
    const tick = options.progress ?? (() => {});
    const corpus = await gather(session, { keeping: { store, heads }, crew: hire, isHired, tick });
    heads?.close();
    const { overview, load, things } = corpus;
    let learnt: Promise<void> | undefined;
    const articles = (): Known[] => corpus.keys.map((key, number) => [key, overview.hashOf(number)]);
    const learn = (): Promise<void> => {
      learnt ??= hire().then(crew => crew.learn({ do: 'learn', articles: articles(), heads: file }));
      return learnt;
    };
    if (crew && corpus.problems.every(({ severity }) => severity !== 'error')) await learn();
    const parts = { ...session.shared, overview, load, things };
    const found = [...session.problems, ...corpus.problems];
    const merges = isKept ? openMerges(`${kept}.merged`, session.frame) : undefined;
    const planned = plan(parts, reportTo(found), merges);
    merges?.save();
    const checked = finish(found, folder, options);
    const { manifest } = session;
    if (!checked.ok || !manifest) return { ...checked, ok: false, changed: false, counts: {} };
    const ledger = isKept ? openLedger(kept, out, digest(`${touched.key} ${session.frame}`)) : null;
    const { model } = session.shared;
    const most = estimateRows(parts);
    const batches = (): Iterable<Batch> => assemble(parts, planned);
    const common = { merges: merges ? `${kept}.merged` : null, graphRows };
    const help: Help = {
      processes: jobs,
      async fill(tasks) {
        await learn();
        return (await hire()).fill(tasks.map(each => ({ do: 'fill', ...common, ...each })));
      },
      stop: async () => crew?.stop(),
    };
    const publication = { batches, model, manifest, out, formats, most, graphRows, ledger };
    const done = await publish(publication, jobs > 1 ? help : undefined);
    if (inputs) {
      remember(note, touched, inputs, { ok: true, ...done, problems: found });
      sweep(join(folder, KEPT), new Set(corpus.keys), timeOf(note));
    }
    return { ...checked, ...done };
  } finally {
    await crew?.stop();
    heads?.discard();
    known?.close();
    shared.close();
  }
}

/** Whether a project has more articles than are read before others are asked to help. */
function isLarge({ articles }: Project): boolean {
  return articles.length > FEW;
}

export async function rendererFor(formats: readonly Format[]): Promise<Render | undefined> {
  return formats.includes('site') ? (await import('./render.ts')).render : undefined;
}

function workOf({ project, fingerprint }: Session, stores: readonly string[], render: Render | undefined): Work {
  return { folder: project.folder, stores, render: render !== undefined, fingerprint };
}

/** Problems as they are told: paths relative to where the tool was called, in the order of files and places. */
export function finish(
  problems: readonly Problem[],
  folder: string,
  { strict = false, from = folder }: Options,
): Checked {
  const shown = (path: string): string => relative(from, join(folder, path)).replaceAll('\\', '/') || path;
  const judged = problems.map(({ severity, place, related, ...problem }) => ({
    ...problem,
    severity: strict ? ('error' as const) : severity,
    place: { ...place, path: shown(place.path) },
    related: related.map(other => ({ ...other, place: { ...other.place, path: shown(other.place.path) } })),
  }));
  judged.sort((a, b) =>
    a.place.path < b.place.path ? -1 : a.place.path > b.place.path ? 1 : a.place.start.offset - b.place.start.offset,
  );
  return { problems: judged, ok: judged.every(problem => problem.severity !== 'error') };
}

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
