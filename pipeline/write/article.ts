import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createSource, type Source } from '../place.ts';
import { WriteError } from './error.ts';

/**
 * Puts a new text in an author's file: whole or not at all, with the byte order mark and the permissions that it had.
 * @throws {WriteError} where the file has been changed since `before` was read
 */
export function replaceArticle(path: string, before: Source, text: string): void {
  const real = realpathSync(path);
  const now = createSource(before.path, readFileSync(real, 'utf8'));
  if (now.text !== before.text)
    throw new WriteError(
      `Unexpected change of \`${before.path}\` meanwhile; nothing is written to it`,
      'CHANGED',
      path,
    );
  const beside = join(dirname(real), `.${basename(real)}.lodemark`);
  try {
    writeFileSync(beside, `${before.bom ? '\uFEFF' : ''}${text}`, { mode: statSync(real).mode });
    renameSync(beside, real);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
