import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Calls between two collections. */
const EVERY = 1000;

/**
 * A function to be called after each article. Of a large corpus it has the garbage of every so many collected: V8 lets it lie for as
 * long as the machine has memory, several times what is in use, and a build is to fit beside other programs.
 */
export function collecting(): () => void {
  let calls = 0;
  let collect: (() => void) | null = null;
  return () => {
    calls += 1;
    if (calls % EVERY !== 0) return;
    collect ??= exposed();
    collect();
  };
}

function exposed(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
