/*
 * A small build in a process of its own, which can be killed or refused at any call to the file system.
 *
 *   build OUT WORDS [kill|ENOSPC|EACCES|EROFS|count N]
 *
 * `count` prints how many calls there are; the others strike at the Nth. Exit status 0 done, 3 a WriteError, whose code
 * is printed.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { WriteError } from '../../pipeline/write/error.ts';
import { openDist } from '../../pipeline/write.ts';
import { fillWith } from './content.ts';

const CALLS = [
  'mkdirSync',
  'openSync',
  'writeSync',
  'writeFileSync',
  'closeSync',
  'renameSync',
  'linkSync',
  'chmodSync',
  'rmSync',
  'readdirSync',
  'unlinkSync',
  'rmdirSync',
  'lstatSync',
  'readFileSync',
] as const;

const [, , out = '', words = '', strike = '', at = '0'] = process.argv;
let calls = 0;

for (const name of strike ? CALLS : []) {
  const call = fs[name] as (...values: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[name] = (...values: unknown[]) => {
    calls++;
    if (calls === Number(at)) hit(name);
    return call(...values);
  };
}
syncBuiltinESMExports();

function hit(syscall: string): void {
  if (strike === 'kill') process.kill(process.pid, 'SIGKILL');
  else if (strike !== 'count') throw Object.assign(new Error(`${strike}: injected`), { code: strike, syscall });
}

try {
  const dist = openDist(out);
  fillWith(dist.output, words);
  const { changed } = dist.commit();
  console.log(strike === 'count' ? calls : changed);
} catch (error) {
  if (!(error instanceof WriteError)) throw error;
  console.log(error.code);
  process.exitCode = 3;
}
