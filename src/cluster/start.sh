#!/usr/bin/env bash
#
# Starts a Spark standalone cluster on this machine, of the Spark that the build puts together:
#
#   src/cluster/start.sh [--properties-file FILE] [WORKERS] [MASTER]
#
# a master and WORKERS workers (2) of one core and 1 GB each, every one a process of its own, on
# loopback alone and on free ports. The master's address is the one line on standard output, once
# all workers have registered. With MASTER, the address of a master that runs, the workers join it.
# FILE holds settings for master and workers, such as spark.authenticate.
#
# Ctrl-C, or the end of standard input, stops them all, their executors too, and deletes what they
# wrote. On Linux, worker i is on 127.0.0.i: to Spark each is a host.

set -eo pipefail

home=$(readlink -f "${BASH_SOURCE[0]}")
home=${home%/src/cluster/*}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

main() {
  local workers master i
  properties=
  if [[ $1 == --properties-file ]]; then
    [[ -r $2 ]] || user_mistake "cannot read --properties-file $2."
    properties=$(readlink -f "$2")
    shift 2
  fi
  workers=${1:-2}
  master=$2
  [[ $workers =~ ^[1-9][0-9]?$ ]] || user_mistake "'$workers' workers: give 1 to 99."
  [[ -e $home/target/spark/jvm-options ]] ||
    user_mistake "there is no $home/target/spark yet: run ./submit.sh --version, which builds it."
  folder=$(mktemp -d)
  groups=()
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  if [[ -z $master ]]; then
    start master 127.0.0.1 org.apache.spark.deploy.master.Master
    said master "${groups[0]}" 'Starting Spark master at \(spark:[^ ]*\)'
    master=$found
    said master "${groups[0]}" 'started at \(http[^ ]*\)'
    echo "start.sh: the master's page is $found, logs are in $folder." >&2
  fi
  for ((i = 1; i <= workers; i++)); do
    start "worker-$i" "$(address "$i")" org.apache.spark.deploy.worker.Worker \
      --cores 1 --memory 1g --work-dir "$folder/work-$i" "$master"
  done
  for ((i = 1; i <= workers; i++)); do
    said "worker-$i" "${groups[${#groups[@]} - workers + i - 1]}" 'Successfully registered with master \(spark:[^ ]*\)'
  done
  echo "$master"
  # In the background, for a signal is heard while the shell waits, and not before a command ends.
  cat <&0 >/dev/null &
  wait $!
}

user_mistake() {
  echo "start.sh: $1" >&2
  exit 2
}

address() {
  if [[ $(uname) == Linux ]]; then echo "127.0.0.$1"; else echo 127.0.0.1; fi
}

# Small and soon there, which is what a master and a worker are to be; executors have flags of their
# own. An environment of the user's own cluster must not reach them.
start() {
  local name=$1 host=$2 class=$3
  shift 3
  : >"$folder/$name.log" # it is read at once, perhaps before the process has opened it
  set -m # for the leader of a group, which is killed whole
  env -u SPARK_CONF_DIR -u SPARK_MASTER_HOST -u SPARK_WORKER_CORES -u SPARK_DAEMON_JAVA_OPTS \
    SPARK_HOME="$home/target/spark" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP="$host" \
    SPARK_LOCAL_DIRS="$folder/local" \
    "$java" "@$home/target/spark/jvm-options" -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -Dspark.master.rest.enabled=false -cp "$home/target/spark/jars/*" \
    "$class" ${properties:+--properties-file "$properties"} --host "$host" --port 0 --webui-port 0 "$@" \
    </dev/null >>"$folder/$name.log" 2>&1 &
  groups+=($!)
  set +m
}

# Waits for a line of a process's log and puts what stands in its parentheses into `found`. No time
# is too long: a master that cannot bind ends, and so does a worker that finds no master.
said() {
  local name=$1 process=$2 line=$3
  while found=$(sed -n "s/.*$line.*/\1/p" "$folder/$name.log") && [[ -z $found ]]; do
    if ! kill -0 "$process" 2>/dev/null; then
      tail -n 20 "$folder/$name.log" >&2
      echo "start.sh: the $name has ended; its last lines are above." >&2
      exit 1
    fi
    sleep 0.05
  done
}

stop() {
  local group
  exec 2>/dev/null # the shell's obituaries
  for group in "${groups[@]}"; do
    kill -KILL -- "-$group" || true
  done
  kill -KILL $(jobs -p) || true
  wait || true
  rm -rf "$folder"
}

main "$@"
