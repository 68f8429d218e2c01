#!/usr/bin/env bash
# In a project, within `with-cluster.sh`: submits shards and merge by submit.sh, of which one shard is killed half-way, and waits for the
# end of the merge.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
export KILL_AT=5 KILL_NOTE=$PWD/killed
export NODE_OPTIONS="--import=$here/kill-itself.mjs"

wait_for() {
  for (( tries = 0; tries < 2000; tries++ )); do "$@" && return; sleep 0.05; done
  echo "waited in vain for: $*" >&2
  squeue --array >&2
  cat slurm-*.out >&2
  return 1
}
killed() { [[ -s $KILL_NOTE ]]; }
restarts() { scontrol show job "$(< "$KILL_NOTE")" | grep -o 'Restarts=[0-9]*' | cut -d = -f 2; }
requeued() { [[ $(restarts) == 1 ]]; }
# Slurm waits two minutes before it starts a job again, and may set that time once more after the job was put back.
hasten() {
  [[ -z $(squeue --noheader --states=PENDING --format=%r | grep BeginTime) ]] || scontrol update JobId="$(< "$KILL_NOTE")" StartTime=now || true
}
gone() { hasten; [[ -z $(squeue --noheader) ]]; }

# shellcheck source=/dev/null
source ./submit.sh
wait_for killed
wait_for requeued
echo "killed $(< "$KILL_NOTE"), restarts $(restarts)"
wait_for gone
cat slurm-*.out >&2
test -f dist/SHA256SUMS
