import fs from 'node:fs';
import process from 'node:process';
import { attempt, errorCode, WriteError } from './error.ts';

/** Milliseconds to wait for the process that has made a lock and not yet written its name into it. */
const PATIENCE = 100;

/** Gives the lock back. */
export type Release = () => void;

/**
 * Takes the lock file for this process, from a dead one if need be.
 * @param spare an unused path beside the lock
 * @throws {WriteError} `LOCKED` while another build runs, in this process or another
 */
export function takeLock(lock: string, spare: string, shown: string): Release {
  const mine = `${process.pid} ${birth(process.pid)}\n`;
  for (;;) {
    if (attempt('make the lock file', lock, () => create(lock, mine))) return () => release(lock, mine);
    const theirs = read(lock);
    if (theirs !== null && isAlive(theirs)) throw lockedError(lock, theirs, shown);
    if (theirs !== null) attempt('take over the lock file', lock, () => remove(lock, spare, theirs));
  }
}

function lockedError(lock: string, owner: string, shown: string): WriteError {
  const message =
    `Cannot write \`${shown}\`: another build, process ${Number.parseInt(owner, 10)}, is writing it. ` +
    `Wait for it to end; if there is none, remove \`${lock}\`.`;
  return new WriteError(message, 'LOCKED', shown);
}

function create(lock: string, owner: string): boolean {
  try {
    fs.writeFileSync(lock, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The owner's line; '' for a lock that stays empty, whose maker died; null when it has gone. */
function read(lock: string): string | null {
  for (let waited = false; ; waited = true) {
    try {
      const owner = fs.readFileSync(lock, 'utf8');
      if (owner.endsWith('\n') || waited) return owner;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
  }
}

/**
 * Removes a dead owner's lock. It is moved aside first and looked at again: another process may have taken the lock
 * over between our reading and our removing, and that lock must be put back.
 */
function remove(lock: string, spare: string, owner: string): void {
  try {
    fs.renameSync(lock, spare);
    if (fs.readFileSync(spare, 'utf8') !== owner) fs.linkSync(spare, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errorCode(error))) throw error;
  } finally {
    fs.rmSync(spare, { force: true });
  }
}

function release(lock: string, mine: string): void {
  try {
    if (fs.readFileSync(lock, 'utf8') === mine) fs.rmSync(lock, { force: true });
  } catch {
    // A lock that can't be removed is a dead process's by the next run.
  }
}

/** Whether the process that wrote the line still runs: the same one, not a later one with the same number. */
function isAlive(owner: string): boolean {
  const [pid = '', born = ''] = owner.trimEnd().split(' ');
  if (!/^[1-9][0-9]*$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const now = birth(Number(pid));
  return now !== 'dead' && (born === '' || now === '' || now === born);
}

/**
 * When a process began, in the kernel's ticks since start-up; 'dead' for one that has ended and only waits to be
 * noticed; '' where there is no /proc. Process numbers are used again soon, in containers at once.
 */
function birth(pid: number): string {
  let stat: string;
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return '';
  }
  // The second field is the program's name in parentheses, which may hold anything; the third is the state, the 22nd
  // the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : (fields[19] ?? '');
}
