#!/usr/bin/env bash
# In a project, within `with-cluster.sh`: submits shards and merge by submit.sh, kills the process of one shard half-way, and waits for
# the end of the merge.
set -euo pipefail
here=$(pwd -P)

wait_for() {
  for (( tries = 0; tries < 2000; tries++ )); do "$@" && return; sleep 0.05; done
  echo "waited in vain for: $*" >&2
  squeue --array >&2
  return 1
}
kept() { (( $(find .lodemark/articles -name '*.json' 2> /dev/null | wc -l) >= $1 )); }
# The process of a shard that is in this folder.
shard() {
  local pid
  for pid in $(pgrep -f -- '--shard [0-9]+/4$'); do
    [[ $(readlink "/proc/$pid/cwd") == "$here" && $(readlink "/proc/$pid/exe") == */node ]] && found=$pid
  done
  [[ -n ${found-} ]]
}
gone() { [[ -z $(squeue --noheader) ]]; }
requeued() { [[ -n $(squeue --array --noheader --states=PENDING --format=%A --array --name=shard.sh) && $(restarts) == 1 ]]; }
restarts() { scontrol show job "$job" 2> /dev/null | grep -o 'Restarts=[0-9]*' | cut -d = -f 2; }

# shellcheck source=/dev/null
source ./submit.sh
wait_for kept 5
wait_for shard
words=$(tr '\0' ' ' < "/proc/$found/cmdline")
job=$(tr '\0' '\n' < "/proc/$found/environ" | sed -n 's/^SLURM_JOB_ID=//p')
kill -KILL "$found"
echo "killed ${words% }"
wait_for requeued
echo "restarts $(restarts)"
# Slurm waits two minutes before it starts a job again.
scontrol update JobId="$job" StartTime=now
wait_for gone
cat slurm-*.out >&2
test -f dist/SHA256SUMS
