#!/usr/bin/env bash
# Runs a command within a Slurm of its own: one controller and two node daemons on this machine, as the present user, with all that they
# keep in FOLDER. They are gone when it ends.
#
#   with-cluster.sh FOLDER COMMAND…
set -euo pipefail
folder=$(realpath "$1")
shift
host=$(hostname -s)
PATH=$PATH:/usr/sbin:/sbin
export SLURM_CONF=$folder/slurm.conf

# Ports that nobody listens on.
mapfile -t ports < <(node -e '
  const { createServer } = require("node:net");
  const servers = [0, 1, 2].map(() => createServer().listen(0, () => --waiting || servers.forEach(s => console.log(s.address().port) || s.close())));
  let waiting = servers.length;')

mkdir -p "$folder"/{state,one,two}
chmod 700 "$folder"
head -c 128 /dev/urandom > "$folder/munge.key"
chmod 400 "$folder/munge.key"
cat > "$SLURM_CONF" <<CONF
ClusterName=loopback
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${ports[0]}
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/%n/slurmd.pid
SlurmdSpoolDir=$folder/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SlurmdParameters=config_overrides
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
JobRequeue=1
NodeName=one NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[1]} CPUs=1
NodeName=two NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[2]} CPUs=1
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
CONF

daemons=()
stop() {
  scancel --user="$(id -un)" 2>> "$folder/scancel.log" || true
  for (( at = ${#daemons[@]} - 1; at >= 0; at-- )); do
    kill "${daemons[at]}" 2> /dev/null || true
    wait "${daemons[at]}" 2> /dev/null || true
  done
}
trap stop EXIT
trap 'exit 1' INT TERM

begin() {
  local name=$1
  shift
  "$@" > "$folder/$name.log" 2>&1 &
  daemons+=($!)
}
begin munged munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munge.pid" \
  --log-file="$folder/munge.log" --seed-file="$folder/munge.seed"
for (( tries = 0; tries < 300; tries++ )); do [[ -S $folder/munge.socket ]] && break; sleep 0.1; done
begin slurmctld slurmctld -D -i
begin slurmd-one slurmd -D -N one
begin slurmd-two slurmd -D -N two

for (( tries = 0; ; tries++ )); do
  [[ $(sinfo --noheader --Node --format=%T 2> /dev/null) == $'idle\nidle' ]] && break
  if (( tries == 600 )); then
    echo 'Slurm does not start:' >&2
    tail -n 5 "$folder"/*.log >&2
    exit 70
  fi
  sleep 0.1
done
"$@"
