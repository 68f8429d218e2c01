/*
 * Loaded into a shard by NODE_OPTIONS: it kills itself in the first try of shard 2, when half of its articles are kept.
 *
 *   KILL_AT=5 KILL_NOTE=FILE
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

const [, program = '', ...words] = process.argv;
const { KILL_AT, KILL_NOTE = '', SLURM_RESTART_COUNT = '0' } = process.env;

if (/\/(?:lodemark|cli\.js)$/.test(program) && words.join(' ').endsWith('--shard 2/4') && SLURM_RESTART_COUNT === '0') {
  const { renameSync, writeFileSync } = fs;
  let kept = 0;
  fs.renameSync = (from, to) => {
    renameSync(from, to);
    if (!/\/articles\/.*\.json$/.test(String(to)) || ++kept < Number(KILL_AT)) return;
    writeFileSync(KILL_NOTE, `${process.env.SLURM_JOB_ID}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
  syncBuiltinESMExports();
}
