import { resolve } from 'node:path';
import type { Diff } from '../diff.ts';
import { unexpected } from './arguments.ts';
import type { Command } from './command.ts';

const FORMATS = ['text', 'markdown', 'json'] as const;

export const command: Command = {
  operands: ['OLD', 'NEW'],
  summary: 'Compare two builds by record and field, and say which version is due: patch, minor or major.',
  options: {
    format: { value: 'FORMAT', says: 'text (if not given), markdown for release notes, or json.' },
    all: { says: 'List sentences, mentions and the like too, which follow from the prose.' },
    check: { says: 'Exit with 1 if the version of NEW says less than is due.' },
  },
  examples: [
    ['diff published/dist dist', 'what changed since'],
    ['diff old new --format markdown > CHANGES.md', 'notes for a release'],
    ['diff published/dist dist --check', 'before publishing: is the version high enough?'],
  ],
  async run({ operands: [older = '', newer = ''], options }, terminal) {
    const format = FORMATS.find(known => known === (options.format ?? 'text'));
    if (format === undefined) throw unexpected('format', String(options.format), FORMATS);
    const diff = await compareFolders(older, newer, terminal.folder);
    terminal.out(await wordsOf(diff, format, options.all === true));
    return options.check && diff.due.enough === false ? 1 : 0;
  },
};

/** @throws {ProjectError} where a folder holds no dataset */
async function compareFolders(older: string, newer: string, from: string): Promise<Diff> {
  const { readDist } = await import('../project/dist.ts');
  const { BUILT_IN_SCHEMAS, readSchemas } = await import('../project.ts');
  const { snapshotOf } = await import('../diff/snapshot.ts');
  const { createModel } = await import('../model.ts');
  const { compare } = await import('../diff.ts');
  const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
  const [old, now] = [older, newer].map(path => snapshotOf(readDist(resolve(from, path), path), path, model));
  return compare(old!, now!, model);
}

async function wordsOf(diff: Diff, format: (typeof FORMATS)[number], all: boolean): Promise<string> {
  if (format === 'json') return `${JSON.stringify(diff, null, 2)}\n`;
  if (format === 'markdown') return (await import('../diff/markdown.ts')).asMarkdown(diff, all);
  return (await import('../diff/text.ts')).asText(diff, all);
}
