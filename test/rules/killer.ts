import { parentPort, workerData } from 'node:worker_threads';
import { createModel } from '../../pipeline/model.ts';
import { createSource } from '../../pipeline/place.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../../pipeline/project.ts';
import { readDataset, readEntities } from '../../pipeline/session/shared.ts';
import { createValidators } from '../../pipeline/validators.ts';
import { ARTICLES } from '../hostile/articles.ts';
import { DATASETS, REGISTRIES } from '../hostile/files.ts';
import { againstRegistry } from './against.ts';
import { readPage } from './page.ts';
import { articleOf, fixed, messagesOf, problemsOf } from './run.ts';

/*
 * What `rules.test.ts` and `hostile.test.ts` ask of a mutant, without the seconds that a test runner takes to start. Says what failed
 * first, or `null`.
 */

/** The guide's text, and the rule whose examples are looked at first. */
export interface Asked {
  readonly guide: string;
  readonly first: string | null;
}

function firstFailure({ guide, first }: Asked): string | null {
  const page = readPage(guide);
  const against = againstRegistry(page.registry);
  const rules = [...page.rules].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  for (const { id, examples } of rules)
    for (const [at, example] of examples.entries()) {
      if (differ(messagesOf(example, against), example.messages)) return `${id}, line ${example.line}`;
      if (example.flags.has('fixed') && fixed(examples[at - 1]!, against) !== articleOf(example))
        return `mend of ${id}`;
    }
  const plain = againstRegistry('');
  for (const [name, content, rules] of ARTICLES)
    if (typeof content === 'string' && differ(rulesOf(problemsOf(content, plain)), [...rules].sort())) return name;
  const shared = { model: plain.model, validators: createValidators(createModel(readSchemas(BUILT_IN_SCHEMAS))) };
  const project = {
    folder: '',
    dataset: null,
    registry: null,
    unread: [],
    articles: [],
    schemas: new Map(),
    problems: [],
  };
  for (const [name, content, rules] of DATASETS) {
    const dataset = createSource('source/dataset.yaml', content);
    if (differ(rulesOf(readDataset({ ...project, dataset }, shared).problems), [...rules].sort())) return name;
  }
  for (const [name, content, rules] of REGISTRIES) {
    const registry = createSource('source/entities.yaml', content);
    if (differ(rulesOf(readEntities({ ...project, registry }, shared).problems), [...rules].sort())) return name;
  }
  return null;
}

function rulesOf(problems: readonly { rule: string }[]): string[] {
  return [...new Set(problems.map(({ rule }) => rule))].filter(rule => rule !== 'base-placeholder').sort();
}

function differ(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

try {
  parentPort!.postMessage(firstFailure(workerData as Asked));
} catch (error) {
  parentPort!.postMessage(`throws ${String(error).slice(0, 100)}`);
}
